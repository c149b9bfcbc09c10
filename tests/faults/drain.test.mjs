// SIGTERM: what is under way is finished, sockets are told, and the whole takes a moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Live } from '../support/live.mjs';
import { Client } from '../support/client.mjs';
import { must, World } from '../support/world.mjs';

test('a server that is told to end finishes what it began, and ends well', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  const idea = await world.propose();
  const live = await Live.open(world.base);
  await live.subscribe([`idea:${idea.id}`]);
  const acknowledged = [];
  const clients = ['citizen', 'citizen2', 'owner', 'admin'].flatMap((name) => [world[name].twin(), world[name].twin()]);
  const writing = clients.map(async (client) => {
    for (;;) {
      try {
        const answer = await client.post(`/api/v1/ideas/${idea.id}/comments`, { body: 'Until the end.' });
        if (answer.status !== 201) break;
        acknowledged.push(answer.body.id);
      } catch { break; }
    }
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const began = performance.now();
  const { code, signal } = await world.server.stop();
  assert.deepEqual([code, signal], [0, null], world.server.output);
  assert.ok(performance.now() - began < 4000, `${performance.now() - began} ms`);
  await Promise.all(writing);
  assert.ok([1001, 1000, 1012].includes(live.close_code), `close code ${live.close_code}`);
  assert.ok(acknowledged.length > 10);

  assert.equal((await world.server.check()).code, 0);
  await world.server.begin();
  const visitor = new Client(world.server.base);
  assert.ok((await must(200, visitor.get(`/api/v1/ideas/${idea.id}`))).comments >= acknowledged.length);
  for (const id of acknowledged.slice(-20)) await must(200, visitor.get(`/api/v1/comments/${id}`));
  [...clients, visitor].forEach((client) => client.close());
});

test('a reader who sits on a connection does not keep the server from ending', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  const deaf = await Live.open(world.base, { reads: false });
  deaf.socket.on('error', () => {});
  await must(200, world.visitor.get('/api/v1/redesigns'));   // its connection stays open
  const began = performance.now();
  const { code } = await world.server.stop();
  assert.equal(code, 0, world.server.output);
  assert.ok(performance.now() - began < 11_500, `${performance.now() - began} ms`);
  deaf.cut();
});

test('a second server on the same port says so and ends', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  const { run_palabre } = await import('../support/server.mjs');
  const second = await run_palabre(['serve', '--data', world.server.data, '--port', String(world.server.port)], { timeout_ms: 5000 });
  assert.notEqual(second.code, 0);
  assert.ok(second.stderr.length > 10 || second.stdout.length > 10);
  await must(200, world.visitor.get('/api/v1/health'));
});
