// The look in every light: night and day, forced colours, large text, narrow windows, targets, the menu and the list of shortcuts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Stage, axe_file, is_skipped, scene } from '../support/browser.mjs';
import { pages, prepare } from '../support/every_page.mjs';

const axe = readFileSync(axe_file, 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const main_pages = ['home', 'redesign', 'ideas', 'idea', 'sign-in', 'inbox'];
let stage, known;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  known = await prepare(stage);
});
after(() => stage?.close());

const chosen = () => pages(known).filter(({ name }) => main_pages.includes(name));

async function axe_faults(page) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe);
  return page.evaluate((wanted) => globalThis.axe.run(document, { runOnly: wanted, resultTypes: ['violations'] })
    .then(({ violations }) => violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 120)}`))), rules);
}

/** In the page: what is wider than the window, and what is too small to press. */
function tight_faults() {
  const width = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth > width ? [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().right > width + 1).slice(0, 2) : [];
  const small = [...document.querySelectorAll('a, button, summary, input:not([type="hidden"]), select')].filter((node) => {
    const box = (node.closest('label') ?? node).getBoundingClientRect();
    const is_button = node.matches('.utrecht-button, .co-button');
    const in_text = node.closest('p, .co-text, h2, h3, .co-breadcrumbs');
    return box.width > 1 && (is_button ? box.height < 43.5 : !in_text && (box.height < 23.5 || box.width < 23.5));
  });
  return [...wide.map((node) => `wide: ${node.outerHTML.slice(0, 80)}`), ...small.map((node) => `small: ${node.outerHTML.slice(0, 80)}`)];
}

for (const [light, options] of [['by day', { colorScheme: 'light' }], ['by night', { colorScheme: 'dark' }], ['in forced colours', { forcedColors: 'active' }]]) {
  test(`${light} the main pages pass axe, wide and narrow`, { skip: is_skipped, timeout: 180_000 }, async () => {
    const found = [];
    for (const { name, path, as } of chosen()) {
      const page = await stage.visit(`/fr${path}`, { as, reducedMotion: 'reduce', ...options });
      const is_dark = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme === 'dark');
      assert.equal(is_dark, light === 'by night', name);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        found.push(...(await axe_faults(page)).map((fault) => `${name} ${width} ${fault}`));
      }
      await page.context().close();
    }
    assert.deepEqual(found, []);
  });
}

scene('at 200 % and at 320 pixels nothing runs off the side and every target is large enough', async () => {
  const found = [];
  for (const { name, path, as } of chosen()) {
    const page = await stage.visit(`/de${path}`, { as, width: 640 });
    for (const width of [640, 320]) {
      await page.setViewportSize({ width, height: 640 });
      found.push(...(await page.evaluate(tight_faults)).map((fault) => `${name} ${width} ${fault}`));
    }
    await page.context().close();
  }
  assert.deepEqual(found, []);
});

scene('on a phone the header is one low line, and its menu works without scripts', async () => {
  const page = await stage.visit('/fr/', { as: 'officer', width: 360, height: 780, scripts: false });
  assert.ok((await page.locator('.co-header').boundingBox()).height <= 70);
  await page.locator('.co-menu summary').click();
  await page.locator('.co-menu__langs a[lang="en"]').click();
  await page.waitForURL(/\/en\//);
  await page.context().close();
});

scene('the reader chooses night or day on this device, before the first paint of the next page', async () => {
  const page = await stage.visit('/en/', { colorScheme: 'light' });
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.locator('.co-modes input[value="dark"]').check();
  assert.equal(await scheme(), 'dark');
  await page.goto(`${stage.base}/en/search`, { waitUntil: 'commit' });
  await page.locator('h1').waitFor();
  assert.equal(await scheme(), 'dark');
  assert.ok(await page.locator('.co-modes input[value="dark"]').isChecked());
  await page.locator('.co-modes input[value="auto"]').check();
  assert.equal(await scheme(), 'light');
  await page.context().close();
});

scene('a theme that does not know the night stays light, and paper is always light', async () => {
  const page = await stage.visit('/en/', { colorScheme: 'dark' });
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--co-paper').trim());
  const night = await paper();
  await page.emulateMedia({ media: 'print' });
  assert.notEqual(await paper(), night);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => { document.documentElement.dataset.modes = 'light'; });
  assert.notEqual(await paper(), night);
  await page.context().close();
});

scene('the question mark lists the shortcuts of this page in a dialog that gives the focus back', async () => {
  const page = await stage.visit(`/en/ideas/${known.full.id}`, { as: 'citizen' });
  await page.locator('.co-brand').focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /Search/);
  assert.deepEqual(await axe_faults(page), []);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('co-brand')));
  await page.keyboard.press('j');
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('co-comment')));
  await page.context().close();
});

scene('single keys do nothing once they are switched off, and the footer still shows the list', async () => {
  const page = await stage.visit('/en/', {});
  await page.locator('[data-keys-help]').click();
  await page.locator('dialog input[type="checkbox"]').uncheck();
  await page.locator('dialog button').click();
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  await page.waitForTimeout(200);
  assert.equal(await page.locator('dialog').count(), 0);
  assert.match(page.url(), /\/en\/$/);
  await page.context().close();
});

scene('a refused support says why beside the button, not only in the toast', async () => {
  const page = await stage.visit(`/en/ideas/${known.third.id}`, { as: 'citizen2' });
  await page.route('**/api/v1/ideas/*/support', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify({ code: 'phase_closed' }) }));
  await page.locator('.co-support button').click();
  await page.locator('.co-support__failed', { hasText: 'This step is closed.' }).waitFor();
  assert.equal(await page.locator('.co-support button').getAttribute('aria-pressed'), 'false');
  await page.context().close();
});

scene('the web app manifest names the site, its colours and its icons, and each icon is there', async () => {
  const page = await stage.visit('/de/');
  const manifest = await page.evaluate(() => fetch(document.querySelector('link[rel="manifest"]').href).then((answer) => answer.json()));
  assert.equal(manifest.lang, 'de');
  assert.equal(manifest.start_url, '/de/');
  for (const { src } of manifest.icons) assert.equal((await fetch(stage.base + src)).status, 200, src);
  assert.ok(manifest.icons.length >= 3);
  await page.context().close();
});

scene('nothing moves while the home page and an idea load', async () => {
  for (const path of ['/fr/', `/fr/ideas/${known.full.id}`]) {
    const page = await stage.visit('', { width: 360, height: 780 });
    await page.addInitScript(() => {
      globalThis.shift = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(stage.base + path);
    await page.waitForTimeout(600);
    const shift = await page.evaluate(() => globalThis.shift);
    assert.ok(shift <= 0.02, `${path} shifts by ${shift}`);
    await page.context().close();
  }
});
