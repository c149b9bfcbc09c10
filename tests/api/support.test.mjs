// Support through the API: one person, one support, and a count that is never wrong.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

const support = (client, idea) => client.put(`/api/v1/ideas/${idea.id}/support`);
const take_back = (client, idea) => client.del(`/api/v1/ideas/${idea.id}/support`);
const count_of = async (idea) => (await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).supports;

test('supporting twice is supporting once, and appends one event', async () => {
  const idea = await world.propose();
  const first = await must(200, support(world.citizen2, idea));
  assert.deepEqual([first.supports, first.supported], [1, true]);
  const again = await must(200, support(world.citizen2, idea));
  assert.deepEqual([again.supports, again.supported], [1, true]);
  const { events } = await must(200, world.visitor.get(`/api/v1/events?channels=idea:${idea.id}&limit=100`));
  assert.equal(events.filter((event) => event.type === 'idea.supported').length, 1);
});

test('taking back what was not given changes nothing', async () => {
  const idea = await world.propose();
  assert.deepEqual((await must(200, take_back(world.citizen2, idea))).supports, 0);
  await must(200, support(world.citizen2, idea));
  assert.deepEqual((await must(200, take_back(world.citizen2, idea))).supported, false);
  assert.equal(await count_of(idea), 0);
});

test('thirty parallel supports by one person count once', async () => {
  const idea = await world.propose();
  const answers = await Promise.all(Array.from({ length: 30 }, () => support(world.citizen2, idea)));
  assert.ok(answers.every((answer) => answer.status === 200 && answer.body.supports === 1));
  assert.equal(await count_of(idea), 1);
});

test('the count in the list, on the idea and in the redesign is the same', async () => {
  const { slug } = await world.make_redesign();
  const idea = await world.propose(world.citizen, {}, slug);
  for (const role of ['citizen', 'citizen2', 'owner', 'moderator']) await must(200, support(world[role], idea));
  assert.equal(await count_of(idea), 4);
  assert.equal((await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/ideas`))).items[0].supports, 4);
  assert.equal((await must(200, world.visitor.get(`/api/v1/redesigns/${slug}`))).counts.supports, 4);
});

test('a visitor is asked to sign in, an unknown idea is not found', async () => {
  const idea = await world.propose();
  await refused('sign_in_required', support(world.visitor, idea));
  for (const id of ['999999', '0', '-1', '1.5', 'abc', '9223372036854775808', '%00', '1%20OR%201=1']) await refused('not_found', support(world.citizen, { id }));
});

test('a decided idea takes no more support', async () => {
  const idea = await world.propose();
  await must(200, support(world.citizen2, idea));
  await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'declined', reason_code: 'law', body: 'The law does not allow it.' }));
  await refused('idea_not_open', support(world.owner, idea));
  assert.equal(await count_of(idea), 1);
});

test('an idea of the demo shows imported counts as such, apart from supports', async () => {
  const { items } = await must(200, world.visitor.get('/api/v1/redesigns/mae-aide-au-village/ideas?sort=supported'));
  assert.ok(items[0].imported && items[0].supports_total > items[0].supports);
  const totals = items.map((item) => item.supports_total);
  assert.deepEqual(totals, [...totals].sort((a, b) => b - a));
});

test('nothing differs when everything is recounted', async () => {
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
