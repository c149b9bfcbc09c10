// Pages for what went wrong: what happened, what to do, a search box, a way back, in four languages; JSON for programs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { send } from '../support/client.mjs';
import { languages, root } from '../support/server.mjs';
import { until, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open({ settings: { 'limits.costly_per_minute': 40 } }); });
after(() => world.close());

const words = Object.fromEntries(languages.map((language) => [language, JSON.parse(readFileSync(join(root, 'web/messages', `${language}.json`), 'utf8'))]));
const unescaped = (html) => html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16))).replaceAll('&#39;', '’').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

function check_page(answer, status, language, title) {
  const text = unescaped(answer.bytes.toString());
  assert.equal(answer.status, status, text.slice(0, 300));
  assert.match(answer.headers['content-type'], /^text\/html/);
  assert.match(text, new RegExp(`<html lang="${language}"`));
  assert.ok(text.includes(`<h1>${words[language][title]}</h1>`), `${status} ${language}: ${title}\n${/<h1>[^]*?<\/h1>/.exec(text)}`);
  assert.match(text, new RegExp(`<form class="co-search-box" method="get" action="/${language}/search"`));
  assert.match(text, new RegExp(`href="/${language}/">`));
  assert.ok(text.includes(words[language]['problem.instead']), 'says what to do instead');
  assert.ok(text.includes(words[language]['problem.status'].replace('{status}', status)), `names ${status}`);
  return text;
}
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const ask = (path, options = {}) => send(world.base, { path, ...options, headers: { ...html, ...options.headers } });

test('404, 403 and 405 are pages in the language of the address', async () => {
  const cookie = `palabre_session=${world.citizen.token}`;
  for (const language of languages) {
    check_page(await ask(`/${language}/ideas/999999`), 404, language, 'problem.title_not_found');
    check_page(await ask(`/${language}/redesigns/${world.slug}/moderation`, { headers: { cookie } }), 403, language, 'problem.title_not_allowed');
    check_page(await ask(`/${language}/about/help`, { method: 'POST', headers: { origin: world.base, 'content-length': '0' } }), 405, language, 'problem.title');
  }
});

test('a page below another offers the way back to it', async () => {
  const answer = await ask(`/en/redesigns/${world.slug}/moderation`, { headers: { cookie: `palabre_session=${world.citizen.token}` } });
  assert.ok(unescaped(answer.bytes.toString()).includes(`href="/en/redesigns/${world.slug}"`));
});

test('a body that is too large and an address that is too long are pages too', async () => {
  for (const language of languages) {
    const large = await ask(`/${language}/report`, { method: 'POST', body: 'x'.repeat(400_000), headers: { origin: world.base, 'content-type': 'application/x-www-form-urlencoded', 'content-length': '400000' } });
    check_page(large, 413, language, 'problem.title_too_large');
    check_page(await ask(`/${language}/search?q=${'x'.repeat(6000)}`), 414, language, 'problem.title_too_large');
  }
});

test('too many requests are a page that says to wait, with Retry-After', async () => {
  let answer;
  for (let i = 0; i < 60 && answer?.status !== 429; i += 1) answer = await ask('/nl/card.png', { headers: { 'cache-control': String(i), accept: 'text/html' } }).then((one) => (one.status === 429 ? one : ask(`/nl/data?x=${i}`)));
  check_page(answer, 429, 'nl', 'problem.title_too_fast');
  assert.match(answer.headers['retry-after'], /^\d+$/);
});

test('a fault of ours is a page with a number, and the log names the same number', async () => {
  const broken = await World.open();
  try {
    broken.server.sql('ALTER TABLE search_entry RENAME TO elsewhere');
    for (const language of languages) {
      const answer = await send(broken.base, { path: `/${language}/search?q=bench`, headers: html });
      const text = check_page(answer, 500, language, 'problem.title_machine');
      const number = /r-[0-9a-f]+-\d+/.exec(text)?.[0];
      assert.ok(number, 'a number to quote');
      await until(`the log names ${number}`, () => broken.server.output.includes(number));
    }
    const json = await send(broken.base, { path: '/api/v1/search?q=bench', headers: { accept: 'application/json' } });
    assert.deepEqual([json.status, json.headers['content-type']], [500, 'application/problem+json']);
    assert.match(JSON.parse(json.bytes).request, /^r-[0-9a-f]+-\d+$/);
  } finally { await broken.close(); }
});

test('programs get problem+json for the same things', async () => {
  for (const [path, status, options] of [['/api/v1/ideas/999999', 404, {}], ['/api/v1/nothing', 404, {}], ['/api/v1/health', 405, { method: 'DELETE', headers: { 'content-length': '0' } }],
    ['/api/v1/reports', 413, { method: 'POST', body: 'x'.repeat(400_000), headers: { 'content-type': 'application/json', 'content-length': '400000' } }]]) {
    for (const accept of ['application/json', 'text/html']) {
      const answer = await send(world.base, { path, ...options, headers: { accept, ...options.headers } });
      assert.deepEqual([answer.status, answer.headers['content-type']], [status, 'application/problem+json'], `${path} ${accept}`);
    }
  }
});
