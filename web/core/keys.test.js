// When a key press is a shortcut, and how the switch is read. Run by `node --test web/`.
import assert from 'node:assert/strict';
import test from 'node:test';
import { isShortcut, keysAreOn } from './keys.js';

const press = (more) => ({ key: 'j', ctrlKey: false, altKey: false, metaKey: false, defaultPrevented: false, isComposing: false, target: { closest: () => null }, ...more });

test('one key alone is a shortcut', () => assert.ok(isShortcut(press())));

test('a key with Ctrl, Alt or Meta belongs to the browser', () => {
  for (const name of ['ctrlKey', 'altKey', 'metaKey']) assert.ok(!isShortcut(press({ [name]: true })), name);
});

test('a key typed into a field, taken by somebody else or part of a composed character is none', () => {
  assert.ok(!isShortcut(press({ target: { closest: () => ({}) } })));
  assert.ok(!isShortcut(press({ defaultPrevented: true })));
  assert.ok(!isShortcut(press({ isComposing: true })));
  assert.ok(!isShortcut(press({ key: 'Escape' })));
  assert.ok(!isShortcut(press({ key: undefined })), 'a field filled in by the browser sends presses without a key');
});

test('shortcuts are on until the device keeps "off"', () => {
  assert.ok(keysAreOn({ getItem: () => null }));
  assert.ok(keysAreOn({ getItem: () => 'on' }));
  assert.ok(!keysAreOn({ getItem: () => 'off' }));
  assert.ok(keysAreOn({ getItem: () => { throw new Error('private'); } }));
});
