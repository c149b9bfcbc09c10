// Starts, hurts and stops the cluster of deploy/cluster: PostgreSQL, nodes and a load balancer on this machine.
// Used by tests/walk/cluster.test.mjs and tests/load/cluster.
import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';

import { binary, demo_password, root, run_palabre, temporary_folder } from './server.mjs';
import { enter, run_trial } from './trial.mjs';

/** How long a node is gone before it starts again. */
const dead_ms = 2000;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const program = join(root, 'deploy/cluster');
/** People ask less often than this crowd: the limits per minute have tests of their own. */
const generous = Object.fromEntries(['CHEAP', 'NORMAL', 'COSTLY', 'PASSWORD'].map((cost) => [`PALABRE_LIMITS_${cost}_PER_MINUTE`, '100000000']));

export class Cluster {
  /** `nodes`: how many. The demo's accounts are there. */
  static async start({ nodes = 3, port = 18_080 + (process.pid % 1000) * 4 } = {}) {
    const cluster = new Cluster();
    cluster.folder = temporary_folder();
    chmodSync(cluster.folder, 0o755);  // PostgreSQL has an account of its own
    cluster.count = nodes;
    const said = await cluster.run('start', '--nodes', String(nodes), '--port', String(port), '--demo');
    cluster.nodes = [...said.matchAll(/^node \d+ (http:\S+)/gm)].map(([, url]) => url);
    cluster.balancer = /^balancer (http:\S+)/m.exec(said)[1];
    cluster.database = /^database (postgresql:\S+)/m.exec(said)[1];
    return cluster;
  }

  run(...words) {
    const env = { PALABRE_BINARY: binary, ...process.env, ...generous };
    return new Promise((resolve, reject) => {
      execFile(program, [...words, '--folder', this.folder], { env, timeout: 120_000 }, (error, stdout, stderr) => (error ? reject(new Error(`deploy/cluster ${words.join(' ')}: ${stderr || stdout || error}`)) : resolve(stdout)));
    });
  }

  kill(number) { return this.run('kill', String(number)); }
  /** As whoever watches over a server does: a node that finds no database ends, and is started again. */
  async revive(number) {
    for (let tries = 1; ; tries += 1) {
      try { return await this.run('revive', String(number)); } catch (error) { if (tries === 5) throw error; }
      await sleep(1000);
    }
  }

  restart_database() { return this.run('restart-database'); }
  check() { return run_palabre(['check', '--database', this.database]); }
  stop() { return this.run('stop', '--remove'); }

  /** A node dies every `kill_every_s`, each in its turn, and comes back; the database goes once, half way. The report of run_trial. */
  async trial({ seconds, kill_every_s = 10, ...options }) {
    const acts = [];
    for (let at_s = kill_every_s / 2, number = 1; at_s < seconds; at_s += kill_every_s, number = (number % this.count) + 1) {
      const killed = number;
      acts.push({ at_s, what: `node ${killed} is killed`, act: async () => { await this.kill(killed); await sleep(dead_ms); await this.revive(killed); } });
    }
    acts.push({ at_s: seconds / 2, what: 'PostgreSQL is restarted', act: () => this.restart_database() });
    const admin = await enter(this.balancer, 'admin@demo.palabre.example', demo_password);
    return run_trial({ nodes: this.nodes, balancer: this.balancer, admin, seconds, acts, check: () => this.check(), ...options });
  }
}

/** The report as lines for people. */
export function report_lines(report) {
  return [
    `${report.acknowledged} writes acknowledged, ${report.unknown} never answered; ${report.tries} requests for them; p50 ${report.p50_ms.toFixed(0)} ms, p99 ${report.p99_ms.toFixed(0)} ms`,
    `${report.sockets} sockets, ${report.comebacks} comebacks, ${report.exact} were told every one of ${report.events} events in order, ${report.resyncs} times one fetched anew`,
    `${report.own_reads} people read what they had just written`,
    report.faults.length === 0 ? 'no fault' : `${report.faults.length} faults:\n  ${report.faults.slice(0, 30).join('\n  ')}`,
  ];
}
