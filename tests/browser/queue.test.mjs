// The moderators' queue in a browser: by keyboard, undo, second opinions, two moderators at once, and the same without scripts.
// The log of decisions, the preview of a phase's move, a proposed merge taken back.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Person, Stage, is_skipped, scene } from '../support/browser.mjs';

let stage, made, here;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
});
after(() => stage?.close());

const close = (...all) => Promise.all(all.map((page) => page.context().close()));
const notice = (page, words) => page.locator('main .co-notice', { hasText: words }).first().waitFor();
const status_of = async (idea) => (await stage.visitor.get(`/ideas/${idea.id}`)).status;

/** A redesign of its own with reported ideas, oldest first in the queue. */
async function reported(...titles) {
  made = await stage.make_redesign();
  here = `/en/redesigns/${made.slug}`;
  const ideas = [];
  for (const title of titles) {
    const idea = await stage.propose(made.slug, 'citizen', { title });
    await (await stage.person('citizen2')).post('/reports', { target: `idea:${idea.id}`, rule: 'off_topic', text: 'Not about the lines.' });
    ideas.push(idea);
  }
  return ideas;
}
const queue = (options = {}) => stage.visit(`${here}/moderation`, { as: 'moderator', ...options });
const card = (page, title) => page.locator('.co-case', { hasText: title });
/** The script of the queue is there. */
const ready = (page) => page.locator('[data-triage-bar]:not([hidden])').waitFor();
const has_focus = (locator) => locator.evaluate((node) => node.contains(document.activeElement));

scene('J and K move, A keeps, H hides with the prepared reason, U takes back: no mouse at all', async () => {
  const [first, second, third] = await reported('A pond by the depot', 'Free ice cream for all', 'Chess in the last bus');
  const page = await queue();
  await ready(page);
  await page.keyboard.press('j');
  assert.ok(await has_focus(card(page, first.title)));
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  assert.ok(await has_focus(card(page, first.title)));
  await page.keyboard.press('a');
  await card(page, first.title).locator('.co-case__done', { hasText: 'Kept' }).waitFor();
  assert.ok(await has_focus(card(page, second.title)), 'the next open case has the focus');
  await page.keyboard.press('h');
  const reason = card(page, second.title).locator('textarea[name="reason"]').first();
  await page.waitForFunction(() => document.activeElement?.name === 'rule');
  assert.match(await reason.inputValue(), /question asked here/, 'the reason of the reported ground stands ready');
  await page.keyboard.press('Control+Enter');
  await card(page, second.title).locator('.co-case__done', { hasText: 'Hidden' }).waitFor();
  assert.equal(await status_of(second), 'hidden');
  await page.keyboard.press('u');
  await card(page, second.title).locator('.co-case__done').waitFor({ state: 'detached' });
  assert.equal(await status_of(second), 'published');
  assert.ok(await has_focus(card(page, second.title)));
  assert.equal(await card(page, third.title).locator('.co-case__done').count(), 0);
  await page.reload();
  assert.equal(await card(page, first.title).count(), 0, 'what was kept is out of the queue');
  assert.deepEqual(page.complaints, []);
  await close(page);
});

scene('Escape leaves an open form without a decision, and E asks a colleague', async () => {
  const [idea] = await reported('Drums at the terminus');
  const page = await queue();
  await ready(page);
  await page.keyboard.press('j');
  await page.keyboard.press('h');
  await card(page, idea.title).locator('details[data-act="hide"][open]').waitFor();
  await page.keyboard.press('Escape');
  await card(page, idea.title).locator('details[data-act="hide"]:not([open])').waitFor();
  assert.ok(await has_focus(card(page, idea.title)));
  await page.keyboard.press('e');
  await page.waitForFunction(() => document.activeElement?.name === 'note');
  await page.keyboard.type('Is it about the noise in the buses?');
  await page.keyboard.press('Control+Enter');
  await card(page, idea.title).locator('.co-notice', { hasText: 'see your question' }).waitFor();
  await page.reload();
  await card(page, idea.title).locator('.co-case__opinion', { hasText: 'noise in the buses' }).waitFor();
  await page.goto(`${stage.base}${here}/moderation?opinion=1`);
  assert.equal(await page.locator('.co-case').count(), 1);
  await close(page);
});

scene('single keys do nothing once they are switched off; buttons still work', async () => {
  const [idea] = await reported('A clock at every stop');
  const page = await queue();
  await ready(page);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog');
  for (const words of ['Keep', 'Hide', 'second opinion']) await dialog.locator('dd', { hasText: words }).first().waitFor();
  await dialog.locator('input[type="checkbox"]').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.co-case__done').count(), 0);
  await card(page, idea.title).locator('form[data-act="keep"] button').click();
  await card(page, idea.title).locator('.co-case__done').waitFor();
  await card(page, idea.title).locator('.co-case__done button', { hasText: 'Undo' }).click();
  await card(page, idea.title).locator('.co-case__done').waitFor({ state: 'detached' });
  await close(page);
});

scene('two moderators: one sees that the other looks and what was decided, and the second to decide is told kindly', async () => {
  const [first, second] = await reported('Palm trees', 'A tram instead');
  const colleague = await stage.person('facilitator');
  const admin = await stage.person('admin');
  await admin.del(`/redesigns/${made.slug}/roles/facilitator/${colleague.person.id}`);
  await admin.put(`/redesigns/${made.slug}/roles/moderator/${colleague.person.id}`);
  const page = await queue();
  await ready(page);
  await colleague.post(`/redesigns/${made.slug}/cases/watch`, { looking: `idea:${first.id}` });
  await card(page, first.title).locator('[data-watching]', { hasText: '1 other moderator' }).waitFor({ timeout: 20_000 });
  await colleague.post(`/cases/idea:${first.id}/keep`, { reason: 'It breaks no rule of the charter.' });
  await card(page, first.title).locator('form[data-act="keep"] button').click();
  await card(page, first.title).locator('.co-case__done', { hasText: 'Decided by a colleague' }).waitFor();
  const plain = await queue({ scripts: false });
  await colleague.post(`/cases/idea:${second.id}/keep`, { reason: 'It breaks no rule of the charter.' });
  await card(plain, second.title).locator('form[data-act="keep"] button').click();
  await notice(plain, 'A moderator decided this');
  await close(page, plain);
});

scene('the queue is filtered by kind, ground and order', async () => {
  const [idea] = await reported('A ferry instead of the bus');
  const page = await queue();
  await page.selectOption('select[name="rule"]', 'spam');
  await page.locator('.co-filters button').click();
  await page.locator('main', { hasText: 'No case fits these filters' }).waitFor();
  await page.selectOption('select[name="rule"]', 'off_topic');
  await page.selectOption('select[name="sort"]', 'newest');
  await page.locator('.co-filters button').click();
  await page.waitForURL(/rule=off_topic/);
  await card(page, idea.title).waitFor();
  await close(page);
});

scene('without scripts: keep, take back, hide with a chosen ground, ask a colleague', async () => {
  const [idea] = await reported('Swings on the platform');
  const page = await queue({ scripts: false });
  await card(page, idea.title).locator('form[data-act="keep"] button').click();
  await notice(page, 'The text stays');
  await page.locator('form[data-undo] button').click();
  await notice(page, 'reports are open again');
  await card(page, idea.title).locator('[data-act="opinion"] summary').click();
  await card(page, idea.title).locator('[name="note"]').fill('Are swings allowed on platforms?');
  await card(page, idea.title).locator('[data-act="opinion"] button').click();
  await notice(page, 'with the other moderators');
  await card(page, idea.title).locator('[data-act="hide"] summary').click();
  await card(page, idea.title).locator('input[name="rule"][value="spam"]').check();
  await card(page, idea.title).locator('[data-act="hide"] button[type="submit"]').click();
  await notice(page, 'rule and the reason are public');
  assert.equal(await status_of(idea), 'hidden');
  await page.locator('form[data-undo] button').click();
  await notice(page, 'reports are open again');
  assert.equal(await status_of(idea), 'published');
  await close(page);
});

scene('the log is public, filters without scripts, names nobody, and can be downloaded', async () => {
  const [idea] = await reported('Fireworks at noon');
  await (await stage.person('moderator')).post(`/ideas/${idea.id}/hide`, { rule: 'illegal', reason: 'Fireworks are forbidden there.' });
  const page = await stage.visit(here, { scripts: false });
  await page.locator('main a', { hasText: 'Log of decisions' }).first().click();
  await page.locator('.co-log__line', { hasText: 'Fireworks are forbidden there.' }).waitFor();
  const moderator = (await stage.person('moderator')).person.name;
  assert.ok(!(await page.locator('main').innerText()).includes(moderator));
  await page.selectOption('select[name="kind"]', 'phase');
  await page.locator('.co-filters button').click();
  await page.waitForURL(/kind=phase/);
  assert.equal(await page.locator('.co-log__line', { hasText: 'Fireworks' }).count(), 0);
  await page.selectOption('select[name="kind"]', 'hidden');
  await page.selectOption('select[name="rule"]', 'illegal');
  await page.locator('.co-filters button').click();
  await page.waitForURL(/rule=illegal/);
  assert.equal(await page.locator('.co-log__line').count(), 1);
  const table = await fetch(stage.base + await page.locator('a[download]').getAttribute('href'));
  const lines = (await table.text()).trim().split('\r\n');
  assert.deepEqual([table.headers.get('content-type'), lines.length], ['text/csv; charset=utf-8', 2]);
  const own = await stage.visit(`${here}/log`, { as: 'moderator' });
  await own.locator('.co-log__line', { hasText: moderator }).first().waitFor();
  await page.goto(`${stage.base}${here}/log`);
  assert.ok(!(await page.locator('main').innerText()).includes(moderator), 'what staff read is kept for nobody else');
  await own.locator('.co-log__line a', { hasText: 'Restore' }).click();
  await own.fill('[name="reason"]', 'They were drawn, not lit.');
  await own.locator('main form.co-form button[type="submit"]').first().click();
  await own.waitForURL((url) => !url.pathname.endsWith('/restore'));
  assert.equal(await status_of(idea), 'published');
  await close(page, own);
});

scene('before a phase moves, its preview says who will be able to do what; only then it moves', async () => {
  await reported();
  const page = await stage.visit(`${here}/phases`, { as: 'moderator', scripts: false });
  const act = page.locator(`[data-phase="${made.phases[0].id}"] details`, { has: page.locator('summary', { hasText: 'Close now' }) });
  await act.locator('summary').click();
  await act.locator('[name="reason"]').fill('Everybody has spoken.');
  await act.locator('button[type="submit"]').click();
  await page.getByRole('heading', { name: 'What will people be able to do?' }).waitFor();
  const row = (name) => page.locator('.co-ability tr', { hasText: name });
  assert.deepEqual(await row('Propose an idea').locator('td').allInnerTexts(), ['no', 'no longer', 'no longer', 'no longer']);
  assert.equal(await row('Answer the question').count(), 0, 'this redesign asks no question');
  assert.equal((await stage.visitor.get(`/redesigns/${made.slug}`)).phases[0].state, 'open', 'nothing has moved yet');
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await notice(page, 'up to date');
  assert.equal((await stage.visitor.get(`/redesigns/${made.slug}`)).phases[0].state, 'closed');
  await close(page);
});

scene('a moderator takes a proposed merge back with a reason; the authors read it and both ideas stay', async () => {
  const [from, into] = await reported('Warm seats', 'Heated benches');
  const merge = await (await stage.person('moderator')).post(`/ideas/${from.id}/merges`, { into: into.id, reason: 'Both ask for heating.' });
  const page = await stage.visit(`/en/merges/${merge.id}`, { as: 'moderator', scripts: false });
  await page.locator('summary', { hasText: 'Cancel this request' }).click();
  await page.locator('details.co-act [name="reason"]').fill('One is about buses, one about stops.');
  await page.locator('details.co-act button[type="submit"]').click();
  await notice(page, 'cancelled');
  const author = await stage.visit(`/en/merges/${merge.id}`, { as: 'citizen' });
  await author.locator('main', { hasText: 'One is about buses' }).waitFor();
  assert.equal(await author.locator('button[value="accept"]').count(), 0);
  assert.deepEqual([await status_of(from), await status_of(into)], ['published', 'published']);
  await close(page, author);
});

scene('a stranger reads no queue, and a moderator decides nothing about their own words', async () => {
  await reported();
  const idea = await stage.propose(made.slug, 'moderator', { title: 'Written by the moderator' });
  await (await stage.person('citizen')).post('/reports', { target: `idea:${idea.id}`, rule: 'spam' });
  const page = await queue();
  await card(page, 'Written by the moderator').locator('p', { hasText: /own/i }).first().waitFor();
  assert.equal(await card(page, 'Written by the moderator').locator('form').count(), 0);
  await assert.rejects(new Person(stage.base).get(`/redesigns/${made.slug}/cases`), /401/);
  await close(page);
});
