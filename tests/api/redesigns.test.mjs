// Redesigns and roles through the API.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sign_up } from '../support/client.mjs';
import { bodies } from '../support/requests.mjs';
import { a_reason, in_days, must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

const draft_of = (slug) => ({ slug, title: { en: 'A park' }, languages: ['en'], summary: { en: 'A park for all.' }, promise: { en: 'We answer.' } });
const move = (client, slug, to, reason = a_reason) => client.post(`/api/v1/redesigns/${slug}/transitions`, { to, reason });

test('the three redesigns of the demo are public, with their phases', async () => {
  const { items } = await must(200, world.visitor.get('/api/v1/redesigns'));
  const slugs = items.map((item) => item.slug);
  for (const slug of ['lipowe-vivre-ensemble', 'mae-aide-au-village', 'valdolce-bien-grandir']) assert.ok(slugs.includes(slug), slug);
  for (const item of items.filter(({ slug }) => !slug.startsWith('lab'))) assert.ok(item.phases.length >= 5 && item.counts.ideas > 0);
});

test('only an administrator creates a redesign', async () => {
  for (const role of ['citizen', 'moderator', 'officer', 'owner']) await refused('not_allowed', world[role].post('/api/v1/redesigns', draft_of(`by-${role}`)));
  await refused('sign_in_required', world.visitor.post('/api/v1/redesigns', draft_of('by-nobody')));
});

test('a draft is seen by those who have a part in it, and by nobody else', async () => {
  await must(201, world.admin.post('/api/v1/redesigns', draft_of('hidden-park')));
  await must(200, world.admin.put(`/api/v1/redesigns/hidden-park/roles/owner/${world.owner.person.id}`));
  await refused('not_found', world.visitor.get('/api/v1/redesigns/hidden-park'));
  await refused('not_found', world.citizen.get('/api/v1/me/redesigns/hidden-park'));
  assert.equal((await must(200, world.owner.get('/api/v1/me/redesigns/hidden-park'))).state, 'draft');
  assert.ok((await must(200, world.owner.get('/api/v1/me/redesigns'))).items.some((item) => item.slug === 'hidden-park'));
  assert.ok(!(await must(200, world.visitor.get('/api/v1/redesigns'))).items.some((item) => item.slug === 'hidden-park'));
});

test('a slug is taken once, and has a form', async () => {
  await refused('slug_taken', world.admin.post('/api/v1/redesigns', draft_of(world.slug)));
  for (const slug of ['A', 'With Space', '-edge', 'two--hyphens', 'é', '../up', 'x'.repeat(81)]) {
    const answer = await world.admin.post('/api/v1/redesigns', draft_of(slug));
    assert.equal(answer.status, 422, slug);
    assert.equal(answer.body.field, 'slug', slug);
  }
});

test('editing keeps what is left out and never changes the promise quietly', async () => {
  const { slug } = await world.make_redesign();
  const edited = await must(200, world.owner.patch(`/api/v1/redesigns/${slug}`, { summary: { fr: 'À quoi sert le labo.' }, territory: 'Mäe' }));
  assert.equal(edited.texts.summary.en, 'What the lab is for.');
  assert.equal(edited.texts.summary.fr, 'À quoi sert le labo.');
  assert.equal(edited.territory, 'Mäe');
  await refused('reason_required', world.owner.patch(`/api/v1/redesigns/${slug}`, { power_level: 'inform' }));
  await must(200, world.owner.patch(`/api/v1/redesigns/${slug}`, { power_level: 'inform', reason: a_reason }));
  const { items } = await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/history`));
  assert.ok(items.some((line) => line.kind === 'power_level' && line.to === 'inform' && line.reason === a_reason && line.person.id === world.owner.person.id));
});

test('an edit on top of somebody else\'s is refused', async () => {
  const { slug, redesign } = await world.make_redesign();
  await must(200, world.owner.patch(`/api/v1/redesigns/${slug}`, { territory: 'First', updated_at: (await must(200, world.visitor.get(`/api/v1/redesigns/${slug}`))).updated_at }));
  await refused('stale_version', world.admin.patch(`/api/v1/redesigns/${slug}`, { territory: 'Second', updated_at: '2020-01-01T00:00:00.000Z' }));
  assert.notEqual(redesign.territory, 'Second');
});

test('a redesign goes from draft to archive by its table, each step by its people', async () => {
  const slug = 'whole-road';
  await must(201, world.admin.post('/api/v1/redesigns', draft_of(slug)));
  for (const role of ['owner', 'officer', 'moderator']) await must(200, world.admin.put(`/api/v1/redesigns/${slug}/roles/${role}/${world[role].person.id}`));
  await refused('redesign_transition_refused', move(world.owner, slug, 'open'));
  await refused('reason_required', move(world.owner, slug, 'review', ''));
  await must(200, move(world.owner, slug, 'review'));
  await refused('not_allowed', move(world.owner, slug, 'announced'));
  await refused('redesign_transition_refused', move(world.officer, slug, 'announced'));
  await must(201, world.owner.post(`/api/v1/redesigns/${slug}/phases`, { type: 'ideas', title: 'Ideas', closes_at: in_days(9) }));
  await must(201, world.owner.post(`/api/v1/redesigns/${slug}/phases`, { type: 'follow_up' }));
  await must(200, move(world.officer, slug, 'announced'));
  await must(200, world.visitor.get(`/api/v1/redesigns/${slug}`));
  await must(200, move(world.owner, slug, 'open'));
  await refused('not_allowed', move(world.officer, slug, 'paused'));
  await must(200, move(world.moderator, slug, 'paused'));
  await must(200, move(world.owner, slug, 'open'));
  await must(200, move(world.owner, slug, 'follow_up'));
  await refused('not_allowed', move(world.owner, slug, 'evaluated'));
  await must(200, move(world.admin, slug, 'evaluated'));
  await must(200, move(world.admin, slug, 'archived'));
  await refused('redesign_transition_refused', move(world.admin, slug, 'open'));
  const { items } = await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/history`));
  assert.ok(items.length >= 9 && items.every((line) => line.kind === 'state' && line.at));
});

test('a pause stops participation and shifts what lay ahead', async () => {
  const { slug, phase } = await world.make_redesign();
  await must(200, move(world.moderator, slug, 'paused'));
  await refused('redesign_not_open', world.citizen.post(`/api/v1/redesigns/${slug}/ideas`, { title: 'While paused', body: 'Not possible just now.', language: 'en' }));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await must(200, move(world.moderator, slug, 'open'));
  const after_pause = await must(200, world.visitor.get(`/api/v1/redesigns/${slug}`));
  const shift_ms = Date.parse(after_pause.phases[0].closes_at) - Date.parse(phase.closes_at);
  assert.ok(shift_ms >= 1000 && shift_ms < 20_000, `${shift_ms} ms`);
  await world.propose(world.citizen, {}, slug);
});

test('follow-up waits until every idea has an answer and every accepted one a commitment', async () => {
  const { slug } = await world.make_redesign();
  const idea = await world.propose(world.citizen, {}, slug);
  await refused('redesign_transition_refused', move(world.owner, slug, 'follow_up'));
  await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'accepted', body: 'We will do it next spring.' }));
  await refused('redesign_transition_refused', move(world.owner, slug, 'follow_up'));
  await must(201, world.officer.post(`/api/v1/redesigns/${slug}/commitments`, bodies['POST /api/v1/redesigns/{slug}/commitments']({ idea: idea.id })));
  await must(200, move(world.owner, slug, 'follow_up'));
});

test('nobody is moderator and officer in one redesign, nor does an organisation moderate', async () => {
  const path = (role, client) => `/api/v1/redesigns/${world.slug}/roles/${role}/${client.person.id}`;
  await refused('role_conflict', world.owner.put(path('officer', world.moderator)));
  await refused('role_conflict', world.owner.put(path('moderator', world.officer)));
  const organisation = await sign_up(world.base, { organisation: { name: 'Some company' } });
  await refused('role_conflict', world.owner.put(path('moderator', organisation)));
});

test('roles are given by address too, taken back, and one owner stays', async () => {
  const { slug } = await world.make_redesign();
  const person = await sign_up(world.base);
  await must(201, world.owner.post(`/api/v1/redesigns/${slug}/roles`, { email: person.email, role: 'moderator' }));
  assert.deepEqual((await must(200, person.get('/api/v1/me'))).roles, [{ redesign: (await must(200, world.visitor.get(`/api/v1/redesigns/${slug}`))).id, role: 'moderator' }]);
  await must(204, world.owner.del(`/api/v1/redesigns/${slug}/roles/moderator/${person.person.id}`));
  await refused('not_found', world.owner.del(`/api/v1/redesigns/${slug}/roles/moderator/${person.person.id}`));
  await must(204, world.admin.del(`/api/v1/redesigns/${slug}/roles/owner/${world.owner.person.id}`));
  await refused('last_owner', world.admin.del(`/api/v1/redesigns/${slug}/roles/owner/${world.admin.person.id}`));
  await refused('not_found', world.admin.post(`/api/v1/redesigns/${slug}/roles`, { email: 'nobody@people.example', role: 'moderator' }));
});
