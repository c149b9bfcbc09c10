// Limits, seats of live rounds and mail with several servers on one database: who spreads what they do over servers gains nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Client, send } from '../support/client.mjs';
import { Live } from '../support/live.mjs';
import { announcement } from '../support/requests.mjs';
import { Server } from '../support/server.mjs';
import { MailServer } from '../support/smtp.mjs';
import { must, until, World } from '../support/world.mjs';

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const json = { 'content-type': 'application/json' };

async function two_servers(settings, options = {}) {
  const one = await Server.start({ settings: { many_nodes: true, ...settings }, ...options });
  return [one, await one.beside()];
}
const stop_all = (servers) => Promise.all(servers.map((server) => server.stop()));

test('passwords can be tried as often on two servers as on one', async (context) => {
  const servers = await two_servers({ 'limits.password_per_minute': 6 });
  context.after(() => stop_all(servers));
  const body = JSON.stringify({ email: 'citizen@demo.palabre.example', password: 'not the right one' });
  const statuses = [];
  for (let i = 0; i < 14; i += 1) {
    statuses.push((await send(servers[i % 2].base, { method: 'POST', path: '/api/v1/sessions', headers: { ...json, 'content-length': Buffer.byteLength(body) }, body })).status);
  }
  const tried = statuses.filter((status) => status === 401).length;
  assert.ok(tried >= 6 && tried <= 7, `${statuses}`);
  assert.equal(statuses.filter((status) => status === 429).length, 14 - tried);
});

test('a visitor who asks two servers gets what one would give, and what half a second allows', async (context) => {
  const servers = await two_servers({ 'limits.cheap_per_minute': 300 });
  context.after(() => stop_all(servers));
  await pause(2500);   // each has heard of the other
  let let_through = 0;
  const ask = async (server) => { if ((await send(server.base, { path: '/api/v1/health' })).status === 200) let_through += 1; };
  const began = performance.now();
  for (let tick = 0; tick < 40; tick += 1) {
    await Promise.all([...Array(10)].flatMap(() => servers.map(ask)));
    await pause(Math.max(0, began + (tick + 1) * 100 - performance.now()));
  }
  const seconds = (performance.now() - began) / 1000;
  const alone = 300 + 5 * seconds;
  assert.ok(let_through >= 290, `${let_through}`);
  assert.ok(let_through <= alone + 200, `${let_through} in ${seconds} s; one server gives ${Math.round(alone)}, two that do not talk ${Math.round(2 * alone)}`);
});

test('new visitors from one address are counted over all servers, and no address is stored', async (context) => {
  const world = await World.open({ settings: { many_nodes: true, 'limits.new_visitors_per_hour': 3 } });
  const other = await world.server.beside();
  context.after(async () => { await other.stop(); await world.close(); });
  await must(200, world.owner.put(`/api/v1/redesigns/${world.slug}/light`, { is_on: true, question: { en: 'What first?' }, choices: [{ en: 'This' }, { en: 'That' }] }));
  const idea = await world.propose();
  const statuses = [];
  for (let i = 0; i < 5; i += 1) {
    const answer = await send(i % 2 ? other.base : world.base, { method: 'PUT', path: `/api/v1/ideas/${idea.id}/reaction`, headers: { 'content-length': 0 } });
    statuses.push(answer.status);
  }
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
  assert.equal((await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).reactions, 3);
  assert.deepEqual(world.server.sql("SELECT 1 FROM limit_use WHERE key LIKE '%127%0%1%' AND length(key) < 20"), []);
  assert.ok(!world.server.stored_text().includes('127.0.0.1'));
});

test('a seat whose page is open at another server is there, and stays while the page moves', async (context) => {
  const world = await World.open({ settings: { many_nodes: true } });
  const other = await world.server.beside();
  context.after(async () => { await other.stop(); await world.close(); });
  const made = await world.make_redesign({ phases: [{ type: 'deliberation', state: 'open' }, { type: 'follow_up' }] });
  const { id } = await must(201, world.moderator.post(`/api/v1/redesigns/${made.slug}/rounds`, announcement(made.phase.id, [world.facilitator.person.id])));
  const { seat: { follow: channel } } = await must(200, world.citizen.put(`/api/v1/rounds/${id}/seat`, { name: 'Ana' }));
  await must(200, world.moderator.post(`/api/v1/rounds/${id}/transitions`, { to: 'lobby' }));
  const presence = async () => (await must(200, world.facilitator.get(`/api/v1/rounds/${id}/desk`))).all_seats[0].presence;
  const watcher = await Live.open(world.base);
  const { seq } = await watcher.subscribe([`round:${id}`]);
  const first = await Live.open(other.base);
  await first.subscribe([channel]);
  await until('the seat is connected', async () => (await presence()) === 'connected');
  await pause(1500);
  const changes = () => watcher.events().filter((event) => event.seq > seq && event.type === 'round.seat_changed').length;
  assert.equal(changes(), 1, 'no server takes back what another saw');
  const second = await Live.open(world.base);
  await second.subscribe([channel]);
  first.cut();
  await pause(4500);
  assert.equal(await presence(), 'connected');
  assert.equal(changes(), 1);
  second.cut();
  await until('the line is lost', async () => (await presence()) === 'reconnecting');
  await watcher.close();
});

test('each mail leaves once, although both servers look for it', async (context) => {
  const box = await MailServer.open();
  const settings = { many_nodes: true, 'mail.url': box.url, 'mail.from': 'site@ideas.example', public_url: 'https://ideas.example' };
  const world = await World.open({ has_clock: true, settings });
  const others = [await world.server.beside(), await world.server.beside()];
  context.after(async () => { await stop_all(others); await world.close(); await box.close(); });
  const idea = await world.propose();
  const followers = ['citizen2', 'owner', 'facilitator', 'moderator'];
  for (const name of followers) {
    await must(200, world[name].patch('/api/v1/me/settings', { mail: 'daily' }));
    await must(200, world[name].put(`/api/v1/ideas/${idea.id}/follow`));
  }
  await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'accepted', body: 'We will do it.' }));
  await until('everybody has a notice', async () => (await must(200, world.citizen2.get('/api/v1/me/notices'))).items.length > 0);
  await world.server.move_clock(86_400);
  await Promise.all(followers.map((name) => box.wait_for(`${name}@demo.palabre.example`, 1)));
  await pause(3000);
  for (const name of followers) {
    const mails = box.messages.filter((mail) => mail.to.includes(`${name}@demo.palabre.example`));
    assert.equal(mails.length, 1, `${name} got ${mails.length}`);
  }
});
