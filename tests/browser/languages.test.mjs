// Changing the language keeps the place: the same page, the same question, the same text half typed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, is_skipped, scene } from '../support/browser.mjs';
import { pages, prepare } from '../support/every_page.mjs';
import { languages } from '../support/server.mjs';

const at_once = 3;
let stage, known;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  known = await prepare(stage);
});
after(() => stage?.close());

/**
 * In the page, of another one, in no order (the reader's language comes first in some forms): what does not depend on words: its places, its
 * fields, what filters ask, what its lists hold.
 */
async function bones(address) {
  const answer = await fetch(address, { credentials: 'same-origin', headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const all = (selector, take) => [...page.querySelectorAll(`main ${selector}`)].map(take);
  return {
    status: answer.status,
    lang: page.documentElement.lang,
    links: [...page.querySelectorAll('.co-langs a')].map((node) => [node.lang, node.getAttribute('href')]),
    bones: {
      places: all('[id]', (node) => node.id).sort(),
      fields: all('[name]', (node) => `${node.tagName} ${node.name}`).sort(),
      asked: all('form[method="get"] [name]', (node) => `${node.name}=${node.value}`),
      typed: all('form[method="post"] textarea', (node) => node.value),
      links: all('a[href]', () => 1).length,
    },
  };
}
const look = (page, address) => page.evaluate(bones, address);

/** The address a language link must have: this page's, with the language changed in its path and in what `back` names. */
function expected(path, from, to) {
  const url = new URL(path, 'http://x');
  const moved = (text) => text.replace(new RegExp(`^/${from}(?=/|$)`), `/${to}`);
  const back = url.searchParams.get('back');
  if (back) url.searchParams.set('back', moved(back));
  return moved(url.pathname) + [...url.searchParams].map(([name, value], at) => `${at ? '&' : '?'}${name}=${value}`).join('');
}

const plain = (href) => {
  const url = new URL(href, 'http://x');
  return url.pathname + [...url.searchParams].map(([name, value], at) => `${at ? '&' : '?'}${name}=${value}`).join('');
};

const asked_for = ({ made, idea, slug }) => [
  { name: 'a filtered list', path: `/redesigns/${slug}/ideas?sort=supported&status=on_ballot&q=sant%C3%A9+%26+co` },
  { name: 'a list by topic', path: `/redesigns/${made.slug}/ideas?tag=buses&sort=newest` },
  { name: 'comments in an order', path: `/ideas/${idea.id}?comments=newest` },
  { name: 'a search in other letters', path: '/search?q=%D0%B4%D0%BE%D0%BC+%23+a%2Fb' },
  { name: 'signing in on the way', path: `/sign-in?back=%2Fen%2Fideas%2F${idea.id}%3Fcomments%3Dnewest`, lang: 'en' },
  { name: 'signing up on the way', path: `/sign-up?back=%2Fen%2Fredesigns%2F${made.slug}%2Fideas%2Fnew`, lang: 'en' },
];

async function faults_of(page, { name, path, as }, from) {
  const faults = [];
  const first = await look(page, `/${from}${path}`);
  if (first.links.map(([lang]) => lang).sort().join() !== languages.join()) faults.push(`offers ${first.links.map(([lang]) => lang)}`);
  for (const [to, href] of first.links) {
    if (plain(href) !== expected(`/${from}${path}`, from, to)) faults.push(`${to} leads to ${href}`);
    const there = await look(page, href);
    if (there.status !== first.status) faults.push(`${to} answers ${there.status} instead of ${first.status}`);
    if (there.lang !== to) faults.push(`${to} is not spoken`);
    // An undo that ran out meanwhile is no fault of a language: the first page is asked again before anything is said.
    if (JSON.stringify(first.bones) !== JSON.stringify(there.bones)) first.bones = (await look(page, `/${from}${path}`)).bones;
    for (const part of Object.keys(first.bones)) {
      if (JSON.stringify(first.bones[part]) !== JSON.stringify(there.bones[part])) faults.push(`${to} has other ${part}: ${JSON.stringify(there.bones[part]).slice(0, 200)} instead of ${JSON.stringify(first.bones[part]).slice(0, 200)}`);
    }
  }
  return faults.map((one) => `${name} ${as ?? 'visitor'} from ${from}: ${one}`);
}

test('on every page each language leads to the same page with the same fields, filters and places', { skip: is_skipped, timeout: 240_000 }, async () => {
  // Who asks for easy words gets none where only the full text is in their own language: the page differs by language, on purpose.
  const left = [...pages(known).filter(({ name }) => name !== 'redesign-easy'), ...asked_for(known)].map((one, at) => ({ ...one, from: one.lang ?? languages[at % languages.length] }));
  const found = [];
  const work = async () => {
    const contexts = new Map();
    for (let one = left.shift(); one; one = left.shift()) {
      const who = one.as ?? '';
      if (!contexts.has(who)) contexts.set(who, await stage.visit('/en/about/help', { as: who, bypassCSP: true }));
      found.push(...await faults_of(contexts.get(who), one, one.from));
    }
    await Promise.all([...contexts.values()].map((page) => page.context().close()));
  };
  await Promise.all(Array.from({ length: at_once }, work));
  assert.deepEqual(found.sort(), []);
});

scene('a comment half typed is there in the other language, and so is the place on the page', async () => {
  const path = `/ideas/${known.idea.id}#comment-${known.comment.id}`;
  const page = await stage.visit(`/fr${path}`, { as: 'citizen2' });
  await page.locator('.co-comment-form textarea').fill('I was in the middle of');
  await page.locator('.co-langs a[hreflang="nl"]').click();
  await page.waitForURL(`**/nl${path}`);
  assert.equal(await page.locator('.co-comment-form textarea').inputValue(), 'I was in the middle of');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('without scripts a refused form leads to its page in the other language, not to an address that cannot be read', async () => {
  const page = await stage.visit(`/fr/ideas/${known.idea.id}`, { as: 'citizen2', scripts: false });
  await page.locator('.co-comment-form textarea').evaluate((node) => { node.required = false; });
  await page.locator('.co-comment-form button[type="submit"]').click();
  await page.waitForURL('**/comments');
  await page.locator('.co-langs a[hreflang="nl"]').click();
  await page.waitForURL(`**/nl/ideas/${known.idea.id}`);
  assert.equal(await page.locator('html').getAttribute('lang'), 'nl');
  await page.context().close();
});

scene('every address of a form that is no page of its own answers a reader with the page above it', async () => {
  const ask = async (path) => {
    const answer = await fetch(stage.base + path, { redirect: 'manual', headers: { accept: 'text/html' } });
    return [answer.status, answer.headers.get('location')];
  };
  const { idea, made } = known;
  assert.deepEqual(await ask(`/nl/ideas/${idea.id}/support`), [303, `/nl/ideas/${idea.id}`]);
  assert.deepEqual(await ask(`/nl/redesigns/${made.slug}/state`), [303, `/nl/redesigns/${made.slug}`]);
  assert.deepEqual(await ask('/nl/sign-out'), [303, '/nl']);
  assert.equal((await ask('/nl/nowhere/at/all'))[0], 404);
});
