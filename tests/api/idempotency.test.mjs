// The same key gives the same answer, once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

let count = 0;
const new_key = () => { count += 1; return `key-${process.pid}-${count}`; };
const propose = (client, key, body) => client.post(`/api/v1/redesigns/${world.slug}/ideas`, body, { headers: { 'idempotency-key': key } });
const body_of = (text) => ({ title: `A bench ${text}`, body: 'Somewhere to sit down.', language: 'en' });

test('the second request gets the first one\'s answer byte for byte, and says so', async () => {
  const key = new_key();
  const first = await propose(world.citizen, key, body_of('once'));
  const seq = await world.last_seq();
  const second = await propose(world.citizen, key, body_of('once'));
  assert.deepEqual([second.status, second.text, second.headers.location], [201, first.text, first.headers.location]);
  assert.equal(second.headers['idempotency-replayed'], 'true');
  assert.equal(await world.last_seq(), seq);
});

test('another body under the key is refused and does nothing', async () => {
  const key = new_key();
  await must(201, propose(world.citizen, key, body_of('first')));
  const seq = await world.last_seq();
  const answer = await refused('idempotency_mismatch', propose(world.citizen, key, body_of('second')));
  assert.equal(answer.status, 422);
  assert.equal(await world.last_seq(), seq);
});

test('the same key on another path or method is another request', async () => {
  const key = new_key();
  const idea = await must(201, propose(world.citizen, key, body_of('path')));
  await refused('idempotency_mismatch', world.citizen.put(`/api/v1/ideas/${idea.id}/support`, undefined, { headers: { 'idempotency-key': key } }));
  const support_key = new_key();
  await must(200, world.citizen2.put(`/api/v1/ideas/${idea.id}/support`, undefined, { headers: { 'idempotency-key': support_key } }));
  await refused('idempotency_mismatch', world.citizen2.del(`/api/v1/ideas/${idea.id}/support`, { headers: { 'idempotency-key': support_key } }));
});

test('keys of different people have nothing to do with each other', async () => {
  const key = new_key();
  const one = await must(201, propose(world.citizen, key, body_of('mine')));
  const two = await must(201, propose(world.citizen2, key, body_of('mine')));
  assert.notEqual(one.id, two.id);
});

test('twenty at the same moment make one idea', async () => {
  const key = new_key();
  const before_all = await world.last_seq();
  const clients = Array.from({ length: 5 }, () => world.citizen.twin());
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => propose(clients[at % 5], key, body_of('crowd'))));
  const made = answers.filter((answer) => answer.status === 201);
  assert.ok(made.length >= 1 && answers.every((answer) => answer.status === 201 || answer.code === 'idempotency_in_progress'), answers.map((answer) => answer.status).join());
  assert.equal(new Set(made.map((answer) => answer.text)).size, 1);
  assert.equal(await world.last_seq(), before_all + 1);
  clients.forEach((client) => client.close());
});

test('a refusal is kept too', async () => {
  const key = new_key();
  const first = await refused('too_short', propose(world.citizen, key, { title: 'No', body: 'Too short a title.', language: 'en' }));
  const second = await refused('too_short', propose(world.citizen, key, { title: 'No', body: 'Too short a title.', language: 'en' }));
  assert.equal(second.text, first.text);
});

test('a key that cannot be one is refused', async () => {
  for (const key of ['x'.repeat(129), 'with space', '\t']) {
    const answer = await propose(world.citizen, key, body_of('bad key'));
    assert.ok(answer.status === 422 || answer.status === 201 && !key.trim(), `${key}: ${answer.text}`);
  }
});

test('an answer under a key survives a restart of the server', async () => {
  const key = new_key();
  const first = await propose(world.citizen, key, body_of('restart'));
  await world.server.kill();
  await world.server.begin();
  world.citizen.base = world.server.base;
  const second = await propose(world.citizen, key, body_of('restart'));
  assert.equal(second.text, first.text);
  for (const name of ['visitor', 'citizen2', 'owner', 'officer', 'moderator', 'facilitator', 'admin']) world[name].base = world.server.base;
});
