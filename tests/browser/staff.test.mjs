// Moderator, officer, owner and administrator do their work through pages; refusals name the rule.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, is_skipped, scene } from '../support/browser.mjs';

let stage, made, here;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  made = await stage.make_redesign();
  here = `/en/redesigns/${made.slug}`;
});
after(() => stage?.close());

const notice = (page, words) => page.locator('main .co-notice', { hasText: words }).first().waitFor();
const submit = (page) => page.locator('main form.co-form button[type="submit"]').first().click();
const close = (...all) => Promise.all(all.map((page) => page.context().close()));

/** Opens one of a phase's acts, types the reason and sends it. */
async function move_phase(page, phase, act, reason) {
  const form = page.locator(`[data-phase="${phase}"] details`, { has: page.locator('summary', { hasText: act }) });
  if (!await form.evaluate((node) => node.open)) await form.locator('summary').click();
  await form.locator('[name="reason"]').fill(reason);
  await form.locator('button[type="submit"]').click();
  await page.getByRole('button', { name: 'Yes, do it' }).click();
}

scene('a moderator closes a phase, must give a reason to reopen it, and the reason stands for everybody', async () => {
  const phase = made.phases[0].id;
  const page = await stage.visit(`${here}/phases`, { as: 'moderator' });
  await move_phase(page, phase, 'Close now', 'All neighbourhoods have spoken.');
  await notice(page, 'up to date');
  const reopening = page.locator(`[data-phase="${phase}"] details`, { has: page.locator('summary', { hasText: 'Reopen' }) });
  await reopening.locator('summary').click();
  await reopening.locator('[name="ends_at"]').fill(new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 16));
  await reopening.locator('[name="reason"]').evaluate((field) => { field.required = false; field.minLength = -1; }).catch(() => {});
  await page.evaluate(() => { for (const form of document.forms) form.noValidate = true; });
  await reopening.locator('button[type="submit"]').click();
  await page.locator('[data-error-summary]').waitFor();
  await move_phase(page, phase, 'Reopen', 'The letter to two villages was lost.');
  await notice(page, 'up to date');
  const history = await stage.visitor.get(`/phases/${phase}/history`);
  assert.ok(JSON.stringify(history).includes('The letter to two villages was lost.'));
  const reading = await stage.visit(here);
  await reading.locator('.co-phases', { hasText: 'Open' }).first().waitFor();
  assert.deepEqual(page.complaints.filter((one) => !/status of 4(09|22)/.test(one)), []);
  await close(page, reading);
});

scene('a report becomes a hidden comment with rule and reason, which is restored with a reason', async () => {
  const idea = await stage.propose(made.slug);
  const comment = await (await stage.person('citizen2')).post(`/ideas/${idea.id}/comments`, { body: 'Ring Mrs Ott at home, 555-0134.', stance: 'neutral' });
  await (await stage.person('citizen')).post('/reports', { target: `comment:${comment.id}`, rule: 'private_data', text: 'A private number.' });
  const page = await stage.visit(`${here}/moderation`, { as: 'moderator' });
  const reported = page.locator('.co-case', { hasText: 'Ring Mrs Ott' });
  await reported.locator('summary', { hasText: 'Hide' }).click();
  await reported.locator('input[name="rule"][value="private_data"]').check();
  await reported.locator('[data-act="hide"] [name="reason"]').fill('It shows a private telephone number.');
  await reported.locator('[data-act="hide"] button[type="submit"]').click();
  await reported.locator('.co-case__done').waitFor();
  const reading = await stage.visit(`/en/ideas/${idea.id}`);
  await reading.locator('.co-comment__hidden', { hasText: 'private telephone number' }).waitFor();
  assert.ok(!(await reading.content()).includes('555-0134'));
  await page.goto(`${stage.base}${here}/moderation`);
  assert.equal(await reported.count(), 0);
  await page.locator('main a', { hasText: 'Restore' }).first().click();
  await page.fill('[name="reason"]', 'Mrs Ott agrees that it is shown.');
  await submit(page);
  await page.waitForURL((url) => !url.pathname.endsWith('/restore'));
  await reading.reload();
  await reading.locator('.co-comment', { hasText: 'Ring Mrs Ott' }).waitFor();
  await close(page, reading);
});

scene('a report without ground is dismissed with a note, and the text stays', async () => {
  const idea = await stage.propose(made.slug, 'citizen2', { title: 'A stop nobody likes' });
  await (await stage.person('citizen')).post('/reports', { target: `idea:${idea.id}`, rule: 'off_topic', text: 'I do not like it.' });
  const page = await stage.visit(`${here}/moderation`, { as: 'moderator' });
  const report = page.locator('.co-case', { hasText: 'A stop nobody likes' });
  await report.locator('[data-act="keep-note"] summary').click();
  await report.locator('[data-act="keep-note"] [name="reason"]').fill('Not liking an idea breaks no rule.');
  await report.locator('[data-act="keep-note"] button[type="submit"]').click();
  await report.locator('.co-case__done', { hasText: 'Kept' }).waitFor();
  await page.reload();
  assert.equal(await report.count(), 0);
  assert.equal((await stage.visitor.get(`/ideas/${idea.id}`)).status, 'published');
  await close(page);
});

scene('two ideas are joined once both authors agree', async () => {
  const from = await stage.propose(made.slug, 'citizen', { title: 'Heat in the waiting room' });
  const into = await stage.propose(made.slug, 'citizen2', { title: 'Warm waiting rooms in winter' });
  const page = await stage.visit(`/en/ideas/${from.id}/merge`, { as: 'moderator' });
  await page.fill('[name="into"]', String(into.id));
  await page.fill('[name="reason"]', 'Both ask for heating.');
  await submit(page);
  await notice(page, 'nothing changes without their consent');
  const merge = new URL(page.url()).pathname;
  for (const as of ['citizen', 'citizen2']) {
    const author = await stage.visit(merge, { as });
    await author.locator('button[value="accept"]').first().click();
    await notice(author, 'consent is noted');
    await close(author);
  }
  await page.goto(`${stage.base}/en/ideas/${from.id}`);
  await page.locator(`main .co-notice a[href$="/ideas/${into.id}"]`).waitFor();
  assert.equal((await stage.visitor.get(`/ideas/${from.id}`)).status, 'merged');
  await close(page);
});

scene('an officer answers and answers again: both stay readable', async () => {
  const idea = await stage.propose(made.slug, 'citizen', { title: 'Bicycles on the last bus' });
  const page = await stage.visit(`${here}/inbox`, { as: 'officer' });
  await page.locator('.co-inbox__item', { hasText: 'Bicycles on the last bus' }).locator('a', { hasText: 'Answer' }).click();
  await page.check('input[name="kind"][value="in_study"]');
  await page.locator('textarea[name^="body"]').first().fill('We try it on line 4 in spring.');
  await submit(page);
  await page.waitForURL(new RegExp(`/en/ideas/${idea.id}`));
  await page.locator('.co-answer', { hasText: 'line 4 in spring' }).waitFor();
  await page.goto(`${stage.base}/en/ideas/${idea.id}/answer`);
  await page.check('input[name="kind"][value="declined"]');
  await page.locator('textarea[name^="body"]').first().fill('There is no room in the small buses.');
  await submit(page);
  await page.locator('[data-error-summary]').waitFor();
  assert.equal(await page.locator('textarea[name^="body"]').first().inputValue(), 'There is no room in the small buses.', 'a missing ground loses no words');
  await page.selectOption('select[name="reason_code"]', { index: 1 });
  await submit(page);
  await page.waitForURL(new RegExp(`/en/ideas/${idea.id}(\\?|#|$)`));
  await page.locator('.co-answer', { hasText: 'no room in the small buses' }).waitFor();
  await page.locator('.co-answer__earlier summary').click();
  await page.locator('.co-answer__earlier', { hasText: 'line 4 in spring' }).waitFor();
  assert.deepEqual(page.complaints.filter((one) => !/status of 4(09|22)/.test(one)), []);
  await close(page);
});

scene('an administrator creates a redesign, adds overlapping phases and names people, and nobody gets two roles that clash', async () => {
  const page = await stage.visit('/en/redesigns/new', { as: 'admin' });
  await page.locator('main a[href$="/redesigns/new/blank"]').click();
  await page.fill('[name="slug"]', 'night-library');
  await page.fill('[name="languages"]', 'en, fr');
  const first = (name) => page.locator(`[name="${name}.en"]`);
  await first('title').fill('The library at night');
  await first('summary').fill('When should it be open, and who keeps the keys?');
  await first('promise').fill('Every idea gets an answer within thirty days.');
  await submit(page);
  await notice(page, 'as a draft');
  const settings = '/en/redesigns/night-library';
  await page.goto(`${stage.base}${settings}/phases`);
  for (const [type, opens, closes] of [['ideas', -1, 20], ['brainstorm', -1, 12], ['follow_up', 21, 60]]) {
    const form = page.locator('form', { has: page.locator('select[name="type"]') }).last();
    await form.locator('select[name="type"]').selectOption(type);
    await form.locator('[name="title.en"]').fill(`Step ${type}`);
    for (const [name, days] of [['opens_at', opens], ['closes_at', closes]]) await form.locator(`[name="${name}"]`).fill(new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16));
    await form.locator('button[type="submit"]').click();
    await notice(page, 'The phase is added');
  }
  assert.equal(await page.locator('.co-phase-edit').count(), 3);
  await page.goto(`${stage.base}${settings}/roles`);
  await page.fill('[name="email"]', 'moderator@demo.palabre.example');
  await page.selectOption('select[name="role"]', 'moderator');
  await submit(page);
  await notice(page, 'The role is given');
  await page.fill('[name="email"]', 'moderator@demo.palabre.example');
  await page.selectOption('select[name="role"]', 'officer');
  await submit(page);
  await page.locator('[data-error-summary]').waitFor();
  assert.match(await page.locator('[data-error-summary]').innerText(), /moderat/i, 'the refusal names the rule');
  await page.fill('[name="email"]', 'nobody@people.example');
  await page.selectOption('select[name="role"]', 'officer');
  await submit(page);
  await page.locator('[data-error-summary]', { hasText: 'No account has this address' }).waitFor();
  await close(page);
});

scene('who is not entitled meets the rule and a way on, never a blank page', async () => {
  const idea = await stage.propose(made.slug);
  const tries = [['citizen', `${here}/moderation`], ['citizen', `${here}/inbox`], ['moderator', `/en/ideas/${idea.id}/answer`], ['officer', `${here}/phases`], ['moderator', `${here}/roles`], ['owner', '/en/redesigns/new'], ['citizen2', `/en/ideas/${idea.id}/edit`]];
  for (const [as, path] of tries) {
    const page = await stage.visit(path, { as });
    const words = await page.locator('main').innerText();
    assert.ok(words.length > 60, `${as} ${path}: ${words}`);
    assert.ok(page.complaints.some((one) => /status of 403/.test(one)), `${as} is let in at ${path}`);
    assert.ok(await page.locator('main a').count() > 0, `${as} ${path} is a dead end`);
    await close(page);
  }
  const visitor = await stage.visit(`${here}/moderation`);
  assert.match(visitor.url(), /sign-in|moderation/);
  await visitor.locator('main a[href*="sign-in"], main input[name="password"]').first().waitFor();
  await close(visitor);
});
