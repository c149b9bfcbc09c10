// A PostgreSQL that stops answering, and one that is gone: the node says so to its load balancer, and comes back by itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client } from '../support/client.mjs';
import { read_metrics, sum_of } from '../support/metrics.mjs';
import { postgres } from '../support/own_postgres.mjs';
import { Server, temporary_folder } from '../support/server.mjs';
import { until } from '../support/world.mjs';

const folder = `${temporary_folder()}-postgres`;
let server;
let client;
let is_running = false;
before(async () => {
  const address = postgres('start', folder);
  is_running = true;
  server = await Server.start({ has_demo: false, settings: { database: address, log_level: 'error' } });
  client = new Client(server.base);
});
after(async () => {
  signal('SIGCONT');
  await server?.kill();
  if (is_running) postgres('stop', folder);
});

/** PostgreSQL's first process and all it started. */
function processes() {
  const first = Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  const others = execFileSync('ps', ['-o', 'pid=', '--ppid', String(first)], { encoding: 'utf8' }).split('\n').filter(Boolean).map(Number);
  return [first, ...others];
}
function signal(name) {
  if (!is_running) return;
  for (const pid of processes()) {
    try { process.kill(pid, name); } catch { /* it has ended meanwhile */ }
  }
}
const ready = async () => (await client.get('/readyz')).status === 200;
const is_alive = async () => {
  const answer = await client.get('/healthz', { timeout_ms: 1000 });
  return answer.status === 200;
};

test('a database that does not answer makes the node not ready within two seconds, and alive all the same', async () => {
  await until('ready', ready);
  signal('SIGSTOP');
  const began = performance.now();
  await until('not ready', async () => !(await ready()));
  assert.ok(performance.now() - began < 2500, `${performance.now() - began} ms`);
  const { checks } = (await client.get('/readyz')).body;
  assert.deepEqual([checks.database.ok, checks.schema.ok], [false, true]);
  assert.ok(await is_alive());
  const figures = read_metrics((await client.get('/metrics')).text);
  assert.deepEqual([sum_of(figures, 'palabre_ready'), sum_of(figures, 'palabre_ready_check', { check: 'database' })], [0, 0]);
  signal('SIGCONT');
  await until('ready again', ready);
});

test('a database that is gone is noticed, and the node stays alive', async () => {
  await until('ready', ready);
  postgres('stop', folder);
  is_running = false;
  await until('not ready', async () => !(await ready()));
  assert.ok(await is_alive());
  const answer = await client.get('/api/v1/redesigns');
  assert.equal(answer.status, 503, answer.text);
  assert.ok(answer.headers['x-request-id']);
});
