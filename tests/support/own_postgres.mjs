// A PostgreSQL of one test's own, which it may crash, stop and replace. Used by tests/faults.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { test_databases } from './databases.mjs';
import { demo_files, root, run_palabre } from './server.mjs';

export const lacks_postgres = !existsSync('/usr/lib/postgresql') && 'no PostgreSQL';

/** postgres.sh with commits that outlive a crash; what it prints. */
export const postgres = (what, ...folders) => execFileSync(join(root, 'tests/support/postgres.sh'), [what, ...folders],
  { encoding: 'utf8', env: { ...process.env, PALABRE_FSYNC: 'on' } }).trim();

/** From now until the test ends, what names the folder `data` is on this database, with the demo in it. */
export async function put_demo_on(address, data, context) {
  test_databases.set(data, address);
  context.after(() => test_databases.delete(data));
  const imported = await run_palabre(['import', '--data', data, ...demo_files]);
  assert.equal(imported.code, 0, imported.stdout + imported.stderr);
}
