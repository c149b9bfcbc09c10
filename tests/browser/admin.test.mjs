// The administrator's screens in a browser: the theme editor with and without scripts, a suspension read by the person, own texts.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, is_skipped, scene } from '../support/browser.mjs';

let stage;
before(async () => { if (!is_skipped) stage = await Stage.open(); });
after(() => stage?.close());

const theme = '/en/admin/organisations/1/theme';
const notice = (page, words) => page.locator('main .co-notice', { hasText: words }).first().waitFor();
const colour = (page, name) => page.locator(`[name="light.${name}"]:not([type="color"])`);

scene('a colour that cannot be read is named while one types, and the sample wears every colour at once', async () => {
  const page = await stage.visit(theme, { as: 'admin' });
  await page.locator('form.co-theme[data-is-ready]').waitFor({ state: 'attached' });
  await page.locator('[data-theme-summary]', { hasText: 'All 168 contrasts suffice.' }).waitFor();
  await colour(page, 'ink').fill('#bbbbbb');
  await page.locator('#f-light-ink-error', { hasText: /4\.5 is needed/ }).waitFor();
  assert.equal(await colour(page, 'ink').getAttribute('aria-invalid'), 'true');
  const worn = await page.locator('[data-sample="light"]').evaluate((node) => getComputedStyle(node).color);
  assert.equal(worn, 'rgb(187, 187, 187)');
  await colour(page, 'ink').fill('#18231f');
  await page.locator('[data-theme-summary]', { hasText: 'All 168' }).waitFor();
  await page.locator('[name="light.brand.pick"]').fill('#113355');
  assert.equal(await colour(page, 'brand').inputValue(), '#113355');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('the server says the same when scripts are off: preview, refusal with the field, then saved and worn', async () => {
  const page = await stage.visit(theme, { as: 'admin', scripts: false });
  await colour(page, 'ink-soft').fill('#b0b0b0');
  await page.click('button[value="preview"]');
  await page.locator('[data-theme-summary]', { hasText: 'do not suffice' }).waitFor();
  assert.equal(await page.locator('[data-sample="light"] .co-sample__soft').evaluate((node) => getComputedStyle(node).color), 'rgb(176, 176, 176)');
  await page.click('button[value="save"]');
  const first = page.locator('[data-error-summary] a').first();
  assert.match(await first.getAttribute('href'), /^#f-light-ink-soft$/);
  assert.equal(await colour(page, 'ink-soft').inputValue(), '#b0b0b0');
  await colour(page, 'ink-soft').fill('#4c5954');
  await page.locator('[name="light.brand.pick"]').fill('#1b4f8a');
  await page.click('button[value="save"]');
  await notice(page, 'The theme is saved');
  assert.equal(await colour(page, 'brand').inputValue(), '#1b4f8a');
  await page.click('button[value="reset"]');
  await notice(page, 'follows the look of the site again');
  await page.context().close();
});

scene('by keyboard: a person is suspended with a reason, and reads it when they sign in', async () => {
  const citizen = await stage.person('citizen2');
  const { id } = await citizen.get('/me');
  const page = await stage.visit(`/en/admin/people/${id}`, { as: 'admin' });
  await page.locator('summary', { hasText: 'Suspend this account' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Insults after two warnings.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await notice(page, 'The account is suspended');
  const door = await stage.visit('/en/sign-in');
  await door.fill('[name="email"]', 'citizen2@demo.palabre.example');
  await door.fill('[name="password"]', 'palabre-demo');
  await door.locator('main form button[type="submit"]').first().click();
  await door.locator('.co-notice--bad', { hasText: 'Insults after two warnings.' }).waitFor();
  await page.locator('summary', { hasText: 'Reinstate this account' }).click();
  await page.locator('[name="reason"]').fill('They apologised.');
  await page.locator('button', { hasText: 'Reinstate this account' }).click();
  await notice(page, 'reinstated');
  await Promise.all([page, door].map((one) => one.context().close()));
});

scene('the charter is rewritten, previewed and published, then the shipped one comes back', async () => {
  const page = await stage.visit('/en/admin/texts/charter/en', { as: 'admin' });
  await page.fill('[name="body"]', 'No title here');
  await page.click('button[value="save"]');
  await page.locator('[data-error-summary]').waitFor();
  assert.equal(await page.inputValue('[name="body"]'), 'No title here');
  await page.fill('[name="body"]', '# House rules\n\n## First\n\nBe **kind**.');
  await page.click('button[value="preview"]');
  await page.locator('#preview-title').waitFor();
  await page.click('button[value="save"]');
  await notice(page, 'The text is published');
  const reading = await stage.visit('/en/about/charter');
  await reading.locator('h1', { hasText: 'House rules' }).waitFor();
  await page.click('button[value="restore"]');
  await notice(page, 'The shipped text applies again');
  await Promise.all([page, reading].map((one) => one.context().close()));
});
