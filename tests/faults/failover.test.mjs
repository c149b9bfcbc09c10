// The machine that writes dies for good and its synchronous standby takes over: nodes that name both find it by themselves, and every
// act that was acknowledged is there once.
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { lacks_postgres, postgres, put_demo_on } from '../support/own_postgres.mjs';
import { World } from '../support/world.mjs';

const folder = join(tmpdir(), `palabre-failover-${process.pid}`);
const first = join(folder, 'first');
const second = join(folder, 'second');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const host_of = (address) => new URL(address).host;

/** Comments at both nodes in turn, each again and again until it is acknowledged. */
class Writers {
  said = new Map();
  refused = 0;
  is_over = false;

  constructor(world, nodes, idea) {
    this.posts = nodes.map((node) => (body, key) => fetch(`${node.base}/api/v1/ideas/${idea.id}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${world.citizen.token}`, 'idempotency-key': key },
      body: JSON.stringify({ body, language: 'en' }),
    }));
    this.work = ['a', 'b', 'c', 'd'].map((name) => this.write(name));
  }

  async write(name) {
    for (let i = 0, turn = 0; !this.is_over; i += 1) {
      const body = `${name}, sentence ${i}.`;
      for (;;) {
        const answer = await this.posts[(turn += 1) % this.posts.length](body, `${name}-${i}`);
        const text = await answer.text();
        if (answer.status === 201) { this.said.set(JSON.parse(text).id, body); break; }
        assert.equal(answer.status, 503, text);
        assert.ok(Number(answer.headers.get('retry-after')) > 0, 'says when to try again');
        this.refused += 1;
        await pause(50);
      }
    }
  }

  async end() {
    this.is_over = true;
    await Promise.all(this.work);
  }
}

test('the database that writes dies, its standby is promoted, and both nodes go on with it', { skip: lacks_postgres, timeout: 120_000 }, async (context) => {
  const addresses = [postgres('start', first), postgres('follow', second, first)];
  context.after(() => { for (const one of [second, first]) postgres('stop', one); });
  const data = join(folder, 'none');
  await put_demo_on(`postgresql://palabre@${addresses.map(host_of).join(',')}/postgres`, data, context);
  const world = await World.open({ data });
  context.after(() => world.close());
  const beside = await world.server.beside();
  context.after(() => beside.stop());
  const idea = await world.propose();
  const writers = new Writers(world, [world.server, beside], idea);
  await pause(1500);

  postgres('crash', first);
  const there = writers.said.size;
  assert.ok(there > 20, `only ${there} acts before`);
  await pause(1000);
  assert.ok(writers.refused > 0, 'refused while nobody writes');
  assert.equal((await fetch(`${beside.base}/readyz`)).status, 503);
  postgres('promote', second);
  await pause(5000);
  assert.ok(writers.said.size > there + 20, `went on: ${writers.said.size - there}`);
  await writers.end();

  const kept = new Map(world.server.sql(`SELECT id, body FROM comment WHERE idea_id = ${idea.id}`).map(([id, body]) => [id, body]));
  assert.deepEqual([...writers.said].filter(([id, body]) => kept.get(id) !== body), [], 'what was acknowledged is there');
  assert.equal(new Set(kept.values()).size, kept.size, 'and nothing twice');
  for (const node of [world.server, beside]) assert.equal((await fetch(`${node.base}/readyz`)).status, 200);
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout);
});
