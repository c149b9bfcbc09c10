// What machines look for: share cards and their tags, addresses of other languages, robots.txt, sitemap.xml, security.txt.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { languages } from '../support/server.mjs';
import { a_reason, must, World } from '../support/world.mjs';

const site = 'https://ideas.example.org';
let world;
before(async () => { world = await World.open({ settings: { public_url: site, contact: 'hello@ideas.example.org' } }); });
after(() => world.close());

/** The page, with what a browser makes of HTML escapes that stand for harmless signs. */
const page = async (path) => (await world.visitor.get(path, { headers: { accept: 'text/html' } })).text.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '=');
const attribute = (html, pattern) => new RegExp(pattern).exec(html)?.[1];
const og = (html, name) => attribute(html, `<meta property="og:${name}" content="([^"]*)"`);
const card_at = async (path) => world.visitor.get(path);

test('home, redesign and idea name a card of their own in each language, with an absolute address that is a PNG', async () => {
  const idea = await world.propose(world.citizen, { title: 'Benches & “shade” <now>' });
  for (const language of languages) {
    for (const [path, card] of [['/', '/card.png'], [`/redesigns/${world.slug}`, `/redesigns/${world.slug}/card.png`], [`/ideas/${idea.id}`, `/ideas/${idea.id}/card.png`]]) {
      const html = await page(`/${language}${path}`);
      assert.equal(og(html, 'image'), `${site}/${language}${card}`, path);
      assert.equal(og(html, 'image:width'), '1200');
      assert.ok(og(html, 'image:alt').length > 5 && og(html, 'description').length > 10 && og(html, 'title').length > 3);
      assert.match(html, /<meta name="twitter:card" content="summary_large_image">/);
      const answer = await card_at(`/${language}${card}`);
      assert.deepEqual([answer.status, answer.type, answer.bytes.readUInt32BE(16), answer.bytes.readUInt32BE(20)], [200, 'image/png', 1200, 630]);
    }
  }
});

test('a card is kept ready and made anew when what it says changes', async () => {
  const idea = await world.propose();
  const path = `/en/ideas/${idea.id}/card.png`;
  const first = await card_at(path);
  assert.equal((await world.visitor.get(path, { headers: { 'if-none-match': first.headers.etag } })).status, 304);
  await must(200, world.owner.put(`/api/v1/ideas/${idea.id}/support`));
  assert.notEqual((await card_at(path)).headers.etag, first.headers.etag);
});

test('hidden ideas have no card, and their page carries the site\'s', async () => {
  const idea = await world.propose();
  await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/hide`, { rule: 'private_data', reason: a_reason }));
  assert.equal((await card_at(`/en/ideas/${idea.id}/card.png`)).status, 410);
  const html = await page(`/en/ideas/${idea.id}`);
  assert.equal(og(html, 'image'), `${site}/en/card.png`);
  assert.ok(!html.includes(idea.title));
});

test('every page names itself and the same page in all languages, with whole addresses', async () => {
  for (const path of ['/', `/redesigns/${world.slug}`, `/redesigns/${world.slug}/ideas`, '/about/help', '/data']) {
    const html = await page(`/en${path}?utm_source=x`);
    assert.equal(attribute(html, '<link rel="canonical" href="([^"]*)"'), `${site}/en${path}`);
    const others = Object.fromEntries([...html.matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">/g)].map((found) => [found[1], found[2]]));
    for (const language of languages) assert.equal(others[language], `${site}/${language}${path}`);
    assert.ok(others['x-default'].startsWith(site), path);
  }
});

test('a page that reports a problem asks not to be listed', async () => {
  const html = await page('/en/ideas/999999');
  assert.match(html, /<meta name="robots" content="noindex">/);
  assert.doesNotMatch(html, /rel="canonical"|hreflang="x-default"/);
  assert.doesNotMatch(await page('/en/'), /noindex/);
});

test('robots.txt lets pages be read, keeps forms out and names the sitemap', async () => {
  const { text, type } = await world.visitor.get('/robots.txt');
  assert.equal(type, 'text/plain');
  assert.match(text, /^User-agent: \*$/m);
  assert.match(text, /^Disallow: \/api\/$/m);
  assert.match(text, new RegExp(`^Sitemap: ${site}/sitemap\\.xml$`, 'm'));
  assert.doesNotMatch(text, /^Disallow: \/$/m);
  const rules = [...text.matchAll(/^Disallow: (\S+)$/gm)].map(([, rule]) => new RegExp(`^${rule.replace(/[.?+(){}|[\]\\^]/g, '\\$&').replaceAll('*', '.*')}`));
  const is_open = (path) => !rules.some((rule) => rule.test(path));
  for (const language of languages) {
    for (const path of ['/', '/merges/4', '/rounds/7/report', '/ideas/3', '/redesigns/x', '/redesigns/search', '/redesigns/me']) assert.ok(is_open(`/${language}${path}`), path);
    for (const path of ['/me', '/me/data', '/me?easy=1', '/search?q=bus', '/sign-in', '/report?target=idea:1']) assert.ok(!is_open(`/${language}${path}`), path);
  }
});

test('the sitemap holds public pages in every language, never a hidden idea, and stops at its limit', async () => {
  const kept = await world.propose();
  const hidden = await world.propose();
  await must(200, world.moderator.post(`/api/v1/ideas/${hidden.id}/hide`, { rule: 'private_data', reason: a_reason }));
  const { text, type } = await world.visitor.get('/sitemap.xml');
  assert.equal(type, 'application/xml');
  for (const language of languages) assert.ok(text.includes(`<loc>${site}/${language}/ideas/${kept.id}</loc>`));
  assert.ok(!text.includes(`/ideas/${hidden.id}<`));
  const places = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((found) => found[1]);
  assert.equal(new Set(places).size, places.length);
  for (const place of places.filter((_, at) => at % 97 === 0)) assert.equal((await world.visitor.get(place.slice(site.length))).status, 200, place);
  const small = await World.open({ settings: { public_url: site, 'limits.sitemap_ideas_max': 3 } });
  try {
    const listed = [...(await small.visitor.get('/sitemap.xml')).text.matchAll(/\/en\/ideas\/\d+</g)];
    assert.equal(listed.length, 3);
  } finally { await small.close(); }
});

test('security.txt names the contact and a date within a year; without a contact there is none', async () => {
  const { text, type } = await world.visitor.get('/.well-known/security.txt');
  assert.equal(type, 'text/plain');
  assert.match(text, /^Contact: mailto:hello@ideas\.example\.org$/m);
  const expires = new Date(/^Expires: (.+)$/m.exec(text)[1]);
  assert.ok(expires > Date.now() + 86_400_000 && expires < Date.now() + 365 * 86_400_000);
  assert.match(text, new RegExp(`^Canonical: ${site}/\\.well-known/security\\.txt$`, 'm'));
  const silent = await World.open();
  try {
    assert.equal((await silent.visitor.get('/.well-known/security.txt')).status, 404);
    assert.match((await silent.visitor.get('/sitemap.xml')).text, /<loc>http:\/\/localhost:\d+\/en\/<\/loc>/);
  } finally { await silent.close(); }
});
