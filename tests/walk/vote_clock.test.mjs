// A vote opens and closes by the server's clock to the second: the last ballot lies before the close, the first after it is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cast, close_vote, confirm_addresses, frozen_vote, open_vote } from '../support/ballots.mjs';
import { sign_up } from '../support/client.mjs';
import { must, refused, World } from '../support/world.mjs';

const seconds_until = (iso) => (Date.parse(iso) - Date.now()) / 1000;

test('ballots stop at the second the vote closes', async (context) => {
  const world = await World.open({ has_clock: true });
  context.after(() => world.close());
  const { vote, phase, redesign } = await open_vote(world);
  const people = [];
  for (let i = 0; i < 20; i += 5) people.push(...await Promise.all(Array.from({ length: 5 }, () => sign_up(world.base))));
  confirm_addresses(world.server);
  const forms = await Promise.all(people.map(async (person) => ({ person, receipt: (await must(200, person.get(`/api/v1/votes/${vote.id}/own`))).receipt })));
  const closes_at = Date.parse(phase.closes_at);
  const ahead_s = Math.floor(seconds_until(phase.closes_at)) - 2;
  await world.server.move_clock(ahead_s);
  let refusal;
  let accepted = 0;
  for (const { person, receipt } of forms) {
    const answer = await person.post(`/api/v1/votes/${vote.id}/ballots`, { receipt, choices: [[1]] });
    if (answer.status === 201) {
      assert.equal(refusal, undefined, 'nobody gets in after somebody was refused');
      accepted += 1;
    } else refusal ??= answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.equal(refusal?.code, 'phase_closed');
  assert.ok(accepted > 0, 'some came in time');
  const { events } = await must(200, world.visitor.get(`/api/v1/events?channels=redesign:${redesign.id}&limit=100`));
  const moments = events.filter((event) => event.type === 'vote.cast').map((event) => Date.parse(event.at));
  assert.equal(moments.length, accepted);
  assert.ok(Math.max(...moments) < closes_at, 'no ballot is dated after the close');
  assert.ok(closes_at - Math.max(...moments) < 1000, 'the last came within the last second');
  assert.equal((await must(200, world.visitor.get(`/api/v1/votes/${vote.id}`))).cast, accepted);
  people.forEach((person) => person.close());
});

test('a vote that closed while the server was down takes no ballot when it is back, and is counted', async (context) => {
  const world = await World.open({ has_clock: true });
  context.after(() => world.close());
  const { vote } = await open_vote(world);
  await must(201, cast(world.citizen, vote, [[2]]));
  const { receipt } = await must(200, world.citizen2.get(`/api/v1/votes/${vote.id}/own`));
  await world.server.stop();
  await close_vote(world);
  await world.server.begin();
  for (const client of [world.citizen, world.citizen2, world.visitor, world.owner, world.moderator]) client.base = world.server.base;
  await refused('phase_closed', world.citizen2.post(`/api/v1/votes/${vote.id}/ballots`, { receipt, choices: [[1]] }));
  await must(200, world.owner.post(`/api/v1/votes/${vote.id}/count`));
  const { result } = await must(200, world.moderator.post(`/api/v1/votes/${vote.id}/sign`));
  assert.equal(result.ballots, 1);
  assert.equal((await world.server.check()).code, 0);
});

test('a vote opens by its date, and not before', async (context) => {
  const world = await World.open({ has_clock: true });
  context.after(() => world.close());
  const { vote, phase } = await frozen_vote(world);
  confirm_addresses(world.server);
  const too_early = { receipt: '7K2F-9QXM-4TDB-HW3C-PZ6R', choices: [[1]] };
  await world.server.move_clock(Math.floor(seconds_until(phase.opens_at)) - 3);
  assert.deepEqual((await must(200, world.citizen.get(`/api/v1/votes/${vote.id}/own`))).why_not, 'phase_not_open');
  await refused('phase_not_open', world.citizen.post(`/api/v1/votes/${vote.id}/ballots`, too_early));
  await world.server.move_clock(Math.ceil(seconds_until(phase.opens_at)) + 1);
  await must(201, cast(world.citizen, vote, [[1]]));
});
