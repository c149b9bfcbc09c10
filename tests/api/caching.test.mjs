// Entity tags, 304, and answers kept ready: never stale, never somebody else's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { a_reason, in_days, must, World } from '../support/world.mjs';

let world;
let idea;
before(async () => { world = await World.open({ has_clock: true }); idea = await world.propose(); });
after(() => world.close());

const again = (client, path, tag) => client.get(path, { headers: { 'if-none-match': tag } });

test('every public read has a strong tag and answers 304 to it', async () => {
  const paths = ['/redesigns', `/redesigns/${world.slug}`, `/redesigns/${world.slug}/history`, `/redesigns/${world.slug}/ideas`, `/ideas/${idea.id}`,
    `/ideas/${idea.id}/versions`, `/ideas/${idea.id}/comments`, `/ideas/${idea.id}/answers`, `/redesigns/${world.slug}/moderation-log`, `/phases/${world.phase.id}/history`,
    `/events?channels=redesign:${world.redesign.id}`];
  for (const path of paths) {
    const first = await world.visitor.get(`/api/v1${path}`);
    assert.match(first.headers.etag ?? '', /^"[^"]+"$/, path);
    const second = await again(world.visitor, `/api/v1${path}`, first.headers.etag);
    assert.deepEqual([second.status, second.bytes.length, second.headers.etag], [304, 0, first.headers.etag], path);
    for (const list of [`"other", ${first.headers.etag}`, `W/${first.headers.etag}`, '*']) {
      assert.equal((await again(world.visitor, `/api/v1${path}`, list)).status, 304, `${path} ${list}`);
    }
    assert.equal((await again(world.visitor, `/api/v1${path}`, '"other"')).status, 200, path);
  }
});

test('the tag changes with the first change, for the idea, its list and its redesign', async () => {
  const paths = [`/api/v1/ideas/${idea.id}`, `/api/v1/redesigns/${world.slug}/ideas`, `/api/v1/redesigns/${world.slug}`, '/api/v1/redesigns'];
  for (const act of [() => world.owner.put(`/api/v1/ideas/${idea.id}/support`), () => world.owner.del(`/api/v1/ideas/${idea.id}/support`)]) {
    const before_act = await Promise.all(paths.map((path) => world.visitor.get(path)));
    await must(200, act());
    for (const [at, path] of paths.entries()) {
      const answer = await again(world.visitor, path, before_act[at].headers.etag);
      assert.equal(answer.status, 200, path);
    }
  }
});

test('one\'s own write is read back at once, a hundred times', async () => {
  for (let i = 0; i < 100; i += 1) {
    const done = await must(200, i % 2 ? world.officer.del(`/api/v1/ideas/${idea.id}/support`) : world.officer.put(`/api/v1/ideas/${idea.id}/support`));
    const read = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`));
    assert.equal(read.supports, done.supports, `after write ${i}`);
  }
});

test('compressed answers are the same text, with a tag of their own', async () => {
  const path = `/api/v1/redesigns/valdolce-bien-grandir/ideas?limit=50`;
  const plain = await world.visitor.get(path);
  const gzip = await world.visitor.get(path, { headers: { 'accept-encoding': 'gzip' } });
  const brotli = await world.visitor.get(path, { headers: { 'accept-encoding': 'br, gzip' } });
  assert.deepEqual([gzip.headers['content-encoding'], brotli.headers['content-encoding']], ['gzip', 'br']);
  assert.equal(gunzipSync(gzip.bytes).toString(), plain.text);
  assert.equal(brotliDecompressSync(brotli.bytes).toString(), plain.text);
  assert.equal(new Set([plain, gzip, brotli].map((answer) => answer.headers.etag)).size, 3);
  assert.match(plain.headers.vary ?? '', /Accept-Encoding/i);
});

test('HEAD is GET without the body', async () => {
  const got = await world.visitor.get(`/api/v1/ideas/${idea.id}`);
  const head = await world.visitor.request('HEAD', `/api/v1/ideas/${idea.id}`);
  assert.deepEqual([head.status, head.bytes.length, head.headers.etag, head.headers['content-length']], [200, 0, got.headers.etag, got.headers['content-length']]);
});

test('what is public is the same bytes for a visitor and for everybody signed in', async () => {
  for (const path of [`/api/v1/ideas/${idea.id}`, `/api/v1/redesigns/${world.slug}/ideas`, `/api/v1/ideas/${idea.id}/comments`]) {
    const texts = await Promise.all([world.visitor, world.citizen, world.owner, world.admin].map(async (client) => (await client.get(path)).text));
    assert.equal(new Set(texts).size, 1, path);
  }
});

test('what is one\'s own is never stored by anybody', async () => {
  for (const path of ['/me', `/me/marks?redesign=${world.slug}`, '/me/drafts', '/me/redesigns', `/me/redesigns/${world.slug}`]) {
    const answer = await world.owner.get(`/api/v1${path}`);
    assert.match(answer.headers['cache-control'], /private/, path);
    assert.match(answer.headers['cache-control'], /no-store/, path);
  }
  const inbox = await world.officer.get(`/api/v1/redesigns/${world.slug}/inbox`);
  assert.match(inbox.headers['cache-control'], /no-store/);
});

test('a kept answer ends with the phase it speaks of', async () => {
  const { slug, phase } = await world.make_redesign({ phases: [{ type: 'ideas', state: 'open', closes_at: in_days(1) }, { type: 'follow_up' }] });
  const path = `/api/v1/redesigns/${slug}`;
  assert.equal((await must(200, world.visitor.get(path))).phases[0].state, 'open');
  await world.server.move_clock(86_400 + 5);
  const later = await must(200, world.visitor.get(path));
  assert.deepEqual([later.phases[0].state, later.allowed.propose], ['closed', false]);
  await world.server.move_clock(0);
  await must(200, world.admin.post(`/api/v1/phases/${phase.id}/transitions`, { to: 'open', reason: a_reason, ends_at: in_days(2) }));
});
