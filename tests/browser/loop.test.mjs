// The whole loop between two browsers on one idea: what one does, the other sees within a second, without being moved.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, is_skipped, live, scene, time_until } from '../support/browser.mjs';

const limit_ms = 1000;
let stage, made, idea, path;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  made = await stage.make_redesign();
  idea = await stage.propose(made.slug);
  path = `/en/ideas/${idea.id}`;
  const author = await stage.person('citizen');
  for (let i = 0; i < 12; i += 1) await author.post(`/ideas/${idea.id}/comments`, { body: `Remark ${i} about the evening bus, long enough to fill a line or two of the page that people read.`, stance: 'neutral' });
});
after(() => stage?.close());

const count_of = async (page, name) => Number(await page.locator(`[data-live="${name}"][data-idea="${idea.id}"]`).first().getAttribute('data-count'));
const shows_count = (page, name, count) => page.waitForFunction(([n, i, c]) => document.querySelector(`[data-live="${n}"][data-idea="${i}"]`)?.dataset.count === c, [name, idea.id, String(count)], { polling: 20 });

/** Where the comment the reader looks at stands in the window. */
const place_of = (page, key) => page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, key);

/** A reader in the middle of the thread; `holds` says that what they look at has not moved. */
async function reader(as) {
  const page = await stage.visit(path, { as });
  await live(page);
  const keys = await page.$$eval('[data-part="comment"]', (all) => all.map((one) => one.id));
  const key = keys[6];
  await page.evaluate((id) => document.getElementById(id).scrollIntoView({ block: 'center', behavior: 'instant' }), key);
  await page.waitForTimeout(200);
  const top = await place_of(page, key);
  return { page, holds: async (what) => assert.ok(Math.abs(await place_of(page, key) - top) <= 1.5, `${what} moved the reader from ${top} to ${await place_of(page, key)}`) };
}

async function in_time(what, seen) {
  const took = await time_until(seen);
  assert.ok(took < limit_ms, `${what} took ${Math.round(took)} ms`);
}

scene('a comment appears to others behind "1 new", and the reader stays where they are', async () => {
  const { page: reading, holds } = await reader('citizen2');
  const writing = await stage.visit(path, { as: 'citizen' });
  await live(writing);
  const before_it = await count_of(reading, 'comments');
  await writing.fill('.co-comment-form textarea', 'The last bus leaves before the film ends.');
  await writing.check('input[name="stance"][value="for"]');
  await writing.click('.co-comment-form button[type="submit"]');
  await writing.locator('.co-comment', { hasText: 'before the film ends' }).waitFor();
  const offer = reading.locator('[data-slot="new-comments"] button');
  await in_time('the comment', Promise.all([offer.waitFor({ state: 'attached' }), shows_count(reading, 'comments', before_it + 1)]));
  assert.match(await offer.textContent(), /^1 new comment/);
  assert.equal(await reading.locator('.co-comment', { hasText: 'before the film ends' }).count(), 0);
  await holds('the comment');
  await offer.click();
  await reading.locator('.co-comment', { hasText: 'before the film ends' }).waitFor();
  assert.equal(await reading.locator('.co-comment', { hasText: 'before the film ends' }).count(), 1);
  assert.deepEqual([...reading.complaints, ...writing.complaints], []);
  await Promise.all([reading.context().close(), writing.context().close()]);
});

scene('support and its withdrawal appear elsewhere', async () => {
  const { page: reading, holds } = await reader('citizen');
  const other = await stage.visit(path, { as: 'citizen2' });
  await live(other);
  const before_it = await count_of(reading, 'supports');
  await other.click('.co-support button');
  await other.locator('.co-support button[aria-pressed="true"]').waitFor();
  await in_time('the support', shows_count(reading, 'supports', before_it + 1));
  await holds('the support');
  await reading.waitForTimeout(1000);
  await other.locator('.co-toast button', { hasText: 'Undo' }).click();
  await in_time('the withdrawal', shows_count(reading, 'supports', before_it));
  await holds('the withdrawal');
  await Promise.all([reading.context().close(), other.context().close()]);
});

scene('the list of ideas shows supports, comments and new ideas of elsewhere', async () => {
  const page = await stage.visit(`/en/redesigns/${made.slug}/ideas`);
  await live(page);
  const sender = await stage.person('citizen2');
  const before_it = await count_of(page, 'supports');
  await sender.put(`/ideas/${idea.id}/support`);
  await in_time('the support in the list', shows_count(page, 'supports', before_it + 1));
  const added = await stage.propose(made.slug, 'citizen2', { title: 'Lamps at the crossing' });
  await in_time('the idea', page.locator('[data-slot="new-ideas"] button').waitFor());
  assert.equal(await page.locator(`#idea-${added.id}`).count(), 0);
  await page.click('[data-slot="new-ideas"] button');
  await page.locator(`#idea-${added.id}`, { hasText: 'Lamps at the crossing' }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

scene('the number of people present is shown and follows them', async () => {
  const first = await stage.visit(path, { as: 'citizen' });
  await first.locator('.co-presence', { hasText: '1 person' }).waitFor();
  const second = await stage.visit(path);
  await first.locator('.co-presence', { hasText: '2 people' }).waitFor();
  await second.locator('.co-presence', { hasText: '2 people' }).waitFor();
  await second.context().close();
  await first.locator('.co-presence', { hasText: '1 person' }).waitFor();
  await first.context().close();
});

scene('a phase closed by the moderator ends support and comments in open pages, and its reopening brings them back', async () => {
  const { page: reading, holds } = await reader('citizen2');
  const moderator = await stage.person('moderator');
  const phase = made.phases[0].id;
  await moderator.post(`/phases/${phase}/transitions`, { to: 'closed', reason: 'Everybody has spoken.' });
  await in_time('the closing', reading.locator('.co-phases', { hasText: 'Closed' }).waitFor({ state: 'attached' }));
  await reading.locator('.co-support form').waitFor({ state: 'detached' });
  await holds('the closing');
  await moderator.post(`/phases/${phase}/transitions`, { to: 'open', reason: 'Two neighbourhoods were forgotten.', ends_at: new Date(Date.now() + 5 * 86_400_000).toISOString() });
  await in_time('the reopening', reading.locator('.co-support form').waitFor({ state: 'attached' }));
  await holds('the reopening');
  assert.deepEqual(reading.complaints, []);
  await reading.context().close();
});

scene('an official answer appears on the idea without moving the reader, and takes the place of an earlier one', async () => {
  const { page: reading, holds } = await reader('citizen');
  const officer = await stage.person('officer');
  await officer.post(`/ideas/${idea.id}/answers`, { kind: 'in_study', body: 'We count the riders in March.' });
  await in_time('the answer', reading.locator('.co-answer', { hasText: 'We count the riders in March.' }).waitFor({ state: 'attached' }));
  await reading.locator('.co-idea__head .co-badge', { hasText: 'Under study' }).or(reading.locator('.co-idea__head .co-badge--under_review')).waitFor({ state: 'attached' });
  await holds('the answer');
  await officer.post(`/ideas/${idea.id}/answers`, { kind: 'accepted', body: 'Three benches stand by the summer.' });
  await in_time('the second answer', reading.locator('.co-answer', { hasText: 'Three benches stand by the summer.' }).waitFor({ state: 'attached' }));
  await reading.locator('.co-answer__earlier', { hasText: 'We count the riders in March.' }).waitFor({ state: 'attached' });
  await holds('the second answer');
  await reading.context().close();
});

scene('after a reload every count equals what the live page showed, and the records agree', async () => {
  const [first, second] = await Promise.all(['citizen', 'citizen2'].map((as) => stage.visit(path, { as })));
  await Promise.all([live(first), live(second)]);
  const authors = await Promise.all(['citizen', 'citizen2', 'facilitator'].map((name) => stage.person(name)));
  const other = await stage.propose(made.slug, 'citizen', { title: 'Warm waiting rooms' });
  await Promise.all([first, second].map((page) => page.goto(`${stage.base}/en/ideas/${other.id}`)));
  await Promise.all([live(first), live(second)]);
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(authors.map((one) => (round % 2 ? one.del(`/ideas/${other.id}/support`) : one.put(`/ideas/${other.id}/support`)).catch(() => {})));
    await Promise.all(authors.map((one) => one.post(`/ideas/${other.id}/comments`, { body: `Round ${round}`, stance: 'question' })));
  }
  const counts = (page) => page.$$eval('[data-count]', (all) => all.filter((one) => one.closest('main')).map((one) => `${one.dataset.live} ${one.dataset.idea} ${one.dataset.count} ${one.textContent.trim()}`));
  const truth = await stage.visitor.get(`/ideas/${other.id}`);
  await Promise.all([first, second].map((page) => page.waitForFunction(([i, s, c]) => {
    const shown = (name) => document.querySelector(`[data-live="${name}"][data-idea="${i}"]`)?.dataset.count;
    return shown('supports') === s && shown('comments') === c;
  }, [other.id, String(truth.supports), String(truth.comments)])));
  const shown = await Promise.all([first, second].map(counts));
  assert.deepEqual(shown[0], shown[1]);
  await Promise.all([first.reload(), second.reload()]);
  assert.deepEqual(await Promise.all([first, second].map(counts)), shown);
  assert.equal(await first.locator('.co-comment').count(), truth.comments);
  await Promise.all([first.context().close(), second.context().close()]);
  const checked = await stage.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
