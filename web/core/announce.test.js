import assert from 'node:assert/strict';
import test from 'node:test';
import { createAnnouncer } from './announce.js';

test('news within ten seconds is joined into the latest one', () => {
  const said = [];
  const timers = [];
  let now = 0;
  const announce = createAnnouncer((words) => said.push(words), () => now, (run, wait) => timers.push({ run, wait }));
  announce('first');
  now = 2000;
  announce('second');
  now = 3000;
  announce('third');
  assert.deepEqual(said, ['first']);
  assert.equal(timers.length, 1);
  assert.equal(timers[0].wait, 8000);
  now = 10000;
  timers[0].run();
  assert.deepEqual(said, ['first', 'third']);
});

test('an empty text says nothing', () => {
  const said = [];
  createAnnouncer((words) => said.push(words))('');
  assert.deepEqual(said, []);
});
