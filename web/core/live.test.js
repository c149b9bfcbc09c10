import assert from 'node:assert/strict';
import test from 'node:test';
import { Live, waitBefore } from './live.js';

/** A world whose sockets and clock the test drives by hand. */
function world(overrides = {}) {
  const made = { sockets: [], timers: [], requests: [] };
  class WebSocket {
    constructor(url, protocol) { Object.assign(this, { url, protocol, sent: [] }); made.sockets.push(this); }
    send(words) { this.sent.push(JSON.parse(words)); }
    close() { this.is_closed = true; this.onclose?.(); }
    say(words) { this.onmessage({ data: JSON.stringify(words) }); }
  }
  const setTimeout = (run, wait) => { const timer = { run, wait }; made.timers.push(timer); return timer; };
  const clearTimeout = (timer) => { made.timers = made.timers.filter((other) => other !== timer); };
  const fetch = async (url, options) => { made.requests.push({ url, options }); return overrides.answer(); };
  return { made, world: { WebSocket, setTimeout, clearTimeout, fetch, random: () => 0 } };
}

function listener() {
  const heard = { events: [], resyncs: [], presence: [], line: [] };
  return { heard, event: (e) => heard.events.push(e.seq), resync: (c) => heard.resyncs.push(c), presence: (c, n) => heard.presence.push([c, n]), line: (s) => heard.line.push(s) };
}

const page = () => ({ url: 'ws://x/api/v1/live', eventsUrl: '/api/v1/events', channels: ['idea:40'], since: 10 });

test('subscribes with the page\'s event number and answers pings', () => {
  const { made, world: w } = world();
  const live = new Live(page(), listener(), w);
  live.start();
  made.sockets[0].onopen();
  made.sockets[0].say({ op: 'ping' });
  assert.equal(made.sockets[0].protocol, 'palabre.v1');
  assert.deepEqual(made.sockets[0].sent, [{ op: 'subscribe', channels: ['idea:40'], since: 10 }, { op: 'pong' }]);
});

test('an event heard twice counts once', () => {
  const { made, world: w } = world();
  const ear = listener();
  const live = new Live(page(), ear, w);
  live.start();
  made.sockets[0].onopen();
  for (const seq of [11, 12, 11, 12]) made.sockets[0].say({ seq, channel: 'idea:40', type: 'idea.supported', data: {} });
  assert.deepEqual(ear.heard.events, [11, 12]);
});

test('the listener learns the newest number the server named, so that the page can ask another one for nothing older', () => {
  const { made, world: w } = world();
  const numbers = [];
  const live = new Live(page(), { ...listener(), newest: (seq) => numbers.push(seq) }, w);
  live.start();
  made.sockets[0].onopen();
  made.sockets[0].say({ op: 'subscribed', channels: ['idea:40'], seq: 14 });
  made.sockets[0].say({ seq: 15, channel: 'idea:40', type: 'idea.supported', data: {} });
  made.sockets[0].say({ op: 'presence', channel: 'idea:40', count: 2 });
  assert.deepEqual(numbers, [14, 15]);
});

test('after a cut it resumes from the last event it saw', () => {
  const { made, world: w } = world();
  const live = new Live(page(), listener(), w);
  live.start();
  made.sockets[0].onopen();
  made.sockets[0].say({ seq: 17, channel: 'idea:40', type: 'idea.supported', data: {} });
  made.sockets[0].close();
  assert.equal(made.timers.length, 1);
  assert.equal(made.timers[0].wait, 1000);
  made.timers[0].run();
  made.sockets[1].onopen();
  assert.deepEqual(made.sockets[1].sent[0], { op: 'subscribe', channels: ['idea:40'], since: 17 });
});

test('waits grow from one second to thirty, with jitter', () => {
  assert.deepEqual([0, 1, 2, 5, 9].map((n) => waitBefore(n, () => 0)), [1000, 2000, 4000, 30000, 30000]);
  assert.equal(waitBefore(9, () => 1), 20000);
  assert.equal(waitBefore(0, () => 1), 1000);
});

test('three failed sockets in a row turn to polling with ETags', async () => {
  let answers = [
    { status: 200, headers: new Map([['etag', '"a"']]), json: async () => ({ events: [{ seq: 11, type: 'idea.supported', data: {} }], seq: 14 }) },
    { status: 304, headers: new Map() },
  ];
  const { made, world: w } = world({ answer: () => answers.shift() });
  const ear = listener();
  const live = new Live(page(), ear, w);
  live.start();
  for (let i = 0; i < 3; i += 1) { made.sockets[i].close(); if (i < 2) made.timers.pop().run(); }
  await new Promise(setImmediate);
  assert.deepEqual(ear.heard.events, [11]);
  assert.match(made.requests[0].url, /channels=idea%3A40&since=10$/);
  assert.equal(made.timers.at(-1).wait, 10000);
  made.timers.pop().run();
  await new Promise(setImmediate);
  assert.equal(made.requests[1].options.headers['if-none-match'], '"a"');
  assert.match(made.requests[1].url, /since=14$/);
});

test('a tab hidden for five minutes lets go, and comes back when shown', () => {
  const { made, world: w } = world();
  const live = new Live(page(), listener(), w);
  live.start();
  made.sockets[0].onopen();
  live.visibility(true);
  made.timers.find((timer) => timer.wait === 300000).run();
  assert.ok(made.sockets[0].is_closed);
  live.visibility(false);
  assert.equal(made.sockets.length, 2);
});

test('resync and presence reach the listener', () => {
  const { made, world: w } = world();
  const ear = listener();
  const live = new Live(page(), ear, w);
  live.start();
  made.sockets[0].onopen();
  made.sockets[0].say({ op: 'resync', channel: 'idea:40', seq: 99 });
  made.sockets[0].say({ op: 'presence', channel: 'idea:40', count: 4 });
  assert.deepEqual(ear.heard.resyncs, ['idea:40']);
  assert.deepEqual(ear.heard.presence, [['idea:40', 4]]);
  assert.equal(live.since, 99);
});

test('silence for 70 s closes a line that only looks open', () => {
  const { made, world: w } = world();
  const live = new Live(page(), listener(), w);
  live.start();
  made.sockets[0].onopen();
  made.timers.find((timer) => timer.wait === 70000).run();
  assert.ok(made.sockets[0].is_closed);
});

test('a page without channels opens no line', () => {
  const { made, world: w } = world();
  new Live({ ...page(), channels: [] }, listener(), w).start();
  assert.equal(made.sockets.length, 0);
});
