// Bad networks: cut off, server gone, sockets blocked. Afterwards every page shows what the server holds, once.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Stage, is_skipped, live, scene } from '../support/browser.mjs';

let stage, made, idea, path;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  made = await stage.make_redesign();
  idea = await stage.propose(made.slug);
  path = `/en/ideas/${idea.id}`;
});
after(() => stage?.close());

const shows = (page, name, count) => page.waitForFunction(([n, c]) => document.querySelector(`main [data-live="${n}"]`)?.dataset.count === c, [name, String(count)], { timeout: 30_000 });
const truth = () => stage.visitor.get(`/ideas/${idea.id}`);

/** The page shows what the server holds: both counts, and after the offer is taken every comment once. */
async function assert_converged(page) {
  const { supports, comments } = await truth();
  await shows(page, 'supports', supports);
  await shows(page, 'comments', comments);
  const offer = page.locator('[data-slot="new-comments"] button');
  if (await offer.count()) await offer.click();
  await page.waitForFunction((wanted) => document.querySelectorAll('.co-comment').length === wanted, comments);
  const ids = await page.$$eval('.co-comment', (all) => all.map((one) => one.id));
  assert.equal(new Set(ids).size, ids.length, `a comment stands twice: ${ids}`);
}

/** Emulated loss of the network does not end an open socket, so the test ends it as a tunnel would. */
async function with_sockets(as) {
  const page = await stage.visit('', { as });
  const sockets = [];
  let is_cut = false;
  await page.routeWebSocket(/\/api\/v1\/live/, (socket) => {
    if (is_cut) { socket.close({ code: 4000 }); return; }
    socket.connectToServer();
    sockets.push(socket);
  });
  await page.goto(stage.base + path);
  await live(page);
  return {
    page,
    cut: async () => { is_cut = true; await page.context().setOffline(true); await Promise.all(sockets.splice(0).map((socket) => socket.close({ code: 4000 }))); },
    mend: async () => { is_cut = false; await page.context().setOffline(false); },
  };
}

scene('a page that was cut off during activity converges when the network is back', async () => {
  const { page, cut, mend } = await with_sockets('citizen2');
  await cut();
  const [one, two] = await Promise.all(['citizen', 'facilitator'].map((name) => stage.person(name)));
  for (let i = 0; i < 10; i += 1) {
    await one.post(`/ideas/${idea.id}/comments`, { body: `Written while somebody sat in a tunnel, ${i}`, stance: 'for' });
    await (i % 2 ? two.del(`/ideas/${idea.id}/support`) : two.put(`/ideas/${idea.id}/support`));
  }
  await one.put(`/ideas/${idea.id}/support`).catch(() => {});
  await two.put(`/ideas/${idea.id}/support`);
  await page.waitForTimeout(1500);
  assert.equal(await page.locator('.co-comment').count(), 0);
  await mend();
  await assert_converged(page);
  await page.context().close();
});

scene('a comment written offline waits, is sent once on return, and stands once everywhere', async () => {
  const { page, cut, mend } = await with_sockets('citizen2');
  const reading = await stage.visit(path, { as: 'citizen' });
  await live(reading);
  const before_it = (await truth()).comments;
  await cut();
  await page.fill('.co-comment-form textarea', 'Typed below ground, where no bus waits.');
  await page.check('input[name="stance"][value="question"]');
  await page.click('.co-comment-form button[type="submit"]');
  await page.locator('.co-toast', { hasText: 'Offline' }).waitFor();
  assert.equal(await page.inputValue('.co-comment-form textarea'), 'Typed below ground, where no bus waits.');
  await page.locator('[data-waiting] h2', { hasText: 'One contribution waits to be sent' }).waitFor();
  await page.locator('.co-waiting__words', { hasText: 'Typed below ground' }).waitFor();
  await mend();
  await page.locator('.co-comment', { hasText: 'Typed below ground' }).waitFor();
  await shows(reading, 'comments', before_it + 1);
  await page.reload();
  await live(page);
  await page.waitForTimeout(500);
  assert.equal((await truth()).comments, before_it + 1);
  assert.equal(await page.locator('.co-comment', { hasText: 'Typed below ground' }).count(), 1);
  assert.equal(await page.inputValue('.co-comment-form textarea'), '');
  assert.equal(await page.evaluate(() => localStorage.getItem('co-outbox')), null);
  assert.equal(await page.locator('.co-waiting__one').count(), 0);
  await Promise.all([page.context().close(), reading.context().close()]);
});

scene('a comment that waited and is refused stays in sight with the reason, on every page, until it is dropped', async () => {
  const other = await stage.propose(made.slug);
  const { page, cut, mend } = await with_sockets('citizen2');
  await page.goto(`${stage.base}/en/ideas/${other.id}`);
  await live(page);
  await cut();
  await page.fill('.co-comment-form textarea', 'Too late for this one.');
  await page.click('.co-comment-form button[type="submit"]');
  await page.locator('.co-waiting__one').waitFor();
  await (await stage.person('owner')).post(`/phases/${made.phases[0].id}/transitions`, { to: 'closed', reason: 'The hall is needed for something else' });
  await mend();
  await page.goto(`${stage.base}/en`);
  await page.locator('.co-waiting__one', { hasText: 'It could not be published' }).waitFor();
  assert.match(await page.locator('.co-waiting__one').innerText(), /Too late for this one/);
  await page.click('.co-waiting__one button:has-text("Do not send it")');
  await page.locator('.co-waiting__one').waitFor({ state: 'detached' });
  await (await stage.person('owner')).post(`/phases/${made.phases[0].id}/transitions`, { to: 'open', reason: 'The hall is free again', ends_at: new Date(Date.now() + 864e5).toISOString() });
  assert.equal((await stage.visitor.get(`/ideas/${other.id}`)).comments, 0);
  await page.context().close();
});

scene('what one account wrote offline is neither shown to nor sent by the next one on the device', async () => {
  const { page, cut, mend } = await with_sockets('citizen2');
  const before_it = (await truth()).comments;
  await cut();
  await page.fill('.co-comment-form textarea', 'Only mine.');
  await page.click('.co-comment-form button[type="submit"]');
  await page.locator('.co-waiting__one').waitFor();
  const kept = await page.evaluate(() => localStorage.getItem('co-outbox'));
  const next = await stage.visit('', { as: 'citizen' });
  await next.goto(`${stage.base}/en`);
  await next.evaluate((entry) => localStorage.setItem('co-outbox', entry), kept);
  await next.goto(stage.base + path);
  await live(next);
  await next.waitForTimeout(500);
  assert.equal(await next.locator('.co-waiting__one').count(), 0);
  assert.equal((await truth()).comments, before_it);
  await mend();
  await page.locator('.co-comment', { hasText: 'Only mine.' }).waitFor();
  assert.equal((await truth()).comments, before_it + 1);
  await Promise.all([page.context().close(), next.context().close()]);
});

scene('after the server is killed and started again, pages reconnect with nothing lost or doubled', async () => {
  const [page, other] = await Promise.all(['citizen2', 'citizen'].map((as) => stage.visit(path, { as })));
  await Promise.all([live(page), live(other)]);
  const author = await stage.person('facilitator');
  await author.post(`/ideas/${idea.id}/comments`, { body: 'Before the fall', stance: 'neutral' });
  const port = stage.server.port;
  await stage.server.kill();
  await page.click('.co-support button');
  await page.locator('.co-toast--bad').waitFor();
  assert.equal(await page.locator('.co-support button').getAttribute('aria-pressed'), 'false', 'a support that was not saved is not shown as given');
  await stage.server.begin({ port });
  for (let i = 0; i < 3; i += 1) await author.post(`/ideas/${idea.id}/comments`, { body: `After the rise ${i}`, stance: 'neutral' });
  await Promise.all([assert_converged(page), assert_converged(other)]);
  await page.click('.co-support button');
  await page.locator('.co-support button[aria-pressed="true"]').waitFor();
  await shows(other, 'supports', (await truth()).supports);
  const checked = await stage.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  await Promise.all([page.context().close(), other.context().close()]);
});

scene('where sockets are blocked, polling brings the news', async () => {
  const page = await stage.visit('', { as: 'citizen2' });
  await page.routeWebSocket(/\/api\/v1\/live/, (socket) => socket.close({ code: 4001 }));
  await page.goto(stage.base + path);
  const before_it = (await truth()).comments;
  await (await stage.person('citizen')).post(`/ideas/${idea.id}/comments`, { body: 'Told without a socket.', stance: 'for' });
  await shows(page, 'comments', before_it + 1);
  await page.locator('[data-slot="new-comments"] button', { hasText: '1 new comment' }).waitFor();
  await page.click('[data-slot="new-comments"] button');
  await page.locator('.co-comment', { hasText: 'Told without a socket.' }).waitFor();
  await page.context().close();
});
