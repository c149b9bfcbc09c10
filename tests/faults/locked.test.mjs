// Another process writes to the same database for a while: requests wait or are told to come back, and both sides end consistent.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { run_palabre, temporary_folder } from '../support/server.mjs';
import { must, World } from '../support/world.mjs';

test('a long import beside the running server costs waiting at most', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  const idea = await world.propose();
  const file = join(temporary_folder(), 'proposals.jsonl');
  const rows = Array.from({ length: 2500 }, (_, at) => JSON.stringify({
    id: `row-${at}`, title: `Imported proposal ${at}`, body: `Text of the proposal number ${at}, long enough to be one.`.repeat(5), author: `Author ${at % 50}`, date: '2026-01-02',
  }));
  writeFileSync(file, `${rows.join('\n')}\n`);
  let is_over = false;
  const importing = run_palabre(['import', '--data', world.server.data, '--format', 'proposals', '--into', world.slug, file]).then((done) => { is_over = true; return done; });
  let accepted = 0;
  let later = 0;
  let slowest_ms = 0;
  while (!is_over) {
    const began = performance.now();
    const answer = await world.citizen2.post(`/api/v1/ideas/${idea.id}/comments`, { body: `While importing, ${accepted + later}.` });
    slowest_ms = Math.max(slowest_ms, performance.now() - began);
    if (answer.status === 201) accepted += 1;
    else { assert.equal(answer.status, 503, answer.text); assert.ok(answer.headers['retry-after']); later += 1; }
    const reading = performance.now();
    await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}?lang=en`));
    assert.ok(performance.now() - reading < 2000, 'reading goes on');
  }
  const imported = await importing;
  assert.equal(imported.code, 0, imported.stdout + imported.stderr);
  assert.ok(slowest_ms < 15_000, `${slowest_ms} ms`);
  await must(201, world.citizen2.post(`/api/v1/ideas/${idea.id}/comments`, { body: 'Afterwards.' }));
  assert.equal((await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).comments, accepted + 1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.ok((await must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?sort=newest&limit=1`))).total >= 2500, 'what the import brought is seen');
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
