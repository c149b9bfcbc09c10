// Lists of ideas through the API: orders, filters, pages, links and cursors.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { must, refused, World } from '../support/world.mjs';

let world;
let ideas;
const total = 23;
before(async () => {
  world = await World.open();
  ideas = [];
  for (let i = 0; i < total; i += 1) ideas.push(await world.propose(i % 2 ? world.citizen : world.citizen2, { tags: i % 3 ? ['bus'] : ['tram', 'Été'] }));
  for (const [at, role] of [[3, 'owner'], [3, 'officer'], [7, 'owner'], [9, 'moderator']]) await must(200, world[role].put(`/api/v1/ideas/${ideas[at].id}/support`));
  for (const at of [5, 5, 6]) await world.comment(world.citizen, ideas[at]);
});
after(() => world.close());

const list = (query = '') => must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas${query}`));
const ids_of = (page) => page.items.map((item) => item.id);

/** Every page of a list, by its cursors; `between` runs after each page. */
async function walk(query, between = async () => {}) {
  const seen = [];
  let next = '';
  do {
    const page = await list(`${query}${next}`);
    seen.push(...ids_of(page));
    next = page.next ? `&after=${encodeURIComponent(page.next)}` : '';
    await between();
  } while (next);
  return seen;
}

for (const sort of ['random', 'newest', 'supported', 'discussed']) {
  test(`the order ${sort} is paged without a gap or a double`, async () => {
    for (const limit of [1, 4, 23, 100]) {
      const seen = await walk(`?sort=${sort}&limit=${limit}`);
      assert.deepEqual([...seen].sort(), ideas.map((idea) => idea.id).sort(), `limit ${limit}`);
    }
  });
}

test('the orders by number are what they say', async () => {
  assert.deepEqual((await walk('?sort=newest&limit=10')).map(Number), ideas.map((idea) => Number(idea.id)).reverse());
  const supported = (await list('?sort=supported&limit=4')).items.map((item) => item.supports);
  assert.deepEqual(supported, [2, 1, 1, 0]);
  const discussed = (await list('?sort=discussed&limit=3')).items.map((item) => item.comments);
  assert.deepEqual(discussed, [2, 1, 0]);
});

test('the random order is the same for everybody, another with another seed, and fair', async () => {
  assert.deepEqual(ids_of(await list('?limit=23')), ids_of(await must(200, world.citizen.get(`/api/v1/redesigns/${world.slug}/ideas?limit=23`))));
  const first = new Set();
  for (let seed = 1; seed <= 200; seed += 1) first.add((await list(`?limit=1&seed=${seed}`)).items[0].id);
  assert.ok(first.size > total * 0.8, `${first.size} of ${total} ideas came first`);
});

test('the random order stays while ideas arrive', async () => {
  const arrived = [];
  const seen = await walk('?sort=random&limit=5', async () => { if (arrived.length < 3) arrived.push((await world.propose()).id); });
  assert.equal(new Set(seen).size, seen.length);
  assert.deepEqual(ideas.filter((idea) => !seen.includes(idea.id)), []);
  for (const id of arrived) {
    const idea = await must(200, world.visitor.get(`/api/v1/ideas/${id}`));
    const owner = idea.author.id === world.citizen.person.id ? world.citizen : world.citizen2;
    await must(200, owner.post(`/api/v1/ideas/${id}/transitions`, { to: 'withdrawn' }));
  }
});

test('filters narrow: tag whatever its case, author, phase, status, words', async () => {
  assert.equal((await list('?tag=tram&limit=100')).total, ideas.filter((_, at) => at % 3 === 0).length);
  assert.equal((await list(`?tag=${encodeURIComponent('été')}&limit=100`)).total, ideas.filter((_, at) => at % 3 === 0).length);
  assert.equal((await list(`?author=${world.citizen.person.id}&limit=100`)).total, ideas.filter((_, at) => at % 2).length);
  assert.equal((await list(`?phase=${world.phase.id}`)).total, total);
  assert.equal((await list('?phase=999999')).total, 0);
  assert.equal((await list('?status=published')).total, total);
  assert.equal((await list('?status=declined')).total, 0);
  const word = ideas[4].title.split(' ').pop();
  assert.ok(ids_of(await list(`?q=${word}`)).includes(ideas[4].id));
  for (const wrong of ['status=hidden', 'status=x', 'sort=best', 'phase=-1', 'author=x', 'seed=-1', 'seed=x', 'limit=0', 'limit=101', 'limit=x', 'lang=french']) {
    const answer = await refused('bad_field', world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?${wrong}`));
    assert.equal(answer.body.field, wrong.split('=')[0]);
  }
});

test('a page links to the next with its own filters, and the last one does not', async () => {
  const answer = await world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?tag=bus&sort=newest&limit=4`);
  const [, link] = /^<([^>]+)>; rel="next"$/.exec(answer.headers.link);
  const second = await must(200, world.visitor.get(new URL(link, world.base).href.slice(world.base.length)));
  assert.ok(second.items.every((item) => item.tags.includes('bus')));
  assert.equal(ids_of(answer.body).filter((id) => ids_of(second).includes(id)).length, 0);
  assert.equal((await world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?limit=100`)).headers.link, undefined);
});

test('a cursor that was tampered with is refused, or at worst another place in the same list', async () => {
  const { next } = await list('?sort=newest&limit=2');
  for (const cursor of ['x', '', '%%%', next.slice(0, -3), `${next}AAAA`, next.toUpperCase(), Buffer.from('newest|1').toString('base64url'),
    Buffer.from("newest|1|1 OR 1=1|0").toString('base64url'), Buffer.from(`newest|${'9'.repeat(40)}|1|0`).toString('base64url'), 'A'.repeat(3000)]) {
    const answer = await world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?sort=newest&limit=2&after=${encodeURIComponent(cursor)}`);
    assert.ok(answer.status === 200 || answer.code === 'bad_cursor', `${cursor.slice(0, 40)}: ${answer.text}`);
  }
  await refused('bad_cursor', world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?sort=supported&after=${encodeURIComponent(next)}`));
});

test('an unknown redesign is not found in any list', async () => {
  for (const place of ['ideas', 'similar?q=bus', 'moderation-log', 'history']) await refused('not_found', world.visitor.get(`/api/v1/redesigns/nowhere/${place}`));
});
