// Runs the trial of several nodes by its flags and prints its report; 1 when something was lost, doubled or told wrongly.
// Run by tests/load/cluster.
import { parseArgs } from 'node:util';

import { Cluster, report_lines } from '../support/cluster.mjs';
import { demo_password } from '../support/server.mjs';
import { enter, run_trial } from '../support/trial.mjs';

const text = (fallback) => ({ type: 'string', default: fallback });
const { values } = parseArgs({
  options: {
    sockets: text('1000'), seconds: text('120'), 'writes-per-second': text('20'), 'kill-every': text('10'), nodes: text('3'),
    at: { type: 'string' }, balancer: { type: 'string' }, 'admin-email': text('admin@demo.palabre.example'), 'admin-password': text(demo_password),
  },
});
const wanted = { sockets: Number(values.sockets), seconds: Number(values.seconds), writes_per_second: Number(values['writes-per-second']), say: (line) => console.log(line) };

async function at_running(nodes) {
  const balancer = values.balancer ?? nodes[0];
  return run_trial({ ...wanted, nodes, balancer, admin: await enter(balancer, values['admin-email'], values['admin-password']), name: `trial-${Date.now()}` });
}

async function with_cluster() {
  const cluster = await Cluster.start({ nodes: Number(values.nodes) });
  try {
    return await cluster.trial({ ...wanted, kill_every_s: Number(values['kill-every']) });
  } finally {
    await cluster.stop();
  }
}

const report = await (values.at ? at_running(values.at.split(',')) : with_cluster());
for (const line of report_lines(report)) console.log(line);
process.exitCode = report.faults.length === 0 && report.unknown === 0 ? 0 : 1;
