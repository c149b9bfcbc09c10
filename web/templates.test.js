import assert from 'node:assert/strict';
import test from 'node:test';
import { compactTemplate, nested, withStrings } from './templates.mjs';

test('a line break next to a tag leaves nothing, elsewhere one space', () => {
  assert.equal(compactTemplate('<p>\n  one\n  two <b>x</b> y\n  {{name}}\n</p>\n'), '<p>one two <b>x</b> y{{name}}</p>');
});

test('comments vanish', () => {
  assert.equal(compactTemplate('<p>{{! why }}</p>'), '<p></p>');
});

test('a message that is also a group is refused', () => {
  assert.deepEqual(nested({ 'a.b': 'x' }), { a: { b: 'x' } });
  assert.throws(() => nested({ a: 'x', 'a.b': 'y' }));
  assert.throws(() => nested({ 'a.b': 'y', a: 'x' }));
});

test('words put in at build time are escaped like any text', () => {
  assert.equal(withStrings('<b>{{t.a.b}}</b>', { a: { b: '<i>' } }), '<b>&lt;i&gt;</b>');
  assert.throws(() => withStrings('{{t.a.c}}', { a: { b: 'x' } }));
});
