// Votes over the API: set up, frozen, cast once, never told before the witness, counted, published; and every refusal on the way.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';

import { cast, close_vote, frozen_vote, open_vote } from '../support/ballots.mjs';
import { sign_up } from '../support/client.mjs';
import { a_reason, in_days, must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open({ has_clock: true }); });
after(() => world.close());

const texts = (...names) => names.map((en) => ({ title: { en } }));
const definition = (body = {}) => ({ method: 'approval', question: { en: 'What comes first?' }, seats: 1, options: texts('A bench', 'A tree'), ...body });
const define = (phase, body = {}, who = world.owner) => who.put(`/api/v1/phases/${phase.id}/vote`, definition(body));
const vote_phase = (slug, body = {}) => must(201, world.owner.post(`/api/v1/redesigns/${slug}/phases`, { type: 'vote', opens_at: in_days(4), closes_at: in_days(10), ...body }));
const freeze = (vote, who = world.owner, reason = a_reason) => who.post(`/api/v1/votes/${vote.id}/freeze`, { reason });
const read = (vote, who = world.visitor) => must(200, who.get(`/api/v1/votes/${vote.id}`));
const a_receipt = async (client, vote) => (await must(200, client.get(`/api/v1/votes/${vote.id}/own`))).receipt;

test('the owner sets a vote up, and every wrong field is named', async () => {
  const phase = await vote_phase(world.slug);
  for (const who of [world.citizen, world.facilitator, world.moderator, world.officer]) await refused('not_allowed', define(phase, {}, who));
  await refused('phase_not_open', define(world.phase));
  const wrong = [
    ['question', { question: {} }], ['question', { question: { fr: 'Seulement en français ?' } }], ['seats', { seats: null }], ['seats', { seats: 3 }], ['options', { options: [] }],
    ['options', { options: texts('One alone') }], ['options', { options: [...texts('A bench'), { idea: '999999' }] }], ['options', { options: [...texts('A bench'), {}] }],
    ['choices_max', { choices_max: 3 }], ['budget', { budget: 100 }], ['method', { method: 'plurality' }], ['seats', { method: 'budget', budget: 10, currency: 'EUR' }],
    ['currency', { method: 'budget', seats: null, budget: 10, currency: 'eur' }], ['options', { method: 'budget', seats: null, budget: 10, currency: 'EUR' }], ['colour', { colour: 'red' }],
  ];
  for (const [field, body] of wrong) assert.equal((await refused(['bad_field', 'missing_field', 'unknown_field', 'too_short'], define(phase, body))).body.field, field, JSON.stringify(body));
  const vote = await must(200, define(phase));
  assert.deepEqual([vote.phase.state, vote.frozen_at, vote.cast, vote.result], ['planned', null, 0, null]);
  const changed = await must(200, define(phase, { method: 'ranked', options: texts('A bench', 'A tree', 'A lamp') }));
  assert.deepEqual([changed.id, changed.method, changed.options.map(({ position }) => position)], [vote.id, 'ranked', [1, 2, 3]]);
  const { items } = await must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}/votes`));
  assert.ok(items.some(({ id }) => id === vote.id));
});

test('a vote is frozen at least three days before it opens, with its ideas in the version of that moment', async () => {
  const { slug } = await world.make_redesign();
  const idea = await world.propose(world.citizen, {}, slug);
  const soon = await vote_phase(slug, { opens_at: in_days(2.9) });
  const option = { options: [{ idea: idea.id }, ...texts('Nothing at all')] };
  const vote = await must(200, define(soon, option));
  assert.equal((await refused('bad_field', freeze(vote))).body.field, 'opens_at');
  await must(200, world.owner.patch(`/api/v1/phases/${soon.id}`, { opens_at: in_days(3.1) }));
  await refused('not_allowed', freeze(vote, world.moderator));
  await refused('reason_required', freeze(vote, world.owner, 'short'));
  assert.equal((await refused('bad_field', freeze(vote))).body.field, 'options', 'shortlisted first');
  await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/transitions`, { to: 'shortlisted', reason: a_reason }));
  const frozen = await must(200, freeze(vote));
  assert.equal(frozen.phase.state, 'frozen');
  assert.deepEqual(frozen.options[0], { position: 1, idea: idea.id, version: 1, title: { en: idea.title }, cost: null });
  assert.equal((await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).status, 'on_ballot');
  await refused('vote_frozen', freeze(vote));
  await refused('vote_frozen', define(soon, option));
  await refused(['idea_frozen', 'idea_not_open'], world.citizen.patch(`/api/v1/ideas/${idea.id}`, { body: 'Another text, later.' }));
  for (const body of [{ opens_at: in_days(8) }, { closes_at: in_days(20) }, { type: 'ideas' }])
    await refused('phase_transition_refused', world.owner.patch(`/api/v1/phases/${soon.id}`, body));
  await refused('phase_transition_refused', world.owner.del(`/api/v1/phases/${soon.id}`));
});

test('a vote phase moves by its dates and by the acts of votes alone, and is never reopened', async () => {
  const move = (phase, to) => world.owner.post(`/api/v1/phases/${phase.id}/transitions`, { to, reason: a_reason, ...(to === 'open' ? { ends_at: in_days(40) } : {}) });
  await refused('bad_field', world.owner.post(`/api/v1/redesigns/${world.slug}/phases`, { type: 'vote', state: 'open' }));
  const { phase } = await frozen_vote(world);
  for (const to of ['planned', 'frozen', 'open', 'closed', 'counted', 'results_published', 'skipped']) await refused('phase_transition_refused', move(phase, to));
  const opened = await open_vote(world);
  for (const to of ['planned', 'frozen', 'counted', 'results_published', 'skipped']) await refused('phase_transition_refused', move(opened.phase, to));
  await must(200, move(opened.phase, 'closed'));
  await refused('vote_not_reopenable', move(opened.phase, 'open'));
  await world.server.move_clock(0);
});

test('who may vote: a person with a confirmed address, once, while the vote is open', async () => {
  const { vote: coming } = await frozen_vote(world);
  const early = await refused('phase_not_open', world.citizen.post(`/api/v1/votes/${coming.id}/ballots`, { receipt: '7K2F-9QXM-4TDB-HW3C-PZ6R', choices: [[1]] }));
  assert.match(early.body.detail, /opens on \d{4}-/);
  const { vote } = await open_vote(world);
  const own = (client) => client.get(`/api/v1/votes/${vote.id}/own`);
  assert.deepEqual(await must(200, own(world.visitor)), { may_vote: false, why_not: 'sign_in_required', has_voted: null, receipt: null });
  const company = await sign_up(world.base, { organisation: { name: 'A company' } });
  const newcomer = await sign_up(world.base, { name: 'Newcomer' });
  const body = { receipt: '7K2F-9QXM-4TDB-HW3C-PZ6R', choices: [[1]] };
  for (const [client, why] of [[company, 'organisation_may_not_vote'], [newcomer, 'email_unverified']]) {
    assert.equal((await must(200, own(client))).why_not, why);
    await refused(why, client.post(`/api/v1/votes/${vote.id}/ballots`, body));
  }
  await refused('sign_in_required', world.visitor.post(`/api/v1/votes/${vote.id}/ballots`, body));
  assert.deepEqual((await must(200, world.visitor.get(`/api/v1/redesigns/${vote.redesign}`))).phases.map(({ type, state }) => `${type} ${state}`).slice(0, 2), ['ideas open', 'vote open']);
  const may = await must(200, own(world.citizen));
  assert.ok(may.may_vote);
  assert.notEqual(may.receipt, (await must(200, own(world.citizen))).receipt, 'fresh each time');
  await must(201, cast(world.citizen, vote, [[1]]));
  assert.deepEqual(await must(200, own(world.citizen)), { may_vote: false, why_not: 'already_voted', has_voted: 'online', receipt: null });
  await world.server.move_clock(0);
  await Promise.all([company, newcomer].map((client) => client.close()));
});

test('a ballot sent many times at once is cast once, and nothing about it is kept beside the person', async () => {
  const { vote } = await open_vote(world);
  const receipt = await a_receipt(world.citizen, vote);
  const headers = { 'idempotency-key': 'my-ballot' };
  const senders = await Promise.all([1, 2, 3, 4].map(() => world.citizen.twin()));
  const answers = await Promise.all([world.citizen, ...senders].map((who) => who.post(`/api/v1/votes/${vote.id}/ballots`, { receipt, choices: [[2, 1]] }, { headers })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 200, 201]);
  assert.ok(answers.every(({ body }) => body.receipt === receipt && body.cast === 1));
  const changed = await must(200, world.citizen.post(`/api/v1/votes/${vote.id}/ballots`, { receipt, choices: [[3]] }, { headers }));
  assert.deepEqual(changed, { receipt, cast: 1, is_new: false }, 'the first one sent counts, and the answer does not say what that was');
  await refused('already_voted', world.citizen.post(`/api/v1/votes/${vote.id}/ballots`, { receipt: '7K2F-9QXM-4TDB-HW3C-PZ6R', choices: [[1, 2]] }));
  assert.deepEqual(world.server.sql("SELECT count(*) FROM idempotency WHERE key = 'my-ballot'"), [['0']]);
  await world.server.move_clock(0);
});

test('what no ballot may say is refused by name and puts nobody on the register', async () => {
  const { vote } = await open_vote(world);
  const receipt = await a_receipt(world.citizen, vote);
  for (const choices of [[[4]], [[0]], [[1, 1]], [[1], [2]], [[1, 2, 3]], [[]], [['1']], [1], 'all', { 1: true }])
    assert.equal((await refused('bad_field', world.citizen.post(`/api/v1/votes/${vote.id}/ballots`, { receipt, choices }))).body.field, 'choices', JSON.stringify(choices));
  for (const wrong of ['', 'x', '7K2F-9QXM', `${receipt}7`])
    assert.equal((await refused(['bad_field', 'missing_field', 'too_short'], world.citizen.post(`/api/v1/votes/${vote.id}/ballots`, { receipt: wrong, choices: [[1]] }))).body.field, 'receipt');
  await refused('missing_field', world.citizen.post(`/api/v1/votes/${vote.id}/ballots`, { receipt }));
  assert.equal((await read(vote)).cast, 0);
  await must(201, world.citizen.post(`/api/v1/votes/${vote.id}/ballots`, { receipt: receipt.toLowerCase(), choices: [] }));
  const other = await a_receipt(world.citizen2, vote);
  assert.equal((await refused('bad_field', world.citizen2.post(`/api/v1/votes/${vote.id}/ballots`, { receipt, choices: [] }))).body.field, 'receipt', 'the receipt of somebody else');
  await must(201, world.citizen2.post(`/api/v1/votes/${vote.id}/ballots`, { receipt: other, choices: [[2]] }));
  await world.server.move_clock(0);
});

test('no result leaves before the witness; then everybody can read, check and recount it', async () => {
  const { vote, slug, phase } = await open_vote(world);
  const at = `/api/v1/votes/${vote.id}`;
  const receipt = await a_receipt(world.citizen, vote);
  await must(201, world.citizen.post(`${at}/ballots`, { receipt, choices: [[2]] }));
  await must(201, cast(world.citizen2, vote, [[2, 3]]));
  await must(201, cast(world.owner, vote, []));
  const staff = [world.visitor, world.citizen, world.moderator, world.owner, world.admin];
  const stays_secret = async (state) => {
    for (const who of staff) {
      const seen = await read(vote, who);
      assert.deepEqual([seen.phase.state, seen.cast, seen.result, seen.root], [state, 3, null, null]);
      for (const file of ['ballots.csv', 'recount.txt']) await refused('vote_not_counted', who.get(`${at}/${file}`));
    }
  };
  await stays_secret('open');
  await refused('phase_not_open', world.owner.post(`${at}/count`));
  await close_vote(world);
  await stays_secret('closed');
  await refused('phase_closed', world.officer.post(`${at}/ballots`, { receipt: '7K2F-9QXM-4TDB-HW3C-PZ6R', choices: [[1]] }));
  await refused('vote_not_counted', world.moderator.post(`${at}/sign`));
  await refused('not_allowed', world.moderator.post(`${at}/count`));
  const counted = await must(200, world.owner.post(`${at}/count`));
  assert.equal(counted.result, null, 'not even to who counted');
  await stays_secret('counted');
  await refused('own_case', world.owner.post(`${at}/sign`));
  for (const who of [world.citizen, world.facilitator, world.officer]) await refused('not_allowed', who.post(`${at}/sign`));
  const { result } = await must(200, world.moderator.post(`${at}/sign`));
  assert.deepEqual([result.ballots, result.blank, result.channels], [3, 1, { online: 3, paper: 0, assisted: 0 }]);
  assert.deepEqual(result.options.map(({ position, votes, place, selected }) => [position, votes, place, selected]), [[2, 2, 1, true], [3, 1, 2, false], [1, 0, 3, false]]);
  await refused('already_decided', world.admin.post(`${at}/sign`));
  await refused('already_decided', world.owner.post(`${at}/count`));
  const checked = await must(200, world.visitor.post(`${at}/receipts`, { receipt: receipt.replaceAll('-', ' ') }));
  assert.deepEqual(checked, { is_in_box: true, is_unaltered: true, channel: 'online', is_counted: true });
  assert.deepEqual(await must(200, world.visitor.post(`${at}/receipts`, { receipt: '7K2F-9QXM-4TDB-HW3C-PZ6R' })), { is_in_box: false, is_unaltered: false, channel: null, is_counted: false });
  const csv = (await world.visitor.get(`${at}/ballots.csv`)).text;
  assert.equal(csv, 'ballot,channel,weight,choices\n1,online,1,\n2,online,1,2\n3,online,1,2 3\n');
  assert.ok(!csv.includes(receipt));
  const { events } = await must(200, world.visitor.get(`/api/v1/events?channels=redesign:${(await must(200, world.visitor.get(`/api/v1/redesigns/${slug}`))).id}&limit=100`));
  assert.ok(!JSON.stringify(events).includes(receipt));
  assert.equal(events.filter(({ type }) => type === 'vote.cast').length, 3);
  assert.equal(events.find(({ type }) => type === 'vote.counted').data.root, result.root);
  await refused('vote_not_reopenable', world.admin.post(`/api/v1/phases/${phase.id}/transitions`, { to: 'open', reason: a_reason, ends_at: in_days(30) }));
  assert.equal((await world.server.check()).code, 0);
  await world.server.move_clock(0);
});

test('the root is what anybody computes from the seals of the box', async () => {
  const { vote } = await open_vote(world);
  for (const [who, choices] of [[world.citizen, [[1]]], [world.citizen2, [[1, 2]]]]) await must(201, cast(who, vote, choices));
  await close_vote(world);
  await must(200, world.owner.post(`/api/v1/votes/${vote.id}/count`));
  const { root, result } = await must(200, world.admin.post(`/api/v1/votes/${vote.id}/sign`));
  const seals = world.server.sql(`SELECT seal FROM ballot WHERE vote_id = ${vote.id}`).flat();
  assert.equal(root, createHash('sha256').update(seals.sort().map((seal) => `${seal}\n`).join('')).digest('hex'));
  assert.equal(result.seed, root.slice(0, 16));
  await world.server.move_clock(0);
});
