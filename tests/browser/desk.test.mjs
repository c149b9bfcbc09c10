// Journey J2: somebody without a screen takes part through a facilitator, at a market stall without network, and later goes on
// alone. Consent, words, slip, claim; twenty entries synchronised twice count once; and all of it without scripts.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, is_skipped, scene } from '../support/browser.mjs';
import { Keyboard } from '../support/keyboard.mjs';
import { until } from '../support/world.mjs';

let stage;
before(async () => { if (!is_skipped) stage = await Stage.open(); });
after(() => stage?.close());

const number_in = async (page) => /[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}/.exec(await page.locator('[data-desk-said], .co-stall__done').first().innerText())[0];
const island_is_up = (page) => page.locator('[data-desk-device]:not([hidden])').waitFor();
const fill_support = async (page, idea, name = '') => {
  await page.check('[name="consent.given"]');
  await page.check('[name="kind"][value="support"]');
  await page.selectOption('[name="idea"]', idea.id);
  await page.fill('[name="name"]', name);
};
const queue = (page) => page.locator('[data-desk-queue] li[data-state]');
const all_sent = (page) => page.waitForFunction(() => document.querySelectorAll('[data-desk-queue] li[data-state="waiting"]').length === 0 && document.querySelector('[data-desk-queue] li'), undefined, { timeout: 30_000 });
const supports_of = async (idea) => (await stage.visitor.get(`/ideas/${idea.id}`)).supports;

scene('with JavaScript off: consent, idea, slip, then the person claims it online and each support counts once', async () => {
  const made = await stage.make_redesign();
  const other = await stage.propose(made.slug);
  const page = await stage.visit(`/en/redesigns/${made.slug}/desk`, { as: 'facilitator', scripts: false });
  assert.match(await page.locator('.co-consent__words').innerText(), /in your own words/);
  await page.check('[name="consent.given"]');
  await page.fill('[name="title"]', 'A bench at the pharmacy');
  await page.fill('[name="body"]', 'I wait there with my knee, every week.');
  await page.fill('[name="name"]', 'H. K.');
  await page.fill('[name="contact"]', '555-0199');
  await page.click('main button[type="submit"]');
  const number = await number_in(page);
  assert.match(await page.locator('[data-desk-today]').innerText(), /A bench at the pharmacy/);
  await page.click('text=The same person again');
  assert.equal(await page.inputValue('[name="slip"]'), number);
  await fill_support(page, other);
  await page.click('main button[type="submit"]');
  await page.locator('.co-stall__done').waitFor();
  assert.equal(await supports_of(other), 1);
  await page.click('text=The same person again');
  await fill_support(page, other);
  await page.click('main button[type="submit"]');
  assert.match(await page.locator('[data-error-summary]').innerText(), /did that already/);
  await page.goto(`${stage.base}/en/redesigns/${made.slug}/desk/people`);
  assert.match(await page.locator('main').innerText(), /555-0199/);
  await page.context().close();

  const shown = (await stage.visitor.get(`/redesigns/${made.slug}/ideas?limit=10`)).items.find((one) => one.title === 'A bench at the pharmacy');
  assert.equal(shown.author.name, 'H. K.');
  assert.equal(JSON.stringify(await stage.visitor.get(`/ideas/${shown.id}`)).includes('555-0199'), false);
  const reader = await stage.visit(`/en/ideas/${shown.id}`, { scripts: false });
  assert.match(await reader.locator('main').innerText(), /Collected by a facilitator/);
  await reader.goto(`${stage.base}/en/slip?number=${number}`);
  assert.match(await reader.locator('main').innerText(), /A bench at the pharmacy/);
  await reader.context().close();

  await (await stage.person('citizen2')).put(`/ideas/${other.id}/support`);
  assert.equal(await supports_of(other), 2);
  const claimer = await stage.visit(`/en/slip?number=${number}`, { as: 'citizen2', scripts: false });
  await claimer.click('text=Make them mine');
  assert.match(await claimer.locator('main').innerText(), /each counts once/);
  assert.equal(await supports_of(other), 1, 'two supports of one person are one');
  await claimer.context().close();
  const own = await stage.visit(`/en/slip?number=${number}`, { as: 'facilitator', scripts: false });
  assert.equal(await own.locator('text=Make them mine').count(), 0);
  await own.context().close();
});

scene('by keyboard alone: consent, words, slip, the same person’s support, the slip on paper; then the person makes them theirs', async () => {
  const made = await stage.make_redesign();
  const other = await stage.propose(made.slug);
  const page = await stage.visit(`/en/redesigns/${made.slug}/desk`, { as: 'facilitator', reducedMotion: 'reduce' });
  const keys = new Keyboard(page);
  const has_focus = (name) => page.waitForFunction((wanted) => document.activeElement.name === wanted, name);
  await island_is_up(page);
  await keys.skip_menus();
  await keys.tick('[name="consent.given"]');
  await keys.choose('[name="kind"]', 'idea');
  await keys.write('[name="title"]', 'A clock that can be read');
  await keys.press('Enter');
  await has_focus('body');  // the first field that lacks something
  await page.keyboard.type('From the other side of the square.');
  await keys.write('[name="name"]', 'Ada');
  await keys.activate('[data-desk-form] button[type="submit"]');
  await page.locator('[data-desk-said] strong').waitFor();
  await all_sent(page);
  const number = await number_in(page);
  await has_focus('consent.given');  // ready for the next person
  await keys.activate('[data-desk-said] button');
  await has_focus('kind');
  await keys.press('Shift+Tab', 'Space', 'Tab');
  await keys.arrow_to('support');
  await keys.choose('[name="idea"]', other.id);
  await keys.activate('[data-desk-form] button[type="submit"]');
  await until('the support of the same person', async () => await supports_of(other) === 1);
  const { items } = await stage.visitor.get(`/redesigns/${made.slug}/ideas?limit=5&sort=newest`);
  assert.ok(items.some((one) => one.title === 'A clock that can be read'));
  await keys.activate('[data-desk-today] a');
  await page.waitForURL(/\/desk\/entries\/\d+$/);
  await keys.skip_menus();
  await keys.activate('main a[href$="/slip"]');
  await page.waitForURL(/\/slip$/);
  await keys.skip_menus();
  await keys.to('[data-print]');
  assert.deepEqual(page.complaints, []);
  await page.context().close();

  const person = await stage.visit('/en/slip', { as: 'citizen2', reducedMotion: 'reduce' });
  const own = new Keyboard(person);
  await own.skip_menus();
  await own.write('input[name="number"]', number);
  await own.press('Enter');
  await person.waitForURL(/number=/);
  await person.locator('main', { hasText: 'A clock that can be read' }).waitFor();
  await own.skip_menus();
  await own.activate('main form[method="post"] button');
  await person.locator('main', { hasText: 'each counts once' }).waitFor();
  await person.context().close();
});

scene('twenty entries offline, the page reloaded in between, synchronised twice, from a server that is killed on the way: counted once', async () => {
  const made = await stage.make_redesign();
  const idea = await stage.propose(made.slug);
  const page = await stage.visit(`/en/redesigns/${made.slug}/desk`, { as: 'facilitator' });
  await island_is_up(page);
  await page.waitForFunction(async () => (await caches.open('palabre-desk').then((cache) => cache.keys())).length > 3);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.context().setOffline(true);
  for (let i = 0; i < 10; i += 1) {
    await fill_support(page, idea, `Offline ${i}`);
    await page.click('main button[type="submit"]');
    await page.waitForFunction((wanted) => document.querySelectorAll('[data-desk-queue] li[data-state="waiting"]').length === wanted, i + 1);
  }
  await page.reload();
  await island_is_up(page);
  assert.equal(await queue(page).count(), 10, 'the desk opens without network and still holds what was entered');
  for (let i = 10; i < 20; i += 1) {
    await fill_support(page, idea, `Offline ${i}`);
    await page.click('main button[type="submit"]');
    await page.waitForFunction((wanted) => document.querySelectorAll('[data-desk-queue] li[data-state="waiting"]').length === wanted, i + 1);
  }
  const bodies = await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open('palabre-desk');
    request.onsuccess = () => { const all = request.result.transaction('entries').objectStore('entries').getAll(); all.onsuccess = () => { request.result.close(); resolve(all.result.map((one) => one.entry)); }; };
  }));
  // Another device of the same facilitator holds the same entries and sends half of them first; then the server dies.
  const facilitator = await stage.person('facilitator');
  for (const entry of bodies.slice(0, 7)) await facilitator.post(`/redesigns/${made.slug}/entries`, entry);
  const port = stage.server.port;
  await stage.server.kill();
  await page.context().setOffline(false);
  await stage.server.begin({ port });
  await page.reload();
  await island_is_up(page);
  await all_sent(page);
  assert.equal(await queue(page).count(), 0, 'what the server has is cleared from the device');
  assert.equal(await supports_of(idea), 20);
  for (const entry of bodies) assert.equal((await facilitator.post(`/redesigns/${made.slug}/entries`, entry)).is_repeated, true);
  assert.equal(await supports_of(idea), 20);
  assert.deepEqual((await stage.visitor.get(`/redesigns/${made.slug}/channels`)).supports, { online: 0, assisted: 20 });
  const checked = await stage.server.check();
  assert.equal(checked.code, 0, checked.stdout);
  await page.context().close();
});

scene('a facilitator who was signed out loses nothing, and a refusal waits with its reason to be corrected', async () => {
  const made = await stage.make_redesign();
  const idea = await stage.propose(made.slug);
  const page = await stage.visit(`/en/redesigns/${made.slug}/desk`, { as: 'facilitator' });
  await island_is_up(page);
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await fill_support(page, idea);
  await page.click('main button[type="submit"]');
  await page.locator('[data-desk-said] a', { hasText: 'Sign in' }).waitFor();
  assert.equal(await queue(page).count(), 1);
  await page.context().addCookies(cookies);
  await page.click('[data-desk-send]');
  await all_sent(page);
  assert.equal(await supports_of(idea), 1);
  const today = page.locator('[data-desk-today] li', { hasText: /[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}/ });
  const slip = /[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}/.exec(await today.first().innerText())[0];
  await fill_support(page, idea);
  await page.fill('[name="slip"]', slip);
  await page.click('main button[type="submit"]');
  await page.locator('[data-desk-queue] li[data-state="refused"]').waitFor();
  assert.equal(await supports_of(idea), 1);
  await page.click('text=Put back into the form');
  assert.equal(await page.inputValue('[name="slip"]'), slip);
  await page.context().close();
});

scene('a button clears the device, and asks again while something waits', async () => {
  const made = await stage.make_redesign();
  const idea = await stage.propose(made.slug);
  const page = await stage.visit(`/en/redesigns/${made.slug}/desk`, { as: 'facilitator' });
  await island_is_up(page);
  await page.waitForFunction(async () => (await caches.keys()).includes('palabre-desk'));
  await page.context().setOffline(true);
  await fill_support(page, idea);
  await page.click('main button[type="submit"]');
  await queue(page).first().waitFor();
  await page.click('[data-desk-clear]');
  assert.equal(await queue(page).count(), 1, 'once is not enough');
  await page.click('[data-desk-clear]');
  await page.waitForFunction(() => document.querySelectorAll('[data-desk-queue] li[data-state]').length === 0);
  assert.deepEqual(await page.evaluate(async () => ({ caches: await caches.keys(), bases: (await indexedDB.databases()).filter((one) => one.name === 'palabre-desk').length, workers: (await navigator.serviceWorker.getRegistrations()).length })), { caches: [], bases: 0, workers: 0 });
  await page.context().close();
});

scene('with JavaScript off: a sheet of paper goes in, the row that is wrong stays with its reason', async () => {
  const made = await stage.make_redesign();
  const idea = await stage.propose(made.slug);
  const page = await stage.visit(`/en/redesigns/${made.slug}/desk/paper`, { as: 'facilitator', scripts: false });
  await page.check('[name="consent.given"]');
  await page.selectOption('[name="idea"]', idea.id);
  await page.fill('[name="r1.name"]', 'Ada');
  await page.fill('[name="r2.slip"]', 'AAAAA-AAAAB');
  await page.fill('[name="r3.name"]', 'Ben');
  await page.click('text=Enter the sheet');
  assert.match(await page.locator('main').innerText(), /2 rows entered/);
  assert.match(await page.locator('main').innerText(), /1 row was not entered/);
  assert.equal(await page.inputValue('[name="r2.slip"]'), 'AAAAA-AAAAB');
  assert.equal(await page.inputValue('[name="r1.name"]'), '');
  assert.equal(await supports_of(idea), 2);
  await page.context().close();
});
