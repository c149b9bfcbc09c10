// Following, the bell, unread marks, one's own pages and leaving; with scripts and without.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, is_skipped, live, scene } from '../support/browser.mjs';

let stage, made, idea, path;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  made = await stage.make_redesign();
  idea = await stage.propose(made.slug, 'citizen');
  path = `/en/ideas/${idea.id}`;
  await (await stage.person('citizen2')).post(`/ideas/${idea.id}/comments`, { body: 'The first remark.', stance: 'for' });
});
after(() => stage?.close());

scene('following begins and stops in place, and is still so after a reload', async () => {
  const page = await stage.visit(path, { as: 'facilitator' });
  const button = page.locator('.co-follow button');
  await button.click();
  await page.locator('.co-follow button[aria-pressed="true"]').waitFor();
  await page.locator('.co-toast', { hasText: 'follow this now' }).waitFor();
  await page.reload();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await button.click();
  await page.locator('.co-follow button[aria-pressed="false"]').waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('the bell of an author counts a comment written elsewhere, and the list of notices leads to it', async () => {
  const page = await stage.visit(path, { as: 'citizen' });
  await live(page);
  await (await stage.person('citizen2')).post(`/ideas/${idea.id}/comments`, { body: 'The second remark.', stance: 'for' });
  await page.locator('[data-bell-count]:not([hidden])').waitFor();
  await page.goto(`${stage.base}/en/me/notices`);
  const line = page.locator('.co-told', { hasText: 'new comment' }).first();
  await line.locator('a').first().click();
  await page.waitForURL(/\/ideas\/\d+#comment-/);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('a visitor\'s device remembers what was read: the new is marked, with a way to the first', async () => {
  const page = await stage.visit(path);
  await page.waitForFunction(() => localStorage.getItem('co-seen') !== null, undefined, { timeout: 10_000 });
  const comment = await (await stage.person('citizen2')).post(`/ideas/${idea.id}/comments`, { body: 'Written while the visitor was away.', stance: 'against' });
  await page.reload();
  const bar = page.locator('[data-unread-bar]');
  await bar.waitFor();
  assert.match(await bar.textContent(), /One new comment since your last visit/);
  assert.equal(await page.locator('[data-unread-first]').getAttribute('href'), `#comment-${comment.id}`);
  assert.equal(await page.locator('.co-comment .co-badge--new').count(), 1);
  await bar.locator('button').click();
  await bar.waitFor({ state: 'hidden' });
  assert.equal(await page.locator('.co-comment .co-badge--new').count(), 0);
  await page.reload();
  await page.waitForTimeout(300);
  assert.equal(await bar.isVisible(), false);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('without scripts: follow, unread comments, notices read, settings saved', async () => {
  const plain = (where) => stage.visit(where, { as: 'owner', scripts: false });
  const reader = await stage.person('owner');
  const last = await (await stage.person('citizen2')).post(`/ideas/${idea.id}/comments`, { body: 'Before the owner came.', stance: 'for' });
  await reader.put(`/ideas/${idea.id}/visit`, { seen: last.id });
  const page = await plain(path);
  await page.locator('.co-follow button').click();
  await page.locator('.co-notice', { hasText: 'You follow this now' }).waitFor();
  await (await stage.person('citizen2')).post(`/ideas/${idea.id}/comments`, { body: 'After the owner went.', stance: 'for' });
  await page.waitForTimeout(600);
  await page.goto(stage.base + path);
  await page.locator('[data-unread-bar]', { hasText: 'One new comment' }).waitFor();
  await page.goto(`${stage.base}/en/me/follows`);
  await page.locator('main', { hasText: '1 new' }).waitFor();
  await page.goto(`${stage.base}/en/me/notices`);
  await page.locator('main button', { hasText: 'Mark all as read' }).click();
  await page.locator('.co-notice', { hasText: 'All notices are read' }).waitFor();
  await page.goto(stage.base + path);
  await page.locator('[data-unread-mark] button').click();
  await page.locator('.co-notice', { hasText: 'marked as read' }).waitFor();
  assert.equal(await page.locator('[data-unread-bar]').isVisible(), false);
  await page.goto(`${stage.base}/en/me/settings`);
  await page.locator('main', { hasText: 'This site sends no mail' }).waitFor();
  await page.check('input[name="presence"]');
  await page.fill('input[name="name"]', '');
  await page.locator('input[name="name"]').evaluate((field) => field.removeAttribute('required'));
  await page.locator('main form button', { hasText: 'Save' }).click();
  await page.locator('[data-error-summary]').waitFor();
  assert.equal(await page.isChecked('input[name="presence"]'), true, 'what was ticked stays ticked');
  await page.fill('input[name="name"]', 'The owner');
  await page.selectOption('select[name="language"]', 'en');
  await page.locator('main form button', { hasText: 'Save' }).click();
  await page.locator('.co-notice', { hasText: 'Saved' }).waitFor();
  assert.equal((await reader.get('/me/settings')).hides_presence, true);
  await page.context().close();
});

scene('who hides their presence is not counted', async () => {
  await (await stage.person('officer')).send('PATCH', '/me/settings', { hides_presence: true });
  const hidden = await stage.visit(path, { as: 'officer' });
  const page = await stage.visit(path);
  await live(page);
  await page.waitForTimeout(2500);
  assert.match(await page.locator('[data-presence-text]').first().textContent(), /^1 person/);
  await Promise.all([hidden.context().close(), page.context().close()]);
});

scene('every tab of one\'s own page opens, with a way on where it is empty', async () => {
  const page = await stage.visit('/en/me', { as: 'moderator' });
  for (const tab of ['ideas', 'drafts', 'supports', 'follows', 'comments', 'rounds', 'notices', 'settings', 'data']) {
    await page.locator(`.co-tabs a[href$="/me/${tab}"]`).click();
    await page.locator(`.co-tabs a[href$="/me/${tab}"][aria-current="page"]`).waitFor();
    const empty = page.locator('.co-empty');
    if (await empty.count()) assert.ok(await empty.locator('a').count(), `${tab} leads nowhere`);
  }
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('leaving: explained, asked for the password, and then a former participant', async () => {
  const page = await stage.visit(`/en/sign-up?back=${encodeURIComponent(path)}`, { scripts: false });
  await page.fill('input[name="name"]', 'Passing Visitor');
  await page.fill('input[name="email"]', 'passing@people.example');
  await page.fill('input[name="password"]', 'the bridge over the river');
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForURL(new RegExp(path));
  await page.fill('.co-comment-form textarea', 'I was here.');
  await page.locator('.co-comment-form button[type="submit"]').click();
  await page.locator('.co-comment', { hasText: 'Passing Visitor' }).waitFor();
  await page.goto(`${stage.base}/en/me/data`);
  await page.locator('main a', { hasText: 'See what happens' }).click();
  await page.fill('input[name="password"]', 'wrong one');
  await page.locator('main form button[type="submit"]').click();
  await page.locator('[data-error-summary]').waitFor();
  await page.fill('input[name="password"]', 'the bridge over the river');
  await page.locator('main form button[type="submit"]').click();
  await page.locator('.co-notice', { hasText: 'Your account is erased' }).waitFor();
  await page.goto(stage.base + path);
  await page.locator('.co-comment', { hasText: 'former participant' }).waitFor();
  assert.ok(!(await page.content()).includes('Passing Visitor'));
  await page.context().close();
});
