// Two clients and the socket between them: what one does, the other sees within a second, once and in order.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { frame, Live } from '../support/live.mjs';
import { a_reason, in_days, must, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open({ settings: { 'limits.resume_events_max': 40, 'limits.heartbeat_ms': 700 } }); });
after(() => world.close());

const second_ms = 1000;
const of_type = (type, idea) => (message) => message.type === type && (!idea || message.data.idea === idea.id);

test('supports, comments, phases and answers arrive within a second, and re-reading gives the same numbers', async () => {
  const idea = await world.propose();
  const live = await Live.open(world.base);
  await live.subscribe([`redesign:${world.redesign.id}`]);
  const acts = [
    ['idea.supported', () => world.citizen2.put(`/api/v1/ideas/${idea.id}/support`)],
    ['comment.published', () => world.citizen2.post(`/api/v1/ideas/${idea.id}/comments`, { body: 'A good thing.', stance: 'for' })],
    ['idea.unsupported', () => world.citizen2.del(`/api/v1/ideas/${idea.id}/support`)],
    ['idea.edited', () => world.citizen.patch(`/api/v1/ideas/${idea.id}`, { body: 'A text that was changed.' })],
    ['answer.published', () => world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'in_study', body: 'We are looking at it.' })],
    ['phase.state_changed', () => world.owner.post(`/api/v1/phases/${world.phase.id}/transitions`, { to: 'open', reason: a_reason, ends_at: in_days(12) })],
  ];
  for (const [type, act] of acts) {
    const began = performance.now();
    const answer = await act();
    assert.ok(answer.status < 300, answer.text);
    const event = await live.wait_for(of_type(type), { within_ms: second_ms, what: type });
    assert.ok(event.received_at - began < second_ms, `${type}: ${event.received_at - began} ms`);
    const read = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`));
    if (event.data.supports !== undefined) assert.equal(read.supports, event.data.supports);
    if (event.data.comments !== undefined) assert.equal(read.comments, event.data.comments);
    if (event.data.version !== undefined) assert.equal(read.version, event.data.version);
  }
  const numbers = live.events().map((event) => event.seq);
  assert.deepEqual(numbers, [...new Set(numbers)].sort((a, b) => a - b));
  assert.equal(live.fault, undefined);
  await live.close();
});

test('an idea\'s channel carries that idea only; the instance hears of new ideas and phases', async () => {
  const [one, two] = [await world.propose(), await world.propose()];
  const [of_one, of_all] = [await Live.open(world.base), await Live.open(world.base)];
  await of_one.subscribe([`idea:${one.id}`]);
  await of_all.subscribe(['instance']);
  await must(200, world.citizen2.put(`/api/v1/ideas/${two.id}/support`));
  await must(200, world.citizen2.put(`/api/v1/ideas/${one.id}/support`));
  const three = await world.propose();
  await of_one.wait_for(of_type('idea.supported', one));
  await of_all.wait_for(of_type('idea.published', three));
  assert.deepEqual(of_one.events().map((event) => event.data.idea), [one.id]);
  assert.ok(of_all.events().every((event) => event.type !== 'idea.supported'));
  await Promise.all([of_one.close(), of_all.close()]);
});

test('an event reaches a socket once, however many of its channels it follows', async () => {
  const idea = await world.propose();
  const live = await Live.open(world.base);
  await live.subscribe([`redesign:${world.redesign.id}`, `idea:${idea.id}`, 'instance']);
  await must(200, world.citizen2.put(`/api/v1/ideas/${idea.id}/support`));
  await live.wait_for(of_type('idea.supported', idea));
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(live.events().filter(of_type('idea.supported', idea)).length, 1);
  await live.close();
});

test('presence is how many sockets follow a channel, and falls when one is cut without a word', async () => {
  const { redesign } = await world.make_redesign();
  const channel = `redesign:${redesign.id}`;
  const watchers = [await Live.open(world.base), await Live.open(world.base), await Live.open(world.base)];
  for (const live of watchers) await live.subscribe([channel]);
  await watchers[0].wait_for((message) => message.op === 'presence' && message.channel === channel && message.count === 3, { within_ms: 5000 });
  watchers[2].cut();
  await watchers[0].wait_for((message) => message.op === 'presence' && message.channel === channel && message.count === 2, { within_ms: 6000 });
  await Promise.all(watchers.slice(0, 2).map((live) => live.close()));
});

test('a client that was cut off gets what it missed, once and in order', async () => {
  const idea = await world.propose();
  const channel = `idea:${idea.id}`;
  const live = await Live.open(world.base);
  const { seq } = await live.subscribe([channel]);
  await world.comment(world.citizen2, idea);
  await live.wait_for(of_type('comment.published', idea));
  const last = live.events().at(-1).seq;
  live.cut();
  for (let i = 0; i < 12; i += 1) await world.comment(world.citizen2, idea);
  const back = await Live.open(world.base);
  await back.subscribe([channel], last);
  await world.comment(world.citizen2, idea);
  await back.wait_for((message) => message.data?.comments === 14);
  const all = [...live.events(), ...back.events()].map((event) => event.data.comments);
  assert.deepEqual(all, Array.from({ length: 14 }, (_, at) => at + 1));
  assert.ok(seq < last);
  await back.close();
});

test('a client that was away while writing went on loses nothing in between', async () => {
  const idea = await world.propose();
  const channel = `idea:${idea.id}`;
  let is_done = false;
  const writing = (async () => {
    for (let i = 0; i < 60; i += 1) await world.comment(world.citizen2, idea);
    is_done = true;
  })();
  const seen = [];
  let since = (await must(200, world.visitor.get('/api/v1/health'))).seq;
  since -= 1;
  while (!is_done || seen.length < 60) {
    const live = await Live.open(world.base);
    await live.subscribe([channel], since);
    await new Promise((resolve) => setTimeout(resolve, 60));
    live.cut();
    assert.equal(live.messages.some((message) => message.op === 'resync'), false);
    for (const event of live.events().filter((one) => one.type === 'comment.published')) seen.push(event);
    since = live.events().at(-1)?.seq ?? since;
  }
  await writing;
  assert.deepEqual(seen.map((event) => event.data.comments), Array.from({ length: 60 }, (_, at) => at + 1));
});

test('a client that comes back after too much is told to fetch anew', async () => {
  const idea = await world.propose();
  for (let i = 0; i < 60; i += 1) await must(200, i % 2 ? world.citizen2.del(`/api/v1/ideas/${idea.id}/support`) : world.citizen2.put(`/api/v1/ideas/${idea.id}/support`));
  const live = await Live.open(world.base);
  await live.subscribe([`idea:${idea.id}`], 1);
  await live.wait_for((message) => message.op === 'resync' && message.channel === `idea:${idea.id}`);
  await live.close();
});

test('polling gives the same events as the socket', async () => {
  const idea = await world.propose();
  const live = await Live.open(world.base);
  await live.subscribe([`idea:${idea.id}`]);
  const from = await world.last_seq();
  for (let i = 0; i < 5; i += 1) await world.comment(world.citizen2, idea);
  await live.wait_for((message) => message.data?.comments === 5);
  const { events, seq } = await must(200, world.visitor.get(`/api/v1/events?channels=idea:${idea.id}&since=${from}`));
  const pushed = live.events().map(({ received_at, ...event }) => event);
  assert.deepEqual(events, pushed);
  assert.equal(seq, events.at(-1).seq);
  await live.close();
});

test('what is not understood is answered with an error, and the socket lives on', async () => {
  const live = await Live.open(world.base);
  const wrong = ['{', '[]', '"x"', '{}', '{"op":"fly"}', '{"op":"subscribe"}', '{"op":"subscribe","channels":["person:1"]}', '{"op":"subscribe","channels":[1]}',
    '{"op":"subscribe","channels":["redesign:0"]}', '{"op":"subscribe","channels":["instance"],"since":-1}', '{"op":"subscribe","channels":["instance"],"since":1e300}',
    JSON.stringify({ op: 'subscribe', channels: Array.from({ length: 65 }, (_, at) => `idea:${at + 1}`) }), '['.repeat(400)];
  for (const [at, text] of wrong.entries()) {
    live.socket.write(frame(1, text));
    await live.wait_for(() => live.messages.filter((message) => message.op === 'error').length === at + 1, { what: `an error to ${text.slice(0, 60)}` });
  }
  await live.subscribe(['instance']);
  live.send({ op: 'unsubscribe', channels: ['instance'] });
  await live.wait_for((message) => message.op === 'unsubscribed');
  live.send({ op: 'ping' });
  await live.wait_for((message) => message.op === 'pong');
  await live.close();
});

test('frames that break the protocol or are too large end the socket, not the server', async () => {
  const breakers = [
    Buffer.from([0x81, 0x05, 1, 2, 3, 4, 5]), frame(3, 'reserved'), Buffer.concat([Buffer.from([0xf1, 0x80]), Buffer.alloc(4)]),
    frame(1, Buffer.from([0xff, 0xfe, 0xfd])), Buffer.concat([frame(1, 'x'.repeat(20_000))]),
  ];
  for (const bytes of breakers) {
    const live = await Live.open(world.base);
    live.socket.on('error', () => {});
    live.socket.write(bytes);
    await new Promise((resolve) => { live.socket.once('close', resolve); live.socket.once('end', resolve); setTimeout(resolve, 2500); });
    assert.ok(live.close_code >= 1002 || live.socket.destroyed || live.socket.readableEnded, bytes.subarray(0, 8).toString('hex'));
    live.socket.destroy();
  }
  await must(200, world.visitor.get('/api/v1/health'));
});

test('a socket that no longer answers pings is closed', async () => {
  const live = await Live.open(world.base, { answers_pings: false });
  live.take = () => {};  // it hears, and says nothing
  live.socket.resume();
  const began = performance.now();
  await new Promise((resolve, reject) => {
    live.socket.once('close', resolve);
    setTimeout(() => reject(new Error('still open after six seconds')), 6000);
  });
  assert.ok(performance.now() - began > 600);
});

test('an unknown redesign or one in preparation cannot be followed', async () => {
  const draft = await must(201, world.admin.post('/api/v1/redesigns', { slug: 'secret-park', title: { en: 'Secret' }, languages: ['en'] }));
  const live = await Live.open(world.base);
  live.send({ op: 'subscribe', channels: [`redesign:${draft.id}`] });
  await live.wait_for((message) => message.op === 'error' || message.op === 'subscribed');
  await must(200, world.admin.patch('/api/v1/redesigns/secret-park', { territory: 'Nobody knows' }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual(live.events(), []);
  const polled = await world.visitor.get(`/api/v1/events?channels=redesign:${draft.id}`);
  assert.ok(polled.status === 404 || polled.body.events.length === 0);
  await live.close();
});
