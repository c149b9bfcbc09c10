import assert from 'node:assert/strict';
import test from 'node:test';
import { Drafts } from './drafts.js';

/** A Storage in memory. */
function memory() {
  const map = new Map();
  return {
    get length() { return map.size; },
    key: (i) => [...map.keys()][i] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, value),
    removeItem: (key) => map.delete(key),
  };
}

test('a draft comes back until it is sent', () => {
  const drafts = new Drafts(memory());
  drafts.write('comment:idea:40', { body: 'Bonne idée' });
  assert.deepEqual(drafts.read('comment:idea:40'), { body: 'Bonne idée' });
  drafts.remove('comment:idea:40');
  assert.equal(drafts.read('comment:idea:40'), null);
});

test('an emptied form leaves no draft behind', () => {
  const store = memory();
  const drafts = new Drafts(store);
  drafts.write('a', { body: 'x' });
  drafts.write('a', { body: '' });
  assert.equal(store.length, 0);
});

test('signing out removes drafts and nothing else', () => {
  const store = memory();
  store.setItem('other', '1');
  const drafts = new Drafts(store);
  drafts.write('a', { body: 'x' });
  drafts.write('b', { body: 'y' });
  drafts.removeAll();
  assert.equal(store.length, 1);
  assert.equal(store.getItem('other'), '1');
});

test('a storage that refuses turns drafts off without an error', () => {
  const refusing = { getItem() { throw new Error('off'); }, setItem() { throw new Error('full'); }, removeItem() { throw new Error('off'); } };
  const drafts = new Drafts(refusing);
  assert.equal(drafts.write('a', { body: 'x' }), false);
  assert.equal(drafts.read('a'), null);
  drafts.remove('a');
  new Drafts(undefined).removeAll();
});
