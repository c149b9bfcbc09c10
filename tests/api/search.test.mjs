// Full-text search through the API.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { must, refused, World } from '../support/world.mjs';

let world;
let idea;
before(async () => {
  world = await World.open();
  idea = await world.propose(world.citizen, { title: 'Des garages à vélo près de la gare', body: 'Les vélos dorment dehors, œuvre du hasard.', language: 'fr' });
  await world.comment(world.citizen2, idea, { body: 'Mon vélo a rouillé : un abri, vite !' });
});
after(() => world.close());

const search = (query) => world.visitor.get(`/api/v1/search?${new URLSearchParams(query)}`);
const plain = (parts) => parts.map((part) => part.text).join('');

test('accents and case do not matter, in ideas and in comments', async () => {
  for (const q of ['vélo', 'velo', 'VELO', 'Vélo']) {
    const { items } = await must(200, search({ q, redesign: world.slug }));
    assert.deepEqual([...new Set(items.map((item) => item.kind))].sort(), ['comment', 'idea'], q);
    assert.ok(items.every((item) => item.idea === idea.id));
  }
});

test('what matched is marked, and the text around is the text', async () => {
  const { items } = await must(200, search({ q: 'gare', redesign: world.slug, kind: 'idea' }));
  assert.ok([...items[0].title, ...items[0].excerpt].some((part) => part.is_match && /gare/i.test(part.text)));
  assert.ok(plain(items[0].title).includes('garages à vélo'));
});

test('kind and redesign narrow; an unknown redesign is not found', async () => {
  assert.ok((await must(200, search({ q: 'velo', kind: 'comment', redesign: world.slug }))).items.every((item) => item.kind === 'comment'));
  await refused('not_found', search({ q: 'velo', redesign: 'nowhere' }));
  await refused('bad_field', search({ q: 'velo', kind: 'person' }));
});

test('the words of a query are words, whatever the engine behind would make of them', async () => {
  for (const q of ['"', "'", 'velo*', 'velo OR gare', 'NEAR(velo gare)', 'title:velo', '-velo', '(((', 'velo AND', '^velo', '{a b}:c', 'a"b"c', "'; DROP TABLE idea; --", '\\', '%', '_', '😀', 'œuvre', '⁇', 'a'.repeat(200)]) {
    const answer = await search({ q });
    assert.equal(answer.status, 200, `${q}: ${answer.text}`);
  }
  assert.equal((await must(200, search({ q: 'velo', redesign: world.slug }))).items.length, 2);
});

test('an empty query and one that is too long are refused', async () => {
  await refused('missing_field', search({ q: '' }));
  await refused('missing_field', search({ q: '   ' }));
  await refused('missing_field', world.visitor.get('/api/v1/search'));
  await refused('too_long', search({ q: 'a'.repeat(201) }));
});

test('the demo is found, page by page', async () => {
  const first = await must(200, search({ q: 'les', limit: 5 }));
  assert.equal(first.items.length, 5);
  const second = await must(200, search({ q: 'les', limit: 5, after: first.next }));
  const key = (item) => `${item.kind}:${item.id}`;
  assert.equal(second.items.map(key).filter((one) => first.items.map(key).includes(one)).length, 0);
});

test('an edited text is found by its new words only, a withdrawn idea not at all', async () => {
  const changing = await world.propose(world.citizen, { title: 'Xylophoneplatz opens', body: 'A place for quixotry and music.' });
  await must(200, world.citizen.patch(`/api/v1/ideas/${changing.id}`, { body: 'A place for wombattery and music.' }));
  assert.equal((await must(200, search({ q: 'quixotry' }))).items.length, 0);
  assert.equal((await must(200, search({ q: 'wombattery' }))).items.length, 1);
  await must(200, world.citizen.post(`/api/v1/ideas/${changing.id}/transitions`, { to: 'withdrawn' }));
  assert.equal((await must(200, search({ q: 'wombattery' }))).items.length, 0);
});
