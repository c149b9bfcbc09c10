// Draws the bitmap icons that some systems still ask for from our SVG, with Chromium. Run by hand after the sign changed:
// node web/icons.mjs. Its pictures are kept in public/.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'public');
const wanted = [['icon.svg', 512, 'icon-512.png'], ['icon.svg', 192, 'icon-192.png'], ['icon.svg', 180, 'icon-180.png'], ['favicon.svg', 32, 'favicon-32.png']];
const browser = await chromium.launch({ executablePath: process.env.PALABRE_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] });
try {
  for (const [source, size, name] of wanted) {
    const page = await browser.newPage({ viewport: { width: 640, height: 640 }, colorScheme: 'light' });
    const picture = fs.readFileSync(path.join(folder, source)).toString('base64');
    await page.setContent(`<style>body{margin:0}img{display:block}</style><img width="${size}" height="${size}" alt="" src="data:image/svg+xml;base64,${picture}">`);
    await page.locator('img').evaluate((image) => image.decode());
    await page.screenshot({ path: path.join(folder, name), omitBackground: true, clip: { x: 0, y: 0, width: size, height: size } });
    await page.close();
  }
} finally {
  await browser.close();
}
console.log(`${wanted.length} icons in ${folder}`);
