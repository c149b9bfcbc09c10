// Paper ballots over the API: printed, handed out, entered out of envelopes, signed by a second person, and counted once beside the web.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { cast, close_vote, open_vote } from '../support/ballots.mjs';
import { a_reason, must, refused, World } from '../support/world.mjs';

let world;
let made;
let vote;
let at;
before(async () => {
  world = await World.open({ has_clock: true });
  made = await open_vote(world);
  vote = made.vote;
  at = `/api/v1/votes/${vote.id}`;
});
after(() => world.close());

const print = async (count) => (await must(201, world.owner.post(`${at}/codes`, { count }))).codes;
const hand_out = (body = {}, who = world.facilitator) => who.post(`${at}/handed-out`, body);
const envelope = async (papers, label = 'Town hall') => must(201, world.facilitator.post(`${at}/batches`, { label, papers }));
const enter = (batch, entries, who = world.facilitator) => who.post(`/api/v1/vote-batches/${batch.id}/papers`, { entries });
const sign = (batch, body = {}, who = world.moderator) => who.post(`/api/v1/vote-batches/${batch.id}/sign`, body);
const read = () => must(200, world.visitor.get(at));

test('the owner prints codes, shown once and never again', async () => {
  for (const who of [world.citizen, world.facilitator, world.moderator, world.officer]) await refused('not_allowed', who.post(`${at}/codes`, { count: 1 }));
  for (const count of [0, 201, 1.5, '3', null]) await refused(['bad_field', 'missing_field'], world.owner.post(`${at}/codes`, { count }));
  const headers = { 'idempotency-key': 'print-1' };
  const first = await must(201, world.owner.post(`${at}/codes`, { count: 2 }, { headers }));
  const again = await must(201, world.owner.post(`${at}/codes`, { count: 2 }, { headers }));
  assert.equal(new Set([...first.codes, ...again.codes]).size, 4, 'no answer with codes is kept');
  assert.equal(again.printed, (await read()).papers.printed);
  const { events } = await must(200, world.visitor.get(`/api/v1/events?channels=redesign:${made.redesign.id}&limit=100`));
  assert.ok(!JSON.stringify(events).includes(first.codes[0]));
  await refused('bad_field', world.citizen.post(`${at}/ballots`, { receipt: first.codes[0], choices: [[1]] }));
});

test('a ballot handed out is that person’s vote, behind slip and account', async () => {
  await refused('not_allowed', hand_out({}, world.citizen));
  await refused('own_case', hand_out({ person: world.facilitator.person.id }));
  await refused('bad_field', hand_out({ slip: '22222-22223' }));
  await refused('bad_field', hand_out({ slip: '22222-22222', person: world.citizen.person.id }));
  await refused('not_found', hand_out({ person: '999999' }));
  const given = await must(201, hand_out());
  assert.deepEqual([given.is_new_person, given.handed_out], [true, 1]);
  assert.equal((await refused('already_voted', hand_out({ slip: given.slip }))).body.field, 'slip');
  await must(200, world.citizen2.post('/api/v1/me/slips', { slip: given.slip }));
  const own = await must(200, world.citizen2.get(`${at}/own`));
  assert.deepEqual(own, { may_vote: false, why_not: 'already_voted', has_voted: 'paper', receipt: null });
  await refused('already_voted', world.citizen2.post(`${at}/ballots`, { receipt: '7K2F-9QXM-4TDB-HW3C-PZ6R', choices: [[1]] }));
  await refused('already_voted', hand_out({ person: world.citizen2.person.id }));
  await must(201, cast(world.citizen, vote, [[1]]));
  await refused('already_voted', hand_out({ person: world.citizen.person.id }));
});

test('papers come in once, by code, never more than were handed out, never beside the envelope', async () => {
  const codes = await print(4);
  await must(201, hand_out());
  await refused('not_found', enter({ id: '999999' }, [{ code: codes[0], choices: [] }]));
  const batch = await envelope(3);
  await refused('not_found', enter(batch, [{ code: codes[0], choices: [] }], world.citizen));
  assert.equal((await refused('bad_field', enter(batch, [{ code: codes[0], choices: [[1]] }, { code: '7K2F-9QXM-4TDB-HW3C-PZ6R', choices: [[1]] }]))).body.field, 'entries.1.code');
  assert.equal((await refused('bad_field', enter(batch, [{ code: codes[0], choices: [[4]] }]))).body.field, 'entries.0.choices');
  assert.equal((await refused('missing_field', enter(batch, [{ code: codes[0] }]))).body.field, 'entries.0.choices');
  await refused('missing_field', enter(batch, []));
  await refused('batch_not_reconciled', enter(batch, codes.slice(0, 3).map((code) => ({ code, choices: [[2]] }))));
  const before_it = (await read()).cast;
  const papers = codes.slice(0, 2).map((code) => ({ code: code.toLowerCase().replaceAll('-', ' '), choices: [[2]] }));
  const sent = await Promise.all([world.facilitator, world.moderator.twin(), world.facilitator.twin()].map((who) => enter(batch, papers, who)));
  assert.deepEqual(sent.map(({ status }) => status), [200, 200, 200]);
  assert.deepEqual(sent.map(({ body }) => body.added).sort(), [0, 0, 2]);
  assert.equal((await read()).cast, before_it + 2);
  await refused('already_exists', enter(batch, [{ code: codes[0], choices: [[1]] }]));
  await refused('already_exists', enter(await envelope(1, 'Another'), [{ code: codes[0], choices: [[2]] }]));
  const checked = await must(200, world.visitor.post(`${at}/receipts`, { receipt: codes[0] }));
  assert.deepEqual(checked, { is_in_box: true, is_unaltered: true, channel: 'paper', is_counted: false });
});

test('an envelope adds up, or says in public what is lost, and a second person signs', async () => {
  const { papers } = await read();
  const [batch, other] = papers.batches;
  await refused('bad_field', world.facilitator.put(`/api/v1/vote-batches/${batch.id}/spoiled`, { spoiled: -1 }));
  await refused('batch_not_reconciled', world.facilitator.put(`/api/v1/vote-batches/${batch.id}/spoiled`, { spoiled: 2 }));
  await refused('batch_not_reconciled', sign(batch));
  assert.equal((await must(200, world.facilitator.put(`/api/v1/vote-batches/${batch.id}/spoiled`, { spoiled: 1 }))).spoiled, 1);
  await refused('own_case', sign(batch, {}, world.facilitator));
  await refused('not_found', sign(batch, {}, world.officer));
  assert.equal((await must(200, sign(batch))).is_signed, true);
  await refused('already_decided', sign(batch));
  const lost = await must(200, sign(other, { lost_reason: a_reason }));
  assert.equal(lost.lost_reason, a_reason);
  assert.deepEqual((await read()).papers.batches.map((one) => [one.papers, one.entered, one.spoiled, one.is_signed]), [[3, 2, 1, true], [1, 0, 0, true]]);
});

test('paper in time is opened after the close, counted with the web, and nothing is handed out any more', async () => {
  const [code] = await print(1);
  await must(201, hand_out());
  await close_vote(world);
  await refused('phase_closed', hand_out());
  await refused(['phase_closed', 'phase_not_open'], world.owner.post(`${at}/codes`, { count: 1 }));
  const batch = await envelope(1, 'Opened on the evening of the close');
  await refused('batches_open', world.owner.post(`${at}/count`));
  await must(200, enter(batch, [{ code, choices: [[3, 2]] }]));
  await must(200, sign(batch));
  await must(200, world.owner.post(`${at}/count`));
  assert.equal((await read()).result, null, 'counted, not published');
  await refused('already_decided', world.facilitator.post(`${at}/batches`, { label: 'Late', papers: 1 }));
  const { result } = await must(200, world.moderator.post(`${at}/sign`));
  assert.deepEqual(result.channels, { online: 1, paper: 3, assisted: 0 });
  assert.deepEqual(result.options.map(({ position, votes, selected }) => [position, votes, selected]), [[2, 3, true], [1, 1, false], [3, 1, false]]);
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout);
});
