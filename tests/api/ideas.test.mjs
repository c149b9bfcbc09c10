// Ideas through the API: proposing, versions, states, drafts, merging.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { a_reason, in_days, must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

const move = (client, idea, to, more = {}) => client.post(`/api/v1/ideas/${idea.id}/transitions`, { to, reason: a_reason, ...more });
const read = (idea) => must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`));

test('a proposed idea is public at once, with its tags and place tidied', async () => {
  const answer = await world.citizen.post(`/api/v1/redesigns/${world.slug}/ideas`, {
    title: '  A bench   at every stop ', body: 'Old people\r\nneed to **sit**.', language: 'en', tags: ['Mobilité', 'mobilité', ' stops '],
    place: { label: 'Line 4', lat: 50.85, lon: 4.35 },
  });
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.headers.location, `/api/v1/ideas/${answer.body.id}`);
  const idea = await read(answer.body);
  assert.equal(idea.title, 'A bench at every stop');
  assert.equal(idea.body, 'Old people\nneed to **sit**.');
  assert.deepEqual(idea.tags.sort(), ['mobilité', 'stops']);
  assert.deepEqual(idea.place, { label: 'Line 4', lat: 50.85, lon: 4.35 });
  assert.equal(idea.status, 'published');
  assert.equal(idea.author.id, world.citizen.person.id);
  assert.deepEqual(idea.allowed, { support: true, comment: true, edit: true });
});

test('the same text by the same author is proposed once', async () => {
  const body = { title: 'Shade on the square', body: 'Trees would help everybody.', language: 'en' };
  await must(201, world.citizen.post(`/api/v1/redesigns/${world.slug}/ideas`, body));
  await refused('already_exists', world.citizen.post(`/api/v1/redesigns/${world.slug}/ideas`, body));
});

test('an edit is a new version; the ones before stay readable word for word', async () => {
  const idea = await world.propose(world.citizen, { body: 'The first version of it.' });
  await must(200, world.citizen.patch(`/api/v1/ideas/${idea.id}`, { body: 'The second version of it.', note: 'Clearer', version: 1 }));
  await refused('stale_version', world.citizen.patch(`/api/v1/ideas/${idea.id}`, { body: 'Written on the first one.', version: 1 }));
  await refused('nothing_changed', world.citizen.patch(`/api/v1/ideas/${idea.id}`, { body: 'The second version of it.' }));
  await refused('not_allowed', world.citizen2.patch(`/api/v1/ideas/${idea.id}`, { body: 'Somebody else changes it.' }));
  const { items } = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}/versions`));
  assert.deepEqual(items.map((item) => [item.version, item.body]).sort(), [[1, 'The first version of it.'], [2, 'The second version of it.']]);
  assert.equal((await read(idea)).version, 2);
});

test('an author withdraws an idea; it stays readable and takes nothing more', async () => {
  const idea = await world.propose();
  await refused('not_allowed', move(world.citizen2, idea, 'withdrawn'));
  await must(200, move(world.citizen, idea, 'withdrawn', { reason: '' }));
  assert.equal((await read(idea)).status, 'withdrawn');
  await refused('idea_not_open', world.citizen2.put(`/api/v1/ideas/${idea.id}/support`));
  await refused('idea_not_open', world.citizen2.post(`/api/v1/ideas/${idea.id}/comments`, { body: 'Too late.' }));
  await refused('idea_transition_refused', move(world.citizen, idea, 'withdrawn'));
});

test('an idea is moved by its table, with a reason and in the history', async () => {
  const idea = await world.propose();
  await refused('not_allowed', move(world.citizen2, idea, 'shortlisted'));
  for (const to of ['draft', 'submitted', 'accepted', 'declined', 'deferred', 'not_selected', 'merged', 'hidden']) {
    await refused('idea_transition_refused', move(world.owner, idea, to));
  }
  await refused('bad_field', move(world.owner, idea, 'famous'));
  await refused('reason_required', move(world.owner, idea, 'shortlisted', { reason: '' }));
  await must(200, move(world.owner, idea, 'shortlisted'));
  await must(200, move(world.officer, idea, 'under_review'));
  await must(200, move(world.officer, idea, 'published'));
  const { history } = await read(idea);
  const steps = history.map((step) => step.to);
  for (const to of ['shortlisted', 'under_review', 'published']) assert.ok(steps.includes(to), steps.join());
  assert.ok(history.filter((step) => step.to === 'under_review').every((step) => step.by.role === 'officer' && step.reason === a_reason && step.at));
});

test('nobody moves an idea of their own', async () => {
  const idea = await world.propose(world.owner);
  await refused('own_case', move(world.owner, idea, 'shortlisted'));
});

test('an idea on the ballot is frozen: no edit, no withdrawal, no support', async () => {
  const idea = await world.propose();
  await must(200, move(world.owner, idea, 'shortlisted'));
  await refused('idea_transition_refused', move(world.owner, idea, 'on_ballot'));
  const phase = await must(201, world.owner.post(`/api/v1/redesigns/${world.slug}/phases`, { type: 'vote', opens_at: in_days(4), closes_at: in_days(9) }));
  const body = { method: 'approval', question: { en: 'What comes first?' }, seats: 1, options: [{ idea: idea.id }, { title: { en: 'Nothing' } }] };
  const vote = await must(200, world.owner.put(`/api/v1/phases/${phase.id}/vote`, body));
  await must(200, world.owner.post(`/api/v1/votes/${vote.id}/freeze`, { reason: a_reason }));
  assert.equal((await read(idea)).frozen_version, 1);
  await refused(['idea_frozen', 'idea_not_open'], world.citizen.patch(`/api/v1/ideas/${idea.id}`, { body: 'Changed while frozen.' }));
  await refused('idea_frozen', move(world.citizen, idea, 'withdrawn'));
  await refused('idea_not_open', world.citizen2.put(`/api/v1/ideas/${idea.id}/support`));
});

test('drafts are private, replaced by their id and forgotten when published', async () => {
  const draft = await must(201, world.citizen.post('/api/v1/me/drafts', { redesign: world.slug, title: 'Half an idea', tags: ['a', 'b'] }));
  const changed = await must(200, world.citizen.post('/api/v1/me/drafts', { redesign: world.slug, id: draft.id, title: 'Half an idea more', body: 'It begins here.' }));
  assert.equal(changed.id, draft.id);
  await refused('not_found', world.citizen2.post('/api/v1/me/drafts', { redesign: world.slug, id: draft.id, title: 'Stolen' }));
  await refused('not_found', world.citizen2.del(`/api/v1/me/drafts/${draft.id}`));
  assert.equal((await must(200, world.citizen2.get('/api/v1/me/drafts'))).items.length, 0);
  await world.propose(world.citizen, { draft: draft.id });
  assert.deepEqual((await must(200, world.citizen.get('/api/v1/me/drafts'))).items, []);
  const other = await must(201, world.citizen.post('/api/v1/me/drafts', { redesign: world.slug, title: 'Another' }));
  await must(204, world.citizen.del(`/api/v1/me/drafts/${other.id}`));
});

test('marks tell what is mine: supported, written, drafted', async () => {
  const idea = await world.propose(world.citizen2);
  await must(200, world.citizen.put(`/api/v1/ideas/${idea.id}/support`));
  const mine = await must(200, world.citizen.get(`/api/v1/me/marks?redesign=${world.slug}`));
  assert.ok(mine.supported.includes(idea.id) && !mine.mine.includes(idea.id));
  assert.ok((await must(200, world.citizen2.get(`/api/v1/me/marks?redesign=${world.slug}`))).mine.includes(idea.id));
  await refused('missing_field', world.citizen.get('/api/v1/me/marks'));
});

test('two ideas merge when both authors agree; supporters are counted once', async () => {
  const goes = await world.propose(world.citizen);
  const stays = await world.propose(world.citizen2);
  for (const idea of [goes, stays]) await must(200, world.owner.put(`/api/v1/ideas/${idea.id}/support`));
  await must(200, world.officer.put(`/api/v1/ideas/${goes.id}/support`));
  await refused('not_allowed', world.citizen.post(`/api/v1/ideas/${goes.id}/merges`, { into: stays.id, reason: a_reason }));
  await refused('bad_field', world.moderator.post(`/api/v1/ideas/${goes.id}/merges`, { into: goes.id, reason: a_reason }));
  const merge = await must(201, world.moderator.post(`/api/v1/ideas/${goes.id}/merges`, { into: stays.id, reason: a_reason }));
  await refused('already_exists', world.moderator.post(`/api/v1/ideas/${goes.id}/merges`, { into: stays.id, reason: a_reason }));
  assert.deepEqual((await must(200, world.citizen.get(`/api/v1/me/marks?redesign=${world.slug}`))).merges.map((one) => one.id), [merge.id]);
  await refused('not_allowed', world.owner.post(`/api/v1/merges/${merge.id}/consent`, { is_given: true }));
  const half = await must(200, world.citizen.post(`/api/v1/merges/${merge.id}/consent`, { is_given: true }));
  assert.equal(half.state, 'proposed');
  const done = await must(200, world.citizen2.post(`/api/v1/merges/${merge.id}/consent`, { is_given: true }));
  assert.deepEqual([done.state, done.carried], ['done', 1]);
  const merged = await read(goes);
  assert.deepEqual([merged.status, merged.merged_into.id], ['merged', stays.id]);
  const kept = await read(stays);
  assert.equal(kept.supports, 2);
  assert.deepEqual(kept.authors.map((author) => author.id).sort(), [world.citizen.person.id, world.citizen2.person.id].sort());
  await refused('already_merged', world.citizen.post(`/api/v1/merges/${merge.id}/consent`, { is_given: false }));
});

test('a merge that an author refuses does not happen', async () => {
  const goes = await world.propose(world.citizen);
  const stays = await world.propose(world.citizen2);
  const merge = await must(201, world.moderator.post(`/api/v1/ideas/${goes.id}/merges`, { into: stays.id, reason: a_reason }));
  assert.equal((await must(200, world.citizen2.post(`/api/v1/merges/${merge.id}/consent`, { is_given: false }))).state, 'refused');
  await refused(['idea_transition_refused', 'already_merged'], world.citizen.post(`/api/v1/merges/${merge.id}/consent`, { is_given: true }));
  assert.equal((await read(goes)).status, 'published');
});

test('similar ideas are found while typing, whatever the accents', async () => {
  const idea = await world.propose(world.citizen, { title: 'Un minibus à la demande', body: 'Réserver par téléphone la veille.', language: 'fr' });
  const { items } = await must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}/similar?q=${encodeURIComponent('minibus a la demande')}&language=fr`));
  assert.equal(items[0].id, idea.id);
  assert.deepEqual((await must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}/similar?q=`))).items, []);
});
