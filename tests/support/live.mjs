// A small WebSocket client on a plain socket, which checks every message against asyncapi.yaml. Used by the tests of live updates.
import { createHash, randomBytes } from 'node:crypto';
import net from 'node:net';

import { check_message, remember } from './contract.mjs';

const accept_of = (key) => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** One masked client frame. */
export function frame(opcode, payload) {
  const data = Buffer.from(payload);
  const mask = randomBytes(4);
  const size = data.length < 126 ? Buffer.from([0x80 | data.length]) : Buffer.from([0x80 | 126, data.length >> 8, data.length & 255]);
  const masked = Buffer.from(data.map((byte, at) => byte ^ mask[at & 3]));
  return Buffer.concat([Buffer.from([0x80 | opcode]), size, mask, masked]);
}

/** Splits received bytes into frames: {frames: [{opcode, payload}], rest}. Servers do not mask. */
export function read_frames(bytes) {
  const frames = [];
  let rest = bytes;
  for (;;) {
    if (rest.length < 2) break;
    let length = rest[1] & 127;
    let at = 2;
    if (length === 126) { if (rest.length < 4) break; length = rest.readUInt16BE(2); at = 4; }
    else if (length === 127) { if (rest.length < 10) break; length = Number(rest.readBigUInt64BE(2)); at = 10; }
    if (rest.length < at + length) break;
    frames.push({ opcode: rest[0] & 15, payload: rest.subarray(at, at + length) });
    rest = rest.subarray(at + length);
  }
  return { frames, rest };
}

export class Live {
  /** Opens a socket. `answer` holds the status line and headers when the server refuses the handshake. */
  static open(base, { headers = {}, reads = true, answers_pings = true } = {}) {
    const live = new Live();
    Object.assign(live, { messages: [], waiting: [], is_closed: false, close_code: 0, answers_pings });
    const url = new URL(base);
    const key = randomBytes(16).toString('base64');
    live.socket = net.connect(Number(url.port), url.hostname);
    const lines = {
      Host: url.host, Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Key': key, 'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Protocol': 'palabre.v1', Origin: base, ...headers,
    };
    const head = Object.entries(lines).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${value}\r\n`).join('');
    live.socket.write(`GET /api/v1/live HTTP/1.1\r\n${head}\r\n`);
    return live.opening(key, reads);
  }

  opening(key, reads) {
    return new Promise((resolve, reject) => {
      let bytes = Buffer.alloc(0);
      this.socket.on('error', (error) => { this.end(); reject(error); });
      this.socket.on('close', () => { this.end(); reject(new Error('the socket was closed during the handshake')); });
      const read_head = (chunk) => {
        bytes = Buffer.concat([bytes, chunk]);
        const end = bytes.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = bytes.subarray(0, end).toString('latin1');
        this.answer = { status: Number(head.split(' ')[1]), head };
        this.socket.off('data', read_head);
        if (this.answer.status !== 101) { this.socket.destroy(); reject(Object.assign(new Error(`handshake refused: ${head.split('\r\n')[0]}`), this.answer)); return; }
        if (!head.includes(accept_of(key))) { reject(new Error('wrong Sec-WebSocket-Accept')); return; }
        this.rest = Buffer.alloc(0);
        this.take(bytes.subarray(end + 4));
        if (reads) this.socket.on('data', (more) => this.take(more));
        else this.socket.pause();
        resolve(this);
      };
      this.socket.on('data', read_head);
    });
  }

  take(chunk) {
    const { frames, rest } = read_frames(Buffer.concat([this.rest, chunk]));
    this.rest = rest;
    for (const { opcode, payload } of frames) {
      if (opcode === 1) this.receive(JSON.parse(payload.toString('utf8')));
      else if (opcode === 8) { this.close_code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005; this.socket.end(); }
      else if (opcode === 9) this.socket.write(frame(10, payload));
    }
  }

  receive(message) {
    try { check_message('server', message); } catch (error) { this.fault ??= error; }
    remember('live', message.type ?? message.op);
    if (message.op === 'ping' && this.answers_pings) { this.send({ op: 'pong' }); return; }
    this.messages.push({ ...message, received_at: performance.now() });
    this.waiting = this.waiting.filter((waiter) => !waiter());
  }

  send(message, { is_checked = true } = {}) {
    if (is_checked) check_message('client', message);
    this.socket.write(frame(1, JSON.stringify(message)));
  }

  /** The first message that `matches`, seen or yet to come. */
  wait_for(matches, { within_ms = 2000, what = 'message' } = {}) {
    return new Promise((resolve, reject) => {
      const find = () => {
        if (this.fault) { clearTimeout(timer); reject(this.fault); return true; }
        const found = this.messages.find(matches);
        if (found) { clearTimeout(timer); resolve(found); }
        return Boolean(found);
      };
      const timer = setTimeout(() => {
        this.waiting = this.waiting.filter((waiter) => waiter !== find);
        reject(new Error(`no ${what} within ${within_ms} ms; last: ${JSON.stringify(this.messages.slice(-3))}`));
      }, within_ms);
      if (!find()) this.waiting.push(find);
    });
  }

  /** Subscribes and waits for the confirmation: {op, channels, seq}. */
  async subscribe(channels, since) {
    const before = this.messages.length;
    this.send({ op: 'subscribe', channels, ...(since === undefined ? {} : { since }) });
    return this.wait_for((message) => message.op === 'subscribed' && this.messages.indexOf(message) >= before, { what: 'subscribed' });
  }

  events() { return this.messages.filter((message) => message.seq !== undefined && message.type !== undefined); }
  end() { this.is_closed = true; this.waiting = this.waiting.filter((waiter) => !waiter()); }
  /** Cuts the line without a word. */
  cut() { this.socket.destroy(); }
  async close() {
    this.socket.write(frame(8, Buffer.from([3, 232])));
    await new Promise((resolve) => { this.socket.once('close', resolve); setTimeout(() => { this.socket.destroy(); resolve(); }, 500); });
  }
}
