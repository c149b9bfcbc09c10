// The report of a round is published when its review is over, once, whether the server was up or down at that moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { a_statement } from '../support/requests.mjs';
import { must, World } from '../support/world.mjs';

const review_seconds = 48 * 3600;

/** A closed round of two people whose draft lies with them since now. */
async function closed_round(world) {
  const phase = await must(201, world.admin.post(`/api/v1/redesigns/${world.slug}/phases`, { type: 'deliberation', state: 'open' }));
  const { round } = await a_statement(world, phase.id);
  const at = `/api/v1/rounds/${round}`;
  const { seat } = await must(200, world.citizen.get(`${at}/room`));
  await must(200, world.citizen.post(`/api/v1/seats/${seat.id}/care`, { care: 'rapporteur' }));
  for (const to of ['plenary', 'converge', 'closed']) await must(200, world.moderator.post(`${at}/transitions`, { to }));
  const { report } = await must(200, world.moderator.put(`${at}/report`, { body: 'We found one statement in common.' }));
  return { id: round, at, ends_at: Date.parse(report.review.ends_at) };
}

test('a report whose review ended while the server was down is published once, dated at that moment', async (context) => {
  const world = await World.open({ has_clock: true });
  context.after(() => world.close());
  const round = await closed_round(world);
  await world.server.stop();
  await world.server.move_clock(review_seconds + 3600);
  await world.server.begin();
  for (const client of [world.citizen, world.moderator, world.visitor]) client.base = world.server.base;
  let now;
  for (const end = Date.now() + 6000; Date.now() < end && now?.status !== 'reported';) now = await must(200, world.visitor.get(round.at));
  assert.equal(now.status, 'reported');
  const steps = now.history.filter((step) => step.to === 'reported');
  assert.deepEqual(steps.map((step) => step.is_clock), [true]);
  assert.equal(Date.parse(steps[0].at), round.ends_at, 'not dated at the restart');
  await world.server.stop();
  await world.server.begin();
  for (const client of [world.citizen, world.moderator, world.visitor]) client.base = world.server.base;
  const { events } = await must(200, world.visitor.get(`/api/v1/events?channels=round:${round.id}&since=0&limit=100`));
  assert.equal(events.filter((event) => event.type === 'round.state_changed' && event.data.state === 'reported').length, 1);
  assert.equal((await world.server.check()).code, 0);
});

test('nobody reads a draft before its review is over but those who took part', async (context) => {
  const world = await World.open({ has_clock: true });
  context.after(() => world.close());
  const round = await closed_round(world);
  await world.server.move_clock(review_seconds - 60);
  await new Promise((resolve) => setTimeout(resolve, 700));
  const seen = await must(200, world.visitor.get(round.at));
  assert.deepEqual([seen.status, seen.report], ['closed', null]);
  assert.equal((await must(200, world.citizen.get(`${round.at}/room`))).report.review.objections, 0);
});
