// Contributions entered for people who are offline: rights, consent, once per slip and key, late paper, what stays inside.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { run_palabre } from '../support/server.mjs';
import { a_reason, in_days, must, refused, World } from '../support/world.mjs';

let world;
let idea;
let count = 0;
before(async () => {
  world = await World.open({ has_clock: true });
  idea = await world.propose();
});
after(() => world.close());

const day = (days = 0) => in_days(days).slice(0, 10);
const entry = (body = {}) => ({ key: `entry-${(count += 1)}`, kind: 'support', idea: idea.id, source: 'stall', collected_on: day(), consent: { given: true, version: 1, language: 'en' }, ...body });
const enter = (body = {}, slug = world.slug, who = world.facilitator) => who.post(`/api/v1/redesigns/${slug}/entries`, entry(body));
const supports = async (id = idea.id) => (await must(200, world.visitor.get(`/api/v1/ideas/${id}`))).supports;

test('only facilitators of this redesign enter, and only with the consent', async () => {
  for (const who of [world.citizen, world.moderator, world.officer, world.owner, world.admin]) await refused('not_allowed', enter({}, world.slug, who));
  const elsewhere = await world.make_redesign();
  const answer = await world.facilitator.post(`/api/v1/redesigns/${elsewhere.slug}/entries`, entry({ idea: idea.id }));
  assert.equal(answer.code, 'bad_field', 'an idea of another redesign');
  await refused('missing_field', enter({ consent: { given: false, language: 'en' } }));
  await refused('missing_field', enter({ consent: undefined }));
  await refused('bad_field', enter({ consent: { given: true, version: 99, language: 'en' } }));
  assert.equal(await supports(), 0);
});

test('one slip supports an idea once; another person does so once more', async () => {
  const before_all = await supports();
  const { slip } = await must(201, enter());
  await refused('already_exists', enter({ slip }));
  await must(201, enter());
  assert.equal(await supports(), before_all + 2);
});

test('twenty entries sent twice, half of them from two devices at once, are twenty', async () => {
  const fresh = await world.propose();
  const entries = Array.from({ length: 20 }, () => entry({ idea: fresh.id }));
  const send = (one) => world.facilitator.twin().post(`/api/v1/redesigns/${world.slug}/entries`, one);
  const first = await Promise.all([...entries, ...entries.slice(0, 10)].map(send));
  assert.ok(first.every(({ status }) => status === 201 || status === 200), first.map(({ text }) => text).join('\n'));
  const again = await Promise.all(entries.map(send));
  assert.ok(again.every(({ body }) => body.is_repeated));
  assert.equal(await supports(fresh.id), 20);
  await refused('idempotency_mismatch', world.facilitator.post(`/api/v1/redesigns/${world.slug}/entries`, { ...entries[0], source: 'phone' }));
});

test('an idea stands under the name the person chose, with the mark of the channel and nothing of the facilitator', async () => {
  const { entry: id, slip } = await must(201, enter({ kind: 'idea', idea: undefined, title: 'A handrail at the ford', body: 'When it is wet my husband does not cross.', language: 'en', name: 'H. K.', contact: '555-0199 between six and seven' }));
  const { items } = await must(200, world.facilitator.get(`/api/v1/redesigns/${world.slug}/entries`));
  const listed = items.find((one) => one.id === id);
  const shown = await world.visitor.get(`/api/v1/ideas/${listed.idea}`);
  assert.equal(shown.body.author.name, 'H. K.');
  assert.equal(shown.body.channel, 'assisted');
  const page = await world.visitor.get(`/en/ideas/${listed.idea}`);
  assert.match(page.text, /Collected by a facilitator/);
  for (const text of [shown.text, page.text]) assert.ok(!text.includes(world.facilitator.person.name) && !text.includes('555-0199') && !text.includes(slip));
  await refused('own_case', enter({ kind: 'comment', body: 'In my own name.', name: world.facilitator.person.name }));
  await refused('own_case', world.facilitator.post('/api/v1/me/slips', { slip }));
});

test('how to reach people is on one page for facilitators, and in no answer, export or event', async () => {
  const answer = await world.facilitator.get(`/api/v1/redesigns/${world.slug}/entries`);
  assert.ok(!answer.text.includes('555-0199'));
  const exported = await run_palabre(['export', '--data', world.server.data]);
  assert.ok(!exported.stdout.includes('555-0199'));
  for (const { slip } of answer.body.items) assert.ok(!exported.stdout.includes(slip) && !exported.stdout.includes(slip.replace('-', '')));
  const line = exported.stdout.split('\n').map((text) => text && JSON.parse(text)).find((one) => one?.kind === 'idea_support' && one.idea === idea.id);
  assert.equal(line.channel, 'assisted');
  const people = `/en/redesigns/${world.slug}/desk/people`;
  const as = (client) => world.visitor.get(people, { headers: { cookie: `palabre_session=${client.token}` } });
  assert.match((await as(world.facilitator)).text, /555-0199/);
  for (const client of [world.moderator, world.owner, world.admin, world.citizen]) assert.equal((await as(client)).status, 403);
});

test('what was entered by mistake is taken back by who entered it, within the day', async () => {
  const before_all = await supports();
  const { entry: id } = await must(201, enter());
  await refused(['not_found', 'not_allowed'], world.moderator.del(`/api/v1/entries/${id}`));
  await must(204, world.facilitator.del(`/api/v1/entries/${id}`));
  assert.equal(await supports(), before_all);
  await refused('gone', world.facilitator.del(`/api/v1/entries/${id}`));
});

test('a claim makes it the person’s own, counts each support once, and uses the slip up', async () => {
  const fresh = await world.propose();
  const { slip } = await must(201, enter({ idea: fresh.id }));
  await must(200, world.citizen2.put(`/api/v1/ideas/${fresh.id}/support`));
  assert.equal(await supports(fresh.id), 2);
  assert.deepEqual(await must(200, world.citizen2.post('/api/v1/me/slips', { slip: slip.toLowerCase() })), { taken: 0, dropped: 1 });
  assert.equal(await supports(fresh.id), 1);
  await refused('gone', world.citizen.post('/api/v1/me/slips', { slip }));
  await refused('gone', enter({ idea: fresh.id, slip }));
  await refused('bad_field', world.citizen.post('/api/v1/me/slips', { slip: 'AAAAA-AAAAB' }));
});

test('counts by channel say what was collected and what came online', async () => {
  const { slug } = await world.make_redesign();
  const own = await world.propose(world.citizen, {}, slug);
  await must(200, world.citizen2.put(`/api/v1/ideas/${own.id}/support`));
  await must(201, enter({ idea: own.id }, slug));
  await must(201, enter({ kind: 'comment', idea: own.id, body: 'Yes.', name: 'Ada', stance: 'for' }, slug));
  assert.deepEqual(await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/channels`)), { ideas: { online: 1, assisted: 0 }, comments: { online: 0, assisted: 1 }, supports: { online: 1, assisted: 1 } });
  assert.match((await world.visitor.get(`/en/redesigns/${slug}`)).text, /collected by facilitators: 0 ideas, 1 comment, 1 support/);
});

test('after the close only paper of before counts, under a batch of a moderator or the owner', async () => {
  const { slug, phase } = await world.make_redesign();
  const own = await world.propose(world.citizen, {}, slug);
  const late = { idea: own.id, source: 'paper', collected_on: day() };
  await must(200, world.owner.post(`/api/v1/phases/${phase.id}/transitions`, { to: 'closed', reason: a_reason }));
  await refused('phase_closed', enter(late, slug));
  const wanted = { label: 'Twelve sheets', reason: a_reason, collected_from: day(), collected_until: day() };
  await refused('not_allowed', world.facilitator.post(`/api/v1/redesigns/${slug}/batches`, wanted));
  await refused('reason_required', world.owner.post(`/api/v1/redesigns/${slug}/batches`, { ...wanted, reason: 'late' }));
  const batch = await must(201, world.owner.post(`/api/v1/redesigns/${slug}/batches`, wanted));
  await refused('bad_field', enter({ ...late, source: 'stall', batch: batch.id }, slug));
  await must(201, enter({ ...late, batch: batch.id }, slug));
  assert.equal(await supports(own.id), 1);
});

test('nothing of all this left a wrong number behind', async () => {
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
