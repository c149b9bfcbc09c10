// Live rounds through the API and the socket: stages and their guards, turns, statements, judgements, reports, thirty people at once.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';

import { sign_up } from '../support/client.mjs';
import { Live } from '../support/live.mjs';
import { announcement } from '../support/requests.mjs';
import { a_reason, in_days, must, refused, World } from '../support/world.mjs';

let world;
let phase;
before(async () => {
  world = await World.open({ has_clock: true });
  phase = (await must(201, world.admin.post(`/api/v1/redesigns/${world.slug}/phases`, { type: 'deliberation', state: 'open' }))).id;
});
after(() => world.close());

const prepare = (body = {}) => must(201, world.moderator.post(`/api/v1/redesigns/${world.slug}/rounds`, announcement(phase, [world.facilitator.person.id], body)));
const at = (round, rest = '') => `/api/v1/rounds/${round.id}${rest}`;
const move = (round, to, client = world.moderator, reason = a_reason) => client.post(at(round, '/transitions'), { to, reason });
const room_of = (client, round) => must(200, client.get(at(round, '/room')));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A round with two people at one table. */
async function at_table(body = {}) {
  const round = await prepare(body);
  await must(200, world.citizen.put(at(round, '/seat'), { name: 'Ana' }));
  await must(200, world.citizen2.put(at(round, '/seat'), { name: 'Bo' }));
  for (const stage of ['lobby', 'briefing', 'groups']) await must(200, move(round, stage));
  return round;
}

async function until(what, act, within_ms = 6000) {
  for (const end = Date.now() + within_ms; Date.now() < end; await sleep(60)) {
    const value = await act();
    if (value) return value;
  }
  throw new Error(`not within ${within_ms} ms: ${what}`);
}

test('a round goes from the announcement to its close by its guards only', async () => {
  const round = await prepare();
  assert.equal(round.status, 'planned');
  assert.equal(round.seed, null);
  await refused('round_transition_refused', move(round, 'groups'));
  await refused('not_allowed', move(round, 'lobby', world.facilitator));
  await must(200, move(round, 'lobby'));
  await must(200, move(round, 'briefing'));
  await refused('round_transition_refused', move(round, 'groups'));
  for (const [client, name] of [[world.citizen, 'Ana'], [world.citizen2, 'Bo']]) await must(200, client.put(at(round, '/seat'), { name }));
  const drawn = await must(200, move(round, 'groups'));
  assert.equal(createHash('sha256').update(drawn.seed).digest('hex'), round.seed_hash);
  await refused('round_transition_refused', move(round, 'plenary'));
  const { seat } = await room_of(world.citizen, round);
  await must(200, world.citizen.post(`/api/v1/seats/${seat.id}/care`, { care: 'rapporteur' }));
  await must(200, move(round, 'plenary'));
  await refused('round_transition_refused', move(round, 'converge'));
  await must(200, move(round, 'groups'));
  await must(201, world.citizen.post(at(round, '/statements'), { text: 'A bench at every stop.' }));
  for (const stage of ['plenary', 'converge', 'closed']) await must(200, move(round, stage));
  await refused('round_transition_refused', move(round, 'reported'));
});

test('too few facilitators keep the lobby shut', async () => {
  const round = await prepare({ seats_max: 9 });
  const answer = await refused('round_transition_refused', move(round, 'lobby'));
  assert.match(answer.body.detail, /2 for 9 seats/);
});

test('nobody speaks twice before everyone willing has spoken once, and the clock ends a turn', async () => {
  const round = await at_table({ turn_seconds: 20 });
  const ask = (client) => must(201, client.post(at(round, '/turns'), {}));
  const first = await ask(world.citizen);
  assert.equal(first.status, 'speaking');
  await must(200, world.citizen.post(`/api/v1/turns/${first.id}/end`, { to: 'done' }));
  assert.equal((await ask(world.citizen)).status, 'speaking');
  await refused('already_exists', world.citizen.post(at(round, '/turns'), {}));
  const third = await ask(world.citizen2);
  assert.equal(third.status, 'queued');
  await world.server.move_clock(21);
  try {
    const room = await until('the second speaks', async () => { const now = await room_of(world.citizen2, round); return now.table.speaking?.id === third.id && now; });
    assert.equal(room.table.speaking.name, 'Bo');
    const ana = room.table.people.find((one) => one.name === 'Ana');
    assert.equal(ana.turns, 2);
  } finally { await world.server.move_clock(0); }
});

test('only a facilitator passes somebody over, with a reason', async () => {
  const round = await at_table();
  const turn = await must(201, world.citizen.post(at(round, '/turns'), {}));
  const end = (client, body) => client.post(`/api/v1/turns/${turn.id}/end`, body);
  await refused('not_allowed', end(world.citizen2, { to: 'skipped', reason: a_reason }));
  await refused('reason_required', end(world.facilitator, { to: 'skipped' }));
  await refused('not_allowed', end(world.facilitator, { to: 'yielded' }));
  assert.equal((await must(200, end(world.facilitator, { to: 'skipped', reason: a_reason }))).status, 'skipped');
});

test('no result leaves the server before the close, and each person counts once for each statement', async () => {
  const round = await at_table();
  const said = await must(201, world.citizen.post(at(round, '/statements'), { text: 'A bench at every stop.' }));
  await refused('round_not_open', world.citizen.put(at(round, '/judgements'), { statement: said.id, choice: 'agree' }));
  const { seat } = await room_of(world.citizen, round);
  await must(200, world.citizen.post(`/api/v1/seats/${seat.id}/care`, { care: 'rapporteur' }));
  for (const stage of ['plenary', 'converge']) await must(200, move(round, stage));
  for (const choice of ['disagree', 'agree', 'agree']) await must(200, world.citizen.put(at(round, '/judgements'), { statement: said.id, choice }));
  await must(200, world.citizen2.put(at(round, '/judgements'), { statement: said.id, choice: 'pass' }));
  for (const text of [(await world.visitor.get(at(round))).text, (await world.moderator.get(at(round, '/desk'))).text]) assert.doesNotMatch(text, /"result":\{/);
  const closed = await must(200, move(round, 'closed'));
  assert.deepEqual(closed.all_statements[0].result, { agree: 1, disagree: 0, pass: 1, is_common_ground: true, tables: [{ table: 1, agree: 1, disagree: 0, pass: 1 }] });
  assert.equal(closed.common_ground, 1);
  await refused('round_not_open', world.citizen.put(at(round, '/judgements'), { statement: said.id, choice: 'disagree' }));
});

test('statements are joined only when the authors of both agree', async () => {
  const round = await at_table();
  const one = await must(201, world.citizen.post(at(round, '/statements'), { text: 'A bench at every stop.' }));
  const two = await must(201, world.citizen2.post(at(round, '/statements'), { text: 'Benches at the stops.' }));
  const { seat } = await room_of(world.citizen, round);
  await must(200, world.facilitator.post(`/api/v1/seats/${seat.id}/care`, { care: 'rapporteur' }));
  await must(200, move(round, 'plenary'));
  const ask = () => must(201, world.moderator.post(at(round, '/joins'), { statement: two.id, into: one.id }));
  const first = await ask();
  await refused('round_transition_refused', move(round, 'converge'));
  assert.equal((await must(200, world.citizen2.post(`/api/v1/joins/${first.id}/answer`, { is_given: false }))).status, 'refused');
  const second = await ask();
  await must(200, world.citizen2.post(`/api/v1/joins/${second.id}/answer`, { is_given: true }));
  assert.equal((await must(200, world.citizen.post(`/api/v1/joins/${second.id}/answer`, { is_given: true }))).status, 'done');
  const converge = await must(200, move(round, 'converge'));
  assert.equal(converge.statements, 1);
  assert.equal(converge.all_statements.find((statement) => statement.id === two.id).joined_into, one.id);
  await refused('gone', world.citizen.put(at(round, '/judgements'), { statement: two.id, choice: 'agree' }));
});

test('a round ends early only when two people say so, with reasons', async () => {
  const round = await at_table();
  await refused('reason_required', move(round, 'aborted', world.moderator, ''));
  await refused('not_allowed', move(round, 'aborted', world.owner));
  assert.equal((await must(200, move(round, 'aborted'))).status, 'groups');
  await refused('own_case', move(round, 'aborted'));
  assert.equal((await must(200, move(round, 'aborted', world.owner))).status, 'aborted');
});

test('a draft lies with the participants for 48 hours, and dissent stands under the report', async () => {
  const round = await at_table();
  await must(201, world.citizen.post(at(round, '/statements'), { text: 'A bench at every stop.' }));
  const { seat } = await room_of(world.citizen, round);
  await must(200, world.citizen.post(`/api/v1/seats/${seat.id}/care`, { care: 'rapporteur' }));
  for (const stage of ['plenary', 'converge', 'closed']) await must(200, move(round, stage));
  await refused('round_not_open', world.citizen.put(at(round, '/dissent'), { text: 'Not at every stop.' }));
  await must(200, world.moderator.put(at(round, '/report'), { body: 'We found one statement in common.' }));
  assert.equal((await must(200, world.visitor.get(at(round)))).report, null);
  assert.match((await room_of(world.citizen, round)).report.body, /one statement/);
  await must(200, world.citizen2.put(at(round, '/dissent'), { text: 'Not at every stop.', is_named: false }));
  await refused('round_transition_refused', move(round, 'reported'));
  await world.server.move_clock(48 * 3600 + 5);
  try {
    const reported = await until('the report is published by itself', async () => { const now = await must(200, world.visitor.get(at(round))); return now.status === 'reported' && now; });
    const last = reported.history.at(-1);
    assert.deepEqual([last.from, last.to, last.is_clock], ['closed', 'reported', true]);
    assert.equal(reported.report.review, null);
    assert.deepEqual(reported.report.dissents.map((note) => [note.name, note.text]), [[null, 'Not at every stop.']]);
    await refused('round_not_open', world.moderator.put(at(round, '/report'), { body: 'Something quite different now.' }));
  } finally { await world.server.move_clock(0); }
});

/** A round that is closed, with a draft that lies with its participants. */
async function with_draft() {
  const round = await at_table();
  const said = await must(201, world.citizen.post(at(round, '/statements'), { text: 'A bench at every stop.' }));
  const { seat } = await room_of(world.citizen, round);
  await must(200, world.citizen.post(`/api/v1/seats/${seat.id}/care`, { care: 'rapporteur' }));
  await must(200, move(round, 'plenary'));
  await must(200, move(round, 'converge'));
  for (const client of [world.citizen, world.citizen2]) await must(200, client.put(at(round, '/judgements'), { statement: said.id, choice: 'agree' }));
  await must(200, move(round, 'closed'));
  await must(200, world.moderator.put(at(round, '/report'), { body: 'We found one statement in common.' }));
  return { ...round, said: said.id };
}
const after_review = async (act) => {
  await world.server.move_clock(48 * 3600 + 5);
  try { return await act(); } finally { await world.server.move_clock(0); }
};

test('an objection or a host keeps a report from being published by itself', async () => {
  const [objected, held] = [await with_draft(), await with_draft()];
  const object = (is_objection) => must(200, world.citizen2.put(at(objected, '/dissent'), { text: 'This is not what we said.', is_objection }));
  await object(true);
  await refused('not_allowed', world.citizen.put(at(held, '/hold'), { is_held: true, reason: a_reason }));
  await refused('reason_required', world.facilitator.put(at(held, '/hold'), { is_held: true }));
  const desk = await must(200, world.facilitator.put(at(held, '/hold'), { is_held: true, reason: a_reason }));
  assert.equal(desk.report.review.held_reason, a_reason);
  await after_review(async () => {
    await sleep(700);
    for (const round of [objected, held]) assert.equal((await must(200, world.visitor.get(at(round)))).status, 'closed');
    await refused('reason_required', move(objected, 'reported', world.moderator, ''));
    const published = await must(200, move(objected, 'reported'));
    assert.deepEqual(published.report.dissents.map((note) => note.is_objection), [true]);
    await must(200, world.facilitator.put(at(held, '/hold'), { is_held: false }));
    assert.equal((await must(200, world.visitor.get(at(held)))).status, 'reported');
  });
});

test('a new draft answers an objection and lies with the participants for its own 48 hours', async () => {
  const round = await with_draft();
  await must(200, world.citizen2.put(at(round, '/dissent'), { text: 'This is not what we said.', is_objection: true }));
  await must(200, world.moderator.put(at(round, '/report'), { body: 'We found one statement in common, and one question.' }));
  assert.equal((await room_of(world.citizen, round)).report.review.objections, 0);
  await after_review(() => until('the second draft is published', async () => (await must(200, world.visitor.get(at(round)))).report?.version === 2));
});

test('a hidden statement leaves lists, results and exports, and comes back', async () => {
  const round = await with_draft();
  const act = (client, verb) => client.post(`/api/v1/statements/${round.said}/${verb}`, { ...(verb === 'hide' && { rule: 'insult' }), reason: a_reason });
  await refused('own_case', world.citizen.post('/api/v1/reports', { target: `statement:${round.said}`, rule: 'insult' }));
  await must(201, world.citizen2.post('/api/v1/reports', { target: `statement:${round.said}`, rule: 'insult' }));
  const open = async () => (await must(200, world.moderator.get(`/api/v1/redesigns/${world.slug}/cases?kind=statement`))).items.filter((one) => one.target === `statement:${round.said}`);
  assert.equal((await open())[0].body, 'A bench at every stop.');
  await refused('not_allowed', act(world.facilitator, 'hide'));
  await must(200, act(world.moderator, 'hide'));
  assert.deepEqual(await open(), []);
  const hidden = await must(200, world.visitor.get(at(round)));
  assert.deepEqual([hidden.statements, hidden.common_ground], [0, 0]);
  assert.deepEqual(hidden.all_statements.map(({ texts, result, hidden: why }) => ({ texts, result, why })), [{ texts: {}, result: null, why: { rule: 'insult', reason: a_reason } }]);
  for (const path of [`/en/rounds/${round.id}`, `/en/redesigns/${world.slug}/log`]) {
    const page = await world.visitor.get(path);
    assert.doesNotMatch(page.text, /A bench at every stop/);
    assert.ok(page.text.includes(a_reason), path);
  }
  const log = await must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}/moderation-log`));
  assert.equal(log.items[0].target, `statement:${round.said}`);
  assert.equal((await world.server.check()).code, 0);
  await must(200, act(world.moderator, 'restore'));
  const shown = await must(200, world.visitor.get(at(round)));
  assert.deepEqual([shown.statements, shown.common_ground, Object.values(shown.all_statements[0].texts)[0]], [1, 1, 'A bench at every stop.']);
  // The author is told by the clock's next look at what happened.
  await until('told of both', async () => {
    const told = await must(200, world.citizen.get('/api/v1/me/notices'));
    return ['hidden', 'restored'].every((kind) => told.items.some((line) => line.kind === kind && line.statement === round.said));
  });
});

test('those with a seat are told when their round is near, moved, cancelled, to be reviewed and published', async () => {
  const words = async (round) => (await must(200, world.citizen2.get('/api/v1/me/notices'))).items.filter((line) => line.kind === 'round' && line.round === round.id).map((line) => line.word).sort();
  const is_told = (round, wanted) => until(`told ${wanted}`, async () => (await words(round)).join() === wanted);
  const coming = await prepare({ starts_at: in_days(3) });
  await must(200, world.citizen2.put(at(coming, '/seat'), { name: 'Bo' }));
  await must(200, world.moderator.patch(at(coming), { turn_seconds: 90 }));
  await must(200, world.moderator.patch(at(coming), { starts_at: in_days(4) }));
  await is_told(coming, 'moved');
  await world.server.move_clock(3 * 86_400 + 3600);
  try { await is_told(coming, 'moved,soon'); } finally { await world.server.move_clock(0); }
  for (const client of [world.moderator, world.owner]) await must(200, move(coming, 'aborted', client));
  await is_told(coming, 'cancelled,soon');
  const round = await with_draft();
  await is_told(round, 'report_ready');
  await after_review(() => is_told(round, 'report_published'));
  const mine = await world.citizen2.request('GET', '/en/me/rounds', { headers: { cookie: `palabre_session=${world.citizen2.token}`, authorization: '' } });
  assert.ok(mine.text.replaceAll('&#x2F;', '/').includes(`/en/rounds/${round.id}/report`), mine.text);
});

test('whoever facilitates takes no seat, and seats somebody who has only a telephone', async () => {
  const round = await prepare();
  await refused('own_case', world.facilitator.put(at(round, '/seat'), {}));
  const seat = await must(201, world.facilitator.post(at(round, '/seats'), { name: 'Cy', channel: 'phone' }));
  await must(200, world.citizen.put(at(round, '/seat'), { name: 'Ana' }));
  for (const stage of ['lobby', 'briefing', 'groups']) await must(200, move(round, stage));
  const turn = await must(201, world.facilitator.post(at(round, '/turns'), { seat: seat.id }));
  assert.equal(turn.seat, seat.id);
  await refused('not_allowed', world.citizen.post(at(round, '/turns'), { seat: seat.id }));
});

test('a round without its moderator for a minute is paused, a facilitator takes over and goes on', async () => {
  const other = await prepare({ hosts: [world.facilitator.person.id, world.moderator.person.id] });
  for (const [client, name] of [[world.citizen, 'Ana'], [world.citizen2, 'Bo']]) await must(200, client.put(at(other, '/seat'), { name }));
  for (const stage of ['lobby', 'briefing', 'groups']) await must(200, move(other, stage));
  const page = await world.moderator.request('GET', `/en/rounds/${other.id}/desk`, { headers: { cookie: `palabre_session=${world.moderator.token}`, authorization: '' } });
  const [token] = /seat:[0-9a-f]{32}/.exec(page.text);
  const line = await Live.open(world.base);
  await line.subscribe([token]);
  const presence = async () => (await must(200, world.facilitator.get(at(other, '/desk')))).hosts.find((host) => host.is_lead).presence;
  await until('the moderator is seen', async () => (await presence()) === 'connected');
  line.cut();
  await world.server.move_clock(5);
  try {
    await until('the line is lost', async () => (await presence()) === 'reconnecting');
    await refused('round_transition_refused', world.facilitator.put(at(other, '/lead')));
    await world.server.move_clock(70);
    await until('the round is paused', async () => (await must(200, world.visitor.get(at(other)))).status === 'paused');
    await refused('not_allowed', move(other, 'groups', world.facilitator));
    await must(200, world.facilitator.put(at(other, '/lead')));
    assert.equal((await must(200, move(other, 'groups', world.facilitator))).status, 'groups');
  } finally { await world.server.move_clock(0); }
});

test('thirty people in one round: each sees the own table within a second; a cut line comes back to the exact state', async () => {
  const round = await prepare({ seats_max: 32, table_seats: 6});
  await refused('round_transition_refused', move(round, 'lobby'));
  const helpers = await Promise.all([1, 2].map(async (n) => { const person = await sign_up(world.base, { name: `Helper ${n}` }); await must(200, world.admin.put(`/api/v1/redesigns/${world.slug}/roles/facilitator/${person.person.id}`)); return person; }));
  await must(200, world.moderator.patch(at(round), { hosts: [world.facilitator, world.moderator, ...helpers].map((one) => one.person.id) }));
  await must(200, move(round, 'lobby'));
  const kinds = ['user', 'resident', 'association', 'professional', 'administration'];
  const people = [];
  for (let n = 0; n < 30; n += 1) people.push(await sign_up(world.base, { name: `Person ${n}` }));
  const rooms = await Promise.all(people.map((person, n) => must(200, person.put(at(round, '/seat'), { name: `P${n}`, kind: kinds[n % 5] }))));
  const lines = await Promise.all(people.map(() => Live.open(world.base)));
  await Promise.all(lines.map((line, n) => line.subscribe([`round:${round.id}`, rooms[n].seat.follow])));
  await until('everybody is connected', async () => (await must(200, world.facilitator.get(at(round, '/desk')))).all_seats.every((seat) => seat.presence === 'connected'), 10_000);
  await must(200, move(round, 'briefing'));
  const began = performance.now();
  const [, ...seen] = await Promise.all([
    must(200, move(round, 'groups')),
    ...lines.map(async (line, n) => {
      const event = await line.wait_for((message) => message.type === 'round.state_changed' && message.data.state === 'groups', { within_ms: 3000 });
      const room = await room_of(people[n], round);
      return { heard_ms: event.received_at - began, seen_ms: performance.now() - began, table: room.table.number, kind: kinds[n % 5] };
    }),
  ]);
  assert.ok(Math.max(...seen.map((one) => one.heard_ms)) < 1000, `heard after ${Math.max(...seen.map((one) => one.heard_ms))} ms`);
  assert.ok(Math.max(...seen.map((one) => one.seen_ms)) < 2500, `seen after ${Math.max(...seen.map((one) => one.seen_ms))} ms`);
  for (let table = 1; table <= 5; table += 1) {
    const here = seen.filter((one) => one.table === table);
    assert.equal(here.length, 6);
    for (const kind of kinds) assert.ok([1, 2].includes(here.filter((one) => one.kind === kind).length), `${kind} at table ${table}`);
  }
  const before_cut = await room_of(people[3], round);
  const { seq } = (await lines[3].subscribe([`round:${round.id}`]));
  lines[3].cut();
  await until('the cut is seen', async () => (await room_of(people[3], round)).seat.presence === 'reconnecting');
  const mate = people.findIndex((_, n) => n !== 3 && seen[n].table === before_cut.table.number);
  await must(201, people[mate].post(at(round, '/turns'), {}));
  const again = await Live.open(world.base);
  await again.subscribe([`round:${round.id}`, before_cut.seat.follow], seq);
  await again.wait_for((message) => message.type === 'round.turn_changed', { what: 'the missed turn' });
  const room = await until('connected again', async () => { const now = await room_of(people[3], round); return now.seat.presence === 'connected' && now; });
  assert.deepEqual([room.seat.id, room.seat.number, room.table.id], [before_cut.seat.id, before_cut.seat.number, before_cut.table.id]);
  assert.equal(room.table.speaking.name, `P${mate}`);
  await Promise.all([again, ...lines.filter((line) => !line.is_closed)].map((line) => line.close()));
  for (const line of lines) assert.equal(line.fault, undefined);
});

test('what is broadcast names nobody and says nothing of a person’s own state', async () => {
  const round = await at_table();
  const line = await Live.open(world.base);
  await line.subscribe([`round:${round.id}`]);
  await must(200, world.citizen.put(at(round, '/help'), { is_wanted: true }));
  const event = await line.wait_for((message) => message.type === 'round.seat_changed');
  assert.deepEqual(Object.keys(event.data).sort(), ['round', 'table']);
  await line.close();
});

test('the demo’s rounds come with their common ground, and everything recounts', async () => {
  const { items } = await must(200, world.visitor.get('/api/v1/redesigns'));
  const found = [];
  for (const { slug } of items) for (const round of (await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/rounds`))).items) if (slug !== world.slug) found.push([round.status, round.seats, round.statements, round.common_ground]);
  assert.deepEqual(found.filter(([, seats]) => seats >= 18).sort((a, b) => a[1] - b[1]), [['groups', 18, 11, null], ['reported', 21, 10, 5], ['reported', 24, 12, 7]]);
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
