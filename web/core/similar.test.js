import assert from 'node:assert/strict';
import test from 'node:test';
import { similarView } from './similar.js';

const words = (key, { count, language }) => `${key}:${count ?? language}`;

test('each similar idea carries its own language and its count in words', () => {
  const view = similarView([{ url: '/fr/ideas/1', title: 'Minibus', supports: 3, language: 'nl' }, { id: '2', title: 'Taxi', supports: 0 }], 'fr', words, '/fr');
  assert.equal(view.has_items, true);
  assert.deepEqual(view.items.map((item) => item.url), ['/fr/ideas/1', '/fr/ideas/2']);
  assert.equal(view.heading_text, 'similar:2');
  assert.deepEqual(view.items.map((item) => [item.lang, item.original_text, item.supports_text]), [['nl', 'original:Néerlandais', 'supports:3'], ['fr', '', 'supports:0']]);
});

test('nothing similar shows nothing', () => {
  assert.equal(similarView([], 'fr', words).has_items, false);
});
