// The arithmetic of bars that snap to days.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { day_text, days_of, moved, place_of } from './days.js';

test('a day goes to a number and back, over leap days and changes of the clock', () => {
  for (const day of ['2027-01-15', '2028-02-29', '2027-03-28', '2027-10-31']) assert.equal(day_text(days_of(day)), day);
  assert.equal(days_of('2027-03-29') - days_of('2027-03-28'), 1);
  for (const wrong of ['', '15/01/2027', '2027-13-01', 'tomorrow']) assert.equal(days_of(wrong), null);
});

test('a bar moves as a whole, and an edge stops at the other', () => {
  const bar = { opens: 100, closes: 110 };
  assert.deepEqual(moved(bar, 'move', -7), { opens: 93, closes: 103 });
  assert.deepEqual(moved(bar, 'start', 20), { opens: 110, closes: 110 });
  assert.deepEqual(moved(bar, 'finish', -40), { opens: 100, closes: 100 });
  assert.deepEqual(moved({ opens: 5, closes: null }, 'move', 1), { opens: 6, closes: null });
  assert.equal(moved({ opens: 5, closes: null }, 'finish', 1), null);
  assert.equal(moved({ opens: null, closes: 9 }, 'move', 1), null);
});

test('a place is a share of the width and stays within it', () => {
  assert.equal(place_of(15, { begin: 10, end: 20 }), 50);
  assert.equal(place_of(5, { begin: 10, end: 20 }), 0);
  assert.equal(place_of(99, { begin: 10, end: 20 }), 100);
});
