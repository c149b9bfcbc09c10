// A phase ends by the server's clock to the second, whether the server was up or down at that moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Live } from '../support/live.mjs';
import { must, refused, World } from '../support/world.mjs';

const iso_in = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();

/** A redesign whose phase of ideas ends `seconds` from now, and an idea in it. */
async function world_ending_in(world, seconds) {
  const made = await world.make_redesign({ phases: [{ type: 'ideas', state: 'open', closes_at: iso_in(seconds) }, { type: 'discussion', opens_at: iso_in(seconds + 3600) }, { type: 'follow_up' }] });
  return { ...made, idea: await world.propose(world.citizen, {}, made.slug) };
}
const support = (world, idea) => world.citizen2.put(`/api/v1/ideas/${idea.id}/support`);
const take_back = (world, idea) => world.citizen2.del(`/api/v1/ideas/${idea.id}/support`);

test('supports stop at the second the phase ends, and everybody is told', async (context) => {
  const world = await World.open({ has_clock: true });
  context.after(() => world.close());
  const { slug, idea, redesign, phase } = await world_ending_in(world, 1000);
  const ends_at = Date.parse(phase.closes_at);
  const live = await Live.open(world.base);
  await live.subscribe([`redesign:${redesign.id}`]);
  await world.server.move_clock(Math.floor((ends_at - Date.now()) / 1000) - 2);
  await must(200, support(world, idea));
  let last_accepted;
  let refusal;
  for (let i = 0, until = performance.now() + 6000; !refusal && performance.now() < until; i += 1) {
    const answer = i % 2 ? await support(world, idea) : await take_back(world, idea);
    if (answer.status === 200) last_accepted = answer.body.seq;
    else refusal = answer;
  }
  assert.equal(refusal.code, 'phase_closed');
  const event = await live.wait_for((message) => message.type === 'phase.state_changed' && message.data.state === 'closed', { within_ms: 1500 });
  assert.equal(event.data.phase, phase.id);
  const { events } = await must(200, world.visitor.get(`/api/v1/events?channels=idea:${idea.id}&since=${last_accepted - 1}`));
  const accepted_at = Date.parse(events.find((one) => one.seq === last_accepted).at);
  assert.ok(accepted_at < ends_at, 'no support is dated after the end');
  assert.ok(ends_at - accepted_at < 1000, `the last support came ${ends_at - accepted_at} ms before the end`);
  const { items } = await must(200, world.visitor.get(`/api/v1/phases/${phase.id}/history`));
  const closing = items.find((line) => line.to === 'closed');
  assert.deepEqual([closing.person, Math.abs(Date.parse(closing.at) - ends_at) < 1000], [null, true]);
  assert.equal((await must(200, world.visitor.get(`/api/v1/redesigns/${slug}`))).phases[0].state, 'closed');
  await live.close();
});

test('a phase that ended while the server was down is closed from the first request on', async (context) => {
  const world = await World.open({ has_clock: true });
  context.after(() => world.close());
  const { slug, idea, phase } = await world_ending_in(world, 1000);
  await must(200, support(world, idea));
  await world.server.stop();
  await world.server.move_clock(1100);
  await world.server.begin();
  for (const client of [world.citizen2, world.visitor, world.citizen]) client.base = world.server.base;
  await refused('phase_closed', take_back(world, idea));
  await refused('phase_closed', world.citizen.post(`/api/v1/redesigns/${slug}/ideas`, { title: 'Too late now', body: 'The phase is over already.', language: 'en' }));
  const { items } = await must(200, world.visitor.get(`/api/v1/phases/${phase.id}/history`));
  const closing = items.find((line) => line.to === 'closed');
  assert.ok(Math.abs(Date.parse(closing.at) - Date.parse(phase.closes_at)) < 1000, 'dated at its end, not at the restart');
  assert.equal((await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).supports, 1);
  assert.equal((await world.server.check()).code, 0);
});

test('the next phase opens by the clock and allows what it allows', async (context) => {
  const world = await World.open({ has_clock: true });
  context.after(() => world.close());
  const { slug, idea } = await world_ending_in(world, 1000);
  await world.server.move_clock(1000 + 3600 + 5);
  await must(200, support(world, idea));
  const { phases, allowed } = await must(200, world.visitor.get(`/api/v1/redesigns/${slug}`));
  assert.deepEqual(phases.slice(0, 2).map((phase) => phase.state), ['closed', 'open']);
  assert.deepEqual(allowed, { propose: false, support: true, comment: true });
});
