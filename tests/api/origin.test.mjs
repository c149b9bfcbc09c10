// Who may write from where, and the headers every answer carries.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client } from '../support/client.mjs';
import { Live } from '../support/live.mjs';
import { must, refused, World } from '../support/world.mjs';

let world;
let idea;
let cookie;
let by_cookie;
before(async () => {
  world = await World.open();
  idea = await world.propose();
  cookie = `palabre_session=${world.citizen2.token}`;
  by_cookie = new Client(world.base);
});
after(() => { by_cookie.close(); return world.close(); });

const support = (headers) => by_cookie.put(`/api/v1/ideas/${idea.id}/support`, undefined, { headers: { cookie, ...headers } });

test('a browser of this site writes with its cookie', async () => {
  await must(200, support({ origin: world.base }));
});

test('a page of another site cannot write with the reader\'s cookie', async () => {
  const seq = await world.last_seq();
  const foreign = ['https://evil.example', 'null', `${world.base}.evil.example`, `http://127.0.0.1`, `http://127.0.0.1:${world.server.port + 1}`];
  for (const origin of foreign) {
    const answer = await by_cookie.del(`/api/v1/ideas/${idea.id}/support`, { headers: { cookie, origin } });
    assert.equal(answer.code, 'foreign_origin', `${origin}: ${answer.text}`);
  }
  assert.equal(await world.last_seq(), seq);
});

test('a write with a cookie and no origin at all is refused', async () => {
  await refused('foreign_origin', support({}));
});

test('signing in from another site is refused', async () => {
  await refused('foreign_origin', by_cookie.post('/api/v1/sessions', { email: 'citizen@demo.palabre.example', password: 'palabre-demo' }, { headers: { origin: 'https://evil.example' } }));
});

test('a tool with a token needs no origin', async () => {
  await must(200, world.citizen2.put(`/api/v1/ideas/${idea.id}/support`));
});

test('a form of another site is refused on the pages too', async () => {
  const answer = await by_cookie.request('POST', '/sign-in', { raw: 'email=a%40b.example&password=x', type: 'application/x-www-form-urlencoded', headers: { origin: 'https://evil.example' } });
  assert.ok([403, 404, 405].includes(answer.status), String(answer.status));
});

test('a page of another site opens no socket', async () => {
  await assert.rejects(Live.open(world.base, { headers: { Origin: 'https://evil.example' } }), (error) => error.status === 403);
});

test('a tool without an origin opens a socket', async () => {
  const live = await Live.open(world.base, { headers: { Origin: null } });
  await live.subscribe(['instance']);
  await live.close();
});

test('no other site may read an answer', async () => {
  for (const method of ['GET', 'OPTIONS']) {
    const answer = await world.visitor.request(method, `/api/v1/ideas/${idea.id}`, { headers: { origin: 'https://evil.example', 'access-control-request-method': 'PUT' }, is_checked: method === 'GET' });
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  }
});

test('pages carry a strict policy, API answers allow nothing', async () => {
  const page = await world.visitor.get('/');
  const html = page.status === 200 ? page : await world.visitor.get(page.headers.location ?? '/en');
  const policy = html.headers['content-security-policy'];
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self'(;|$| )/);
  assert.match(policy, /require-trusted-types-for 'script'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*/);
  assert.doesNotMatch(html.text, /<script(?![^>]*\bsrc=)(?! type="application\/json")[^>]*>[^<]*\w|<style|\son\w+=|\sstyle=/i);
  for (const path of ['/api/v1/redesigns', '/api/v1/nothing', '/api/v1/me']) {
    const answer = await world.visitor.get(path);
    assert.match(answer.headers['content-security-policy'], /default-src 'none'/, path);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', path);
  }
});

test('a 401 says how to sign in, a problem is never cached publicly', async () => {
  const answer = await refused('sign_in_required', world.visitor.get('/api/v1/me'));
  assert.match(answer.headers['www-authenticate'], /Bearer/);
  assert.match(answer.headers['cache-control'], /no-store/);
});
