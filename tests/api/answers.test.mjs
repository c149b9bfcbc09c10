// Official answers through the API: what each kind needs, superseding, the inbox, deferred ideas that come back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open({ has_clock: true }); });
after(() => world.close());

const answer = (client, idea, body) => client.post(`/api/v1/ideas/${idea.id}/answers`, { body: 'We looked at it closely.', ...body });
const status_of = async (idea) => (await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).status;
const day_in = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('each kind of answer moves its idea and stands on it', async () => {
  const kinds = { accepted: {}, in_study: {}, deferred: { review_on: day_in(20) }, declined: { reason_code: 'cost' } };
  const becomes = { accepted: 'accepted', in_study: 'under_review', deferred: 'deferred', declined: 'declined' };
  for (const [kind, more] of Object.entries(kinds)) {
    const idea = await world.propose();
    await must(201, answer(world.officer, idea, { kind, ...more }));
    assert.equal(await status_of(idea), becomes[kind]);
    const { items } = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}/answers`));
    assert.deepEqual([items[0].kind, items[0].is_current, items[0].officer.id], [kind, true, world.officer.person.id]);
  }
});

test('a decline needs its reason code, a deferral its day, every answer its text', async () => {
  const idea = await world.propose();
  const wrong = [
    [{ kind: 'declined' }, 'reason_code'], [{ kind: 'deferred' }, 'review_on'], [{ kind: 'deferred', review_on: day_in(-2) }, 'review_on'],
    [{ kind: 'accepted', reason_code: 'law' }, 'reason_code'], [{ kind: 'accepted', body: '' }, 'body'], [{ kind: 'maybe' }, 'kind'],
    [{ kind: 'declined', reason_code: 'mood' }, 'reason_code'], [{ kind: 'deferred', review_on: 'soon' }, 'review_on'],
  ];
  for (const [body, field] of wrong) {
    const refusal = await answer(world.officer, idea, body);
    assert.deepEqual([refusal.status, refusal.body.field], [422, field], refusal.text);
  }
  assert.equal(await status_of(idea), 'published');
});

test('a later answer supersedes; both stay readable', async () => {
  const idea = await world.propose();
  const first = await must(201, answer(world.officer, idea, { kind: 'declined', reason_code: 'cost', body: undefined, texts: { en: 'Too dear.', fr: 'Trop cher.' } }));
  const second = await must(201, answer(world.officer, idea, { kind: 'accepted', body: 'The budget was found.' }));
  assert.equal(second.supersedes, first.id);
  const { items } = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}/answers`));
  assert.equal(items.length, 2);
  assert.deepEqual(items.filter((item) => item.is_current).map((item) => item.id), [second.id]);
  assert.equal(items.find((item) => item.id === first.id).texts.fr, 'Trop cher.');
});

test('only officers and the owner answer, and never their own idea', async () => {
  const idea = await world.propose();
  for (const role of ['citizen', 'moderator', 'facilitator']) await refused('not_allowed', answer(world[role], idea, { kind: 'accepted' }));
  await refused('own_case', answer(world.officer, await world.propose(world.officer), { kind: 'accepted' }));
});

test('the inbox shows what waits, by due date, and empties as answers come', async () => {
  const { slug } = await world.make_redesign({ answer_days: 5 });
  const ideas = [];
  for (let i = 0; i < 3; i += 1) ideas.push(await world.propose(world.citizen, {}, slug));
  const inbox = () => must(200, world.officer.get(`/api/v1/redesigns/${slug}/inbox`));
  assert.equal((await inbox()).waiting, 3);
  await must(201, answer(world.officer, ideas[0], { kind: 'accepted' }));
  const left = await inbox();
  assert.deepEqual(left.items.map((item) => item.id), [ideas[1].id, ideas[2].id]);
  assert.equal(left.overdue, 0);
  await world.server.move_clock(6 * 86_400);
  assert.equal((await inbox()).overdue, 2);
  await world.server.move_clock(0);
  await refused('not_allowed', world.moderator.get(`/api/v1/redesigns/${slug}/inbox`));
});

test('a deferred idea comes back by itself on its day', async () => {
  const idea = await world.propose();
  await must(201, answer(world.officer, idea, { kind: 'deferred', review_on: day_in(3) }));
  await world.server.move_clock(4 * 86_400);
  await new Promise((resolve) => setTimeout(resolve, 600));
  assert.equal(await status_of(idea), 'under_review');
  await world.server.move_clock(0);
});
