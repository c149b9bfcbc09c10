// A socket that never reads costs the server a bounded outbox, not its memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Live } from '../support/live.mjs';
import { must, World } from '../support/world.mjs';

const events_wanted = 20_000;
// A sanitizer keeps shadows of all memory and holds back what is freed.
const growth_kib_max = 40 * 1024 * (process.env.PALABRE_SANITIZER ? 10 : 1);

test('twenty sockets that never read do not grow the server while 20,000 events happen', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  const ideas = [];
  for (let i = 0; i < 4; i += 1) ideas.push(await world.propose());
  const channel = `redesign:${world.redesign.id}`;
  const deaf = [];
  for (let i = 0; i < 20; i += 1) {
    const live = await Live.open(world.base, { reads: false });
    live.socket.on('error', () => {});
    live.send({ op: 'subscribe', channels: [channel] });
    deaf.push(live);
  }
  const reader = await Live.open(world.base);
  const { seq: from } = await reader.subscribe([channel]);
  const people = ['citizen', 'citizen2', 'owner', 'officer', 'moderator', 'facilitator', 'admin'].flatMap((name) => [world[name].twin(), world[name].twin()]);
  const write = async (client, at, until) => {
    for (let i = 0; (await must(200, i % 2 ? client.del(`/api/v1/ideas/${ideas[at % 4].id}/support`) : client.put(`/api/v1/ideas/${ideas[at % 4].id}/support`))).seq < until;) i += 1;
  };
  // Two clients of one person would undo each other's support: each pair works on two ideas.
  const all = (until) => Promise.all(people.map((client, at) => write(client, at, until)));
  await all(from + 2000);
  const before_kib = world.server.memory_kib();
  await all(from + events_wanted);
  const growth_kib = world.server.memory_kib() - before_kib;
  assert.ok(growth_kib < growth_kib_max, `grew by ${growth_kib} KiB`);
  const last = await world.last_seq();
  await reader.wait_for((message) => message.seq === last || message.op === 'resync', { within_ms: 10_000, what: 'the last event' });
  const numbers = reader.events().map((event) => event.seq);
  assert.equal(new Set(numbers).size, numbers.length);
  assert.equal((await world.server.check()).code, 0);
  deaf.forEach((live) => live.cut());
  people.forEach((client) => client.close());
  await reader.close();
});
