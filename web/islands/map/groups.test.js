import assert from 'node:assert/strict';
import { test } from 'node:test';

import { groupsOf, spread } from './groups.js';

test('pins that touch become one group, in the order of the list', () => {
  const groups = groupsOf([{ x: 0, y: 0, id: 1 }, { x: 100, y: 0, id: 2 }, { x: 10, y: 10, id: 3 }], 34);
  assert.deepEqual(groups.map(({ members }) => members.map(({ id }) => id)), [[1, 3], [2]]);
});

test('no pin is lost, however many stand together', () => {
  const points = Array.from({ length: 500 }, (_, i) => ({ x: (i * 37) % 400, y: (i * 91) % 300 }));
  assert.equal(groupsOf(points, 34).reduce((sum, { members }) => sum + members.length, 0), 500);
});

test('spread pins can each be touched', () => {
  for (const count of [2, 3, 8, 40]) {
    const places = spread(count, 34);
    for (let i = 1; i < count; i += 1) assert.ok(Math.hypot(places[i].x - places[i - 1].x, places[i].y - places[i - 1].y) >= 30, `${count}`);
  }
});
