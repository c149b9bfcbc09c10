// Journey J3: a live round with one moderator and three participants: live for those with scripts, by plain forms for one without, by keyboard.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, in_days, is_skipped, scene, time_until } from '../support/browser.mjs';
import { Keyboard } from '../support/keyboard.mjs';
import { announcement } from '../support/requests.mjs';

let stage, made, phase;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  made = await stage.make_redesign();
  phase = await (await stage.person('owner')).post(`/redesigns/${made.slug}/phases`, { type: 'deliberation', state: 'open' });
});
after(() => stage?.close());

const close = (...all) => Promise.all(all.map((page) => page.context().close()));
const button = (page, words) => page.locator('main button', { hasText: words }).first();
const api = async (name, method, path, body) => (await stage.person(name)).send(method, path, body);

/** A round of this test's own, at the stage wanted, with the two demo citizens seated. */
async function prepared(stages = [], body = {}) {
  const facilitator = await stage.person('facilitator');
  const { id } = await api('moderator', 'POST', `/redesigns/${made.slug}/rounds`, announcement(phase.id, [facilitator.person.id], body));
  for (const [name, shown] of [['citizen', 'Ana'], ['citizen2', 'Bo']]) await api(name, 'PUT', `/rounds/${id}/seat`, { name: shown });
  for (const to of stages) await api('moderator', 'POST', `/rounds/${id}/transitions`, { to });
  return id;
}

scene('a moderator prepares a round by a form that keeps what was typed, and people take a seat in the lobby', async () => {
  const page = await stage.visit(`/en/redesigns/${made.slug}/rounds/new`, { as: 'moderator' });
  await page.fill('[name="question.en"]', 'Which evenings need a bus most?');
  await page.fill('[name="access"]', 'Interpreter on request\nTaking part by telephone');
  await page.fill('[name="seats_max"]', '6');
  await page.fill('[name="starts_at"]', in_days(2).slice(0, 16));
  await page.locator('form.co-form button[type="submit"]').click();
  await page.locator('[data-error-summary]').waitFor();
  assert.equal(await page.inputValue('[name="question.en"]'), 'Which evenings need a bus most?');
  await page.locator('input[name^="host."]').first().check();
  await page.locator('form.co-form button[type="submit"]').click();
  await page.waitForURL(/\/rounds\/\d+\/desk/);
  const path = new URL(page.url()).pathname.replace('/desk', '');
  const reader = await stage.visit(path, { as: 'citizen' });
  await reader.locator('main', { hasText: 'Interpreter on request' }).waitFor();
  await reader.locator('main a', { hasText: 'Take a seat' }).click();
  await reader.fill('[name="name"]', 'Ana');
  await reader.locator('input[name="kind"][value="user"]').check();
  await reader.locator('input[name="wish.text"]').check();
  await reader.locator('form.co-form button[type="submit"]').click();
  await reader.waitForURL(/\/room/);
  await reader.locator('main', { hasText: 'Your seat is kept' }).waitFor();
  assert.deepEqual([...reader.complaints, ...page.complaints.filter((one) => !/status of 4/.test(one))], []);
  await close(page, reader);
});

scene('the moderator’s next stage, a turn and a statement are seen at the table within a second; a reload brings the same state', async () => {
  const id = await prepared(['lobby', 'briefing']);
  const [desk, ana, bo] = await Promise.all([stage.visit(`/en/rounds/${id}/desk`, { as: 'moderator' }), stage.visit(`/en/rounds/${id}/room`, { as: 'citizen' }), stage.visit(`/en/rounds/${id}/room`, { as: 'citizen2' })]);
  await Promise.all([ana, bo, desk].map((page) => page.waitForFunction(() => document.documentElement.dataset.js !== undefined)));
  await new Promise((resolve) => setTimeout(resolve, 800));
  await button(desk, 'Go to the tables').click();
  const opened = await time_until(Promise.all([ana, bo].map((page) => button(page, 'Ask to speak').waitFor())));
  assert.ok(opened < 3000, `${opened} ms`);
  await button(ana, 'Ask to speak').click();
  const heard = await time_until(bo.locator('.co-table__voice', { hasText: 'Ana' }).waitFor());
  assert.ok(heard < 2000, `${heard} ms`);
  await ana.locator('main', { hasText: 'It is your turn to speak' }).waitFor();
  const clock = ana.locator('.co-table__voice [data-clock]');
  const first = await clock.textContent();
  await ana.waitForFunction((before) => document.querySelector('.co-table__voice [data-clock]')?.textContent !== before, first);
  await button(bo, 'Ask to speak').click();
  await bo.locator('main', { hasText: 'You are in line: place 1' }).waitFor();
  await ana.fill('textarea[name="text"]', 'The last bus leaves after the last train.');
  await button(ana, 'Add').click();
  await bo.locator('.co-say', { hasText: 'after the last train' }).waitFor();
  await bo.reload();
  await bo.locator('main', { hasText: 'You are in line: place 1' }).waitFor();
  await button(ana, 'I am done').click();
  await bo.locator('main', { hasText: 'It is your turn to speak' }).waitFor();
  assert.deepEqual([...ana.complaints, ...bo.complaints, ...desk.complaints], []);
  await close(desk, ana, bo);
});

scene('a call for help and a lost line are seen at the desk, the seat stays', async () => {
  const id = await prepared(['lobby', 'briefing', 'groups']);
  const [desk, bo] = await Promise.all([stage.visit(`/en/rounds/${id}/desk`, { as: 'moderator' }), stage.visit(`/en/rounds/${id}/room`, { as: 'citizen2' })]);
  await button(bo, 'Ask for help').click();
  await desk.locator('.co-table__people li', { hasText: 'Bo' }).locator('text=Asks for help').waitFor();
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await close(bo);
  await desk.locator('.co-table__people li', { hasText: 'Bo' }).locator('text=reconnecting').waitFor();
  const again = await stage.visit(`/en/rounds/${id}/room`, { as: 'citizen2' });
  await again.locator('main', { hasText: 'Table A' }).waitFor();
  await desk.locator('.co-table__people li', { hasText: 'Bo' }).locator('text=reconnecting').waitFor({ state: 'detached' });
  await close(desk, again);
});

scene('with scripts off everything works by forms and a refresh link', async () => {
  const id = await prepared(['lobby', 'briefing', 'groups']);
  const page = await stage.visit(`/en/rounds/${id}/room`, { as: 'citizen', scripts: false });
  await button(page, 'Ask to speak').click();
  await page.locator('main', { hasText: 'It is your turn to speak' }).waitFor();
  await page.fill('textarea[name="text"]', 'A seat for everybody.');
  await button(page, 'Add').click();
  await page.locator('.co-say', { hasText: 'A seat for everybody.' }).waitFor();
  await button(page, 'I am done').click();
  await button(page, 'I will report for the table').click();
  const desk = await stage.visit(`/en/rounds/${id}/desk`, { as: 'moderator', scripts: false });
  for (const words of ['Bring everybody together', 'Go on to the opinions']) await button(desk, words).click();
  await page.locator('a', { hasText: 'Refresh the page' }).click();
  await page.locator('.co-judge button', { hasText: /^Agree/ }).click();
  await page.locator('main', { hasText: 'you have given your opinion on everything' }).waitFor();
  assert.equal(await page.locator('.co-judge button[aria-pressed="true"]').count(), 1);
  await button(desk, 'Close and show the results').click();
  const reader = await stage.visit(`/en/rounds/${id}`, { scripts: false });
  await reader.locator('main', { hasText: '1 of 1 statements are common ground' }).waitFor();
  await close(page, desk, reader);
});

scene('by keyboard alone: judge a statement, and the focus stays where it was', async () => {
  const id = await prepared(['lobby', 'briefing', 'groups']);
  await api('citizen2', 'POST', `/rounds/${id}/statements`, { text: 'A bus every hour.', language: 'en' });
  const { seat } = await api('citizen', 'GET', `/rounds/${id}/room`);
  await api('citizen', 'POST', `/seats/${seat.id}/care`, { care: 'rapporteur' });
  for (const to of ['plenary', 'converge']) await api('moderator', 'POST', `/rounds/${id}/transitions`, { to });
  const page = await stage.visit(`/en/rounds/${id}/room`, { as: 'citizen' });
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  for (let presses = 0; presses < 60 && !/^Agree/.test(await focused()); presses += 1) await page.keyboard.press('Tab');
  assert.match(await focused(), /^Agree/);
  await page.keyboard.press('Enter');
  await page.locator('.co-judge button[aria-pressed="true"]').waitFor();
  assert.match(await focused(), /^Agree/);
  await close(page);
});

scene('by keyboard alone a moderator prepares and leads a round, and a participant takes a seat, speaks, writes and judges', async () => {
  const [desk, ana] = await Promise.all([['moderator', `/en/redesigns/${made.slug}/rounds/new`], ['citizen', '/en/']].map(([as, path]) => stage.visit(path, { as, reducedMotion: 'reduce' })));
  const [lead, part] = [new Keyboard(desk), new Keyboard(ana)];
  await lead.skip_menus();
  await lead.write('[name="question.en"]', 'Which evenings need a bus most?');
  await lead.write('[name="seats_max"]', '6');
  await lead.write('[name="access"]', 'Taking part by telephone');
  await lead.tick('input[name^="host."]');
  await lead.activate('form.co-form button[type="submit"]');
  await desk.waitForURL(/\/rounds\/\d+\/desk/);
  const id = /rounds\/(\d+)/.exec(desk.url())[1];
  await ana.goto(`${stage.base}/en/rounds/${id}`);
  await part.skip_menus();
  await part.activate('main a[href$="/seat"]');
  await ana.waitForURL(/\/seat/);
  await part.skip_menus();
  await part.write('[name="name"]', 'Ana');
  await part.choose('[name="kind"]', 'user');
  await part.tick('[name="wish.text"]');
  await part.activate('form.co-form button[type="submit"]');
  await ana.waitForURL(/\/room/);
  await api('citizen2', 'PUT', `/rounds/${id}/seat`, { name: 'Bo' });  // nobody sits at a table alone
  const move = async (words) => {
    await desk.goto(`${stage.base}/en/rounds/${id}/desk`);
    await lead.skip_menus();
    await lead.activate('.co-helm__moves button');
    await ana.locator('main', { hasText: words }).waitFor();
  };
  await move('Everybody chooses a name');
  await move('the rules are explained to everybody');
  await move('People speak in turn');
  const act = async (selector, words) => { await part.skip_menus(); await part.activate(selector); await ana.locator('main', { hasText: words }).waitFor(); };
  await act('[data-key="turn"] button', 'It is your turn to speak');
  await part.skip_menus();
  await part.write('textarea[name="text"]', 'A bus every hour.');
  await act('[data-key="say"] button', 'A bus every hour.');
  await part.skip_menus();
  await part.activate('[data-key="table"] > form button');
  await ana.locator('[data-key="table"] > form').waitFor({ state: 'detached' });
  await move('The tables report');
  await move('Everybody says once what they think');
  await act('.co-judge button', 'you have given your opinion on everything');
  await move('The results are here');
  assert.deepEqual([...desk.complaints, ...ana.complaints], []);
  await close(desk, ana);
});

scene('a draft is read by participants before anybody else, and a note of dissent stands under it', async () => {
  const id = await prepared(['lobby', 'briefing', 'groups']);
  await api('citizen', 'POST', `/rounds/${id}/statements`, { text: 'A bus every hour.', language: 'en' });
  const { seat } = await api('citizen', 'GET', `/rounds/${id}/room`);
  await api('citizen', 'POST', `/seats/${seat.id}/care`, { care: 'rapporteur' });
  for (const to of ['plenary', 'converge', 'closed']) await api('moderator', 'POST', `/rounds/${id}/transitions`, { to });
  const desk = await stage.visit(`/en/rounds/${id}/report`, { as: 'moderator' });
  await desk.fill('[name="body"]', '## What unites us\n\nA bus every hour.');
  await desk.locator('button', { hasText: 'Save and give the draft' }).click();
  await desk.locator('.co-notice', { hasText: '48 hours' }).waitFor();
  const visitor = await stage.visit(`/en/rounds/${id}/report`);
  assert.ok(!(await visitor.locator('body').textContent()).includes('A bus every hour.'));
  const bo = await stage.visit(`/en/rounds/${id}/report`, { as: 'citizen2' });
  await bo.fill('[name="text"]', 'Every half hour on Saturdays.');
  await bo.locator('button', { hasText: 'Add my note' }).click();
  await bo.locator('blockquote', { hasText: 'Every half hour' }).waitFor();
  await bo.locator('blockquote', { hasText: 'Somebody who took part' }).waitFor();
  await close(desk, visitor, bo);
});

scene('a participant objects to a draft, and a rude statement is reported and hidden with its reason, by plain forms', async () => {
  const id = await prepared(['lobby', 'briefing', 'groups']);
  await api('citizen', 'POST', `/rounds/${id}/statements`, { text: 'The driver is called Bert.', language: 'en' });
  await api('citizen', 'POST', `/rounds/${id}/statements`, { text: 'A bus every hour.', language: 'en' });
  const bo = await stage.visit(`/en/rounds/${id}`, { as: 'citizen2', scripts: false });
  await bo.locator('.co-say', { hasText: 'Bert' }).locator('a', { hasText: 'Report' }).click();
  await bo.locator('input[name="rule"][value="private_data"]').check();
  await bo.locator('form.co-form button[type="submit"]').click();
  await bo.waitForURL(/\/rounds\/\d+/);
  const staff = await stage.visit(`/en/redesigns/${made.slug}/moderation?kind=statement`, { as: 'moderator', scripts: false });
  await staff.locator('main', { hasText: 'The driver is called Bert.' }).waitFor();
  await staff.goto(`${stage.base}/en/rounds/${id}`);
  await staff.locator('.co-say', { hasText: 'Bert' }).locator('a', { hasText: 'Hide' }).click();
  await staff.locator('input[name="rule"][value="private_data"]').check();
  await staff.fill('textarea[name="reason"]', 'It names a driver.');
  await staff.locator('form.co-form button[type="submit"]').click();
  await staff.locator('.co-say', { hasText: 'It names a driver.' }).locator('a', { hasText: 'Restore' }).waitFor();
  await bo.goto(`${stage.base}/en/rounds/${id}/room`);
  assert.ok(!(await bo.locator('main').textContent()).includes('Bert'));
  const { seat } = await api('citizen', 'GET', `/rounds/${id}/room`);
  await api('citizen', 'POST', `/seats/${seat.id}/care`, { care: 'rapporteur' });
  for (const to of ['plenary', 'converge', 'closed']) await api('moderator', 'POST', `/rounds/${id}/transitions`, { to });
  await api('moderator', 'PUT', `/rounds/${id}/report`, { body: 'A bus every hour, says everybody.', language: 'en' });
  await bo.goto(`${stage.base}/en/me/rounds`);
  await bo.locator('.co-my-line', { hasText: 'Draft to read until' }).locator(`a[href$="/rounds/${id}/report"]`).click();
  await bo.fill('[name="text"]', 'Not everybody said so.');
  await bo.locator('input[name="is_objection"]').check();
  await bo.locator('button', { hasText: 'Add my note' }).click();
  await bo.locator('main', { hasText: 'One person objects to publishing this draft.' }).waitFor();
  await bo.locator('blockquote', { hasText: 'Objection' }).waitFor();
  await close(bo, staff);
});
