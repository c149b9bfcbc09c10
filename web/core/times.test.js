import assert from 'node:assert/strict';
import test from 'node:test';
import { ageWords } from './times.js';

test('an age is told in its largest whole unit, and not at all after a week', () => {
  assert.deepEqual(ageWords(5), { key: 'now' });
  assert.deepEqual(ageWords(60), { key: 'minutes_ago', count: 1 });
  assert.deepEqual(ageWords(7199), { key: 'hours_ago', count: 1 });
  assert.deepEqual(ageWords(2 * 86400), { key: 'days_ago', count: 2 });
  assert.equal(ageWords(8 * 86400), null);
});

test('a clock behind the server never shows a negative age', () => {
  assert.deepEqual(ageWords(-30), { key: 'now' });
});
