// The pages as a browser without JavaScript uses them: plain form posts, redirects, error pages that keep what was typed; and the assets.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client } from '../support/client.mjs';
import { languages } from '../support/server.mjs';
import { must, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

/** A browser: keeps the cookie, sends the Origin, follows nothing by itself. */
class Browser {
  constructor() { this.client = new Client(world.base); this.cookie = ''; }
  async go(path) { return this.client.get(path, { headers: { accept: 'text/html', ...(this.cookie ? { cookie: this.cookie } : {}) } }); }
  async submit(path, fields) {
    const headers = { accept: 'text/html', origin: world.base, ...(this.cookie ? { cookie: this.cookie } : {}) };
    const answer = await this.client.request('POST', path, { raw: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded', headers });
    for (const line of answer.headers['set-cookie'] ?? []) this.cookie = line.split(';')[0];
    return answer;
  }
  async sign_in(name) {
    const answer = await this.submit('/en/sign-in', { email: `${name}@demo.palabre.example`, password: 'palabre-demo', back: '/en/' });
    assert.equal(answer.status, 303, answer.text.slice(0, 300));
    return this;
  }
}
/** The text that a browser makes of HTML escapes. */
const unescaped = (html) => html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16))).replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))
  .replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

test('the public pages answer in every language of the client, and speak it', async () => {
  const idea = await world.propose();
  for (const path of ['/', `/redesigns/${world.slug}`, `/redesigns/${world.slug}/ideas`, `/ideas/${idea.id}`, `/ideas/${idea.id}/versions`, '/search?q=bench', '/sign-in', '/sign-up', '/redesigns/lipowe-vivre-ensemble']) {
    for (const language of languages) {
      const page = await new Browser().go(`/${language}${path}`);
      assert.equal(page.status, 200, `/${language}${path}`);
      assert.match(page.text, new RegExp(`<html[^>]*lang="${language}"`), path);
      assert.doesNotMatch(page.text, /\{\{|undefined|\[object/, path);
    }
  }
});

test('what does not exist is a page that says so', async () => {
  for (const path of ['/en/redesigns/nowhere', '/en/ideas/999999', '/en/nothing', '/en/ideas/x']) {
    const page = await new Browser().go(path);
    assert.deepEqual([page.status, page.type], [404, 'text/html'], path);
    assert.match(page.text, /<h1/);
  }
});

test('a visitor writes all of an idea before signing in, and the words come along without a script', async () => {
  const browser = new Browser();
  const path = `/en/redesigns/${world.slug}/ideas/new`;
  assert.equal((await browser.go(path)).status, 200);
  const body = 'A roof, <b>please</b> & "soon".';
  const sent = await browser.submit(path, { step: 3, title: 'A roof at the market stop', body, tags: 'shade', place: 'Market', latitude: '44.7', longitude: '10.63', do: 'publish' });
  assert.equal(sent.status, 200, sent.text.slice(0, 300));
  const carried = unescaped(/name="carried" value="([^"]*)"/.exec(sent.text)[1]);
  const wrong = await browser.submit('/en/sign-in', { email: 'citizen@demo.palabre.example', password: 'not the right one', carried });
  assert.equal(unescaped(/name="carried" value="([^"]*)"/.exec(wrong.text)[1]), carried);
  const other = await browser.submit('/en/sign-up', { carried, do: 'show' });
  assert.equal(other.status, 200);
  assert.equal(unescaped(/name="carried" value="([^"]*)"/.exec(other.text)[1]), carried);
  const entered = await browser.submit('/en/sign-in', { email: 'citizen@demo.palabre.example', password: 'palabre-demo', carried });
  assert.equal(entered.status, 303);
  assert.match(entered.headers.location, /ideas\/new\?draft=\d+&step=3/);
  const { items } = await must(200, world.citizen.get('/api/v1/me/drafts'));
  const kept = items.find(({ title }) => title === 'A roof at the market stop');
  assert.deepEqual([kept.body, kept.tags, kept.place, kept.latitude, kept.longitude], [body, 'shade', 'Market', 44.7, 10.63]);
});

test('signing in leads nowhere but to this site', async () => {
  for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const answer = await new Browser().submit('/en/sign-in', { email: 'citizen@demo.palabre.example', password: 'palabre-demo', back });
    assert.match(answer.headers.location, /^\/en\//, back);
  }
});

test('a wrong password shows the form again with the address and without the password', async () => {
  const answer = await new Browser().submit('/en/sign-in', { email: 'citizen@demo.palabre.example', password: 'sesame-open-wrong' });
  assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status));
  assert.match(answer.text, /value="citizen@demo\.palabre\.example"/);
  assert.doesNotMatch(answer.text, /sesame-open-wrong/);
});

test('an idea is proposed by a plain form; one that is refused loses nothing that was typed', async () => {
  const browser = await new Browser().sign_in('citizen');
  const path = `/en/redesigns/${world.slug}/ideas/new`;
  const long_body = `A body with <b>markup</b> & "quotes",\nover two lines.`;
  const refused = await browser.submit(path, { title: 'No', body: long_body, tags: 'bus, shade', place: 'Stop 4', do: 'publish' });
  assert.equal(refused.status, 422);
  const [, kept] = /<input type="hidden" name="body" value="([^"]*)"/.exec(refused.text);
  assert.equal(unescaped(kept).trim(), long_body);
  assert.match(refused.text, /value="No"/);
  assert.match(refused.text, /value="bus, shade"/);
  assert.match(refused.text, /role="alert"/);
  const made = await browser.submit(path, { title: 'No more waiting in the rain', body: long_body, tags: 'bus, shade', place: 'Stop 4', do: 'publish' });
  assert.equal(made.status, 303, made.text.slice(0, 400));
  const page = await browser.go(made.headers.location);
  assert.equal(page.status, 200);
  assert.match(page.text, /No more waiting in the rain/);
  assert.doesNotMatch(page.text, /<b>markup<\/b>/);
});

test('support, comment and reply by plain forms are the same as by the API', async () => {
  const idea = await world.propose();
  const browser = await new Browser().sign_in('citizen2');
  const supported = await browser.submit(`/en/ideas/${idea.id}/support`, { do: 'support' });
  assert.equal(supported.status, 303, supported.text.slice(0, 300));
  assert.equal((await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).supports, 1);
  const said = await browser.submit(`/en/ideas/${idea.id}/comments`, { body: 'Said without a script.', stance: 'for' });
  assert.equal(said.status, 303, said.text.slice(0, 300));
  const { items } = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}/comments`));
  assert.deepEqual([items[0].body, items[0].stance], ['Said without a script.', 'for']);
  const empty = await browser.submit(`/en/ideas/${idea.id}/comments`, { body: '', stance: 'against' });
  assert.equal(empty.status, 422);
});

test('a form whose idea closed meanwhile says so and keeps the text', async () => {
  const { slug, phase } = await world.make_redesign();
  const idea = await world.propose(world.citizen, {}, slug);
  const browser = await new Browser().sign_in('citizen2');
  await must(200, world.owner.post(`/api/v1/phases/${phase.id}/transitions`, { to: 'closed', reason: 'The season is over now.' }));
  const late = await browser.submit(`/en/ideas/${idea.id}/comments`, { body: 'Typed for five minutes.', stance: 'for' });
  assert.equal(late.status, 409);
  assert.match(late.text, /Typed for five minutes\./);
});

test('the same form sent twice does its work once', async () => {
  const idea = await world.propose();
  const browser = await new Browser().sign_in('citizen2');
  const page = await browser.go(`/en/ideas/${idea.id}`);
  const key = /name="key" value="([^"]+)"/.exec(page.text)?.[1];
  assert.ok(key, 'the form carries a key');
  const fields = { body: 'A double click.', stance: 'neutral', key };
  const [one, two] = await Promise.all([browser.submit(`/en/ideas/${idea.id}/comments`, fields), browser.submit(`/en/ideas/${idea.id}/comments`, fields)]);
  assert.deepEqual([one.status, two.status], [303, 303]);
  assert.equal((await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).comments, 1);
});

test('signing out ends the session of the browser', async () => {
  const browser = await new Browser().sign_in('citizen');
  const before_leaving = browser.cookie;
  assert.equal((await browser.submit('/en/sign-out', {})).status, 303);
  const page = await new Client(world.base).get('/api/v1/me', { headers: { cookie: before_leaving } });
  assert.equal(page.status, 401);
});

test('assets are compressed, kept for ever under their hashed names, and nothing else is served', async () => {
  const home = await new Browser().go('/en/');
  const assets = [...unescaped(home.text).matchAll(/(?:src|href)="(\/assets\/[^"#]+)"/g)].map((found) => found[1]);
  assert.ok(assets.some((path) => path.endsWith('.js')) && assets.some((path) => path.endsWith('.css')), assets.join());
  for (const path of new Set(assets)) {
    const asset = await world.visitor.get(path, { headers: { 'accept-encoding': 'gzip, br' } });
    assert.equal(asset.status, 200, path);
    assert.match(asset.headers['cache-control'], /immutable|max-age/, path);
    assert.equal(asset.headers['x-content-type-options'], 'nosniff', path);
    if (/\.(js|css)$/.test(path)) assert.ok(['br', 'gzip'].includes(asset.headers['content-encoding']), path);
    const again = await world.visitor.get(path, { headers: { 'if-none-match': asset.headers.etag ?? '"none"', 'accept-encoding': 'gzip, br' } });
    if (asset.headers.etag) assert.equal(again.status, 304, path);
  }
  for (const path of ['/assets/', '/assets', '/assets/../manifest.json', '/assets/%2e%2e%2fmanifest.json', '/assets//etc/passwd', '/assets/nothing.js', '/assets/.', '/manifest.json', '/.git/config']) {
    assert.equal((await world.visitor.get(path)).status, 404, path);
  }
});
