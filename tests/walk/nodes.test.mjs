// Three servers on one database: what one does all know within a second, once and in order; and none of them holds a state that matters.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, send, sign_in_demo } from '../support/client.mjs';
import { Live } from '../support/live.mjs';
import { must, refused, until, World } from '../support/world.mjs';

let world;
let nodes;
before(async () => {
  world = await World.open({ has_clock: true, settings: { many_nodes: true } });
  nodes = [world.server, await world.server.beside(), await world.server.beside()];
});
after(async () => {
  for (const node of nodes.slice(1)) await node.stop();
  await world.close();
});

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const clients = [];
/** What `act` answers as soon as it is no 503: a server that sleeps in the middle of a write holds the others up for some seconds. */
async function patiently(act) {
  for (let i = 0; i < 8; i += 1) {
    const answer = await act();
    if (answer.status !== 503) return answer;
  }
  throw new Error('the others never got their turn');
}
/** The same person at another server. */
function at(node, client) {
  const there = new Client(node.base, { token: client.token });
  clients.push(there);
  return there;
}
after(() => clients.forEach((client) => client.close()));
const put_or_take = (client, idea, i) => (i % 2 === 0 ? client.put(`/api/v1/ideas/${idea.id}/support`) : client.del(`/api/v1/ideas/${idea.id}/support`));

test('what happens on any server reaches the sockets of every other in under a second, in order, nothing lost, nothing twice', async () => {
  const idea = await world.propose();
  const lives = await Promise.all(nodes.map((node) => Live.open(node.base)));
  for (const live of lives) await live.subscribe([`redesign:${world.redesign.id}`]);
  const people = [world.citizen2, world.owner, world.officer];
  const writers = nodes.map((node, i) => at(node, people[i]));
  const done_at = new Map();
  await Promise.all(writers.map(async (writer) => {
    for (let i = 0; i < 20; i += 1) {
      const { seq } = await must(200, put_or_take(writer, idea, i));
      done_at.set(seq, performance.now());
      await pause(15);
    }
  }));
  const last = Math.max(...done_at.keys());
  const late = [];
  for (const live of lives) {
    await live.wait_for((message) => message.seq === last && message.type !== undefined, { what: `event ${last}` });
    const seqs = live.events().map((event) => event.seq);
    assert.deepEqual(seqs, [...new Set(seqs)].sort((a, b) => a - b), 'in order and once each');
    for (const seq of done_at.keys()) assert.ok(seqs.includes(seq), `event ${seq} is lost`);
    for (const event of live.events()) if (done_at.has(event.seq)) late.push(event.received_at - done_at.get(event.seq));
    await live.close();
  }
  late.sort((a, b) => a - b);
  const slow = late[Math.floor(late.length * 0.95)];
  assert.ok(slow < 1000, `one in twenty came after ${Math.round(slow)} ms`);
  assert.ok(late.at(-1) < 3000, `the slowest came after ${Math.round(late.at(-1))} ms`);
});

test('who wrote on one server sees it on every other at once, by the cookie or the header', async () => {
  const idea = await world.propose();
  const visitors = nodes.map((node) => new Client(node.base));
  clients.push(...visitors);
  const writers = nodes.map((node) => at(node, world.citizen2));
  for (let i = 0; i < 24; i += 1) {
    const written = await put_or_take(writers[i % 3], idea, i);
    assert.equal(Number(written.headers['palabre-seen']), written.body.seq);
    assert.match(written.seen_cookie, /^palabre_seen=\d+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=60$/);
    const headers = i % 4 < 2 ? { cookie: written.seen_cookie.split(';')[0] } : { 'palabre-seen': written.headers['palabre-seen'] };
    for (const visitor of visitors) {
      const { supports } = await must(200, visitor.get(`/api/v1/ideas/${idea.id}`, { headers }));
      assert.equal(supports, i % 2 === 0 ? 1 : 0, `after write ${i}`);
    }
  }
});

test('a form that was sent to one server leads to a page of another that shows what it did', async () => {
  const fields = { key: `k-${process.pid}`, body: 'A remark that is to be seen at once.', stance: 'for' };
  const idea = await world.propose();
  const headers = { cookie: `palabre_session=${world.citizen.token}`, origin: world.base, accept: 'text/html' };
  const sent = await world.visitor.request('POST', `/en/ideas/${idea.id}/comments`, { raw: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded', headers });
  assert.equal(sent.status, 303, sent.text.slice(0, 300));
  for (const node of nodes) {
    const page = await send(node.base, { path: `/en/ideas/${idea.id}`, headers: { accept: 'text/html', cookie: sent.seen_cookie.split(';')[0] } });
    assert.match(page.bytes.toString(), /A remark that is to be seen at once/);
  }
});

test('a server that was paused serves nothing old when it goes on, and its sockets catch up', async (context) => {
  const idea = await world.propose();
  const [, paused] = nodes;
  context.after(() => paused.process.kill('SIGCONT'));
  const visitor = new Client(paused.base);
  clients.push(visitor);
  const live = await Live.open(paused.base);
  await live.subscribe([`idea:${idea.id}`]);
  for (let i = 0; i < 8; i += 1) assert.equal((await must(200, visitor.get(`/api/v1/ideas/${idea.id}`))).supports, 0);
  await pause(1000);
  paused.process.kill('SIGSTOP');
  const seqs = [];
  for (let i = 0; i < 5; i += 1) seqs.push((await must(200, patiently(() => put_or_take(world.citizen2, idea, i)))).seq);
  // One asks while it sleeps, on a connection it knows; one as soon as it is awake.
  const asked = visitor.get(`/api/v1/ideas/${idea.id}`);
  await pause(3000);
  paused.process.kill('SIGCONT');
  const answers = await Promise.all([asked, visitor.get(`/api/v1/ideas/${idea.id}`), new Client(paused.base).get(`/api/v1/ideas/${idea.id}`)]);
  for (const answer of answers) assert.equal(answer.body.supports, 1);
  await live.wait_for((message) => message.seq === seqs.at(-1) && message.type !== undefined);
  assert.deepEqual(live.events().map((event) => event.seq).filter((seq) => seqs.includes(seq)), seqs);
  await live.close();
});

test('a client that goes from one server to another resumes where it was', async () => {
  const idea = await world.propose();
  const first = await Live.open(nodes[1].base);
  await first.subscribe([`idea:${idea.id}`]);
  const seqs = [];
  for (let i = 0; i < 3; i += 1) seqs.push((await must(200, put_or_take(world.citizen2, idea, i))).seq);
  await first.wait_for((message) => message.seq === seqs[2]);
  first.cut();
  for (let i = 3; i < 7; i += 1) seqs.push((await must(200, put_or_take(world.citizen2, idea, i))).seq);
  const second = await Live.open(nodes[2].base);
  await second.subscribe([`idea:${idea.id}`], seqs[2]);
  await second.wait_for((message) => message.seq === seqs.at(-1) && message.type !== undefined);
  assert.deepEqual(second.events().map((event) => event.seq), seqs.slice(3));
  await second.close();
});

test('a session made on one server holds on the others, and ends on all', async () => {
  const person = await sign_in_demo(nodes[1].base, 'citizen2');
  const elsewhere = at(nodes[2], person);
  assert.equal((await must(200, elsewhere.get('/api/v1/me'))).id, person.person.id);
  await must(204, elsewhere.del('/api/v1/sessions/current'));
  assert.equal((await person.get('/api/v1/me')).status, 401);
  person.close();
});

test('a key that is sent again to another server does its work once', async () => {
  const body = { title: 'A bench, once and for all', body: 'People wait here and cannot sit down.', language: 'en' };
  const headers = { 'idempotency-key': `node-key-${process.pid}` };
  const path = `/api/v1/redesigns/${world.slug}/ideas`;
  const answers = await Promise.all(nodes.map((node) => at(node, world.citizen).post(path, body, { headers })));
  assert.deepEqual([...new Set(answers.map((answer) => answer.body.id))].length, 1);
  assert.equal(answers.filter((answer) => answer.headers['idempotency-replayed'] === 'true').length, 2);
});

test('people present are counted over all servers, and a server that ended does not count', async (context) => {
  const idea = await world.propose();
  const channel = `idea:${idea.id}`;
  const here = await Live.open(nodes[0].base);
  await here.subscribe([channel]);
  const extra = await world.server.beside();
  context.after(() => extra.stop());
  const others = [await Live.open(nodes[1].base), await Live.open(nodes[2].base), await Live.open(extra.base)];
  for (const live of others) await live.subscribe([channel]);
  const told = (count) => here.wait_for((message) => message.op === 'presence' && message.channel === channel && message.count === count, { within_ms: 20_000, what: `presence ${count}` });
  await told(4);
  await extra.stop();
  others[0].cut();
  await told(2);
  for (const live of [here, ...others.slice(1, 2)]) await live.close();
});

test('health names every server, in all languages, and forgets one that ended', async (context) => {
  const extra = await world.server.beside();
  context.after(() => extra.stop());
  const health = () => must(200, world.admin.get('/api/v1/admin/health'));
  await until('four servers', async () => (await health()).nodes.filter((node) => node.is_alive).length === 4);
  const { nodes: known } = await health();
  assert.equal(known.filter((node) => node.is_answering).length, 1);
  for (const [lang, words] of [['en', /answers here/], ['fr', /répond ici/], ['nl', /antwoordt hier/], ['de', /antwortet hier/]]) {
    const page = (await world.admin.get(`/${lang}/admin`)).text;
    assert.match(page, words);
    for (const node of known) assert.ok(page.includes(node.id.slice(0, 8)), `${lang}: ${node.id}`);
  }
  await extra.stop();
  await until('three servers', async () => (await health()).nodes.length === 3);
});

test('a name of the site that was changed on one server stands on the pages of the others, also those about refusals', async () => {
  const { version } = await must(200, world.admin.get('/api/v1/admin/texts/site_name/nl'));
  await must(200, world.admin.put('/api/v1/admin/texts/site_name/nl', { body: 'Samen verder', version }));
  const visitor = new Client(nodes[2].base);
  clients.push(visitor);
  await until('the new name', async () => (await visitor.get('/nl/nowhere/at/all', { headers: { accept: 'text/html' } })).text.includes('Samen verder'));
});

test('pseudonyms of the open data are the same whichever server gives the file', async () => {
  const files = await Promise.all(nodes.map(async (node) => (await send(node.base, { path: '/data/lipowe-vivre-ensemble/ideas.csv' })).bytes.toString()));
  assert.ok(files[0].length > 1000);
  assert.equal(new Set(files.map((file) => file.replaceAll(/127\.0\.0\.1:\d+|localhost:\d+/g, ''))).size, 1);
});

test('a phase that ends by the clock ends once, although every server looks', async () => {
  const ends_at = new Date(Date.now() + 500_000).toISOString();
  const made = await world.make_redesign({ phases: [{ type: 'ideas', state: 'open', closes_at: ends_at }, { type: 'follow_up' }] });
  const live = await Live.open(nodes[1].base);
  await live.subscribe([`redesign:${made.redesign.id}`]);
  await world.server.move_clock(501);
  const is_closing = (message) => message.type === 'phase.state_changed' && message.data.phase === made.phase.id && message.data.state === 'closed';
  await live.wait_for(is_closing, { within_ms: 3000 });
  await pause(1500);
  assert.equal(live.events().filter(is_closing).length, 1);
  for (const node of nodes) {
    const { items } = await must(200, at(node, world.visitor).get(`/api/v1/phases/${made.phase.id}/history`));
    assert.equal(items.filter((line) => line.to === 'closed').length, 1);
  }
  await refused('phase_closed', at(nodes[2], world.citizen).post(`/api/v1/redesigns/${made.slug}/ideas`, { title: 'Too late everywhere', body: 'The phase is over already.', language: 'en' }));
  await live.close();
});

test('nothing of all this left a wrong number behind', async () => {
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
