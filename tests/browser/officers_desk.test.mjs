// The officers' desk in a browser: inbox with facets and search, assigning, questions, the answer editor with draft and preview, four eyes, the list of answers.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, is_skipped, scene } from '../support/browser.mjs';
import { Keyboard } from '../support/keyboard.mjs';
import { until } from '../support/world.mjs';

let stage, made, here;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  made = await stage.make_redesign();
  here = `/en/redesigns/${made.slug}`;
});
after(() => stage?.close());

const close = (...all) => Promise.all(all.map((page) => page.context().close()));
const notice = (page, words) => page.locator('main .co-notice', { hasText: words }).first().waitFor();
const inbox = (options = {}) => stage.visit(`${here}/inbox`, { as: 'officer', ...options });
const item = (page, title) => page.locator('.co-inbox__item', { hasText: title });
const editor = (idea, options = {}) => stage.visit(`/en/ideas/${idea.id}/answer`, { as: 'officer', ...options });
const body = (page, language) => page.locator(`textarea[name="body.${language}"]`);
const press = (page, value) => page.locator(`.co-answer-form button[value="${value}"]`).click();
const published = (idea) => stage.visitor.get(`/ideas/${idea.id}/answers`).then(({ items }) => items);
const four_eyes = async (on) => (await stage.person('owner')).put(`/redesigns/${made.slug}/four-eyes`, { on });

for (const scripts of [true, false]) {
  const how = scripts ? 'with scripts' : 'without scripts';

  scene(`an idea is found, taken, given away and found again under its facet, ${how}`, async () => {
    const idea = await stage.propose(made.slug, 'citizen', { title: scripts ? 'Zeppelins to the harbour' : 'Airships to the airport' });
    const page = await inbox({ scripts });
    await page.fill('input[name="q"]', scripts ? 'zeppelins' : 'airships');
    await page.locator('.co-inbox__search button').click();
    await page.waitForURL(/q=(zeppelins|airships)/);
    assert.equal(await page.locator('.co-inbox__item').count(), 1);
    await item(page, idea.title).locator('button', { hasText: 'I take it' }).click();
    await notice(page, 'who looks after this idea');
    await page.goto(`${stage.base}${here}/inbox`);
    await page.locator('.co-sorts a', { hasText: 'Mine' }).click();
    await item(page, idea.title).locator('.co-inbox__assign', { hasText: 'Looked after by' }).waitFor();
    await item(page, idea.title).locator('summary', { hasText: 'Give to somebody' }).click();
    await item(page, idea.title).locator('select[name="person"]').selectOption({ index: 0 });
    await item(page, idea.title).locator('details button[type="submit"]').click();
    await notice(page, 'who looks after this idea');
    assert.equal(await item(page, idea.title).count(), 0, 'it is not mine any more');
    await close(page);
  });

  scene(`a question to the author stands under the idea and marks it in the inbox until the author replies, ${how}`, async () => {
    const idea = await stage.propose(made.slug, 'citizen', { title: `A lift ${how}` });
    const page = await editor(idea, { scripts });
    await page.locator('summary', { hasText: 'Ask the author' }).click();
    await page.fill('[name="question"]', 'Which of the two stairs?');
    await page.locator('form[action$="/question"] button[type="submit"]').click();
    await page.locator('.co-comment', { hasText: 'Which of the two stairs?' }).filter({ hasText: 'Question to the author' }).waitFor();
    await page.goto(`${stage.base}${here}/inbox?facet=asked`);
    await item(page, idea.title).locator('.co-meta', { hasText: 'waits for the author' }).waitFor();
    await (await stage.person('citizen')).post(`/ideas/${idea.id}/comments`, { body: 'The northern one.' });
    await page.reload();
    assert.equal(await item(page, idea.title).count(), 0);
    await close(page);
  });

  scene(`an answer in two languages is previewed as everybody will see it, then published, ${how}`, async () => {
    const idea = await stage.propose(made.slug, 'citizen', { title: `Maps for the blind ${how}` });
    const page = await editor(idea, { scripts });
    await page.check('input[name="kind"][value="accepted"]');
    await body(page, 'en').fill('We print them **this year**.');
    await body(page, 'fr').fill('Nous les imprimons cette année.');
    await press(page, 'preview');
    await page.locator('.co-preview .co-answer', { hasText: 'We print them this year.' }).locator('strong', { hasText: 'this year' }).waitFor();
    await page.locator('.co-preview .co-answer', { hasText: 'Nous les imprimons cette année.' }).waitFor();
    assert.deepEqual(await published(idea), [], 'a preview publishes nothing');
    assert.equal(await body(page, 'fr').inputValue(), 'Nous les imprimons cette année.', 'a preview loses no words');
    await press(page, 'send');
    await page.waitForURL(new RegExp(`/en/ideas/${idea.id}(\\?|#|$)`));
    const french = await stage.visit(`/fr/ideas/${idea.id}`, { scripts });
    await french.locator('.co-answer', { hasText: 'Nous les imprimons cette année.' }).waitFor();
    await close(page, french);
  });

  scene(`a half-written answer is kept as a draft of one's own, ${how}`, async () => {
    const idea = await stage.propose(made.slug, 'citizen', { title: `Umbrellas ${how}` });
    const page = await editor(idea, { scripts });
    await page.check('input[name="kind"][value="deferred"]');
    await body(page, 'en').fill('Not before');
    await press(page, 'draft');
    await notice(page, 'draft is kept');
    assert.equal(await body(page, 'en').inputValue(), 'Not before');
    assert.ok(await page.isChecked('input[name="kind"][value="deferred"]'));
    const other = await editor(idea, { as: 'owner', scripts });
    assert.equal(await body(other, 'en').inputValue(), '', 'nobody else reads it');
    await close(page, other);
  });

  scene(`with four eyes a colleague releases what the writer cannot, ${how}`, async () => {
    const idea = await stage.propose(made.slug, 'citizen', { title: `Night guards ${how}` });
    const switching = await stage.visit(`${here}/inbox`, { as: 'owner', scripts });
    await switching.locator('button', { hasText: 'Ask for a release' }).click();
    await switching.locator('button', { hasText: 'Publish without release' }).waitFor();
    const page = await editor(idea, { scripts });
    await page.check('input[name="kind"][value="accepted"]');
    await body(page, 'en').fill('Two guards from March on.');
    await press(page, 'send');
    await notice(page, 'waits for a colleague');
    assert.equal(await page.locator('button[value="release"]').count(), 0, 'the writer cannot release');
    await page.locator('button[value="take_back"]').waitFor();
    assert.deepEqual(await published(idea), []);
    const waiting = new URL(page.url()).pathname;
    const stranger = await stage.visit(waiting, { as: 'citizen', scripts });
    assert.ok(!(await stranger.content()).includes('Two guards'), 'nobody else reads what waits');
    const colleague = await stage.visit(`${here}/answers`, { as: 'owner', scripts });
    await colleague.locator('main a', { hasText: idea.title }).first().click();
    await colleague.locator('summary', { hasText: 'Send back' }).click();
    await colleague.fill('[name="note"]', 'Say who pays for them.');
    await colleague.locator('details.co-act button[type="submit"]').click();
    await notice(colleague, 'back with its writer');
    await page.goto(`${stage.base}/en/ideas/${idea.id}/answer`);
    await notice(page, 'Say who pays for them.');
    await body(page, 'en').fill('Two guards from March on, paid by the town.');
    await press(page, 'send');
    await notice(page, 'waits for a colleague');
    await colleague.goto(stage.base + new URL(page.url()).pathname);
    await colleague.locator('button[value="release"]').click();
    await colleague.locator('.co-answer', { hasText: 'paid by the town' }).waitFor();
    assert.equal((await published(idea))[0].officer.id, (await stage.person('officer')).person.id, 'in the name of who wrote it');
    await four_eyes(false);
    await close(switching, page, stranger, colleague);
  });
}

scene('the ground appears for declined ideas only, the day for deferred ones; what does not apply is not sent', async () => {
  const idea = await stage.propose(made.slug, 'citizen', { title: 'Gold-plated handrails' });
  const page = await editor(idea);
  const ground = page.locator('select[name="reason_code"]');
  const day = page.locator('input[name="review_on"]');
  await ground.waitFor({ state: 'hidden' });
  await page.check('input[name="kind"][value="declined"]');
  await ground.waitFor({ state: 'visible' });
  assert.equal(await day.isVisible(), false);
  await ground.selectOption('cost');
  await page.check('input[name="kind"][value="accepted"]');
  await ground.waitFor({ state: 'hidden' });
  await body(page, 'en').fill('They are brass, and we keep them.');
  await press(page, 'send');
  await page.waitForURL(new RegExp(`/en/ideas/${idea.id}(\\?|#|$)`));
  assert.deepEqual((await published(idea)).map((one) => [one.kind, one.reason_code]), [['accepted', null]]);
  await close(page);
});

scene('the draft saves itself and says so, survives a lost page, and is gone once the answer is sent', async () => {
  const idea = await stage.propose(made.slug, 'citizen', { title: 'Hooks for bags' });
  const page = await editor(idea);
  await page.locator('select[name="reason_code"]').waitFor({ state: 'hidden' });
  await page.check('input[name="kind"][value="accepted"]');
  await body(page, 'en').fill('Every bus gets');
  await page.locator('[data-saved-state]', { hasText: 'Draft saved at' }).waitFor();
  await page.reload();
  assert.equal(await body(page, 'en').inputValue(), 'Every bus gets');
  await notice(page, 'Your draft, kept');
  await page.locator('select[name="reason_code"]').waitFor({ state: 'hidden' });
  await body(page, 'en').fill('Every bus gets four hooks.');
  await page.goto(`${stage.base}${here}`);
  // What was typed last leaves with the page, and may reach the server after whoever asks for it at once.
  await until('leaving in the middle of a sentence loses nothing', async () => {
    await page.goto(`${stage.base}/en/ideas/${idea.id}/answer`);
    return await body(page, 'en').inputValue() === 'Every bus gets four hooks.';
  });
  await page.context().setOffline(true);
  await page.locator('select[name="reason_code"]').waitFor({ state: 'hidden' });
  await body(page, 'en').fill('Every bus gets four strong hooks.');
  await page.locator('[data-saved-state]', { hasText: 'could not be saved' }).waitFor();
  await page.context().setOffline(false);
  await page.locator('[data-saved-state]', { hasText: 'Draft saved at' }).waitFor({ timeout: 15_000 });
  await press(page, 'send');
  await page.waitForURL(new RegExp(`/en/ideas/${idea.id}(\\?|#|$)`));
  await page.goto(`${stage.base}/en/ideas/${idea.id}/answer`);
  assert.equal(await body(page, 'en').inputValue(), '');
  await close(page);
});

scene('once opened, the preview follows what is written; one that cannot be made says what is missing', async () => {
  const idea = await stage.propose(made.slug, 'citizen', { title: 'Louder bells' });
  const page = await editor(idea);
  await page.locator('select[name="reason_code"]').waitFor({ state: 'hidden' });
  await page.check('input[name="kind"][value="declined"]');
  await body(page, 'en').fill('They wake people.');
  await press(page, 'preview');
  await page.locator('[data-error-summary]').waitFor();
  assert.equal(await body(page, 'en').inputValue(), 'They wake people.');
  await page.locator('select[name="reason_code"]').selectOption('law');
  await press(page, 'preview');
  await page.locator('.co-preview .co-answer', { hasText: 'They wake people.' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'preview-title');
  await page.locator('.co-preview .co-notice', { hasText: 'French' }).waitFor();
  await body(page, 'en').fill('They wake people at night.');
  await page.locator('.co-preview .co-answer', { hasText: 'at night.' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'body.en', 'the words keep the focus');
  assert.deepEqual(page.complaints.filter((one) => !/status of 422/.test(one)), []);
  await close(page);
});

scene('an officer answers from the inbox with the keyboard alone', async () => {
  const idea = await stage.propose(made.slug, 'citizen', { title: 'Quieter doors' });
  const page = await inbox();
  const keys = new Keyboard(page);
  await keys.to('input[name="q"]');
  await page.keyboard.type('quieter');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=quieter/);
  await keys.to(`.co-inbox__item a[href$="/ideas/${idea.id}/answer"]`);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/answer$/);
  await page.locator('select[name="reason_code"]').waitFor({ state: 'hidden' });
  await keys.to('input[name="kind"]');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  assert.ok(await page.isChecked('input[name="kind"][value="declined"]'));
  await keys.to('select[name="reason_code"]');
  await page.keyboard.press('ArrowDown');
  await keys.to('textarea[name="body.en"]');
  await page.keyboard.type('The doors belong to the railway.');
  await keys.to('button[value="preview"]');
  await page.keyboard.press('Enter');
  await page.locator('.co-preview .co-answer', { hasText: 'belong to the railway' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'preview-title', 'the preview is read out');
  await page.locator('textarea[name="body.en"]').focus();
  await keys.to('button[value="send"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/en/ideas/${idea.id}(\\?|#|$)`));
  assert.equal((await published(idea))[0].reason_code, 'competence');
  await close(page);
});

scene('everybody finds all answers with their follow-up from the redesign, filters them and takes the table', async () => {
  const officer = await stage.person('officer');
  const [one, two] = [await stage.propose(made.slug, 'citizen', { title: 'Trees at the stops' }), await stage.propose(made.slug, 'citizen2', { title: 'Fountains at the stops' })];
  await officer.post(`/ideas/${one.id}/answers`, { kind: 'declined', reason_code: 'cost', texts: { en: 'Trees are dear.' } });
  await officer.post(`/ideas/${two.id}/answers`, { kind: 'in_study', texts: { en: 'We ask the waterworks.' } });
  const page = await stage.visit(here, { scripts: false });
  await page.locator('main a', { hasText: 'All answers' }).click();
  await page.locator('.co-answers__item', { hasText: 'Fountains at the stops' }).locator('.co-meta', { hasText: 'next answer by' }).waitFor();
  await page.selectOption('select[name="kind"]', 'declined');
  await page.locator('.co-filters button').click();
  await page.waitForURL(/kind=declined/);
  assert.equal(await page.locator('.co-answers__item', { hasText: 'Fountains' }).count(), 0);
  await page.locator('.co-answers__item', { hasText: 'Trees are dear.' }).waitFor();
  const table = await (await fetch(stage.base + await page.locator('a[download]').getAttribute('href'))).text();
  assert.match(table, /Trees at the stops/);
  assert.doesNotMatch(table, /Fountains/);
  await page.locator('.co-answers__item a', { hasText: 'Trees at the stops' }).click();
  await page.locator('.co-answer', { hasText: 'Trees are dear.' }).waitFor();
  await close(page);
});
