// No room on the disk: a clear problem answer, nothing half written, and work goes on when there is room again.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';

import { run_palabre } from '../support/server.mjs';
import { Client } from '../support/client.mjs';
import { must, World } from '../support/world.mjs';

test('when no file may grow, writes are refused, reads go on, and nothing acknowledged is lost', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  const idea = await world.propose();
  await world.server.stop();
  // The kernel refuses what would make any file longer than this, like a disk that is full.
  const room_bytes = statSync(world.server.database).size + 256 * 1024;
  await world.server.begin({ wrap: ['env', '--ignore-signal=XFSZ', 'prlimit', `--fsize=${room_bytes}`] });
  const writer = new Client(world.server.base, { token: world.citizen.token });
  const visitor = new Client(world.server.base);
  const acknowledged = [];
  const refusals = [];
  for (let i = 0; i < 400 && refusals.length < 10; i += 1) {
    const body = `${i} `.padEnd(4900, 'long text ');
    const answer = await writer.post(`/api/v1/ideas/${idea.id}/comments`, { body });
    if (answer.status === 201) acknowledged.push(answer.body.id);
    else refusals.push(answer);
    assert.equal(world.server.process.exitCode, null, world.server.output);
  }
  assert.ok(refusals.length > 0, `${acknowledged.length} comments of 5 kB fitted`);
  for (const answer of refusals) {
    assert.ok([500, 503, 507].includes(answer.status), answer.text);
    assert.equal(answer.type, 'application/problem+json');
    assert.doesNotMatch(answer.text, /sqlite|SQL|\/tmp/i);
  }
  await must(200, visitor.get(`/api/v1/ideas/${idea.id}`));

  await world.server.stop();
  await world.server.begin({ wrap: [] });
  writer.base = world.server.base;
  visitor.base = world.server.base;
  await must(201, writer.post(`/api/v1/ideas/${idea.id}/comments`, { body: 'There is room again.' }));
  for (const id of acknowledged) assert.equal((await must(200, visitor.get(`/api/v1/comments/${id}`))).status, 'published');
  assert.equal((await must(200, visitor.get(`/api/v1/ideas/${idea.id}`))).comments, acknowledged.length + 1);
  const checked = await run_palabre(['check', '--data', world.server.data]);
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  writer.close();
  visitor.close();
});
