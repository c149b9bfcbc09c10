// The client in a real browser, on the golden idea page, under the real content policy; the server is played by this file.
// Skipped where no Chromium is installed. Run by `node --test web/` after build.mjs.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { render, words } from './golden.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const built = process.env.PALABRE_WEB ?? path.join(here, '../build/web');
const executable = process.env.PALABRE_CHROMIUM ?? '/usr/bin/chromium';
const json = (file) => JSON.parse(fs.readFileSync(file));
const templates = json(path.join(built, 'templates.json'));
const manifest = json(path.join(built, 'manifest.json'));
const french = words('fr');
const screen = (name, example) => structuredClone(json(path.join(here, 'screens', name, 'examples.json'))[example]);
const part = (name, example) => structuredClone(json(path.join(here, 'parts', name, 'examples.json'))[example]);
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types co";
const types = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', json: 'application/json' };
const strings = Object.fromEntries(Object.entries(json(path.join(here, 'messages/fr.json'))).filter(([key]) => key.startsWith('js.')).map(([key, text]) => [key.slice(3), text]));

/** The played server: `view` is the idea page it shows; `on` answers posts and API calls. */
function serve(stage) {
  const pageOf = (view) => render(templates, 'layout', {
    ...screen('layout', 'signed_in'), css: manifest['core.css'], js: manifest['core.js'],
    state_json_html: JSON.stringify({ lang: 'fr', base: '/fr', channels: ['idea:40', 'redesign:12'], seq: 10, signed_in: true, who: '7', strings }).replace(/</g, '\\u003c'),
    content_html: render(templates, 'idea', view, french),
  }, french);
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://x');
    const send = (status, type, body, more = {}) => { response.writeHead(status, { 'content-type': type, ...more }); response.end(body); };
    let sent = '';
    request.on('data', (bytes) => { sent += bytes; });
    request.on('end', () => {
      if (url.pathname.startsWith('/assets/')) return send(200, types[url.pathname.split('.').pop()], fs.readFileSync(path.join(built, url.pathname)));
      const played = stage.on[`${request.method} ${url.pathname}`];
      if (played) return played({ sent, headers: request.headers, json: (status, body) => send(status, status < 400 ? 'application/json' : 'application/problem+json', JSON.stringify(body)), page: (status, view) => send(status, 'text/html', pageOf(view), { 'content-security-policy': policy }), redirect: (to) => send(303, 'text/plain', '', { location: to }) });
      if (url.pathname === '/fr/ideas/40') return send(200, 'text/html; charset=utf-8', pageOf(stage.view), { 'content-security-policy': policy });
      return send(404, 'text/plain', '');
    });
  });
  return new Promise((done) => { server.listen(0, () => done(server)); });
}

const scene = (name, act) => test(name, { skip: !fs.existsSync(executable) && 'no Chromium' }, async () => {
  const stage = { view: screen('idea', 'open'), on: {} };
  const server = await serve(stage);
  const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-background-networking'] });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1100, height: 900 } })).newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => { if (/Content Security|Trusted|TypeError/i.test(message.text())) complaints.push(message.text()); });
    const live = {};
    await page.routeWebSocket(/\/api\/v1\/live/, (socket) => {
      live.say = (message) => socket.send(JSON.stringify(message));
      live.heard = [];
      socket.onMessage((text) => live.heard.push(JSON.parse(text)));
    });
    await page.goto(`http://localhost:${server.address().port}/fr/ideas/40`);
    await page.waitForFunction(() => true);
    for (let i = 0; i < 50 && !live.heard?.length; i += 1) await page.waitForTimeout(20);
    await act(page, stage, live);
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    server.close();
  }
});

const pressed = (page) => page.locator('.co-support button').first().getAttribute('aria-pressed');

scene('a press on support shows at once, can be undone, and sends one key each time', async (page, stage) => {
  const keys = [];
  stage.on['PUT /api/v1/ideas/40/support'] = ({ headers, json: answer }) => { keys.push(headers['idempotency-key']); answer(200, { supports: 314, supported: true, seq: 11 }); };
  stage.on['DELETE /api/v1/ideas/40/support'] = ({ headers, json: answer }) => { keys.push(headers['idempotency-key']); answer(200, { supports: 313, supported: false, seq: 12 }); };
  await page.locator('.co-support button').first().click();
  await page.locator('.co-toast', { hasText: 'enregistré' }).waitFor();
  assert.equal(await pressed(page), 'true');
  assert.equal(await page.locator('.co-support [data-live="supports"]').textContent(), '314 soutiens');
  await page.locator('.co-toast button').click();
  await page.locator('.co-support button[aria-pressed="false"]').waitFor();
  await page.waitForFunction(() => document.querySelector('.co-support [data-live="supports"]').textContent === '313 soutiens');
  await page.waitForTimeout(100);
  assert.equal(new Set(keys).size, 2);
});

scene('a refused support rolls back and says which rule, in the page\'s language', async (page, stage) => {
  stage.on['PUT /api/v1/ideas/40/support'] = ({ json: answer }) => answer(409, { code: 'phase_closed', detail: 'phase 4 closed', status: 409 });
  await page.locator('.co-support button').first().click();
  await page.locator('.co-toast--bad').waitFor();
  assert.match(await page.locator('.co-toast--bad').textContent(), /Cette étape est close/);
  assert.equal(await pressed(page), 'false');
  assert.equal(await page.locator('.co-support [data-live="supports"]').textContent(), '313 soutiens');
});

scene('counts move live, and older news than our own act is ignored', async (page, stage, live) => {
  assert.deepEqual(live.heard[0], { op: 'subscribe', channels: ['idea:40', 'redesign:12'], since: 10 });
  live.say({ seq: 11, channel: 'idea:40', type: 'idea.supported', data: { idea: 40, supports: 320 } });
  await page.waitForFunction(() => document.querySelector('.co-support [data-live="supports"]').textContent === '320 soutiens');
  stage.on['PUT /api/v1/ideas/40/support'] = ({ json: answer }) => answer(200, { supports: 322, supported: true, seq: 15 });
  await page.locator('.co-support button').first().click();
  await page.waitForFunction(() => document.querySelector('.co-support [data-live="supports"]').textContent === '322 soutiens');
  live.say({ seq: 14, channel: 'idea:40', type: 'idea.supported', data: { idea: 40, supports: 321 } });
  await page.waitForTimeout(1200);
  assert.equal(await page.locator('.co-support [data-live="supports"]').textContent(), '322 soutiens');
  live.say({ op: 'presence', channel: 'idea:40', count: 7 });
  await page.locator('.co-presence', { hasText: '7 personnes' }).waitFor();
});

scene('comments of others wait behind a button and keep the typed words', async (page, stage, live) => {
  const view = { ...part('comment', 'organisation'), key: 'comment-77', id: 77, parent: 12, body_html: '<p>Tout neuf</p>' };
  stage.on['GET /fr/fragments/comment/77'] = ({ json: answer }) => answer(200, { template: 'comment', key: 'comment-77', view });
  await page.fill('#f-comment', 'À moitié écrit');
  live.say({ seq: 11, channel: 'idea:40', type: 'comment.published', data: { idea: 40, comment: 77, comments: 7 } });
  const button = page.locator('[data-slot="new-comments"] button');
  await button.waitFor();
  assert.match(await button.textContent(), /^1 nouveau commentaire/);
  assert.equal(await page.locator('#comment-77').count(), 0);
  await button.click();
  await page.locator('#comment-12 #comment-77').waitFor();
  assert.equal(await page.inputValue('#f-comment'), 'À moitié écrit');
  assert.equal(await button.count(), 0);
});

scene('a refused comment keeps its words and shows the reasons with focus', async (page, stage) => {
  stage.on['POST /fr/ideas/40/comments'] = ({ page: answer }) => answer(422, { ...screen('idea', 'open'), comment_form: part('comment_form', 'refused') });
  await page.fill('#f-comment', 'Mes mots');
  await page.locator('.co-comment-form button[type="submit"]').click();
  await page.locator('[data-error-summary]').waitFor();
  assert.ok(await page.locator('[data-error-summary]').evaluate((node) => node === document.activeElement));
  assert.equal(await page.inputValue('#f-comment'), 'Mes mots');
  assert.equal(await page.locator('#f-comment-error').count(), 1);
});

scene('an accepted comment appears in place, empties the form, forgets the draft and takes a fresh key', async (page, stage) => {
  let sent;
  stage.on['POST /fr/ideas/40/comments'] = (call) => {
    sent = new URLSearchParams(call.sent);
    const mine = { ...part('comment', 'organisation'), key: 'comment-78', id: 78, is_mine: true, body_html: '<p>Mes mots</p>' };
    stage.view.thread.push(mine);
    stage.view.comment_form.form_key = 'fresh-key';
    call.redirect('/fr/ideas/40#comment-78');
  };
  await page.fill('#f-comment', 'Mes mots');
  await page.waitForTimeout(500);
  await page.check('input[name="stance"][value="for"]');
  await page.locator('.co-comment-form button[type="submit"]').click();
  await page.locator('#comment-78').waitFor();
  assert.deepEqual([sent.get('body'), sent.get('stance')], ['Mes mots', 'for']);
  assert.equal(await page.inputValue('#f-comment'), '');
  assert.equal(await page.locator('.co-comment-form input[name="key"]').inputValue(), 'fresh-key');
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'comment-78');
});

scene('what was read from the server earlier never lands on what was read later', async (page, stage, live) => {
  const as = (words) => ({ ...stage.view.thread[0], body_html: `<p>${words}</p>` });
  const { id, key } = stage.view.thread[0];
  let page_asked;
  const asked = new Promise((done) => { page_asked = done; });
  stage.on['GET /fr/ideas/40'] = ({ page: answer }) => { page_asked(); setTimeout(() => answer(200, { ...stage.view, thread: [as('Avant'), ...stage.view.thread.slice(1)] }), 400); };
  stage.on[`GET /fr/fragments/comment/${id}`] = ({ json: answer }) => answer(200, { template: 'comment', key, view: as('Après') });
  live.say({ seq: 11, channel: 'idea:40', type: 'idea.state_changed', data: { idea: 40, state: 'answered' } });
  await asked;
  live.say({ seq: 12, channel: 'idea:40', type: 'comment.edited', data: { idea: 40, comment: id } });
  await page.locator(`#${key}`, { hasText: 'Après' }).waitFor();
  await page.waitForTimeout(700);
  assert.match(await page.locator(`#${key}`).textContent(), /Après/);
});

scene('the answer to one\'s own comment, when it is older than what was heard meanwhile, is read again', async (page, stage, live) => {
  const as = (words) => ({ ...stage.view.thread[0], body_html: `<p>${words}</p>` });
  const { id, key } = stage.view.thread[0];
  const mine = { ...part('comment', 'organisation'), key: 'comment-78', id: 78, is_mine: true };
  const with_first = (words) => ({ ...stage.view, thread: [as(words), ...stage.view.thread.slice(1), mine] });
  let asked = 0;
  let own_asked;
  const answering = new Promise((done) => { own_asked = done; });
  stage.on['POST /fr/ideas/40/comments'] = (call) => call.redirect('/fr/ideas/40');
  stage.on['GET /fr/ideas/40'] = ({ page: answer }) => {
    asked += 1;
    own_asked();
    if (asked === 1) setTimeout(() => answer(200, with_first('Avant')), 600);
    else answer(200, with_first('Après'));
  };
  stage.on[`GET /fr/fragments/comment/${id}`] = ({ json: answer }) => answer(200, { template: 'comment', key, view: as('Après') });
  await page.fill('#f-comment', 'Mes mots');
  await page.locator('.co-comment-form button[type="submit"]').click();
  await answering;
  live.say({ seq: 12, channel: 'idea:40', type: 'comment.edited', data: { idea: 40, comment: id } });
  await page.locator('#comment-78').waitFor();
  await page.waitForTimeout(800);
  assert.match(await page.locator(`#${key}`).textContent(), /Après/);
});

scene('a comment redrawn live keeps the new replies of others behind the button', async (page, stage, live) => {
  const [first, ...rest] = stage.view.thread;
  const reply = { ...part('comment', 'organisation'), key: 'comment-90', id: 90, parent: first.id, body_html: '<p>Pas encore</p>' };
  stage.view = { ...stage.view, thread: [{ ...first, body_html: '<p>Revu</p>', replies: [...first.replies, reply] }, ...rest] };
  stage.on['GET /fr/fragments/comment/90'] = ({ json: answer }) => answer(200, { template: 'comment', key: 'comment-90', view: reply });
  live.say({ seq: 11, channel: 'idea:40', type: 'idea.state_changed', data: { idea: 40, state: 'answered' } });
  await page.locator(`#${first.key} > .co-comment__body`, { hasText: 'Revu' }).waitFor();
  await page.locator('[data-slot="new-comments"] button', { hasText: /^1 / }).waitFor();
  assert.equal(await page.locator('#comment-90').count(), 0);
  await page.locator('[data-slot="new-comments"] button').click();
  await page.locator(`#${first.key} #comment-90`).waitFor();
});

scene('a long page read in slices is the page read at once', async (page, stage, live) => {
  const words = 'Le bus du soir & <les autres> — œuvre 🚌, ';
  const first = stage.view.thread[0];
  const thread = Array.from({ length: 120 }, (_, i) => ({ ...first, id: 1000 + i, key: `comment-${1000 + i}`, body_html: `<p>${words.replace('<', '&lt;').repeat(1 + (i % 7))}</p>`, replies: [] }));
  stage.view = { ...stage.view, thread };
  await page.reload();
  stage.view = { ...stage.view, title: 'Un autre titre', thread: thread.map((comment) => ({ ...comment, body_html: `${comment.body_html}<p>Revu</p>` })) };
  live.say({ seq: 11, channel: 'idea:40', type: 'idea.state_changed', data: { idea: 40, state: 'answered' } });
  await page.locator('#comment-1119', { hasText: 'Revu' }).waitFor();
  // What is new to this reader is marked by their own browser, and differs after a second visit.
  const drawn = () => page.locator('[data-live="thread"]').evaluate((node) => { const copy = node.cloneNode(true); for (const sign of copy.querySelectorAll('.co-badge--new')) sign.remove(); return copy.innerHTML; });
  const patched = await drawn();
  await page.reload();
  assert.ok(patched === await drawn(), 'the page patched live is not the page loaded anew');
});

scene('a draft survives a reload', async (page) => {
  await page.fill('#f-comment', 'Pas encore fini');
  await page.locator('[data-draft-state]', { hasText: 'Brouillon gardé' }).waitFor();
  await page.reload();
  await page.waitForFunction(() => document.querySelector('#f-comment').value === 'Pas encore fini');
});

scene('an official answer and a phase change arrive without moving the reader', async (page, stage, live) => {
  const answered = screen('idea', 'answered');
  stage.view = { ...answered, comments: 6 };
  live.say({ seq: 11, channel: 'idea:40', type: 'answer.published', data: { idea: 40, answer: 5, kind: 'accepted' } });
  await page.locator('.co-answer').waitFor();
  assert.equal(await page.locator('.co-idea__head .co-badge').first().textContent(), 'Retenue');
  assert.equal(await page.locator('.co-comment-form form').count(), 0);
  stage.view = { ...answered, phases: part('phase_stepper', 'overlap') };
  live.say({ seq: 12, channel: 'redesign:12', type: 'phase.state_changed', data: { redesign: 12, phase: 4, state: 'closed' } });
  await page.locator('.co-phases', { hasText: 'Prolongée' }).waitFor();
});

scene('without network the comment is kept and sent once on return', async (page, stage) => {
  let posts = 0;
  stage.on['POST /fr/ideas/40/comments'] = (call) => { posts += 1; stage.view.thread.push({ ...part('comment', 'organisation'), key: 'comment-79', id: 79, is_mine: true }); call.redirect('/fr/ideas/40#comment-79'); };
  await page.fill('#f-comment', 'Depuis le tunnel');
  await page.context().setOffline(true);
  await page.locator('.co-comment-form button[type="submit"]').click();
  await page.locator('.co-toast', { hasText: 'Hors ligne' }).waitFor();
  assert.equal(await page.inputValue('#f-comment'), 'Depuis le tunnel');
  await page.context().setOffline(false);
  await page.locator('#comment-79').waitFor();
  assert.equal(posts, 1);
});
