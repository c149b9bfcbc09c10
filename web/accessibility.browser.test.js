// Every screen example in a real browser on a phone and on a desk: axe finds nothing, nothing runs off the side,
// every control is large enough. Skipped where no Chromium is installed. Run by `node --test web/` after build.mjs.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { allExamples, render, words } from './golden.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const built = process.env.PALABRE_WEB ?? path.join(here, '../build/web');
const executable = process.env.PALABRE_CHROMIUM ?? '/usr/bin/chromium';
const json = (file) => JSON.parse(fs.readFileSync(file));
const templates = json(path.join(built, 'templates.json'));
const manifest = json(path.join(built, 'manifest.json'));
const french = words('fr');
const frame = json(path.join(here, 'screens/layout/examples.json')).signed_in;
const address = 'http://palabre.test';
const types = { css: 'text/css', svg: 'image/svg+xml', js: 'text/javascript', png: 'image/png' };
const axe = path.join(here, 'node_modules/axe-core/axe.min.js');

function pageOf({ template, view }) {
  if (template === 'layout') return render(templates, 'layout', { ...view, css: manifest['core.css'], js: '', theme_css: view.theme_css && manifest['theme-littoral.css'] }, french);
  return render(templates, 'layout', { ...frame, title: template, css: manifest['core.css'], theme_css: '', js: '', content_html: render(templates, template, view, french) }, french);
}

/** In the page: what sticks out, and controls below 24 px that are not links inside a sentence. */
function faults() {
  const width = document.documentElement.clientWidth;
  const outside = document.documentElement.scrollWidth > width
    ? [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().right > width + 1).slice(0, 3).map((node) => `sticks out: ${node.className || node.tagName}`)
    : [];
  const small = [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter((node) => {
    const box = node.getBoundingClientRect();
    return !node.closest('[aria-hidden="true"]') && box.width > 0 && (box.height < 23.5 || box.width < 23.5) && !node.closest('p, label, li:not(.co-nav li, .co-menu li, .co-footer li), .co-text, .co-meta, h3');
  }).map((node) => `small: ${node.outerHTML.slice(0, 80)}`);
  return [...outside, ...small];
}

for (const width of [320, 1280]) {
  test(`screens ${width} pixels wide ${width === 1280 ? 'pass axe, ' : ''}stay in their window and have room for every target`, { skip: !fs.existsSync(executable) && 'no Chromium' }, async () => {
    const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-background-networking'] });
    try {
      const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
      let html = '';
      await page.route(`${address}/**`, (route) => {
        const { pathname } = new URL(route.request().url());
        if (!pathname.startsWith('/assets/')) return route.fulfill({ contentType: 'text/html', body: html });
        return route.fulfill({ contentType: types[pathname.split('.').pop()] ?? 'text/plain', body: fs.readFileSync(path.join(built, pathname)) });
      });
      const found = [];
      for (const one of allExamples().filter(({ family }) => family === 'screens')) {
        html = pageOf(one);
        await page.goto(`${address}/`);
        const violations = [];
        // The structure is the same at both widths, and the real pages are asked at both (tests/browser/access.test.mjs).
        if (width === 1280) {
          await page.addScriptTag({ path: axe });
          violations.push(...await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })
            .then(({ violations: all }) => all.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`))));
        }
        for (const fault of [...violations, ...await page.evaluate(faults)]) found.push(`${one.template}.${one.example}: ${fault}`);
      }
      assert.deepEqual(found, []);
    } finally {
      await browser.close();
    }
  });
}
