// Journey J2, the vote on paper: the owner sets the ballot up, freezes and prints it, a facilitator hands papers out by slip, the
// envelope is entered and signed by two people, the box counted and the count witnessed. With scripts, without, and by keyboard alone.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, is_skipped, scene } from '../support/browser.mjs';
import { Keyboard } from '../support/keyboard.mjs';

const day_s = 86_400;
let stage;
let shifted_s = 0;
before(async () => { if (!is_skipped) stage = await Stage.open({ has_clock: true }); });
after(() => stage?.close());

const a_reason = 'Three weeks of reading are enough for two bus lines.';
const later = (days) => new Date(Date.now() + (shifted_s + days * day_s) * 1000).toISOString();
const pass = async (days) => { shifted_s += days * day_s; await stage.server.move_clock(shifted_s); };
const submit = (page, where) => page.click(`${where} button[type="submit"]:not(.co-hidden-text)`);
const text_of = (page, where = 'main') => page.locator(where).first().innerText();
const says = (page, where, words) => page.locator(where, { hasText: words }).first().waitFor();
const path_of = (page) => new URL(page.url()).pathname;

/** A redesign with two shortlisted ideas and a vote that opens in four days, and somebody's slip. */
async function a_place() {
  const made = await stage.make_redesign({
    phases: [{ type: 'ideas', title: { en: 'Ideas' }, state: 'open', closes_at: later(30) }, { type: 'vote', title: { en: 'The vote' }, opens_at: later(4), closes_at: later(6) }, { type: 'follow_up', opens_at: later(40) }],
  });
  const ideas = [await stage.propose(made.slug, 'citizen', { title: 'A night bus on call' }), await stage.propose(made.slug, 'citizen', { title: 'Lamps at every stop' })];
  for (const { id } of ideas) await (await stage.person('moderator')).post(`/ideas/${id}/transitions`, { to: 'shortlisted', reason: 'Many people ask for it.' });
  const other = await stage.propose(made.slug);
  const phase = made.phases.find(({ type }) => type === 'vote');
  return { made, ideas, other, phase };
}

let keys = 0;
/** A new person met at a stall; the number of their slip. */
async function a_slip({ made, other }, name) {
  const body = { key: `polls-${process.pid}-${(keys += 1)}`, kind: 'support', idea: other.id, name, consent: { given: true, version: 1, language: 'en' }, source: 'stall', collected_on: later(0).slice(0, 10) };
  return (await (await stage.person('facilitator')).post(`/redesigns/${made.slug}/entries`, body)).slip;
}

async function set_up_and_freeze({ made, ideas, phase }, scripts) {
  const page = await stage.visit(`/en/redesigns/${made.slug}/phases`, { as: 'owner', scripts });
  await page.click('text=Set up the ballot');
  await page.fill('[name="question.en"]', 'What comes first?');
  await page.fill('[name="seats"]', '1');
  await page.fill('[name="choices_max"]', '2');
  for (const [at, { id }] of ideas.entries()) { await page.check(`[name="idea.${id}"]`); await page.fill(`[name="place.i${id}"]`, String(2 - at)); }
  await page.click('button[value="more"]');
  assert.equal(await page.isChecked(`[name="idea.${ideas[0].id}"]`), true, 'a new row loses nothing that was typed');
  await page.fill('[name="text2.en"]', 'Nothing of all this');
  await page.click('button[value="save"]:not(.co-hidden-text)');
  const preview = await text_of(page, '[aria-labelledby="preview-title"]');
  assert.match(preview, /What comes first\?[^]*1 option wins; people tick 2 boxes at most[^]*1\s+Lamps at every stop[^]*2\s+A night bus on call[^]*3\s+Nothing of all this/);
  await page.fill('[name="reason"]', 'Short.');
  await submit(page, '[aria-labelledby="preview-title"]');
  assert.match(await text_of(page, '[data-error-summary]'), /reason/i);
  assert.equal(await page.inputValue('[name="reason"]'), 'Short.');
  await page.fill('[name="reason"]', a_reason);
  await submit(page, '[aria-labelledby="preview-title"]');
  assert.match(await text_of(page), /have been frozen since/);
  assert.equal(await page.locator('[name="question.en"]').count(), 0, 'nothing can be changed any more');
  await page.click('text=Paper ballots, count');
  assert.match(path_of(page), /^\/en\/votes\/\d+\/desk$/);
  return page;
}

/** Prints ballots and reads their codes off the page, as a person does. */
async function print(page, count) {
  await page.fill('[name="count"]', String(count));
  await page.click('text=Make ballots to print');
  const papers = page.locator('.co-ballot-paper');
  assert.equal(await papers.count(), count);
  const codes = await page.locator('.co-ballot-paper__code').allInnerTexts();
  assert.equal(new Set(codes).size, count);
  assert.match(await papers.first().innerText(), /What comes first\?[^]*Tick 2 options at most[^]*A night bus on call[^]*Your receipt/);
  return codes;
}

async function hand_out(page, slip) {
  await page.fill('[name="slip"]', slip);
  await page.click('text=Put this person on the register');
  return text_of(page);
}

async function fill_paper(page, row, code, marks) {
  await page.fill(`[name="p${row}.code"]`, code);
  for (const mark of marks) await page.check(`[name="p${row}.${mark}"]`);
}

/** Four papers in the envelope: two ballots, one blank, one void. The form of the first two is sent twice. */
async function enter(page, codes, scripts) {
  await page.click('summary:has-text("Open an envelope")');
  await page.fill('[name="label"]', 'Town hall, envelope 1');
  await page.fill('[name="papers"]', '4');
  await submit(page, 'details[open]');
  const envelope = path_of(page);
  assert.match(envelope, /^\/en\/vote-batches\/\d+$/);
  await fill_paper(page, 1, codes[0].toLowerCase().replaceAll('-', ' '), ['o1', 'o2']);
  await fill_paper(page, 2, '7777-7777-7777-7777-7777', ['o2']);
  await page.click('.co-actions >> text=Put into the box');
  await says(page, '[data-error-summary]', /Paper 2.*No printed ballot has this code/s);
  assert.equal(await page.isChecked('[name="p1.o2"]'), true, 'nothing that was typed is lost');
  await fill_paper(page, 2, codes[1], []);
  await page.uncheck('[name="p2.o2"]');
  await page.click('.co-actions >> text=Put into the box');
  await says(page, '[data-error-summary]', /if the paper is blank, say so/);
  await page.check('[name="p2.o2"]');
  if (scripts) {
    await page.context().setOffline(true);
    await page.click('.co-actions >> text=Put into the box');
    await page.locator('[data-error-summary]', { hasText: 'There is no connection' }).waitFor();
    assert.equal(await page.isChecked('[name="p2.o2"]'), true, 'without network the papers stay on the page');
    assert.equal(await page.evaluate((code) => JSON.stringify(localStorage).includes(code), codes[1]), false, 'and nowhere else');
    await page.context().setOffline(false);
  }
  await page.click('.co-actions >> text=Put into the box');
  await says(page, 'main', /2 papers went into the box/);
  await fill_paper(page, 1, codes[1], ['o2']);
  await fill_paper(page, 2, codes[2], ['blank']);
  await page.click('.co-actions >> text=Put into the box');
  await says(page, 'main', /1 paper went into the box; 1 was in it already and counts once/);
  await page.fill('[name="spoiled"]', '1');
  await submit(page, '#spoiled');
  assert.match(await text_of(page, '#sign'), /A second person signs/);
  assert.equal(await page.locator('#sign form').count(), 0);
  return envelope;
}

for (const scripts of [false, true]) {
  scene(`a vote on paper, ${scripts ? 'with' : 'without'} scripts: one person, one ballot; two people sign; the count is witnessed and published`, async () => {
    const place = await a_place();
    const owner = await set_up_and_freeze(place, scripts);
    const desk = path_of(owner);
    const vote = /votes\/(\d+)/.exec(desk)[1];
    const codes = await print(owner, 4);
    await owner.context().close();
    await pass(4.5);

    const slips = [];
    for (const name of ['H. K.', 'B. T.', 'C. V.', 'D. W.']) slips.push(await a_slip(place, name));
    const citizen = await stage.person('citizen2');
    await citizen.post('/me/slips', { slip: slips[0] });
    const facilitator = await stage.visit(desk, { as: 'facilitator', scripts });
    for (const slip of slips) assert.match(await hand_out(facilitator, slip), /The person is on the register/);
    assert.match(await hand_out(facilitator, slips[0]), /handed a paper ballot already/);
    assert.match(await hand_out(facilitator, 'K7F3Q'), /ten letters/i);
    await assert.rejects(citizen.post(`/votes/${vote}/ballots`, { receipt: '7K2F-9QXM-4TDB-HW3C-PZ6R', choices: [[1]] }), /already_voted/, 'who took paper does not vote online');

    await facilitator.goto(stage.base + desk);
    const envelope = await enter(facilitator, codes, scripts);
    await facilitator.context().close();
    const moderator = await stage.visit(envelope, { as: 'moderator', scripts });
    assert.equal(await moderator.locator('[name="lost_reason"]').count(), 0, 'no paper is missing');
    await submit(moderator, '#sign');
    assert.match(await text_of(moderator), /The envelope is signed/);
    assert.equal(await moderator.locator('form[action*="vote-batches"]').count(), 0);

    const counting = await stage.visit(desk, { as: 'owner', scripts });
    assert.match(await text_of(counting, '#count'), /Possible after the close/);
    await pass(2.5);
    await counting.goto(stage.base + desk);
    assert.doesNotMatch(await text_of(counting), /Lamps at every stop/);
    await submit(counting, '#count');
    assert.match(await text_of(counting, '#count'), /Counted on[^]*Fingerprint of the box: [0-9a-f]{64}[^]*handed out: 4; in the box: 3; void: 1[^]*Another person has to sign/);
    assert.equal((await stage.visitor.get(`/votes/${vote}`)).result, null, 'nothing leaves before the second signature');
    await counting.context().close();
    await moderator.goto(stage.base + desk);
    await submit(moderator, '#count');
    assert.match(await text_of(moderator, '#count'), /Counted on[^]*Signed on/);
    assert.deepEqual(moderator.complaints, []);
    await moderator.context().close();

    const { result } = await stage.visitor.get(`/votes/${vote}`);
    assert.deepEqual([result.ballots, result.blank, result.channels.paper], [3, 1, 3]);
    assert.deepEqual(result.options.map(({ position, votes, selected }) => [position, votes, selected]), [[2, 2, true], [1, 1, false], [3, 0, false]]);
    for (const code of codes.slice(0, 3)) assert.equal((await stage.visitor.post(`/votes/${vote}/receipts`, { receipt: code })).is_in_box, true);
    const checked = await stage.server.check();
    assert.equal(checked.code, 0, checked.stdout);
  });
}

/** The page of `path` as somebody who has only a keyboard. */
async function typed_visit(path, as) {
  const page = await stage.visit(path, { as, reducedMotion: 'reduce' });
  return { page, keys: new Keyboard(page) };
}

const focused = (page) => page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));

async function set_up_by_keyboard({ made, ideas, phase }) {
  const { page, keys } = await typed_visit(`/en/redesigns/${made.slug}/phases`, 'owner');
  await keys.skip_menus();
  await keys.activate(`a[href$="/phases/${phase.id}/vote"]`);
  await page.waitForURL(/\/vote$/);
  await keys.skip_menus();
  await keys.write('[name="question.en"]', 'What comes first?');
  await keys.choose('[name="method"]', 'approval');
  await keys.write('[name="seats"]', '1');
  await keys.write('[name="choices_max"]', '2');
  for (const [at, { id }] of ideas.entries()) { await keys.tick(`[name="idea.${id}"]`); await keys.write(`[name="place.i${id}"]`, String(2 - at)); }
  await keys.activate('button[value="more"]');
  await page.locator('[name="text2.en"]').waitFor();
  await keys.write('[name="text2.en"]', 'Nothing of all this');
  await keys.activate('button[value="save"]');
  await says(page, 'main', /A night bus on call[^]*Nothing of all this/);
  await keys.skip_menus();
  await keys.write('[name="reason"]', 'Short.');
  await keys.activate('[aria-labelledby="preview-title"] button');
  await says(page, '[data-error-summary]', /reason/i);
  assert.match(await focused(page), /data-error-summary/, 'what is wrong has the focus');
  await keys.activate('[data-error-summary] a');
  await keys.press('Control+a');
  await page.keyboard.type(a_reason);
  await keys.activate('[aria-labelledby="preview-title"] button');
  await says(page, 'main', /have been frozen since/);
  await keys.skip_menus();
  await keys.activate('a[href$="/desk"]');
  await page.waitForURL(/\/votes\/\d+\/desk$/);
  const desk = path_of(page);
  await keys.skip_menus();
  await keys.write('[name="count"]', '3');
  await keys.press('Enter');
  await page.locator('.co-ballot-paper').nth(2).waitFor();
  await keys.skip_menus();
  await keys.to('[data-print]');
  const codes = await page.locator('.co-ballot-paper__code').allInnerTexts();
  assert.deepEqual(page.complaints.filter((one) => !/status of 422/.test(one)), []);
  await page.context().close();
  return { desk, codes };
}

/** Two ballots and a blank paper. */
async function enter_by_keyboard(page, keys, codes) {
  await keys.skip_menus();
  await keys.activate('#envelopes summary');
  await keys.write('[name="label"]', 'Town hall, envelope 1');
  await keys.write('[name="papers"]', '3');
  await keys.press('Enter');
  await page.waitForURL(/\/vote-batches\/\d+/);
  const envelope = path_of(page);
  await keys.skip_menus();
  await keys.write('[name="p1.code"]', codes[0].toLowerCase().replaceAll('-', ' '));
  for (const mark of ['o1', 'o2']) await keys.tick(`[name="p1.${mark}"]`);
  await keys.write('[name="p2.code"]', '7777-7777-7777-7777-7777');
  await keys.tick('[name="p2.o2"]');
  await keys.write('[name="p3.code"]', codes[2]);
  await keys.tick('[name="p3.blank"]');
  await keys.activate('.co-actions button[value="enter"]');
  await says(page, '[data-error-summary]', /Paper 2.*No printed ballot has this code/s);
  assert.match(await focused(page), /data-error-summary/);
  await keys.activate('[data-error-summary] a');
  assert.match(await focused(page), /name="p2.code"/, 'the line of the summary leads to its field');
  await keys.press('Control+a');
  await page.keyboard.type(codes[1]);
  await keys.press('Enter');
  await says(page, 'main', /3 papers went into the box/);
  return envelope;
}

scene('the whole vote on paper by keyboard alone: set up, frozen, printed, handed out, entered, signed, counted, checked', async () => {
  const place = await a_place();
  const { desk, codes } = await set_up_by_keyboard(place);
  await pass(4.5);
  const slips = [];
  for (const name of ['H. K.', 'B. T.', 'C. V.']) slips.push(await a_slip(place, name));
  const { page, keys } = await typed_visit(desk, 'facilitator');
  for (const slip of slips) {
    await keys.skip_menus();
    await keys.write('[name="slip"]', slip);
    await keys.press('Enter');
    await says(page, 'main', 'The person is on the register');
  }
  const envelope = await enter_by_keyboard(page, keys, codes);
  await page.context().close();

  const witness = await typed_visit(envelope, 'moderator');
  await witness.keys.skip_menus();
  await witness.keys.activate('#sign button');
  await says(witness.page, 'main', 'The envelope is signed');
  await pass(2.5);
  const owner = await typed_visit(desk, 'owner');
  await owner.keys.skip_menus();
  await owner.keys.activate('#count button');
  await says(owner.page, '#count', 'Another person has to sign');
  await owner.page.context().close();
  await witness.page.goto(stage.base + desk);
  await witness.keys.skip_menus();
  await witness.keys.activate('#count button');
  await says(witness.page, '#count', 'Signed on');
  await witness.page.context().close();

  const reader = await typed_visit(`/en/votes/${/votes\/(\d+)/.exec(desk)[1]}/receipt`, '');
  await reader.keys.skip_menus();
  await reader.keys.write('input[name="receipt"]', codes[0]);
  await reader.keys.press('Enter');
  await says(reader.page, 'main', 'unaltered');
  await reader.page.context().close();
});
