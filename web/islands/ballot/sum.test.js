import assert from 'node:assert/strict';
import test from 'node:test';
import { sum_of } from './sum.js';

test('chosen boxes are counted, and one too many is one too many', () => {
  assert.deepEqual(sum_of({ choicesMax: '4', budget: '' }, [0, 0, 0]), { used: 3, over: 0, is_over: false, percent: 75 });
  assert.deepEqual(sum_of({ choicesMax: '2', budget: '' }, [0, 0, 0]), { used: 3, over: 1, is_over: true, percent: 100 });
});

test('without a limit nothing is ever too much', () => {
  assert.deepEqual(sum_of({ choicesMax: '0', budget: '0' }, [0, 0]), { used: 2, over: 0, is_over: false, percent: 0 });
});

test('money is summed, up to the budget and not one unit beyond', () => {
  assert.deepEqual(sum_of({ choicesMax: '', budget: '45000' }, [14500, 11800, 5200]), { used: 31500, over: 0, is_over: false, percent: 70 });
  assert.equal(sum_of({ choicesMax: '', budget: '45000' }, [45000]).is_over, false);
  assert.deepEqual(sum_of({ choicesMax: '', budget: '45000' }, [45000, 1]), { used: 45001, over: 1, is_over: true, percent: 100 });
});
