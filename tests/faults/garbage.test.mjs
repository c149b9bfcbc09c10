// Bytes that are no HTTP, or half of it: answered or dropped, never a crash, never a leak of connections.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { after, before, test } from 'node:test';

import { Client } from '../support/client.mjs';
import { Server } from '../support/server.mjs';
import { must } from '../support/world.mjs';

let server;
let client;
before(async () => { server = await Server.start({ settings: { 'limits.read_timeout_ms': 1500, 'limits.idle_timeout_ms': 2500 } }); client = new Client(server.base); });
after(async () => { client.close(); await server.stop(); });

/** Sends bytes, reads until the end or until `within_ms`: {text, is_ended}. */
function exchange(bytes, { within_ms = 1000, then = null } = {}) {
  return new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1');
    const chunks = [];
    let is_ended = false;
    const finish = () => { socket.destroy(); resolve({ text: Buffer.concat(chunks).toString('latin1'), is_ended }); };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => { is_ended = true; finish(); });
    socket.on('error', () => { is_ended = true; finish(); });
    socket.on('connect', () => { socket.write(bytes); if (then) setTimeout(then, 50, socket); });
    setTimeout(finish, within_ms);
  });
}
const status_of = (text) => Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1]);

test('what is no HTTP is refused or dropped', async () => {
  const garbage = ['hello\r\n\r\n', '\r\n\r\n', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET / HTTP/1.1\r\nBad Header\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n', 'GET noslash HTTP/1.1\r\nHost: x\r\n\r\n', 'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
    'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello', 'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n',
    'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n0\r\n\r\n', 'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n', 'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n', 'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n'];
  for (const text of garbage) {
    const answer = await exchange(Buffer.from(text, 'latin1'), { within_ms: 250 });
    const status = status_of(answer.text);
    assert.ok(Number.isNaN(status) || (status >= 300 && status < 506 && status !== 500), `${JSON.stringify(text.slice(0, 80))}: ${answer.text.slice(0, 60)}`);
  }
  await must(200, client.get('/api/v1/health'));
});

test('headers and addresses that are too long are refused', async () => {
  const long = [['GET /?q=' + 'a'.repeat(10_000) + ' HTTP/1.1\r\nHost: x\r\n\r\n', [414, 400, 431]], ['GET / HTTP/1.1\r\nHost: x\r\nX: ' + 'a'.repeat(40_000) + '\r\n\r\n', [431, 400]],
    ['GET / HTTP/1.1\r\nHost: x\r\n' + 'X: y\r\n'.repeat(6000) + '\r\n', [431, 400]]];
  for (const [text, wanted] of long) {
    const { text: answer, is_ended } = await exchange(text);
    assert.ok(wanted.includes(status_of(answer)) || (answer === '' && is_ended), `${answer.slice(0, 60)}`);
  }
});

test('a request that stops halfway is dropped in time', async () => {
  for (const text of ['GET / HTT', 'GET / HTTP/1.1\r\nHost: x\r\n', 'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"email"']) {
    const { is_ended } = await exchange(text, { within_ms: 6000 });
    assert.ok(is_ended, JSON.stringify(text));
  }
});

test('a connection closed in the middle of anything harms nobody', async () => {
  const requests = ['GET /api/v1/redesigns HTTP/1.1\r\nHost: x\r\n\r\n', 'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n{', 'GET /api/v1/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'];
  await Promise.all(Array.from({ length: 150 }, (_, at) => new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1', () => { socket.write(requests[at % 3]); setTimeout(() => { socket.resetAndDestroy ? socket.resetAndDestroy() : socket.destroy(); resolve(); }, Math.random() * 30); });
    socket.on('error', resolve);
  })));
  await must(200, client.get('/api/v1/health'));
});

test('several requests in one packet are answered in order', async () => {
  const one = (path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const { text } = await exchange(one('/api/v1/health') + one('/api/v1/nothing') + one('/api/v1/redesigns'), { within_ms: 800 });
  assert.deepEqual(text.match(/HTTP\/1\.1 \d{3}/g), ['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
});

test('a body in chunks and one byte at a time is read', async () => {
  const body = '{"email":"nobody@people.example","password":"a wrong phrase"}';
  const chunked = `POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\n${body.slice(0, 5)}\r\n${(body.length - 5).toString(16)}\r\n${body.slice(5)}\r\n0\r\n\r\n`;
  assert.equal(status_of((await exchange(chunked, { within_ms: 2500 })).text), 401);
  const whole = `POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
  const slowly = await exchange(whole.slice(0, 20), { within_ms: 2500, then: async (socket) => { for (const letter of whole.slice(20)) { socket.write(letter); await new Promise((resolve) => setTimeout(resolve, 1)); } } });
  assert.equal(status_of(slowly.text), 401);
});

test('random bytes, five hundred times, and the server still answers', async () => {
  for (let i = 0; i < 12; i += 1) {
    await Promise.all(Array.from({ length: 40 }, () => exchange(randomBytes(1 + Math.floor(Math.random() * 3000)), { within_ms: 60 })));
  }
  await must(200, client.get('/api/v1/health'));
  assert.equal(server.process.exitCode, null);
});
