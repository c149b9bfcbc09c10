// A place and a photo on a new idea, and the map of ideas: with scripts, without, by keyboard, with a position that is made up.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';

import { Stage, is_skipped, scene } from '../support/browser.mjs';
import { jpeg_with_position } from '../support/pictures.mjs';

let stage, made, photo;
const square = { lat: 44.7012, lon: 10.631 };
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  made = await stage.make_redesign();
  photo = join(mkdtempSync(join(tmpdir(), 'palabre-photo-')), 'IMG_0001.JPG');
  writeFileSync(photo, jpeg_with_position());
  await stage.propose(made.slug, 'citizen', { title: 'A tree on the square', place: { label: 'Market square', ...square } });
  await stage.propose(made.slug, 'citizen2', { title: 'A tap on the square', place: { label: 'Market square', ...square } });
  await stage.propose(made.slug, 'citizen', { title: 'A ramp at the bridge', place: { label: 'Old bridge', lat: 44.7212, lon: 10.651 } });
});
after(() => stage?.close());

const at_square = { geolocation: { latitude: 44.70123456, longitude: 10.63098765 }, permissions: ['geolocation'] };
const ready = (page) => page.locator('.co-map[data-ready]').waitFor();

scene('without scripts, a photo is added with its description, refused without one, and shown in the preview and on the idea', async () => {
  const page = await stage.visit(`/en/redesigns/${made.slug}/ideas/new`, { as: 'citizen', scripts: false });
  await page.fill('input[name="title"]', 'A roof at the bus stop');
  await page.locator('button[value="next"]').click();
  await page.fill('textarea[name="body"]', 'When it rains, people wait in the bakery.');
  await page.fill('input[name="place"]', 'Market square');
  await page.setInputFiles('input[name="picture"]', photo);
  await page.locator('button[value="add_picture"]').click();
  await page.locator('[data-error-summary]').waitFor();
  assert.equal(await page.locator('#f-description').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.inputValue('textarea[name="body"]'), 'When it rains, people wait in the bakery.');
  await page.setInputFiles('input[name="picture"]', photo);
  await page.fill('input[name="description"]', 'Five people wait under a small roof.');
  await page.locator('button[value="next"]').click();
  await page.locator('.co-idea-preview img[alt="Five people wait under a small roof."]').waitFor();
  await page.locator('button[value="back"]').click();
  assert.equal(await page.inputValue('input[name="place"]'), 'Market square');
  await page.locator('button[value="next"]').click();
  await page.locator('button[value="publish"]').click();
  await page.waitForURL(/\/en\/ideas\/\d+/);
  const picture = page.locator('.co-pictures img');
  assert.equal(await picture.getAttribute('alt'), 'Five people wait under a small roof.');
  await page.locator('.co-idea__acts a', { hasText: 'Photos' }).click();
  await page.fill('.co-desk__item input', 'Five people under a roof.');
  await page.locator('button[value="save"]').click();
  await page.locator('.co-notice', { hasText: 'photos are saved' }).waitFor();
  assert.equal(await page.locator('.co-desk__item img').getAttribute('alt'), 'Five people under a roof.');
  await page.locator('button[value^="remove."]').click();
  await page.locator('.co-notice', { hasText: 'photos are saved' }).waitFor();
  assert.equal(await page.locator('.co-desk__item').count(), 0);
  assert.deepEqual(page.complaints.filter((line) => !/status of 422/.test(line)), []);
  await page.context().close();
});

scene('a visitor’s words come along through signing in, without scripts', async () => {
  const page = await stage.visit(`/en/redesigns/${made.slug}/ideas/new`, { scripts: false });
  await page.fill('input[name="title"]', 'A lamp on the footpath');
  await page.locator('button[value="next"]').click();
  await page.fill('textarea[name="body"]', 'The path to the school is dark at five.');
  await page.locator('button[value="next"]').click();
  await page.locator('.co-idea-preview', { hasText: 'dark at five' }).waitFor();
  await page.locator('button[value="publish"]').click();
  await page.fill('input[name="email"]', 'citizen2@demo.palabre.example');
  await page.fill('input[name="password"]', 'palabre-demo');
  await page.locator('main form button[type="submit"]').first().click();
  await page.locator('.co-idea-preview', { hasText: 'dark at five' }).waitFor();
  await page.locator('button[value="publish"]').click();
  await page.waitForURL(/\/en\/ideas\/\d+/);
  await page.locator('h1', { hasText: 'A lamp on the footpath' }).waitFor();
  await page.context().close();
});

scene('“use my position” asks after a tap and rounds to about a hundred metres; arrow keys move the pin; it can be taken away', async () => {
  const page = await stage.visit(`/en/redesigns/${made.slug}/ideas/new`, { as: 'citizen', ...at_square });
  await page.fill('input[name="title"]', 'A bench where I stand');
  await page.locator('button[value="next"]').click();
  await page.locator('[data-here]').click();
  await page.locator('[data-here-state]', { hasText: 'rounded' }).waitFor();
  assert.deepEqual([await page.inputValue('input[name="latitude"]'), await page.inputValue('input[name="longitude"]')], ['44.701', '10.631']);
  await page.locator('[data-place-map] summary').click();
  await ready(page);
  const pin = page.locator('.co-map__pin');
  await pin.focus();
  await page.keyboard.press('ArrowUp');
  assert.ok(Number(await page.inputValue('input[name="latitude"]')) > 44.701);
  assert.match(await pin.getAttribute('aria-label'), /44\.7/);
  await page.locator('[data-place-clear]').click();
  assert.equal(await page.inputValue('input[name="latitude"]'), '');
  assert.equal(await pin.count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('the map’s pins are the list’s ideas; pins of one spot can be told apart; all by keyboard', async () => {
  const page = await stage.visit(`/en/redesigns/${made.slug}/ideas`);
  await page.locator('.co-views a', { hasText: 'Map' }).click();
  await ready(page);
  assert.equal(await page.locator('.co-pin:visible').count(), 3);
  await page.locator('#pins-title', { hasText: '3 ideas in this view' }).waitFor();
  assert.deepEqual((await page.locator('.co-map__group span').allTextContents()), ['2']);
  assert.equal(await page.locator('.co-map__pin').count(), 1);
  const group = page.locator('.co-map__group');
  assert.match(await group.getAttribute('aria-label'), /2 ideas here/);
  await group.focus();
  await page.keyboard.press('Enter');
  await page.locator('.co-map__pin[aria-label="A tap on the square"]').waitFor();
  await page.locator('.co-map__pin[aria-label="A tap on the square"]').focus();
  await page.keyboard.press('Enter');
  await page.locator('.leaflet-popup a', { hasText: 'A tap on the square' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'A tap on the square');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('“near me” narrows list and pins to 500 m, and works as a plain address too', async () => {
  const page = await stage.visit(`/en/redesigns/${made.slug}/ideas?view=map`, at_square);
  await page.locator('summary', { hasText: 'Filter by place' }).click();
  await page.locator('[data-here="near"]').click();
  await page.waitForURL(/near=44\.701%2C10\.631/);
  await ready(page);
  assert.equal(await page.locator('.co-pin').count(), 2);
  assert.equal(await page.locator('select[name="near"]').inputValue(), '44.701,10.631');
  await page.context().close();
  const plain = await stage.visit(`/en/redesigns/${made.slug}/ideas?view=map`, { scripts: false });
  await plain.locator('summary', { hasText: 'Filter by place' }).click();
  await plain.selectOption('select[name="near"]', { label: 'Old bridge' });
  await plain.locator('.co-filters button[type="submit"]').first().click();
  await plain.waitForURL(/near=/);
  assert.deepEqual(await plain.locator('.co-pin a').allTextContents(), ['A ramp at the bridge']);
  await plain.context().close();
});
