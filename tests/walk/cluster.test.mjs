// Three nodes and their database under a crowd, while one after the other dies: what was acknowledged is there once, and everybody is
// told the same. The same at its full size: tests/load/cluster.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';

import { Cluster, report_lines } from '../support/cluster.mjs';
import { is_on_postgres } from '../support/databases.mjs';

const seconds = Number(process.env.PALABRE_CLUSTER_SECONDS ?? 40);
// A sanitized server is an order of magnitude slower.
const [sockets, writes_per_second] = process.env.PALABRE_SANITIZER ? [60, 5] : [200, 30];
const is_skipped = (!existsSync('/usr/lib/postgresql') && 'no PostgreSQL') || (is_on_postgres && 'has a PostgreSQL of its own: once is enough');

test('a crowd on three nodes, one killed every ten seconds and PostgreSQL restarted once: nothing acknowledged is lost or doubled, and all sockets agree', { skip: is_skipped, timeout: 300_000 }, async (context) => {
  const cluster = await Cluster.start();
  context.after(() => cluster.stop());
  const report = await cluster.trial({ sockets, seconds, writes_per_second });
  for (const line of report_lines(report)) context.diagnostic(line);
  assert.deepEqual(report.faults, []);
  assert.equal(report.unknown, 0);
  assert.ok(report.acknowledged > seconds * writes_per_second / 3, `only ${report.acknowledged} writes`);
  assert.ok(report.comebacks >= sockets / 3, `only ${report.comebacks} comebacks: was a node killed?`);
});
