// PostgreSQL ends without a goodbye while people read and write, and comes back: meanwhile clear 503s that say when to try again,
// afterwards everything that was acknowledged is there once, and the server was never restarted.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { test_databases } from '../support/databases.mjs';
import { lacks_postgres, postgres, put_demo_on } from '../support/own_postgres.mjs';
import { Server } from '../support/server.mjs';
import { must, World } from '../support/world.mjs';

const folder = join(tmpdir(), `palabre-gone-${process.pid}`);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until_ready(server) {
  for (let i = 0; i < 100; i += 1) {
    if ((await fetch(`${server.base}/readyz`)).status === 200) return;
    await pause(100);
  }
  throw new Error('the server did not become ready again');
}

test('the database crashes under a crowd and comes back', { skip: lacks_postgres, timeout: 120_000 }, async (context) => {
  const address = postgres('start', folder);
  context.after(() => postgres('stop', folder));
  const data = join(folder, 'none');
  await put_demo_on(address, data, context);
  const world = await World.open({ data });
  const { server } = world;
  context.after(() => world.close());
  const idea = await world.propose();
  const said = new Map();
  let refused = 0;
  let is_over = false;
  const writer = async (name) => {
    for (let i = 0; !is_over; i += 1) {
      const body = `${name}, sentence ${i}.`;
      const headers = { 'idempotency-key': `${name}-${i}` };
      for (;;) {
        const answer = await world.citizen.post(`/api/v1/ideas/${idea.id}/comments`, { body }, { headers });
        if (answer.status === 201) { said.set(body, answer.body.id); break; }
        assert.equal(answer.status, 503, answer.text);
        assert.ok(Number(answer.headers['retry-after']) > 0, 'says when to try again');
        refused += 1;
        await pause(50);
      }
    }
  };
  const writers = ['a', 'b', 'c', 'd'].map(writer);
  await pause(1000);
  for (let round = 0; round < 2; round += 1) {
    postgres('crash', folder);
    const before = refused;
    await pause(1500);
    assert.ok(refused > before, 'refused while it is away');
    const ready = await fetch(`${server.base}/readyz`);
    assert.equal(ready.status, 503);
    assert.equal((await fetch(`${server.base}/healthz`)).status, 200, 'the server itself is alive');
    const read = await world.visitor.get(`/api/v1/ideas/${idea.id}/comments?limit=1&x=${round}`);
    assert.equal(read.status, 503, 'what was not kept cannot be read');
    postgres('again', folder);
    await until_ready(server);
    const there = said.size;
    await pause(1000);
    assert.ok(said.size > there, 'and writing goes on');
  }
  is_over = true;
  await Promise.all(writers);
  const kept = server.sql(`SELECT id, body FROM comment WHERE idea_id = ${idea.id} ORDER BY id`);
  assert.deepEqual(kept.map(([id, body]) => [body, id]).sort(), [...said].map(([body, id]) => [body, String(id)]).sort(), 'each acknowledged sentence once, and no other');
  const checked = await server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});

test('a server that never answers is lost after a while, not waited for', { skip: lacks_postgres, timeout: 60_000 }, async (context) => {
  const address = postgres('start', folder);
  context.after(() => postgres('stop', folder));
  const data = join(folder, 'none');
  test_databases.set(data, address);
  context.after(() => test_databases.delete(data));
  const server = await Server.start({ data, settings: { 'limits.query_ms_max': 1000 } });
  context.after(() => server.kill());
  const postmaster = readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0];
  const own = [postmaster, ...execFileSync('pgrep', ['-P', postmaster], { encoding: 'utf8' }).trim().split('\n')].map(Number);
  for (const pid of own) process.kill(pid, 'SIGSTOP');
  try {
    const began = performance.now();
    const answer = await fetch(`${server.base}/api/v1/redesigns?x=1`);
    assert.equal(answer.status, 503);
    assert.ok(performance.now() - began < 12_000, 'within seconds');
  } finally {
    for (const pid of own) process.kill(pid, 'SIGCONT');
  }
  await until_ready(server);
  assert.equal((await fetch(`${server.base}/api/v1/redesigns?x=2`)).status, 200);
});
