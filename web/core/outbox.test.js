import assert from 'node:assert/strict';
import test from 'node:test';
import { Outbox, wordsOf } from './outbox.js';

function memory({ is_full = false } = {}) {
  const map = new Map();
  return {
    map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => { if (is_full) throw new Error('QuotaExceededError'); map.set(key, value); },
    removeItem: (key) => map.delete(key),
  };
}
const entry = (key, body = 'body=Bonjour') => ({ key, action: '/fr/ideas/1/comments', body, draft: '' });

test('what waits stays until it is removed, once for each key', () => {
  const box = new Outbox(memory(), '7');
  box.put(entry('a'));
  box.put(entry('b'));
  box.put(entry('a', 'body=Corrig%C3%A9'));
  assert.deepEqual(box.mine().map((one) => [one.key, wordsOf(one)]), [['b', 'Bonjour'], ['a', 'Corrigé']]);
  box.remove('b');
  assert.deepEqual(box.mine().map((one) => one.key), ['a']);
});

test('an empty outbox leaves nothing on the device', () => {
  const store = memory();
  const box = new Outbox(store, '7');
  box.put(entry('a'));
  box.remove('a');
  assert.equal(store.map.size, 0);
});

test('another account on the same device sees nothing of it and removes nothing', () => {
  const store = memory();
  new Outbox(store, '7').put(entry('a'));
  const other = new Outbox(store, '8');
  assert.deepEqual(other.mine(), []);
  other.put(entry('b'));
  other.remove('b');
  assert.deepEqual(new Outbox(store, '7').mine().map((one) => one.key), ['a']);
  assert.deepEqual(new Outbox(store, '').mine(), []);
});

test('a device that keeps nothing says so', () => {
  assert.equal(new Outbox(memory({ is_full: true }), '7').put(entry('a')), false);
  assert.equal(new Outbox(undefined, '7').put(entry('a')), false);
});

test('after thirty days it is forgotten, and rubbish in the storage is no contribution', () => {
  const store = memory();
  new Outbox(store, '7', () => 0).put(entry('a'));
  assert.deepEqual(new Outbox(store, '7', () => 31 * 24 * 3600 * 1000).mine(), []);
  store.map.set('co-outbox', '{"key":1}');
  assert.deepEqual(new Outbox(store, '7').mine(), []);
  store.map.set('co-outbox', 'not json');
  assert.deepEqual(new Outbox(store, '7').mine(), []);
});

test('people recognise a contribution by its title, or its text', () => {
  assert.equal(wordsOf(entry('a', 'key=123456789&title=Huit+bancs&body=Long')), 'Huit bancs');
  assert.equal(wordsOf(entry('a', 'key=123456789123&stance=question&body=Pourquoi%3F')), 'Pourquoi?');
  assert.equal(wordsOf(entry('a', 'key=123456789123&body.fr=Une+r%C3%A9ponse')), 'Une réponse');
});
