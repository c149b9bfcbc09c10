// The officers' desk through the API: four eyes, drafts, assignment, questions to authors, the inbox in facets, the list of answers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sign_up } from '../support/client.mjs';
import { must, refused, World } from '../support/world.mjs';

let world, slug, second;
before(async () => { world = await World.open({ has_clock: true }); });
after(() => world.close());

const body = { kind: 'accepted', texts: { en: 'We will do it.', fr: 'Nous le ferons.' } };
const answer = (client, idea, more = {}) => client.post(`/api/v1/ideas/${idea.id}/answers`, { ...body, ...more });
const inbox = async (more = '', client = world.officer) => must(200, client.get(`/api/v1/redesigns/${slug}/inbox?limit=100${more}`));
/** A redesign in which answers need a second officer, who is there. */
async function four_eyes() {
  ({ slug } = await world.make_redesign());
  second ??= await sign_up(world.base, { name: 'Second officer' });
  await must(200, world.admin.put(`/api/v1/redesigns/${slug}/roles/officer/${second.person.id}`));
  await must(200, world.owner.put(`/api/v1/redesigns/${slug}/four-eyes`, { on: true }));
  return world.propose(world.citizen, {}, slug);
}

test('where four eyes are asked for, an answer waits and nothing public shows it', async () => {
  const idea = await four_eyes();
  const seq = await world.last_seq();
  const pending = await must(202, answer(world.officer, idea));
  assert.deepEqual([pending.status, pending.writer.id, pending.texts.fr], ['waiting', world.officer.person.id, 'Nous le ferons.']);
  assert.equal(await world.last_seq(), seq);
  for (const path of [`/ideas/${idea.id}`, `/ideas/${idea.id}/answers`, `/redesigns/${slug}/answers`, `/redesigns/${slug}/answers.csv`, `/redesigns/${slug}/decisions`, '/search?q=ferons']) {
    assert.doesNotMatch((await world.visitor.get(`/api/v1${path}`)).text, /ferons|will do it/, path);
  }
  for (const stranger of [world.citizen, world.moderator]) {
    await refused('not_found', stranger.post(`/api/v1/pending-answers/${pending.id}/release`));
    await refused('not_allowed', stranger.get(`/api/v1/redesigns/${slug}/pending-answers`));
  }
  await refused('already_exists', answer(second, idea));
});

test('a second officer releases in the name of the first, who may not do it alone', async () => {
  const idea = await four_eyes();
  const { id } = await must(202, answer(world.officer, idea));
  await refused('own_case', world.officer.post(`/api/v1/pending-answers/${id}/release`));
  const released = await must(200, second.post(`/api/v1/pending-answers/${id}/release`));
  assert.equal(released.status, 'released');
  const { items } = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}/answers`));
  assert.deepEqual([items[0].officer.id, items[0].texts], [world.officer.person.id, body.texts]);
  await refused('already_decided', second.post(`/api/v1/pending-answers/${id}/release`));
});

test('an answer sent back is its writer\'s draft again, with the note; nobody else reads it', async () => {
  const idea = await four_eyes();
  const { id } = await must(202, answer(world.officer, idea));
  await refused('missing_field', second.post(`/api/v1/pending-answers/${id}/send-back`, {}));
  await must(200, second.post(`/api/v1/pending-answers/${id}/send-back`, { note: 'Name the budget line, please.' }));
  const draft = await must(200, world.officer.get(`/api/v1/ideas/${idea.id}/answer-draft`));
  assert.deepEqual([draft.note, draft.texts, draft.kind], ['Name the budget line, please.', body.texts, 'accepted']);
  await refused('not_found', second.get(`/api/v1/ideas/${idea.id}/answer-draft`));
  const again = await must(202, answer(world.officer, idea));
  await must(200, world.officer.post(`/api/v1/pending-answers/${again.id}/take-back`));
  await must(204, world.officer.del(`/api/v1/ideas/${idea.id}/answer-draft`));
  await refused('not_found', world.officer.get(`/api/v1/ideas/${idea.id}/answer-draft`));
});

test('a draft keeps half an answer as it is', async () => {
  ({ slug } = await world.make_redesign());
  const idea = await world.propose(world.citizen, {}, slug);
  const at = `/api/v1/ideas/${idea.id}/answer-draft`;
  const kept = await must(200, world.officer.put(at, { kind: 'deferred', review_on: '2027-0', texts: { fr: 'Pas avant' } }));
  assert.deepEqual([kept.kind, kept.review_on, kept.texts], ['deferred', '2027-0', { fr: 'Pas avant' }]);
  await refused('bad_field', world.officer.put(at, { kind: 'perhaps' }));
  await refused('not_allowed', world.moderator.put(at, { texts: { en: 'Mine' } }));
  await must(201, answer(world.officer, idea));
  await refused('not_found', world.officer.get(at));
});

test('the inbox has facets by due date, answer, question and assignment, each with its count', async () => {
  ({ slug } = await world.make_redesign({ answer_days: 5 }));
  const ideas = [];
  for (let i = 0; i < 3; i += 1) ideas.push(await world.propose(world.citizen, {}, slug));
  const { facets } = await inbox();
  assert.deepEqual([facets.all, facets.week, facets.late, facets.unanswered, facets.nobodys], [3, 3, 0, 3, 3]);
  await must(200, world.officer.put(`/api/v1/ideas/${ideas[1].id}/assignee`, { person: world.officer.person.id }));
  const mine = await inbox('&facet=mine');
  assert.deepEqual(mine.items.map((item) => [item.id, item.assignee.id]), [[ideas[1].id, world.officer.person.id]]);
  assert.equal((await inbox('&facet=mine', world.owner)).items.length, 0);
  await world.server.move_clock(6 * 86_400);
  assert.equal((await inbox('&facet=late')).items.length, 3);
  await world.server.move_clock(0);
  await refused('bad_field', world.officer.get(`/api/v1/redesigns/${slug}/inbox?facet=nice`));
  await refused('bad_field', world.officer.put(`/api/v1/ideas/${ideas[0].id}/assignee`, { person: world.moderator.person.id }));
  await must(200, world.officer.put(`/api/v1/ideas/${ideas[1].id}/assignee`, { person: null }));
  assert.equal((await inbox()).facets.nobodys, 3);
});

test('a question to the author is public, marks the idea in the inbox, and is closed by the author\'s next word', async () => {
  ({ slug } = await world.make_redesign());
  const idea = await world.propose(world.citizen, {}, slug);
  const asked = await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/clarifications`, { body: 'How many benches?', language: 'en' }));
  assert.deepEqual([asked.asks_author, asked.stance], [true, 'question']);
  const { items } = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}/comments`));
  assert.equal(items[0].asks_author, true);
  assert.deepEqual((await inbox('&facet=asked')).items.map((item) => item.id), [idea.id]);
  await must(201, world.citizen.post(`/api/v1/ideas/${idea.id}/comments`, { body: 'Eight.', parent: asked.id }));
  assert.equal((await inbox()).facets.asked, 0);
  await refused('not_allowed', world.moderator.post(`/api/v1/ideas/${idea.id}/clarifications`, { body: 'And me?' }));
});

test('everybody reads the list of answers in force, with filters, what is late, and as a table', async () => {
  ({ slug } = await world.make_redesign({ answer_days: 5 }));
  const [one, two] = [await world.propose(world.citizen, { title: '=HYPERLINK("x") benches' }, slug), await world.propose(world.citizen, {}, slug)];
  await must(201, answer(world.officer, one, { kind: 'declined', reason_code: 'cost' }));
  await must(201, answer(world.officer, two, { kind: 'in_study', texts: { en: 'We look at it.' } }));
  const list = async (more = '') => must(200, world.visitor.get(`/api/v1/redesigns/${slug}/answers${more}`));
  assert.deepEqual((await list()).items.map((item) => [item.idea, item.kind, item.is_late]), [[two.id, 'in_study', false], [one.id, 'declined', false]]);
  assert.deepEqual((await list('?kind=declined')).items.map((item) => item.idea), [one.id]);
  assert.deepEqual((await list('?language=fr')).items.map((item) => item.idea), [one.id]);
  assert.equal((await list('?late=true')).total, 0);
  await world.server.move_clock(6 * 86_400);
  assert.deepEqual((await list('?late=true')).items.map((item) => item.idea), [two.id]);
  await world.server.move_clock(0);
  const first = await list('?limit=1');
  assert.deepEqual((await list(`?limit=1&after=${encodeURIComponent(first.next)}`)).items.map((item) => item.idea), [one.id]);
  const table = await world.visitor.get(`/api/v1/redesigns/${slug}/answers.csv`);
  assert.deepEqual([table.status, table.text.trim().split('\r\n').length], [200, 3]);
  assert.doesNotMatch(table.text, /[,"]=HYPERLINK/, 'no cell begins a formula');
  for (const bad of ['kind=maybe', 'language=french', 'late=soon']) assert.equal((await world.visitor.get(`/api/v1/redesigns/${slug}/answers?${bad}`)).status, 422, bad);
});

test('only the owner and administrators switch four eyes, and what waits keeps waiting', async () => {
  const idea = await four_eyes();
  const { id } = await must(202, answer(world.officer, idea));
  for (const role of ['officer', 'moderator', 'facilitator']) await refused('not_allowed', world[role].put(`/api/v1/redesigns/${slug}/four-eyes`, { on: false }));
  assert.equal((await must(200, world.admin.put(`/api/v1/redesigns/${slug}/four-eyes`, { on: false }))).four_eyes, false);
  const { items, four_eyes: is_on } = await must(200, world.officer.get(`/api/v1/redesigns/${slug}/pending-answers`));
  assert.deepEqual([items.map((item) => item.id), is_on], [[id], false]);
});
