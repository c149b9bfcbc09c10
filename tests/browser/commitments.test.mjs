// The second half of the officer's journey: an accepted idea becomes a commitment, is moved, delivered and judged; by keyboard and without
// scripts too, and in front of somebody who watches.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, in_days, is_skipped, scene } from '../support/browser.mjs';
import { Keyboard } from '../support/keyboard.mjs';
import { jpeg_with_position, png } from '../support/pictures.mjs';

let stage, made, here;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  made = await stage.make_redesign();
  here = `/en/redesigns/${made.slug}`;
});
after(() => stage?.close());

const day = (days) => in_days(days).slice(0, 10);
const close = (...all) => Promise.all(all.map((page) => page.context().close()));
const notice = (page, words) => page.locator('main .co-notice', { hasText: words }).first().waitFor();

async function accepted(title) {
  const idea = await stage.propose(made.slug, 'citizen', { title });
  await (await stage.person('officer')).post(`/ideas/${idea.id}/answers`, { kind: 'accepted', body: 'We will do it before winter.' });
  return idea;
}

async function make(idea, body = {}) {
  return (await stage.person('officer')).post(`/redesigns/${made.slug}/commitments`, {
    title: { en: `Done: ${idea.title}` }, ideas: [idea.id], organisation: '1', due_on: day(60), budget_eur: 900, accept: true,
    milestones: [{ title: 'Ordered', due_on: day(10) }, { title: 'Installed', due_on: day(50) }], ...body,
  });
}

async function fill_commitment(page) {
  await page.fill('[name="title.en"]', 'Lamps on the way to the station');
  await page.fill('[name="due_on"]', day(60));
  await page.fill('[name="step_1"]', 'Model chosen');
  await page.fill('[name="step_on_1"]', day(10));
  await page.fill('[name="budget_eur"]', '4800');
}

for (const has_script of [true, false]) {
  scene(`an officer turns an accepted idea into a commitment and delivers it${has_script ? ' while a citizen watches' : ', without scripts'}`, async () => {
    const idea = await accepted(`Lamps on the dark way ${has_script}`);
    const watching = has_script ? await stage.visit(`/en/ideas/${idea.id}`) : null;
    if (watching) await watching.locator('section[data-part="commitment_standing"]', { hasText: 'Next, the public body says' }).waitFor();
    const page = await stage.visit(`/en/ideas/${idea.id}`, { as: 'officer', width: 360, scripts: has_script });
    await page.locator('a', { hasText: 'Make a commitment' }).click();
    await fill_commitment(page);
    await page.locator('main form.co-form button[type="submit"]').click();
    await page.waitForURL(/\/en\/commitments\/\d+/);
    await notice(page, 'The commitment is published');
    if (watching) await watching.locator('.co-commitment', { hasText: 'Lamps on the way to the station' }).waitFor({ timeout: 5000 });

    await page.locator('a', { hasText: 'Work on this commitment' }).click();
    await page.locator('section', { hasText: 'Give news' }).locator('[name="text"]').first().fill('The lamps are ordered; they come in three weeks.');
    await page.locator('select[name^="step_"]').first().selectOption('done');
    await page.locator('input[name="to"][value="in_progress"]').check();
    await page.locator('button', { hasText: 'Publish the news' }).click();
    await notice(page, 'It is published');
    await page.locator('.co-milestone--done', { hasText: 'on time' }).waitFor();

    await page.locator('a', { hasText: 'Work on this commitment' }).click();
    const moving = page.locator('details', { hasText: 'Move a date' });
    await moving.locator('summary').click();
    await moving.locator('[name="due_on"]').fill(day(75));
    await moving.locator('[name="text"]').fill('The electricity company comes later.');
    await moving.locator('button[type="submit"]').click();
    await page.locator('.co-moved', { hasText: 'The electricity company comes later.' }).waitFor();

    await page.locator('a', { hasText: 'Work on this commitment' }).click();
    const delivering = page.locator('details', { hasText: 'Declare it delivered' });
    await delivering.locator('summary').click();
    await delivering.locator('[name="text"]').fill('Six lamps shine since Monday, from the school to the station.');
    await delivering.locator('[name="url"]').fill('https://lipowe.example/lamps');
    await delivering.locator('button[type="submit"]').click();
    await page.locator('#check').waitFor();
    if (watching) await watching.locator('.co-commitment', { hasText: 'Delivered, people are asked' }).waitFor({ timeout: 5000 });

    const citizen = await stage.visit(new URL(page.url()).pathname, { as: 'citizen2', scripts: has_script });
    await citizen.locator('#check button', { hasText: 'Partly' }).click();
    await citizen.locator('#check', { hasText: 'You said: Partly' }).waitFor();
    await citizen.locator('#check button', { hasText: /^Done$/ }).click();
    await citizen.locator('#check', { hasText: 'You said: Done' }).waitFor();
    assert.ok((await citizen.locator('#check').textContent()).includes('1 (100%)'));
    for (const each of [page, citizen, watching].filter(Boolean)) assert.deepEqual(each.complaints, []);
    await close(page, citizen, ...(watching ? [watching] : []));
  });
}

for (const has_script of [true, false]) {
  scene(`an officer delivers with a photo from a telephone${has_script ? '' : ', without scripts'}, adds a second one and takes it away`, async () => {
    const one = await make(await accepted(`Benches on the long path ${has_script}`));
    await (await stage.person('officer')).post(`/commitments/${one.id}/transitions`, { to: 'in_progress', text: 'Work has begun.' });
    const page = await stage.visit(`/en/commitments/${one.id}/work`, { as: 'officer', width: 360, height: 740, scripts: has_script });
    const photo = (buffer) => ({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer });
    const form = page.locator('details', { hasText: 'Declare it delivered' });
    await form.locator('summary').click();
    await form.locator('[name="text"]').fill('Eight benches stand since Monday.');
    await form.locator('input[type="file"]').setInputFiles(photo(jpeg_with_position(6)));
    await form.locator('button[type="submit"]').click();
    // Without words for those who do not see it, nothing is delivered, and what was typed is still there.
    await page.locator('[data-error-summary] a', { hasText: 'What the photo shows' }).click();
    assert.equal(await form.locator('[name="text"]').inputValue(), 'Eight benches stand since Monday.');
    await form.locator('.co-notice', { hasText: 'choose the photo again' }).waitFor();
    await form.locator('[name="description"]').fill('Eight benches along a path, each with a back.');
    await form.locator('input[type="file"]').setInputFiles(photo(jpeg_with_position(6)));
    await form.locator('button[type="submit"]').click();
    await notice(page, 'It is published');
    const shown = page.locator('.co-evidence img');
    assert.deepEqual(await Promise.all(['alt', 'width', 'height', 'loading'].map((name) => shown.getAttribute(name))), ['Eight benches along a path, each with a back.', '48', '64', 'lazy']);
    if (has_script) {
      await shown.scrollIntoViewIfNeeded();
      await page.waitForFunction(() => document.querySelector('.co-evidence img').naturalWidth > 0);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it fits a telephone');
    }

    await page.locator('.co-evidence a', { hasText: 'Add or remove photos' }).click();
    await page.setInputFiles('input[type="file"]', photo(png(64, 40)));
    await page.fill('main [name="description"]', 'The first bench, seen from the side.');
    await page.locator('button', { hasText: 'Add the photo' }).click();
    await notice(page, 'Your photos are saved');
    assert.equal(await page.locator('.co-desk__item').count(), 2);
    await page.locator('.co-desk__item', { has: page.locator('img[alt^="The first bench"]') }).locator('button', { hasText: 'Remove' }).click();
    await notice(page, 'Your photos are saved');
    await page.locator('a', { hasText: 'Back to the commitment' }).click();
    await page.locator('.co-evidence', { hasText: '1 photo was taken away' }).waitFor();
    assert.equal(await shown.count(), 1);
    // The refused form is an answer the browser's console names; nothing else is complained of.
    assert.deepEqual(page.complaints.filter((line) => !/status of 4\d\d/.test(line)), []);
    await close(page);
  });
}

scene('a form that is refused keeps what was typed and names the field', async () => {
  const idea = await accepted('Benches at the clinic');
  const page = await stage.visit(`/en/ideas/${idea.id}/commit`, { as: 'officer', scripts: false });
  await fill_commitment(page);
  await page.fill('[name="step_on_1"]', day(70));
  await page.locator('main form.co-form button[type="submit"]').click();
  await page.locator('[data-error-summary] a', { hasText: 'Day of milestone 1' }).waitFor();
  assert.equal(await page.inputValue('[name="title.en"]'), 'Lamps on the way to the station');
  await page.fill('[name="step_on_1"]', day(30));
  await page.locator('main form.co-form button[type="submit"]').click();
  await page.waitForURL(/\/en\/commitments\/\d+/);
  await close(page);
});

scene('by keyboard alone an opinion is given and news are published', async () => {
  const one = await make(await accepted('A roof at the market stop'));
  const officer = await stage.person('officer');
  const page = await stage.visit(`/en/commitments/${one.id}/work`, { as: 'officer' });
  const keys = new Keyboard(page);
  await keys.to('textarea[name="text"]');
  await page.keyboard.type('The roof is drawn and goes to the council.');
  await keys.to('input[name="to"]');
  await page.keyboard.press('ArrowDown');
  await keys.to('button[type="submit"]');
  await page.keyboard.press('Enter');
  await notice(page, 'It is published');
  await officer.post(`/commitments/${one.id}/transitions`, { to: 'delivered', text: 'The roof stands since Friday.' });
  const citizen = await stage.visit(`/en/commitments/${one.id}`, { as: 'citizen' });
  await new Keyboard(citizen).to('button[value="done"]');
  await citizen.keyboard.press('Enter');
  await citizen.locator('#check', { hasText: 'You said: Done' }).waitFor();
  await close(page, citizen);
});

scene('the follow-up page puts late ones first in words, filters, and says what comes next when it is empty', async () => {
  const page = await stage.visit('/en/redesigns/lipowe-vivre-ensemble/follow-up');
  const cards = page.locator('.co-commitment');
  assert.equal(await cards.count(), 8);
  assert.match(await cards.first().textContent(), /days late/);
  await page.locator('.co-sorts a', { hasText: 'Contested (1)' }).click();
  await page.waitForURL(/show=contested/);
  assert.equal(await page.locator('.co-commitment').count(), 1);
  const empty = await stage.visit(`/en/redesigns/${(await stage.make_redesign()).slug}/follow-up`);
  await empty.locator('.co-empty', { hasText: 'No commitment yet' }).waitFor();
  await close(page, empty);
});

scene('the inbox shows commitments whose date is near, and the idea without a commitment stands on the follow-up page', async () => {
  await make(await accepted('A clock at the stop'));
  const idea = await accepted('Timetables one can read');
  const page = await stage.visit(`${here}/inbox?show=commitments`, { as: 'officer' });
  await page.locator('.co-commitment a', { hasText: 'Give news' }).first().waitFor();
  await page.goto(`${stage.base}${here}/follow-up`);
  await page.locator('.co-follow-up__idea', { hasText: idea.title }).locator('a', { hasText: 'Make a commitment' }).click();
  await page.locator('h1', { hasText: 'Make a commitment' }).waitFor();
  await close(page);
});
