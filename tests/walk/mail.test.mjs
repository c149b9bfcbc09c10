// Mail from the act to the mailbox: digests in people's languages, links, one click to stop; and a broken mail server that blocks nobody.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, sign_in, sign_up } from '../support/client.mjs';
import { run_palabre } from '../support/server.mjs';
import { MailServer } from '../support/smtp.mjs';
import { must, World } from '../support/world.mjs';

const day_s = 86_400;
let box;
let world;
before(async () => {
  box = await MailServer.open();
  world = await World.open({ has_clock: true, settings: { 'mail.url': box.url, 'mail.from': 'site@ideas.example', public_url: 'https://ideas.example' } });
});
after(async () => { await world.close(); await box.close(); });

const notices_of = async (client) => (await must(200, client.get('/api/v1/me/notices'))).items;
async function told(client, count) {
  for (let i = 0; i < 100; i += 1) {
    if ((await notices_of(client)).length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no notice came');
}
const form = (path, body = '', headers = {}) => fetch(world.base + path, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body });
const path_in = (text, part) => new URL(new RegExp(`https://ideas\\.example\\S*${part}\\S*`).exec(text)[0]).pathname;

test('an answer reaches a follower in one mail, in their language, answers first; never twice and never empty', async () => {
  await must(200, world.citizen2.patch('/api/v1/me', { language: 'fr' }));
  await must(200, world.citizen2.patch('/api/v1/me/settings', { mail: 'daily' }));
  const idea = await world.propose(world.citizen, { title: 'Bänke & <Bäume> für alle' });
  await must(200, world.citizen2.put(`/api/v1/ideas/${idea.id}/follow`));
  await world.comment(world.citizen, idea);
  await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'accepted', body: 'We will do it.' }));
  await told(world.citizen2, 2);
  await world.server.move_clock(day_s);
  const mails = await box.wait_for('citizen2@demo.palabre.example', 1);
  assert.equal(mails.length, 1);
  const [mail] = mails;
  assert.equal(mail.headers.subject, '2 nouvelles – Palabre');
  assert.match(mail.headers.from, /<site@ideas\.example>$/);
  assert.equal(mail.headers['reply-to'], undefined);
  assert.equal(mail.headers['content-language'], 'fr');
  assert.equal(mail.headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
  assert.ok(mail.text.indexOf('Réponse officielle') < mail.text.indexOf('nouveau commentaire'), mail.text);
  assert.match(mail.text, new RegExp(`https://ideas\\.example/fr/ideas/${idea.id}`));
  assert.ok(mail.text.includes('Bänke & <Bäume> für alle'));
  assert.ok(mail.html.includes('Bänke &amp; &lt;Bäume&gt; für alle'));
  const before_it = box.messages.length;
  await world.server.move_clock(2 * day_s);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  assert.deepEqual(box.messages.slice(before_it).filter((one) => one.to.includes('citizen2@demo.palabre.example')), []);
});

test('one click stops the mail: GET only shows a button, POST stops, and a forged link does nothing', async () => {
  const mail = box.messages.find((one) => one.to.includes('citizen2@demo.palabre.example'));
  const path = new URL(/<(.*)>/.exec(mail.headers['list-unsubscribe'])[1]).pathname;
  const shown = await fetch(world.base + path);
  assert.equal(shown.status, 200);
  assert.equal((await must(200, world.citizen2.get('/api/v1/me/settings'))).mail, 'daily');
  assert.equal((await form(path.replace(/.$/, (end) => (end === '0' ? '1' : '0')), 'List-Unsubscribe=One-Click')).status, 404);
  const stopped = await form(path, 'List-Unsubscribe=One-Click');
  assert.equal(stopped.status, 200);
  assert.equal((await must(200, world.citizen2.get('/api/v1/me/settings'))).mail, 'never');
});

test('an address is verified by a link that works once, by a button', async () => {
  const person = await sign_up(world.base);
  const before_it = box.messages.length;
  assert.equal((await form('/en/me/verify', '', { cookie: `palabre_session=${person.token}`, origin: world.base })).status, 303);
  await box.wait(before_it + 1);
  const mail = box.messages.at(-1);
  assert.deepEqual(mail.to, [person.email]);
  const path = path_in(mail.text, '/verify/');
  assert.equal((await fetch(world.base + path)).status, 200);
  assert.equal((await must(200, person.get('/api/v1/me'))).email_verified, false, 'a mail program that opens links verifies nothing');
  assert.equal((await form(path)).status, 303);
  assert.equal((await must(200, person.get('/api/v1/me'))).email_verified, true);
  assert.equal((await form(path)).status, 410);
});

test('a forgotten password is set anew, sessions end, and an unknown address gets the same answer', async () => {
  const person = await sign_up(world.base);
  const before_it = box.messages.length;
  const known = await (await form('/en/reset', `email=${encodeURIComponent(person.email)}`)).text();
  const unknown = await (await form('/en/reset', 'email=nobody%40people.example')).text();
  assert.equal(known.replace(/"seq":\d+/, ''), unknown.replace(/"seq":\d+/, ''));
  await box.wait(before_it + 1);
  const path = path_in(box.messages.at(-1).text, '/reset/');
  assert.equal((await form(path, 'password=short')).status, 422);
  assert.equal((await form(path, 'password=another+long+enough+phrase')).status, 303);
  assert.equal((await form(path, 'password=yet+another+long+phrase')).status, 410);
  assert.equal((await person.get('/api/v1/me')).status, 401);
  await sign_in(world.base, person.email, 'another long enough phrase');
});

test('a mail server that refuses or says nothing holds up no request, and is asked again later', async () => {
  const person = await sign_up(world.base);
  for (const mode of ['refuse', 'silent']) {
    box.mode = mode;
    const connections = box.connections;
    assert.equal((await form('/en/me/verify', '', { cookie: `palabre_session=${person.token}`, origin: world.base })).status, 303);
    for (let i = 0; i < 100 && box.connections === connections; i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    const began = performance.now();
    const visitor = new Client(world.base);
    await must(200, visitor.get('/api/v1/redesigns'));
    await world.propose(world.citizen);
    assert.ok(performance.now() - began < 2000);
    visitor.close();
    if (mode === 'silent') break;
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  await world.server.kill();
  box.mode = 'accept';
  const before_it = box.messages.length;
  await world.server.begin();
  world.base = world.server.base;
  await world.server.move_clock(3 * day_s);
  await box.wait(before_it + 1, 30_000);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const mine = box.messages.slice(before_it).filter((mail) => mail.to.includes(person.email));
  assert.ok(mine.length <= 1, 'what was refused arrives once; what may have arrived when the program ended is not sent again');
});

test('settings never show a password, and mail without an address of the site is refused at the start', async () => {
  const env = { PALABRE_MAIL_USER: 'post', PALABRE_MAIL_PASSWORD: 'very-secret' };
  const config = await run_palabre(['config', '--set', 'mail.url=smtp://127.0.0.1:1', '--set', 'mail.from=a@b.example', '--set', 'public_url=https://ideas.example'], { env });
  assert.equal(config.code, 0, config.stderr);
  assert.ok(config.stdout.includes('[mail]') && !config.stdout.includes('very-secret'));
  const lost = await run_palabre(['config', '--set', 'mail.url=smtp://127.0.0.1:1', '--set', 'mail.from=a@b.example']);
  assert.notEqual(lost.code, 0);
  assert.match(lost.stderr, /public_url/);
});

test('the outbox left no wrong number behind', async () => {
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
