// The plain parts of the theme editor.
import assert from 'node:assert/strict';
import test from 'node:test';
import { fieldOf, normal, roundedDown } from './measure.js';

test('a colour is taken with or without its sign, in any case', () => {
  assert.equal(normal(' 14594A '), '#14594a');
  assert.equal(normal('#14594A'), '#14594a');
  assert.equal(normal('red;}'), 'red;}');
});

test('a ratio is cut, never rounded up', () => {
  assert.equal(roundedDown(4.499), 4.49);
  assert.equal(roundedDown(4.5), 4.5);
});

test('a failing pair belongs to the colour a person can change', () => {
  const base = { foot: 'var(--co-brand-strong)', 'on-foot': 'var(--co-on-brand)', good: '#1c6b34' };
  assert.equal(fieldOf({ ink: 'ink-soft', on: 'paper' }, base), 'ink-soft');
  assert.equal(fieldOf({ ink: 'good', on: 'paper-deep over paper' }, base), 'paper');
  assert.equal(fieldOf({ ink: 'on-foot', on: 'foot' }, base), 'on-brand');
});
