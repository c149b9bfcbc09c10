// From right to left: the whole site in a mirrored language of our own; nothing sticks out, nothing points the wrong way.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Stage, axe_file, is_skipped, live, scene } from '../support/browser.mjs';
import { pages, prepare } from '../support/every_page.mjs';
import { build_with_mirrored, mirror, mirrored } from '../support/mirrored_words.mjs';

const at_once = 3;
const axe = readFileSync(axe_file, 'utf8');
/** What a mirrored page can break; the others are asked from left to right (access.test.mjs). */
const rules = { type: 'rule', values: ['target-size', 'scrollable-region-focusable', 'html-has-lang', 'valid-lang'] };
let stage, known;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open({ settings: { web: build_with_mirrored() } });
  known = await prepare(stage);
});
after(() => stage?.close());

/** In the page: what sticks out on either side, and rows whose icon or number still stands on the left. */
function faults() {
  const found = [];
  const { documentElement: root } = document;
  if (root.dir !== 'rtl') found.push(`dir is ${root.dir}`);
  const width = root.clientWidth;
  if (root.scrollWidth > width) {
    const out = [...document.querySelectorAll('body *')].filter((node) => { const box = node.getBoundingClientRect(); return box.width && (box.left < -1 || box.right > width + 1) && !node.closest('.co-hidden-text, .co-skip'); });
    found.push(...out.slice(0, 2).map((node) => `sticks out at ${width}: ${node.outerHTML.slice(0, 80)}`));
    if (!out.length) found.push(`scrolls sideways at ${width}`);
  }
  const middle = (node) => { const box = node.getBoundingClientRect(); return box.left + box.width / 2; };
  const pairs = [['.co-phase__dot', '.co-phase__text'], ['.co-brand', '.co-menu'], ['.co-brand', '.co-langs'], ['.co-facts dt', '.co-facts dd'], ['.co-nav li:first-child', '.co-nav li:last-child'], ['.co-support svg', '.co-support span']];
  for (const [first, second] of pairs) {
    const [a, b] = [first, second].map((selector) => document.querySelector(selector));
    if (!a?.checkVisibility() || !b?.checkVisibility() || a === b) continue;
    const [box_a, box_b] = [a, b].map((node) => node.getBoundingClientRect());
    const in_one_row = box_a.top < box_b.bottom && box_b.top < box_a.bottom && box_a.width > 0 && box_b.width > 0;
    if (in_one_row && middle(a) <= middle(b) && !b.contains(a)) found.push(`${first} stands left of ${second}`);
  }
  for (const node of document.querySelectorAll('main *')) {
    const style = getComputedStyle(node);
    if (style.textAlign === 'left' && !node.closest('[dir="ltr"]')) found.push(`left: ${node.outerHTML.slice(0, 80)}`);
  }
  return found;
}

async function faults_of(page, { name, path, as }) {
  await page.goto(`${stage.base}/${mirrored}${path}`);
  const found = [];
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...await page.evaluate(faults));
    if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe);
    found.push(...await page.evaluate((wanted) => globalThis.axe.run(document, { runOnly: wanted, resultTypes: ['violations'] })
      .then(({ violations }) => violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`)), rules));
  }
  return found.map((one) => `${name} ${as ?? 'visitor'}: ${one}`);
}

test('the mirrored words keep every argument and plural', () => {
  assert.equal(mirror('to {name}'), `${mirror('to ')}{name}`);
  assert.match(mirror('{count, plural, =0 {No ideas} one {# idea} other {# ideas by {name}}}'), /^\{count, plural, =0 \{[^a-z{}]+\} ?one \{# [^a-z{}]+\} ?other \{# [^a-z{}]+\{name\}\}\}$/);
});

test('every page reads from right to left without sideways scrolling and with room for every target', { skip: is_skipped, timeout: 600_000 }, async () => {
  const left = pages(known);
  const found = [];
  const work = async () => {
    const contexts = new Map();
    for (let one = left.shift(); one; one = left.shift()) {
      const who = one.as ?? '';
      if (!contexts.has(who)) contexts.set(who, await stage.visit('', { as: who, reducedMotion: 'reduce' }));
      found.push(...await faults_of(contexts.get(who), one));
    }
    await Promise.all([...contexts.values()].map((page) => page.context().close()));
  };
  await Promise.all(Array.from({ length: at_once }, work));
  assert.deepEqual([...new Set(found)].sort(), []);
});

scene('the server counts in the digits of the language, a live count follows, and names are kept apart from the words around them', async () => {
  await (await stage.person('citizen2')).put(`/ideas/${known.third.id}/support`);
  const page = await stage.visit(`/${mirrored}/ideas/${known.third.id}`, { as: 'moderator' });
  await live(page);
  const count = page.locator('[data-live="supports"]').first();
  assert.match(await count.innerText(), /[٠-٩]/);
  assert.equal(await count.evaluate((node) => Boolean(node.closest('bdi') ?? node.querySelector('bdi'))), true);
  for (const author of await page.locator('.co-author').all()) assert.equal(await author.evaluate((node) => node.tagName), 'BDI');
  const { supports } = await stage.visitor.get(`/ideas/${known.third.id}`);
  await (await stage.person('officer')).put(`/ideas/${known.third.id}/support`);
  // Browsers differ in the digits they take for plain Arabic.
  await page.waitForFunction((digits) => digits.some((one) => document.querySelector('[data-live="supports"]').textContent.includes(one)), [String(supports + 1), '٠١٢٣٤٥٦٧٨٩'[supports + 1]]);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('what somebody wrote in French ends where French ends, on the side of the page', async () => {
  const page = await stage.visit(`/${mirrored}/redesigns/${known.slug}`);
  const [sentence, stop] = await page.locator('main [lang="fr"]', { hasText: /\.$/ }).first().evaluate((node) => {
    const words = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let last = words.nextNode();
    for (let next = last; next; next = words.nextNode()) if (next.data.trim()) last = next;
    const box = (from, to) => { const range = document.createRange(); range.setStart(last, from); range.setEnd(last, to); return range.getBoundingClientRect().left; };
    const end = last.data.trimEnd().length;
    return [box(end - 2, end - 1), box(end - 1, end)];
  });
  assert.ok(stop > sentence, `the full stop at ${stop} stands before the last letter at ${sentence}`);
  await page.context().close();
});

scene('the trail points the way one reads', async () => {
  const page = await stage.visit(`/${mirrored}/ideas/${known.idea.id}`);
  const places = await page.locator('.co-breadcrumbs li').evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().right));
  assert.ok(places.length > 1 && places.every((place, at) => at === 0 || place < places[at - 1]), String(places));
  await page.context().close();
});
