// Ideas with a place: filters by name and distance, the GeoJSON feed, and pins that equal the list.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { must, refused, World } from '../support/world.mjs';

let world;
const square = { lat: 44.7012, lon: 10.631 };
/** Metres to the north of the square. */
const north = (metres) => ({ lat: square.lat + metres / 111_195, lon: square.lon });
const made = {};
before(async () => {
  world = await World.open();
  for (const [name, place] of Object.entries({
    here: { label: 'Market square', ...square }, near: { label: 'Old bridge', ...north(480) }, edge: { label: 'Mill', ...north(520) },
    far: { label: 'Station SQUARE', ...north(4000) }, named: { label: 'Market hall' },
  })) made[name] = (await world.propose(world.citizen, { place })).id;
  await world.propose();
});
after(() => world.close());

const list = async (query) => (await must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?limit=100${query}`))).items.map(({ id }) => id).sort();
const feed = async (query = '') => (await must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas.geojson?${query}`))).features;
const ids = (...names) => names.map((name) => made[name]).sort();
/** The pins of the page: what the map is drawn from. */
async function pins(query) {
  const { text, status } = await world.visitor.get(`/en/redesigns/${world.slug}/ideas?view=map${query}`, { is_checked: false });
  assert.equal(status, 200);
  return [...text.matchAll(/<li class="co-pin" id="idea-(\d+)" data-lat="[-\d.]+" data-lon="[-\d.]+">/g)].map(([, id]) => id).sort();
}

test('within 500 m: the list, the feed and the pins are the same ideas', async () => {
  const near = `&near=${square.lat},${square.lon}&radius=500`;
  assert.deepEqual(await list(near), ids('here', 'near'));
  assert.deepEqual((await feed(near)).map(({ id }) => id).sort(), ids('here', 'near'));
  assert.deepEqual(await pins(near), ids('here', 'near'));
  assert.deepEqual(await pins(`&near=${square.lat},${square.lon}&radius=5000`), ids('here', 'near', 'edge', 'far'));
  assert.deepEqual(await pins(''), ids('here', 'near', 'edge', 'far'));
});

test('a part of the place’s name finds it, whatever its case, with or without a point', async () => {
  assert.deepEqual(await list('&place=square'), ids('here', 'far'));
  assert.deepEqual(await list('&place=MARKET'), ids('here', 'named'));
  assert.deepEqual(await list('&place=nowhere'), []);
});

test('the feed is GeoJSON: longitude first, and only what everybody reads', async () => {
  const features = await feed();
  const one = features.find(({ id }) => id === made.here);
  assert.deepEqual(one.geometry, { type: 'Point', coordinates: [square.lon, square.lat] });
  assert.equal(one.properties.place.label, 'Market square');
  const { headers } = await world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas.geojson`);
  assert.match(headers['content-type'], /^application\/geo\+json/);
  await must(200, world.moderator.post(`/api/v1/ideas/${made.far}/hide`, { rule: 'spam', reason: 'Because the test wants it hidden.' }));
  assert.ok(!(await feed()).some(({ id }) => id === made.far));
  await must(200, world.moderator.post(`/api/v1/ideas/${made.far}/restore`, { reason: 'Because the test wants it back.' }));
});

test('points that make no sense are refused by the API and passed over by the page', async () => {
  for (const query of ['near=north', 'near=91,0', 'near=0,181', 'near=1', 'near=nan,0', 'near=1,2,3']) {
    assert.equal((await refused('bad_field', world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?${query}`))).body.field, 'near');
    assert.equal((await pins(`&${query}`)).length, 4);
  }
  for (const radius of ['0', '-5', '99', '50001', 'far']) {
    assert.equal((await refused('bad_field', world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?near=1,2&radius=${radius}`))).body.field, 'radius');
  }
  assert.equal((await refused('bad_field', world.citizen.post('/api/v1/me/drafts', { redesign: world.slug, title: 'Half a point', latitude: 3 }))).body.field, 'latitude');
});

test('distances hold across the date line and near a pole', async () => {
  const { slug } = await world.make_redesign();
  const east = await world.propose(world.citizen, { place: { label: 'East', lat: -17, lon: 179.999 } }, slug);
  const pole = await world.propose(world.citizen, { place: { label: 'Pole', lat: 89.999, lon: 100 } }, slug);
  const found = async (near) => (await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/ideas?near=${near}&radius=500`))).items.map(({ id }) => id);
  assert.deepEqual(await found('-17,-179.999'), [east.id]);
  assert.deepEqual(await found('89.999,-80'), [pole.id]);
});

test('a place can be taken away again', async () => {
  const idea = await world.propose(world.citizen, { place: { label: 'Here', ...square } });
  const changed = await must(200, world.citizen.patch(`/api/v1/ideas/${idea.id}`, { place: { label: '' } }));
  assert.equal(changed.place, null);
});

test('only map pages may ask the configured host for pictures, and only they know the library’s policy', async () => {
  const { headers } = await world.visitor.get(`/en/redesigns/${world.slug}/ideas?view=map`);
  assert.match(headers['content-security-policy'], /trusted-types co default/);
  const plain = await world.visitor.get(`/en/redesigns/${world.slug}/ideas`);
  assert.match(plain.headers['content-security-policy'], /trusted-types co$/);
});
