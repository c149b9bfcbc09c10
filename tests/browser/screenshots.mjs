// Pictures of every page at 360 and 1280 px, into build/screenshots/. No test: a person looks at them.
// Run by hand: node tests/browser/screenshots.mjs [part of a page's name] [languages, like fr,nl; without: all of them]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { Stage } from '../support/browser.mjs';
import { pages, prepare } from '../support/every_page.mjs';
import { languages, root } from '../support/server.mjs';

const folder = join(root, 'build/screenshots');
const wanted = process.argv[2] ?? '';
const spoken = process.argv[3]?.split(',') ?? languages;
mkdirSync(folder, { recursive: true });
const stage = await Stage.open();
try {
  const known = await prepare(stage);
  for (const { name, path, as } of pages(known)) {
    if (!name.includes(wanted)) continue;
    for (const language of spoken) for (const width of [360, 1280]) {
      const page = await stage.visit(`/${language}${path}`, { as, width, height: width === 360 ? 780 : 900, reducedMotion: 'reduce' });
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(folder, `${name}-${language}-${width}.png`), fullPage: true });
      if (page.complaints.length) console.log(name, language, width, page.complaints);
      await page.context().close();
    }
  }
} finally {
  await stage.close();
}
console.log(`pictures in ${folder}`);
