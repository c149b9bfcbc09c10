// The owner's work: a redesign from a template, six questions and a sheet of two pages, methods in pairs and hours by week, a timeline by pointer, keys and plain form,
// texts with their gaps, roles that say what they are for.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, in_days, is_skipped, scene } from '../support/browser.mjs';
import { Keyboard } from '../support/keyboard.mjs';

let stage;
let count = 0;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
});
after(() => stage?.close());

const notice = (page, words) => page.locator('main .co-notice', { hasText: words }).first().waitFor();
const close = (...all) => Promise.all(all.map((page) => page.context().close()));
const day = (count) => in_days(count).slice(0, 10);
const quiet = (page) => assert.deepEqual(page.complaints.filter((one) => !/status of 4(09|22)/.test(one)), []);

/** A draft from a template, owned by the demo's owner. */
async function make_draft(name = 'shared-living') {
  const admin = await stage.person('admin');
  const made = await admin.post(`/redesign-templates/${name}/redesigns`, { slug: `owned-${(count += 1)}`, starts_on: day(20), languages: ['en', 'fr', 'nl'] });
  await admin.post(`/redesigns/${made.slug}/roles`, { email: 'owner@demo.palabre.example', role: 'owner' });
  return made;
}
const read = async (slug) => (await stage.person('owner')).get(`/me/redesigns/${slug}`);

for (const scripts of [true, false]) {
  scene(`an administrator goes from the cards to a draft, answers in plain words and gets two pages to print, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const page = await stage.visit('/en/redesigns/new', { as: 'admin', scripts });
    assert.equal(await page.locator('.co-start__card').count(), 11);
    await page.locator('.co-start__card a', { hasText: 'Allotments for everyone' }).click();
    await page.locator('svg.co-plan').waitFor();
    await page.fill('[name="slug"]', `plots-${scripts ? 'a' : 'b'}`);
    await page.fill('[name="title"]', 'Plots by the canal');
    await page.uncheck('[name="language.de"]');
    await page.locator('main form button[type="submit"]').click();
    await notice(page, 'as a draft');
    assert.match(await page.inputValue('[name="obstacles"]'), /public draw/, 'the safeguards are there to begin with');
    await page.fill('[name="context"]', 'Sixty plots, and a waiting list of five years.');
    await page.fill('[name="can_change.en"]', '');
    await page.locator('main form button[type="submit"]').first().click();
    await notice(page, 'The roadmap is saved');
    await notice(page, 'Nothing is noted that can change');
    await page.locator('.co-roadmap__wait a[href$="/settings"]').waitFor();
    await page.locator('.co-roadmap dd', { hasText: 'waiting list of five years' }).waitFor();
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;
    assert.ok(sheets <= 2, `${sheets} pages`);
    quiet(page);
    await close(page);
  });
}

for (const scripts of [true, false]) {
  scene(`numbers become pairs of methods and hours by week, and an advised phase enters the timeline by one button, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const made = await make_draft();
    const page = await stage.visit(`/en/redesigns/${made.slug}/roadmap`, { as: 'owner', scripts });
    await notice(page, 'The hours are not checked');
    await page.locator('#methods a[href$="#f-people"]').click();
    await page.fill('[name="people"]', '400');
    await page.fill('[name="offline_percent"]', '130');
    await page.selectOption('[name="is_spread_out"]', 'yes');
    for (const crew of ['moderator', 'facilitator']) await page.fill(`[name="${crew}_hours"]`, '90');
    await page.fill('[name="officer_hours"]', '3');
    await page.locator('main form button[type="submit"]').first().click();
    await page.locator('[data-error-summary] a[href="#f-offline_percent"]').waitFor();
    assert.equal(await page.inputValue('[name="people"]'), '400', 'nothing typed is lost');
    await page.fill('[name="offline_percent"]', '30');
    await page.locator('main form button[type="submit"]').first().click();
    await notice(page, 'The roadmap is saved');
    await page.locator('#methods', { hasText: 'Of 400 people expected, 120 are hardly online' }).waitFor();
    const weeks = page.locator('.co-effort__full li');
    assert.match(await weeks.first().innerText(), /^Agency officers, week of \d+ \w+ \d{4}: \d+ h needed, 3 h there\.$/);
    const charts = page.locator('.co-effort__chart');
    assert.equal(await charts.count(), 3);
    assert.match(await charts.nth(2).getAttribute('aria-label'), /^Agency officers, hours by week, from .* h there\. The table below/);
    await page.locator('summary', { hasText: 'The same as a table' }).click();
    assert.equal(await page.locator('.co-effort__table td.is-full').count(), await page.locator('.co-effort__full li').count(), 'the table marks the same weeks');
    await page.locator('.co-roadmap__wait a[href$="#effort"]', { hasText: 'Hours are missing' }).waitFor();
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;
    assert.ok(sheets <= 2, `${sheets} pages`);
    const advised = page.locator('.co-method', { has: page.locator('button') }).first();
    const type = await advised.getAttribute('data-phase');
    await advised.locator('button').click();
    await notice(page, 'The phase is added');
    await page.locator(`.co-method[data-phase="${type}"]`, { hasText: 'In the timeline' }).waitFor();
    const { phases } = await read(made.slug);
    assert.equal(phases.filter((phase) => phase.type === type).length, 1);
    assert.ok(phases.find((phase) => phase.type === type).opens_at, 'it stands after what comes before it');
    assert.equal(phases.length, made.phases.length + 1);
    quiet(page);
    await close(page);
  });
}

scene('by keyboard alone: from the template over the six questions and the numbers to an advised phase and its days', async () => {
  const page = await stage.visit('/en/redesigns/new', { as: 'admin', reducedMotion: 'reduce' });
  const keys = new Keyboard(page);
  await keys.skip_menus();
  await keys.activate('a[href*="name=allotments"]');
  await page.locator('svg.co-plan').waitFor();
  await keys.skip_menus();
  await keys.write('[name="slug"]', 'plots-by-keyboard');
  await keys.write('[name="title"]', 'Plots by the canal');
  await keys.tick('[name="language.de"]', false);
  await keys.activate('main form button[type="submit"]');
  await notice(page, 'as a draft');
  await keys.skip_menus();
  await keys.write('[name="context"]', 'Sixty plots, and a waiting list of five years.');
  await keys.write('[name="people"]', '400');
  await keys.write('[name="offline_percent"]', '130');
  await keys.press('Enter');
  await page.locator('[data-error-summary] a[href="#f-offline_percent"]').waitFor();
  await keys.activate('[data-error-summary] a');
  await keys.press('Control+a');
  await page.keyboard.type('30');
  await keys.activate('main form button[type="submit"]');
  await notice(page, 'The roadmap is saved');
  await keys.skip_menus();
  await keys.activate('.co-method button');
  await notice(page, 'The phase is added');
  await keys.skip_menus();
  await keys.activate('main a[href$="/timeline"]');
  await page.locator('[data-island][data-ready]').waitFor();
  await keys.skip_menus();
  await keys.to('.co-plan__grip');
  await keys.press('ArrowRight');
  await keys.activate('main form .co-actions button[value="save"]');
  await notice(page, 'The timeline is saved');
  quiet(page);
  await close(page);
});

scene('a form refused on the way keeps everything typed', async () => {
  const page = await stage.visit('/en/redesigns/new/template?name=allotments', { as: 'admin', scripts: false });
  await page.fill('[name="slug"]', 'Not A Slug');
  await page.fill('[name="title"]', 'Plots for all');
  await page.uncheck('[name="language.fr"]');
  await page.locator('main form button[type="submit"]').click();
  await page.locator('[data-error-summary] a[href="#f-slug"]').waitFor();
  assert.equal(await page.inputValue('[name="title"]'), 'Plots for all');
  assert.equal(await page.isChecked('[name="language.fr"]'), false);
  assert.equal(await page.isChecked('[name="language.nl"]'), true);
  await close(page);
});

scene('a copy brings the texts and not the ideas', async () => {
  const page = await stage.visit('/en/redesigns/new', { as: 'admin' });
  await page.locator('main a', { hasText: 'Growing up well' }).click();
  await page.fill('[name="slug"]', 'growing-again');
  await page.selectOption('[name="with_roles"]', 'yes');
  await page.locator('main form button[type="submit"]').click();
  await notice(page, 'as a draft');
  const copy = await (await stage.person('admin')).get('/me/redesigns/growing-again');
  assert.equal(copy.counts.ideas, 0);
  assert.ok(copy.phases.length > 3 && copy.phases.every(({ state }) => state === 'planned'));
  await close(page);
});

scene('a bar moves by arrow keys, by a week with Shift, and each edge by itself; the days are written into the form and saved', async () => {
  const made = await make_draft();
  const page = await stage.visit(`/en/redesigns/${made.slug}/timeline`, { as: 'owner' });
  await page.locator('[data-island][data-ready]').waitFor();
  const [first] = made.phases;
  const opens = page.locator(`[name="p${first.id}.opens"]`);
  const closes = page.locator(`[name="p${first.id}.closes"]`);
  const began = { opens: await opens.inputValue(), closes: await closes.inputValue() };
  const later = (text, days) => new Date(Date.parse(text) + days * 86_400_000).toISOString().slice(0, 10);
  const sliders = page.locator(`svg [data-row="p${first.id}"] [role="slider"]`);
  assert.equal(await sliders.count(), 3);
  await sliders.nth(1).focus();
  await page.keyboard.press('ArrowRight');
  assert.deepEqual([await opens.inputValue(), await closes.inputValue()], [later(began.opens, 1), later(began.closes, 1)]);
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await opens.inputValue(), later(began.opens, 8));
  await sliders.nth(2).focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await closes.inputValue(), later(began.closes, 9));
  assert.equal(await opens.inputValue(), later(began.opens, 8), 'the other edge stays');
  for (let i = 0; i < 12; i += 1) { await sliders.nth(0).focus(); await page.keyboard.press('Shift+ArrowRight'); }
  assert.equal(await opens.inputValue(), await closes.inputValue(), 'an edge stops at the other');
  assert.match(await page.locator('[data-island]').innerText(), /Not saved yet/);
  const name = await sliders.nth(0).getAttribute('aria-label');
  assert.match(name, /Stories.*First day/);
  await page.locator('main form .co-actions button[value="save"]').click();
  await notice(page, 'The timeline is saved');
  const saved = (await read(made.slug)).phases.find(({ id }) => id === first.id);
  assert.ok(saved.opens_at > first.opens_at && saved.closes_at > first.closes_at);
  quiet(page);
  await close(page);
});

scene('a bar is dragged and snaps to days', async () => {
  const made = await make_draft();
  const page = await stage.visit(`/en/redesigns/${made.slug}/timeline`, { as: 'owner' });
  await page.locator('[data-island][data-ready]').waitFor();
  const row = made.phases[2].id;
  const opens = page.locator(`[name="p${row}.opens"]`);
  const before_all = await opens.inputValue();
  const bar = page.locator(`svg [data-row="p${row}"] .co-plan__grip--move`);
  const at = await bar.boundingBox();
  await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
  await page.mouse.down();
  await page.mouse.move(at.x + at.width / 2 + 120, at.y + at.height / 2, { steps: 6 });
  await page.mouse.up();
  const after_all = await opens.inputValue();
  assert.ok(after_all > before_all, `${before_all} -> ${after_all}`);
  const moved = await bar.boundingBox();
  assert.ok(Math.abs(moved.x - at.x - 120) < 8, 'the bar follows the pointer');
  await opens.fill(before_all);
  await opens.dispatchEvent('change');
  assert.ok(Math.abs((await bar.boundingBox()).x - at.x) < 8, 'what is typed is drawn');
  quiet(page);
  await close(page);
});

scene('without scripts phases are added, reordered and taken out; every refusal stands at its row and nothing typed is lost', async () => {
  const made = await make_draft();
  const page = await stage.visit(`/en/redesigns/${made.slug}/timeline`, { as: 'owner', scripts: false });
  await page.fill(`[name="p${made.phases[0].id}.title"]`, 'Telling');
  await page.locator('main button[value="add"]').click();
  await notice(page, 'Not saved yet');
  assert.equal(await page.inputValue(`[name="p${made.phases[0].id}.title"]`), 'Telling');
  await page.selectOption('[name="n1.type"]', 'hackathon');
  await page.fill('[name="n1.opens"]', day(90));
  await page.fill('[name="n1.closes"]', day(80));
  await page.fill(`[name="p${made.phases[1].id}.closes"]`, day(1));
  await page.locator('main button[value="up:n1"]').click();
  assert.equal(await page.locator('.co-timeline__row').nth(made.phases.length - 1).getAttribute('data-row'), 'n1');
  await page.locator('main form .co-actions button[value="save"]').click();
  assert.equal(await page.locator('[data-error-summary] li').count(), 2, 'both refusals are told');
  await page.locator('#f-n1-closes-error', { hasText: 'after the beginning' }).waitFor();
  assert.equal(await page.inputValue('[name="n1.opens"]'), day(90));
  await page.fill('[name="n1.closes"]', day(92));
  await page.fill(`[name="p${made.phases[1].id}.closes"]`, day(60));
  await page.check(`[name="p${made.phases[3].id}.remove"]`);
  await page.locator('main form .co-actions button[value="save"]').click();
  await notice(page, 'The timeline is saved');
  const { phases } = await read(made.slug);
  assert.ok(!phases.some(({ id }) => id === made.phases[3].id));
  assert.equal(phases.at(-2).type, 'hackathon');
  assert.equal(phases[0].titles.en, 'Telling');
  await close(page);
});

scene('a phase that has begun keeps its days and leads to where they change', async () => {
  const made = await stage.make_redesign();
  const page = await stage.visit(`/en/redesigns/${made.slug}/timeline`, { as: 'owner' });
  const row = page.locator(`[data-row="p${made.phases[0].id}"].co-timeline__row`);
  assert.equal(await row.locator('input[type="date"]').count(), 0);
  assert.equal(await row.locator('input[type="checkbox"]').count(), 0);
  assert.match(await row.innerText(), /extending, closing or reopening/);
  assert.equal(await page.locator(`svg [data-row="p${made.phases[0].id}"] [role="slider"]`).count(), 0);
  await row.locator('[name$=".title"]').fill('Ideas, and more ideas');
  await page.locator('main form .co-actions button[value="save"]').click();
  await notice(page, 'The timeline is saved');
  assert.equal((await read(made.slug)).phases[0].titles.en, 'Ideas, and more ideas');
  await close(page);
});

for (const scripts of [true, false]) {
  scene(`a missing translation is found in the grid, written beside the original and counted, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const made = await make_draft();
    const page = await stage.visit(`/en/redesigns/${made.slug}/texts`, { as: 'owner', scripts });
    await page.locator('.co-texts__languages .co-badge', { hasText: 'Complete' }).first().waitFor();
    await page.selectOption('select[name="language"]', 'de');
    await page.locator('main form button[type="submit"]', { hasText: 'Add' }).click();
    await notice(page, 'The language is added');
    const german = page.locator('.co-texts__languages li', { hasText: 'German' });
    const missing = Number.parseInt(await german.locator('.co-badge--warn').innerText(), 10);
    assert.ok(missing > 5);
    await page.locator('.co-texts__gap').first().click();
    await page.waitForURL(/language=de/);
    assert.match(await page.locator('.co-texts__source').first().innerText(), /Growing older together/);
    await page.fill('[name="text.title"]', 'Gemeinsam älter werden');
    await page.fill('[name="text.can_change.0"]', 'Die Räume');
    await page.locator('main form button[type="submit"]').first().click();
    await notice(page, 'The texts are saved');
    assert.equal(Number.parseInt(await german.locator('.co-badge--warn').innerText(), 10), missing - 2);
    await german.locator('summary').click();
    await german.locator('button[value="remove"]').click();
    await notice(page, 'The language and its texts are removed');
    assert.equal((await read(made.slug)).texts.title.de, undefined);
    quiet(page);
    await close(page);
  });
}

scene('the page of roles says what each is for, since when, and why nobody judges and answers', async () => {
  const made = await stage.make_redesign();
  const page = await stage.visit(`/en/redesigns/${made.slug}/roles`, { as: 'owner' });
  assert.equal(await page.locator('.co-roles__role').count(), 4);
  assert.match(await page.locator('.co-roles__role', { hasText: 'Mona' }).innerText(), /since/);
  assert.match(await page.locator('.co-roles__rule').innerText(), /nobody both moderates and answers/);
  await close(page);
});
