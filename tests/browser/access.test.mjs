// Every page for everybody: axe, narrow windows, headings, languages, a silent console, high contrast, the keyboard alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Stage, axe_file, is_skipped, live, scene } from '../support/browser.mjs';
import { pages, prepare } from '../support/every_page.mjs';
import { Keyboard } from '../support/keyboard.mjs';
import { languages } from '../support/server.mjs';

const at_once = 4;
const axe = readFileSync(axe_file, 'utf8');
/** How people see a page; what opens is opened last. */
const light = { colorScheme: 'light', forcedColors: 'none' };
const looks = { light, dark: { ...light, colorScheme: 'dark' }, forced: { ...light, forcedColors: 'active' } };
/** Where axe looks: words do not change the structure, so one language in every look is enough. */
const axe_at = { fr: { 1280: ['light', 'dark', 'forced'], 360: ['light', 'dark', 'forced'] } };
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let stage, known;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  known = await prepare(stage);
});
after(() => stage?.close());

/** In the page: what is wrong with its frame or sticks out of the window. */
function plain_faults(language) {
  const faults = [];
  const { documentElement: root } = document;
  if (document.querySelectorAll('h1').length !== 1) faults.push(`${document.querySelectorAll('h1').length} h1`);
  if (root.lang !== language) faults.push(`html lang ${root.lang}`);
  if (!document.title.trim() || document.title.startsWith('–')) faults.push('no title');
  const empty = [...document.querySelectorAll('main a, main button, main h2, main h3')].filter((node) => node.checkVisibility() && !node.textContent.trim() && !node.getAttribute('aria-label'));
  for (const node of empty) faults.push(`empty: ${node.outerHTML.slice(0, 80)}`);
  if (/\bundefined\b|\[object |\{\{|\{count/.test(document.body.innerText)) faults.push('a template shows through');
  return faults;
}

function sideways() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().right > width + 1).slice(0, 2).map((node) => `sticks out at ${width}: ${node.outerHTML.slice(0, 80)}`);
}

/** In the page: what is too small for a finger. Links within a sentence and what is only seen by readers of screens are let off (WCAG 2.5.8). */
function small_targets() {
  const is_inline = (node) => node.matches('a') && getComputedStyle(node).display === 'inline';
  const is_hidden = (box) => box.width <= 1 || box.height <= 1;
  const faults = [];
  for (const node of document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type="hidden"])')) {
    if (!node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || is_inline(node) || node.closest('[aria-hidden="true"]')) continue;
    const shown = node.matches('input[type="radio"], input[type="checkbox"]') ? node.closest('label') ?? node.labels?.[0] ?? node : node;
    const box = shown.getBoundingClientRect();
    if (is_hidden(box)) continue;
    const least = shown.matches('.co-button') ? 44 : 24;
    if (box.height < least - 0.5 || box.width < 24 - 0.5) faults.push(`small ${Math.round(box.width)}x${Math.round(box.height)}: ${node.outerHTML.slice(0, 90)}`);
  }
  return faults.slice(0, 3);
}

/** In the page: everything that opens is open, as after somebody tried it all. */
function open_everything() {
  for (const node of document.querySelectorAll('details')) node.open = true;
  document.querySelector('[data-keys-help]')?.click();
}

/** The night and forced colours change colours alone. */
const colour_rules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

async function axe_faults(page, where, asked = rules) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe);
  const found = await page.evaluate((wanted) => globalThis.axe.run(document, { runOnly: wanted, resultTypes: ['violations'] })
    .then(({ violations }) => violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`)), asked);
  return found.map((one) => `${where} ${one}`);
}

async function faults_of(page, { name, path, as, is_problem }, language) {
  page.complaints.length = 0;
  await page.emulateMedia(light);
  await page.goto(`${stage.base}/${language}${path}`, { timeout: 30_000 });
  const found = await page.evaluate(plain_faults, language);
  // 640: a window of 1280 at 200 %.
  for (const width of [1280, 640, 360, 320]) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...await page.evaluate(sideways));
    if (width === 360) found.push(...await page.evaluate(small_targets));
    for (const look of axe_at[language]?.[width] ?? []) {
      await page.emulateMedia(looks[look]);
      if (await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme === 'dark') !== (look === 'dark')) found.push(`${look} is not shown`);
      found.push(...await axe_faults(page, `${width} ${look}`, look === 'light' ? rules : colour_rules));
    }
    await page.emulateMedia(light);
  }
  const moving = await page.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running').length);
  if (moving) found.push(`${moving} things move though less motion was asked for`);
  if (language === 'fr') {
    await page.setViewportSize({ width: 360, height: 900 });
    await page.evaluate(open_everything);
    found.push(...await page.evaluate(sideways), ...await axe_faults(page, '360 open'));
  }
  const status = is_problem ? /Failed to load resource: .* status of 40[349]/ : /^$/;
  found.push(...page.complaints.filter((one) => !status.test(one)));
  return found.map((one) => `${name} ${language} ${as ?? 'visitor'}: ${one}`);
}

for (const language of languages) {
  test(`every page in ${language} ${axe_at[language] ? 'passes axe, ' : ''}fits narrow windows, has one heading and a silent console`, { skip: is_skipped, timeout: 1_200_000 }, async () => {
    const left = pages(known);
    const found = [];
    const work = async () => {
      const contexts = new Map();
      for (let one = left.shift(); one; one = left.shift()) {
        const who = one.as ?? '';
        if (!contexts.has(who)) contexts.set(who, await stage.visit('', { as: who, bypassCSP: false, reducedMotion: 'reduce' }));
        found.push(...await faults_of(contexts.get(who), one, language));
      }
      await Promise.all([...contexts.values()].map((page) => page.context().close()));
    };
    await Promise.all(Array.from({ length: at_once }, work));
    assert.deepEqual(found.sort(), []);
  });
}

scene('in forced colours the pressed support, the chosen stance and the focus can still be told', async () => {
  const page = await stage.visit(`/en/ideas/${known.idea.id}`, { as: 'citizen2', forcedColors: 'active' });
  const looks = (selector) => page.locator(selector).first().evaluate((node) => {
    const style = getComputedStyle(node);
    return [style.borderTopStyle, style.borderTopWidth, style.backgroundColor, style.outlineStyle, style.outlineWidth, style.color].join(' ');
  });
  const fresh = await stage.visit(`/en/ideas/${known.twin.id}`, { as: 'citizen2', forcedColors: 'active' });
  await fresh.locator('.co-comment-form button[type="submit"]').focus();
  assert.match(await fresh.locator('.co-comment-form button[type="submit"]').evaluate((node) => getComputedStyle(node).outlineStyle + getComputedStyle(node).outlineWidth), /^(solid|auto|double)[1-9]/);
  await fresh.check('input[name="stance"][value="against"]');
  assert.ok(await fresh.locator('input[name="stance"][value="against"]').evaluate((node) => node.checked && getComputedStyle(node).display !== 'none'));
  assert.ok((await looks('.co-badge')).length > 0);
  const faults = await page.evaluate(() => [...document.querySelectorAll('.co-button')].filter((node) => node.checkVisibility() && getComputedStyle(node).borderTopStyle === 'none' && !node.classList.contains('utrecht-button--subtle')).map((node) => node.outerHTML.slice(0, 80)));
  assert.deepEqual(faults, []);
  await Promise.all([page.context().close(), fresh.context().close()]);
});

scene('with the keyboard alone a person signs in, proposes, comments and supports', async () => {
  const page = await stage.visit(`/en/sign-in?back=/en/redesigns/${known.made.slug}`, { reducedMotion: 'reduce' });
  const keys = new Keyboard(page);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'co-skip');
  await page.keyboard.press('Enter');
  await keys.to('input[name="email"]');
  await page.keyboard.type('citizen@demo.palabre.example');
  await keys.to('input[name="password"]');
  await page.keyboard.type('palabre-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL(/^[^?]*\/en\/redesigns\/lab-/);
  await keys.to('main a[href$="/ideas/new"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/ideas\/new/);
  await keys.to('input[name="title"]');
  await page.keyboard.type('A clock that can be heard');
  await page.keyboard.press('Enter');
  await page.waitForURL(/step=2/);
  await keys.to('textarea[name="body"]');
  await page.keyboard.type('Those who see badly cannot read the panel. A button could say the time of the next bus.');
  await keys.to('button[value="next"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/step=3/);
  await keys.to('button[value="publish"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/en\/ideas\/\d+/);
  await live(page);
  await keys.to('.co-support button');
  await page.keyboard.press('Space');
  await page.locator('.co-support button[aria-pressed="true"]').waitFor();
  await keys.to('input[name="stance"]');
  await page.keyboard.press('ArrowLeft');
  await keys.to('.co-comment-form textarea');
  await page.keyboard.type('My aunt asks strangers every day.');
  await keys.to('.co-comment-form button[type="submit"]');
  await page.keyboard.press('Enter');
  await page.locator('.co-comment', { hasText: 'My aunt asks strangers' }).waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.closest('.co-comment') !== null), 'the focus goes to the new comment');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});
