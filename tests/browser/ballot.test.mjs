// Journey J1 at the vote: a ballot is filled in, read over, cast and kept by its receipt: with scripts, by keyboard alone, and without
// scripts, for the three ways to vote; then the count, the results and one's own page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before } from 'node:test';

import { Stage, axe_file, in_days, is_skipped, scene } from '../support/browser.mjs';
import { Keyboard } from '../support/keyboard.mjs';
import { demo_password } from '../support/server.mjs';

const day_s = 86_400;
const reason = 'The ideas are settled; people read them for three days.';
const receipt_words = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){4}$/;
let stage, made, votes;

const definitions = {
  approval: { method: 'approval', question: { en: 'Which two come first?', fr: 'Lesquelles d’abord\u202f?' }, seats: 2, choices_max: 2 },
  budget: { method: 'budget', question: { en: 'What would you pay for?' }, budget: 10_000, currency: 'EUR' },
  ranked: { method: 'ranked', question: { en: 'In which order?' }, seats: 1 },
};

async function prepare() {
  const phases = Object.keys(definitions).map((method) => ({ type: 'vote', title: { en: `Vote: ${method}` }, opens_at: in_days(4), closes_at: in_days(8) }));
  made = await stage.make_redesign({ phases: [{ type: 'ideas', title: { en: 'Ideas' }, state: 'open', closes_at: in_days(3) }, ...phases, { type: 'follow_up', opens_at: in_days(20) }] });
  const owner = await stage.person('owner');
  const idea = await stage.propose(made.slug, 'citizen', { title: 'Benches at every stop', body: 'People **stand** for half an hour.' });
  await owner.post(`/ideas/${idea.id}/transitions`, { to: 'shortlisted', reason });
  votes = { idea: idea.id };
  for (const [at, phase] of made.phases.filter((one) => one.type === 'vote').entries()) {
    const method = Object.keys(definitions)[at];
    const cost = (amount) => (method === 'budget' ? { cost: amount } : {});
    const own = [['Lamps on the path', 3000], ['A later bus', 6000]].map(([en, amount]) => ({ title: { en }, ...cost(amount) }));
    const first = method === 'approval' ? { idea: idea.id } : { title: { en: 'Benches' }, ...cost(4500) };
    const vote = await owner.put(`/phases/${phase.id}/vote`, { ...definitions[method], options: [first, ...own] });
    await owner.post(`/votes/${vote.id}/freeze`, { reason });
    votes[method] = vote.id;
  }
}

before(async () => {
  if (is_skipped) return;
  stage = await Stage.open({ has_clock: true });
  await prepare();
});
after(() => stage?.close());

const submit = (page) => page.locator('main form.co-ballot button[type="submit"]').click();
const words = (page, text) => page.locator('main', { hasText: text }).waitFor();
const cast_count = async (method) => (await stage.visitor.get(`/votes/${votes[method]}`)).cast;
const receipt_of = async (page) => (await page.locator('#receipt-code span').allTextContents()).join('-');
const close = (...pages) => Promise.all(pages.map((page) => page.context().close()));

/** No barrier that axe knows of. */
async function accessible(page) {
  await page.evaluate(readFileSync(axe_file, 'utf8'));
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
}

scene('before a vote opens its frozen texts and dates are read, and nobody has a ballot', async () => {
  const page = await stage.visit(`/en/votes/${votes.approval}`, { as: 'citizen', scripts: false });
  await words(page, 'The vote opens on');
  await page.locator('.co-vote-option', { hasText: 'Benches at every stop' }).locator('summary').click();
  await page.locator('.co-vote-option strong', { hasText: 'stand' }).waitFor();
  assert.equal(await page.locator('.co-ballot').count(), 0);
  await page.goto(`${stage.base}/en/ideas/${votes.idea}`);
  await page.locator('.co-notice', { hasText: 'This idea is on the ballot' }).locator('a').click();
  await page.waitForURL(/\/en\/votes\/\d+/);
  await close(page);
});

scene('a visitor finds the open vote from home, is asked to sign in, and comes back to the ballot', async () => {
  await stage.server.move_clock(4 * day_s + 600);
  const page = await stage.visit('/en/', { scripts: false });
  await page.locator('.co-redesign-card', { hasText: 'Buses that wait' }).locator('a', { hasText: 'Vote now' }).click();
  await page.waitForURL(/\/en\/votes\/\d+$/);
  assert.equal(await page.locator('.co-ballot').count(), 0);
  await page.locator('main a', { hasText: 'Sign in to vote' }).click();
  await page.fill('input[name="email"]', 'citizen2@demo.palabre.example');
  await page.fill('input[name="password"]', demo_password);
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForURL(/\/en\/votes\/\d+/);
  await page.locator('.co-ballot').waitFor();
  await close(page);
});

scene('a citizen chooses one too many, is told while choosing and again when sending, loses nothing, casts, keeps and checks the receipt', async () => {
  const page = await stage.visit(`/en/redesigns/${made.slug}`, { as: 'citizen', permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(`${stage.base}/en/votes/${votes.approval}`);
  const boxes = page.locator('.co-ballot input[type="checkbox"]');
  const sum = page.locator('.co-ballot__sum output');
  await sum.getByText('Chosen: 0 of 2').waitFor();
  for (const at of [0, 1, 2]) await boxes.nth(at).check();
  await sum.getByText('1 too much').waitFor();
  await accessible(page);
  await submit(page);
  await page.locator('[data-error-summary]', { hasText: 'at most 2' }).waitFor();
  assert.equal(await page.locator('.co-ballot input:checked').count(), 3);
  await page.locator('.co-ballot input[type="checkbox"]').nth(1).uncheck();
  await submit(page);
  await page.locator('h1', { hasText: 'Is this what you choose?' }).waitFor();
  await accessible(page);
  assert.deepEqual(await page.locator('.co-review__paper .co-vote-option__title').allTextContents(), ['Benches at every stop', 'A later bus']);
  assert.equal(await cast_count('approval'), 0);
  await page.locator('button[value="cast"]').click();
  await page.locator('h1', { hasText: 'Your ballot is in the box' }).waitFor();
  await accessible(page);
  const receipt = await receipt_of(page);
  assert.match(receipt, receipt_words);
  assert.equal(page.url().includes(receipt), false);
  await page.locator('[data-copy]').click();
  await page.locator('.co-toast', { hasText: 'copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), receipt);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[download]').click()]);
  const kept = Buffer.concat(await (await download.createReadStream()).toArray()).toString('utf8');
  assert.ok(kept.includes(receipt) && kept.includes(`/votes/${votes.approval}/receipt`), kept);
  assert.doesNotMatch(kept, /Benches|bus/);
  await page.locator('button', { hasText: 'Check it now' }).click();
  await words(page, 'This ballot is in the box, unaltered');
  assert.equal(page.url().includes(receipt), false);
  await page.goto(`${stage.base}/en/votes/${votes.approval}`);
  await words(page, 'You have voted');
  assert.equal(await page.locator('.co-ballot').count(), 0);
  assert.equal(await cast_count('approval'), 1);
  assert.deepEqual(page.complaints.filter((one) => !/status of 4/.test(one)), []);
  await close(page);
});

scene('by keyboard alone a ballot is ranked, read over, changed and cast', async () => {
  const page = await stage.visit(`/en/votes/${votes.ranked}`, { as: 'citizen', reducedMotion: 'reduce' });
  const keys = new Keyboard(page);
  await keys.to('select[name="rank.1"]');
  await page.keyboard.type('2');
  await keys.to('select[name="rank.3"]');
  await page.keyboard.type('1');
  await keys.to('.co-ballot button[type="submit"]');
  await page.keyboard.press('Enter');
  await page.locator('h1', { hasText: 'Is this what you choose?' }).waitFor();
  assert.deepEqual(await page.locator('.co-review__paper .co-vote-option__title').allTextContents(), ['A later bus', 'Benches']);
  await words(page, '1 option without a rank comes last');
  await keys.to('button[value="change"]');
  await page.keyboard.press('Enter');
  await page.locator('.co-ballot').waitFor();
  assert.equal(await page.inputValue('select[name="rank.3"]'), '1');
  await keys.to('select[name="rank.2"]');
  await page.keyboard.type('2');
  await keys.to('.co-ballot button[type="submit"]');
  await page.keyboard.press('Enter');
  await words(page, 'All options have a rank');
  await keys.to('button[value="cast"]');
  await page.keyboard.press('Enter');
  await page.locator('#receipt-code').waitFor();
  assert.match(await receipt_of(page), receipt_words);
  assert.equal(await cast_count('ranked'), 1);
  await close(page);
});

scene('without scripts a budget ballot is dear, then cast; the same form sent twice casts once, and never tells what it said', async () => {
  const page = await stage.visit(`/en/votes/${votes.budget}`, { as: 'citizen2', scripts: false });
  assert.equal(await page.locator('.co-ballot__sum').isVisible(), false);
  for (const box of await page.locator('.co-ballot input[type="checkbox"]').all()) await box.check();
  await submit(page);
  await page.locator('[data-error-summary]', { hasText: '€3,500' }).waitFor();
  await page.locator('.co-ballot input[name="choice.3"]').uncheck();
  await submit(page);
  await words(page, 'Total: €7,500 of €10,000');
  const [action, fields] = await page.locator('main form').evaluate((form) => [form.action, [...new FormData(form)]]);
  await page.locator('button[value="cast"]').click();
  await page.locator('#receipt-code').waitFor();
  const receipt = await receipt_of(page);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie: `${await stage.cookie_name()}=${(await stage.person('citizen2')).token}`, origin: stage.base };
  const again = await fetch(action, { method: 'POST', headers, body: new URLSearchParams(fields) });
  assert.equal(again.status, 200);
  assert.ok((await again.text()).includes(receipt));
  const other = await fetch(action, { method: 'POST', headers, body: new URLSearchParams({ receipt: fields.find(([name]) => name === 'receipt')[1], 'choice.3': '1' }) });
  assert.equal(other.status, 200);
  assert.match(await other.text(), /was in the box already/);
  const fresh = await fetch(action, { method: 'POST', headers, body: new URLSearchParams({ receipt: 'AAAA-BBBB-CCCC-DDDD-EEEE', 'choice.3': '1' }) });
  assert.equal(fresh.status, 409);
  assert.doesNotMatch(await fresh.text(), /receipt-code/);
  assert.equal(await cast_count('budget'), 1);
  await page.goto(`${stage.base}/en/votes/${votes.budget}/receipt`);
  await page.fill('input[name="receipt"]', receipt.toLowerCase().replaceAll('-', ' '));
  await page.locator('main form button').click();
  await words(page, 'unaltered');
  await words(page, 'The count comes after the vote closes');
  await page.fill('input[name="receipt"]', 'nothing');
  await page.locator('main form button').click();
  await page.locator('[data-error-summary]').waitFor();
  assert.equal(await page.inputValue('input[name="receipt"]'), 'nothing');
  await close(page);
});

scene('a ballot left open while the vote closes is refused kindly; the results name places, ties, paper and how to recount', async () => {
  const page = await stage.visit(`/en/votes/${votes.approval}`, { as: 'citizen2', scripts: false });
  await page.locator('.co-ballot input[type="checkbox"]').first().check();
  await stage.server.move_clock(8 * day_s + 600);
  await submit(page);
  await words(page, 'The vote is closed');
  assert.equal(await page.locator('#result').count(), 0);
  const [owner, moderator] = await Promise.all(['owner', 'moderator'].map((name) => stage.person(name)));
  for (const method of Object.keys(definitions)) {
    await owner.post(`/votes/${votes[method]}/count`, {});
    await moderator.post(`/votes/${votes[method]}/sign`, {});
  }
  await page.goto(`${stage.base}/en/votes/${votes.approval}`);
  await words(page, '1 ballot counted: 1 online');
  assert.equal(await page.locator('#result tbody .co-badge--good').count(), 2);
  const recount = await (await fetch(stage.base + await page.locator('a[href$="recount.txt"]').getAttribute('href'))).text();
  const command = await page.locator('#result code').last().textContent();
  assert.ok(recount.includes(command.replace(/vote-\d+\.txt/, 'FILE')), command);
  await page.goto(`${stage.base}/en/votes/${votes.budget}`);
  await words(page, 'Spent: €7,500 of €10,000');
  await page.goto(`${stage.base}/en/votes/${votes.ranked}`);
  await words(page, '2 of 2');
  await page.locator('summary', { hasText: 'two by two' }).click();
  await page.locator('.co-vote-result__pairs td.is-won').first().waitFor();
  await close(page);
});

scene('one’s own page says that one voted and never what', async () => {
  const page = await stage.visit('/en/me/votes', { as: 'citizen' });
  const list = page.locator('main .co-lines');
  await list.getByText('Which two come first?').waitFor();
  await list.getByText('In which order?').waitFor();
  assert.equal(await list.getByText('What would you pay for?').count(), 0);
  assert.doesNotMatch(await list.textContent(), /Benches|bus/);
  await close(page);
});
