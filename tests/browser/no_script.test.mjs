// Everything a participant does, with JavaScript switched off: read, sign up, propose, discuss, support, report, withdraw.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, in_days, is_skipped, scene } from '../support/browser.mjs';

let stage, made, idea;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open({ has_clock: true });
  made = await stage.make_redesign();
  idea = await stage.propose(made.slug);
});
after(() => stage?.close());

const plain = (path, as) => stage.visit(path, { as, scripts: false });
const notice = (page, words) => page.locator('.co-notice', { hasText: words }).first().waitFor();
const main_button = (page) => page.locator('main form:not([data-support], [data-follow], [data-unread-mark]) button[type="submit"]').first();
const body_of = (page) => page.locator('main textarea');

scene('a visitor reads from the home page to an idea, its versions and the search, and keeps the page when changing language', async () => {
  const page = await plain('/en/');
  await page.locator('main a[href*="/redesigns/"]').first().click();
  await page.waitForURL(/\/en\/redesigns\/[^/]+$/);
  await page.locator('main a[href$="/ideas"], main a[href*="/ideas?"]').first().click();
  await page.waitForURL(/\/ideas/);
  const shown = await page.locator('.co-idea-card').count();
  assert.ok(shown > 3, `${shown} ideas`);
  await page.selectOption('select[name="sort"]', 'supported');
  await page.locator('.co-filters button[type="submit"]').first().click();
  await page.waitForURL(/sort=supported/);
  await page.locator('.co-langs a[hreflang="fr"]').click();
  await page.waitForURL(/\/fr\/.*sort=supported/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  await page.locator('.co-idea-card__title a').first().click();
  const french = new URL(page.url()).pathname;
  await page.locator('.co-langs a[hreflang="en"]').click();
  assert.equal(new URL(page.url()).pathname, french.replace('/fr/', '/en/'));
  await page.goto(`${stage.base}/en/search?q=bench`);
  await page.locator('main mark').first().waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('signing up says what is wrong, keeps what was typed but never the password, and comes back to the same place', async () => {
  const page = await plain(`/en/ideas/${idea.id}`);
  await page.locator('.co-comment-form a', { hasText: 'Sign in' }).click();
  await page.locator('main a', { hasText: 'Create an account' }).click();
  await page.fill('input[name="name"]', 'Hana');
  await page.fill('input[name="email"]', 'hana@people.example');
  await page.locator('input[name="password"]').evaluate((field) => { field.removeAttribute('minlength'); });
  await page.fill('input[name="password"]', 'short');
  await main_button(page).click();
  await page.locator('[data-error-summary]').waitFor();
  assert.equal(await page.inputValue('input[name="name"]'), 'Hana');
  assert.equal(await page.inputValue('input[name="email"]'), 'hana@people.example');
  assert.equal(await page.inputValue('input[name="password"]'), '');
  assert.equal(await page.locator('input[name="password"]').getAttribute('aria-invalid'), 'true');
  await page.fill('input[name="password"]', 'the bridge over the river');
  await main_button(page).click();
  await page.waitForURL(new RegExp(`/en/ideas/${idea.id}`));
  await notice(page, 'Your account is ready');
  await page.locator('.co-header__me button').click();
  await notice(page, 'signed out');
  await page.goto(`${stage.base}/en/sign-in?back=/en/ideas/${idea.id}`);
  await page.fill('input[name="email"]', 'hana@people.example');
  await page.fill('input[name="password"]', 'not the bridge at all');
  await main_button(page).click();
  await page.locator('[data-error-summary]', { hasText: 'does not match' }).waitFor();
  assert.equal(await page.inputValue('input[name="email"]'), 'hana@people.example');
  await page.fill('input[name="password"]', 'the bridge over the river');
  await main_button(page).click();
  await page.waitForURL(new RegExp(`/en/ideas/${idea.id}`));
  await page.context().close();
});

scene('an idea is drafted, previewed, published, edited and withdrawn', async () => {
  const page = await plain(`/en/redesigns/${made.slug}`, 'citizen');
  await page.locator('main a', { hasText: 'Propose an idea' }).first().click();
  await page.fill('input[name="title"]', 'Lights at the night stops');
  await page.locator('button[value="next"]').click();
  await page.locator('.co-steps', { hasText: 'Step 2 of 3' }).waitFor();
  await body_of(page).fill('Nobody sees the timetable **after dark**, so people walk on.');
  await page.locator('button[value="draft"]').click();
  await notice(page, 'draft is kept');
  assert.match(await body_of(page).inputValue(), /after dark/);
  await page.goto(`${stage.base}/en/me`);
  await page.locator('main a', { hasText: 'Lights at the night stops' }).click();
  assert.equal(await page.inputValue('input[name="title"]'), 'Lights at the night stops');
  await page.locator('button[value="next"]').click();
  assert.match(await body_of(page).inputValue(), /after dark/);
  await page.locator('button[value="next"]').click();
  await page.locator('.co-idea-preview strong', { hasText: 'after dark' }).waitFor();
  await page.locator('.co-idea-preview h3', { hasText: 'Lights at the night stops' }).waitFor();
  await page.locator('button[value="back"]').click();
  assert.match(await body_of(page).inputValue(), /after dark/);
  await page.locator('button[value="next"]').click();
  await page.locator('button[value="publish"]').click();
  await page.waitForURL(/\/en\/ideas\/\d+/);
  await notice(page, 'Your idea is published');
  const own = new URL(page.url()).pathname;
  await page.locator('.co-idea__acts a', { hasText: 'Edit' }).click();
  await body_of(page).fill('Nobody sees the timetable after dark. Small lamps run on sunlight.');
  await page.fill('input[name="note"]', 'How the lamps are fed');
  await page.locator('button[value="publish"]').click();
  await notice(page, 'new version is published');
  await page.goto(`${stage.base}${own}/versions`);
  await page.locator('main ins', { hasText: 'lamps' }).first().waitFor();
  await page.goto(stage.base + own);
  await page.locator('.co-idea__acts a', { hasText: 'Withdraw' }).click();
  await body_of(page).fill('Another idea says it better.');
  await main_button(page).click();
  await notice(page, 'withdrawn');
  assert.equal(await page.locator('.co-support form').count(), 0);
  await page.context().close();
});

scene('a refused idea keeps every word, and the errors lead to their fields', async () => {
  const page = await plain(`/en/redesigns/${made.slug}/ideas/new`, 'citizen');
  await page.locator('input[name="title"]').evaluate((field) => { field.removeAttribute('required'); field.removeAttribute('minlength'); });
  await page.fill('input[name="title"]', 'Shor');
  await page.locator('button[value="next"]').click();
  await page.locator('[data-error-summary]').waitFor();
  assert.equal(await page.inputValue('input[name="title"]'), 'Shor');
  await page.fill('input[name="title"]', 'Short no more');
  await page.locator('button[value="next"]').click();
  await body_of(page).fill('Words <b>that</b> "must" & will stay.\nOn two lines.');
  await page.locator('button[value="back"]').click();
  await page.locator('input[name="title"]').evaluate((field) => { field.removeAttribute('required'); field.removeAttribute('minlength'); });
  await page.fill('input[name="title"]', '');
  await page.locator('button[value="next"]').click();
  await page.locator('[data-error-summary]').waitFor();
  assert.equal((await page.inputValue('input[name="body"]')).replaceAll('\r', ''), 'Words <b>that</b> "must" & will stay.\nOn two lines.');
  await page.locator('[data-error-summary] a').first().click();
  assert.equal(await page.evaluate(() => document.activeElement.name ?? document.querySelector(':target')?.name), 'title');
  await page.context().close();
});

scene('comments, replies, supports and reports go by plain forms', async () => {
  const page = await plain(`/en/ideas/${idea.id}`, 'citizen2');
  await body_of(page).fill('My mother would sit there.');
  await page.check('input[name="stance"][value="for"]');
  await main_button(page).click();
  await page.locator('.co-comment', { hasText: 'My mother would sit there.' }).waitFor();
  await page.locator('.co-comment__acts a', { hasText: 'Edit' }).first().click();
  await body_of(page).fill('My mother would sit there every day.');
  await main_button(page).click();
  await page.locator('.co-comment', { hasText: 'every day' }).waitFor();

  const answering = await plain(`/en/ideas/${idea.id}`, 'citizen');
  await answering.locator('.co-comment__acts a', { hasText: 'Reply' }).first().click();
  await body_of(answering).fill('Mine too.');
  await main_button(answering).click();
  await answering.locator('.co-comment__replies .co-comment', { hasText: 'Mine too.' }).waitFor();
  await answering.locator('.co-comment__acts a', { hasText: 'Report' }).first().click();
  await answering.locator('input[name="rule"]').first().check();
  await answering.fill('textarea[name="text"]', 'It names somebody.');
  await main_button(answering).click();
  await notice(answering, 'Thank you. The moderators');

  const count = () => page.locator('.co-support [data-live="supports"]').first().getAttribute('data-count').then(Number);
  const before_it = await count();
  await page.locator('.co-support button').first().click();
  await notice(page, 'support is counted');
  assert.equal(await count(), before_it + 1);
  assert.equal(await page.locator('.co-support button').first().getAttribute('aria-pressed'), 'true');
  await page.locator('.co-support button').first().click();
  await notice(page, 'taken back');
  assert.equal(await count(), before_it);
  await page.locator('.co-comment__acts a', { hasText: 'Take back' }).first().click();
  await main_button(page).click();
  await page.locator('.co-comment', { hasText: 'taken back by its author' }).waitFor();
  await Promise.all([page.context().close(), answering.context().close()]);
});

scene('a form opened five minutes ago still works, and pressing twice counts once', async () => {
  const page = await plain(`/en/ideas/${idea.id}`, 'citizen');
  await body_of(page).fill('I had to answer the door first.');
  await stage.server.move_clock(300);
  await main_button(page).click();
  await page.locator('.co-comment', { hasText: 'answer the door' }).waitFor();
  await page.goBack();
  await body_of(page).fill('I had to answer the door first.');
  await main_button(page).click();
  await page.locator('.co-comment', { hasText: 'answer the door' }).first().waitFor();
  assert.equal(await page.locator('.co-comment', { hasText: 'answer the door' }).count(), 1, 'the same form sent twice publishes once');
  await page.context().close();
});

scene('a form sent after its phase has closed names the rule and keeps the words', async () => {
  const short = await stage.make_redesign({ phases: [{ type: 'ideas', title: { en: 'Ideas' }, state: 'open', closes_at: in_days(1) }] });
  const late = await stage.propose(short.slug);
  const page = await plain(`/en/ideas/${late.id}`, 'citizen2');
  await body_of(page).fill('I thought about it for a day.');
  await stage.server.move_clock(90_000);
  await main_button(page).click();
  await page.locator('[data-error-summary], .co-problem').first().waitFor();
  assert.match(await page.locator('main').innerText(), /closed/i);
  assert.match(await page.locator('main').innerHTML(), /I thought about it for a day\./, 'the words are still on the page');
  await stage.server.move_clock(0);
  await page.context().close();
});
