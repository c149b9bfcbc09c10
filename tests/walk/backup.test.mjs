// A backup taken while people write, restored and served; a copy that is killed and goes on; and what each of them refuses.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Client } from '../support/client.mjs';
import { ask_database, test_databases } from '../support/databases.mjs';
import { binary, is_on_postgres, new_data, root, run_palabre, Server, temporary_folder } from '../support/server.mjs';
import { told_by_tables } from '../support/tables.mjs';
import { must, World } from '../support/world.mjs';

/** The address of what a data folder holds. */
const address_of = (data) => test_databases.get(data) ?? `sqlite:${join(data, 'palabre.db')}`;

/** A backup of the demo with so many more rows that a copy of it takes a while; made once. */
let large_file;
async function large_source(folder) {
  if (large_file === undefined) {
    large_file = join(temporary_folder(), 'large.db');
    const saved = await run_palabre(['backup', large_file, '--data', await new_data()]);
    assert.equal(saved.code, 0, saved.stderr);
    ask_database(undefined, large_file, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
      INSERT INTO idempotency (person_id, key, fingerprint, status, answer, created_at) SELECT i % 50, 'key ' || i, 'f', 200, printf('%.400c', 'x'), i FROM n RETURNING 1`);
    ask_database(undefined, large_file, 'PRAGMA journal_mode = DELETE');
  }
  const file = join(folder, 'large.db');
  copyFileSync(large_file, file);
  return file;
}

/** Starts a copy; calls `see` with everything it has said so far whenever it says more. {code, signal, said}. */
function start_copy(from, to, see = () => {}) {
  const copy = spawn(binary, ['copy', '--from', from, '--to', to], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PALABRE_SCHEMA: join(root, 'schema') } });
  let said = '';
  for (const stream of [copy.stdout, copy.stderr]) stream.on('data', (chunk) => { said += chunk; see(said, copy); });
  return new Promise((resolve) => copy.once('close', (code, signal) => resolve({ code, signal, said })));
}

test('a backup taken while people write holds one moment, and a server on the restored data goes on from there', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  const folder = temporary_folder();
  const file = join(folder, 'backup.db');
  let is_writing = true;
  const acknowledged = [];
  const writers = [world.citizen, world.citizen2].map(async (person) => {
    while (is_writing) {
      const idea = await world.propose(person);
      acknowledged.push(idea.id);
      await world.comment(person, idea);
    }
  });
  while (acknowledged.length < 10) await new Promise((resolve) => setTimeout(resolve, 20));
  const before = acknowledged.length;
  const saved = await run_palabre(['backup', file, '--data', world.server.data]);
  is_writing = false;
  await Promise.all(writers);
  assert.equal(saved.code, 0, saved.stderr);
  assert.match(saved.stdout, /Backup .*backup\.db: [\d.]+ [KM]iB, events up to [\d,]+, hash [0-9a-f]{64}\nchecked: all is right/);
  const ideas = new Set(ask_database(undefined, file, 'SELECT id FROM idea').map(([id]) => id));
  assert.ok(acknowledged.slice(0, before).every((id) => ideas.has(id)), 'what was acknowledged before the backup is in it');

  const data = await new_data(false);
  const restored = await run_palabre(['restore', file, '--data', data]);
  assert.equal(restored.code, 0, restored.stderr);
  assert.match(restored.stdout, /Restored .* 4 redesigns, .* ideas, .* sessions/s);
  const again = join(folder, 'again.db');
  assert.equal((await run_palabre(['backup', again, '--data', data])).code, 0);
  assert.deepEqual(told_by_tables(again), told_by_tables(file), 'every table is the same after restore and another backup');

  const server = await Server.start({ data });
  context.after(() => server.stop());
  const person = new Client(server.base, { token: world.citizen.token });
  assert.equal((await must(200, person.get('/api/v1/me'))).id, world.citizen.person.id, 'who was signed in still is');
  await must(201, person.post(`/api/v1/redesigns/${world.slug}/ideas`, { title: 'A bench after the fire', body: 'It was restored and goes on.', language: 'en' }));
  assert.equal((await server.check()).code, 0);
  person.close();
});

test('a backup of a quiet server holds every row of every table', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  await world.propose();
  await world.server.stop();
  const file = join(temporary_folder(), 'quiet.db');
  assert.equal((await run_palabre(['backup', file, '--data', world.server.data])).code, 0);
  if (!is_on_postgres) assert.deepEqual(told_by_tables(file), told_by_tables(world.server.database));
  const counted = world.server.sql('SELECT COUNT(*) FROM session')[0][0];
  assert.equal(ask_database(undefined, file, 'SELECT COUNT(*) FROM session')[0][0], counted);
});

test('a copy that is killed again and again goes on, and in the end every value is there', async () => {
  const folder = temporary_folder();
  const source = await large_source(folder);
  const data = await new_data(false);
  let kills = 0;
  let last;
  for (let run = 0; run < 12; run += 1) {
    // The first three runs are killed a little later each: in the middle of whatever they do then.
    const killed = run < 3;
    last = await start_copy(`sqlite:${source}`, address_of(data), (said, copy) => { if (killed && /^copying: /m.test(said)) setTimeout(() => copy.kill('SIGKILL'), 7 * run); });
    if (last.signal !== 'SIGKILL') break;
    kills += 1;
    const served = await run_palabre(['serve', '--data', data, '--port', '0'], { timeout_ms: 10_000 });
    assert.equal(served.code, 1, 'half an instance is not served');
    assert.match(served.stderr, /unfinished copy/);
  }
  assert.ok(kills > 0, 'it was killed at least once');
  assert.equal(last.code, 0, last.said);
  assert.match(last.said, /went on where an earlier copy stopped: [\d,]+ rows were there/);
  assert.match(last.said, /every value is the same in source and target/);
  const back = join(folder, 'back.db');
  const returned = await start_copy(address_of(data), `sqlite:${back}`);
  assert.equal(returned.code, 0, returned.said);
  assert.deepEqual(told_by_tables(back), told_by_tables(source));
  assert.equal((await run_palabre(['check', '--data', data])).code, 0);
});

test('a copy says when its source was written to meanwhile, and does not count as complete', async () => {
  const folder = temporary_folder();
  const source = await large_source(folder);
  const data = await new_data(false);
  let is_written = false;
  const copied = await start_copy(`sqlite:${source}`, address_of(data), (said) => {
    if (is_written || !/^copying/m.test(said)) return;
    is_written = true;
    ask_database(undefined, source, "UPDATE person SET name = 'Late' WHERE id = 1");
  });
  assert.equal(copied.code, 1);
  assert.match(copied.said, /the source was written to while it was copied: person: /);
  assert.equal((await run_palabre(['check', '--data', data])).code, 1);
});

test('nothing is written over: not a backup, not a data folder, not a database with something in it', async () => {
  const data = await new_data();
  const folder = temporary_folder();
  const file = join(folder, 'backup.db');
  assert.equal((await run_palabre(['backup', file, '--data', data])).code, 0);
  const before = told_by_tables(file);
  const twice = await run_palabre(['backup', file, '--data', data]);
  assert.equal(twice.code, 1);
  assert.match(twice.stderr, /is there already/);
  const over = await run_palabre(['restore', file, '--data', data]);
  assert.equal(over.code, 1);
  assert.match(over.stderr, /nothing is written over|the target is not empty/);
  const onto = await start_copy(`sqlite:${file}`, address_of(data));
  assert.equal(onto.code, 1);
  assert.match(onto.said, /the target is not empty: it has rows in /);
  assert.deepEqual(told_by_tables(file), before);
  assert.deepEqual(readdirSync(folder).filter((name) => name.includes('partial')), [], 'nothing unfinished lies about');
  assert.equal((await run_palabre(['restore', join(folder, 'nothing.db'), '--data', join(folder, 'new')])).code, 1);
  assert.ok(!existsSync(join(folder, 'new', 'palabre.db')));
});
