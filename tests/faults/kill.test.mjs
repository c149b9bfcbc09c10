// kill -9 during heavy writing, ten times: nothing acknowledged is lost, nothing broadcast is missing from the log, the start is quick.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Client } from '../support/client.mjs';
import { Live } from '../support/live.mjs';
import { must, World } from '../support/world.mjs';

const rounds = 10;
const start_ms_max = 2000;

test('ten kills during heavy writing lose nothing', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  const idea = await world.propose();
  const writers = ['citizen', 'citizen2', 'owner', 'officer', 'moderator', 'facilitator', 'admin'];
  const acknowledged = new Map();   // comment id -> body
  const broadcast = new Map();      // seq -> type and data
  let written = 0;

  for (let round = 0; round < rounds; round += 1) {
    const live = await Live.open(world.server.base).catch((error) => { throw new Error(`round ${round}: ${error.message}`); });
    live.socket.on('error', () => {});
    await live.subscribe([`redesign:${world.redesign.id}`]);
    let is_down = false;
    const write = async (name) => {
      const client = new Client(world.server.base, { token: world[name].token });
      while (!is_down) {
        written += 1;
        const body = `Remark ${written} of round ${round} by ${name}.`;
        try {
          const answer = await client.post(`/api/v1/ideas/${idea.id}/comments`, { body });
          if (answer.status === 201) acknowledged.set(answer.body.id, body);
        } catch { break; }
      }
      client.close();
    };
    const writing = writers.flatMap((name) => [write(name), write(name)]);
    await new Promise((resolve) => setTimeout(resolve, 250 + Math.random() * 250));
    await world.server.kill();
    is_down = true;
    await Promise.all(writing);
    for (const event of live.events()) broadcast.set(event.seq, JSON.stringify([event.type, event.data]));
    live.cut();
    const start_ms = await world.server.begin();
    assert.ok(start_ms < start_ms_max, `round ${round}: started in ${Math.round(start_ms)} ms`);
  }
  assert.ok(acknowledged.size > 200 && broadcast.size > 50, `${acknowledged.size} acknowledged, ${broadcast.size} broadcast`);

  const visitor = new Client(world.server.base);
  const stored = new Map();
  for (let next = ''; next !== null;) {
    const page = await must(200, visitor.get(`/api/v1/ideas/${idea.id}/comments?limit=100${next && `&after=${encodeURIComponent(next)}`}`));
    page.items.forEach((item) => stored.set(item.id, item.body));
    next = page.next;
  }
  for (const [id, body] of acknowledged) assert.equal(stored.get(id), body, `comment ${id}`);

  const log = new Map();
  for (let since = 0, more = true; more;) {
    const page = await must(200, visitor.get(`/api/v1/events?channels=redesign:${world.redesign.id}&since=${since}&limit=100`));
    page.events.forEach((event) => log.set(event.seq, JSON.stringify([event.type, event.data])));
    more = page.events.length === 100;
    since = page.seq;
  }
  for (const [seq, what] of broadcast) assert.equal(log.get(seq), what, `event ${seq}`);
  assert.equal((await must(200, visitor.get(`/api/v1/ideas/${idea.id}`))).comments, stored.size);
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  visitor.close();
});
