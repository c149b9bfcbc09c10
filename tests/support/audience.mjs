// Many light sockets that follow one channel: each knows what it was told, in which order, and comes back by itself where it can.
// Used by the trial of several nodes; for checks of single messages use live.mjs.
import { randomBytes } from 'node:crypto';
import net from 'node:net';

import { frame, read_frames } from './live.mjs';

const comes_back_ms = [50, 400];
const faults_max = 20;
/** One step of the number that stands for a whole history: two sockets with the same number were told the same, in the same order. */
export const history_step = (history, event) => (Math.imul(history, 31) + event.seq) | 0;

class Listener {
  constructor(audience, number) {
    Object.assign(this, { audience, number, history: 0, count: 0, comebacks: 0, is_exact: true, is_open: false, told: new Map() });
    this.last_seq = audience.since;
  }

  connect() {
    const url = new URL(this.audience.address_for(this));
    this.base = url.origin;
    this.bytes = Buffer.alloc(0);
    this.is_open = this.is_upgraded = false;
    this.socket = net.connect(Number(url.port), url.hostname);
    this.socket.setNoDelay(true);
    this.socket.on('data', (chunk) => this.take(chunk));
    this.socket.on('error', () => {});
    this.socket.on('close', () => this.lost());
    this.socket.write(`GET /api/v1/live HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n`
      + 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: palabre.v1\r\n\r\n');
  }

  lost() {
    this.is_open = false;
    if (this.audience.is_over) return;
    this.comebacks += 1;
    const [least, most] = comes_back_ms;
    setTimeout(() => { if (!this.audience.is_over) this.connect(); }, least + Math.random() * (most - least));
  }

  take(chunk) {
    this.bytes = this.bytes.length ? Buffer.concat([this.bytes, chunk]) : chunk;
    if (!this.is_upgraded) {
      const end = this.bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!this.bytes.subarray(0, 20).toString('latin1').includes(' 101 ')) { this.socket.destroy(); return; }
      this.bytes = this.bytes.subarray(end + 4);
      this.is_upgraded = true;
      this.send({ op: 'subscribe', channels: [this.audience.channel], since: this.last_seq, counted: false });
    }
    const { frames, rest } = read_frames(this.bytes);
    this.bytes = rest;
    for (const { opcode, payload } of frames) {
      if (opcode === 1) this.receive(JSON.parse(payload.toString('utf8')));
      else if (opcode === 8) this.socket.end();
      else if (opcode === 9) this.socket.write(frame(10, payload));
    }
  }

  send(message) { this.socket.write(frame(1, JSON.stringify(message))); }

  receive(message) {
    if (message.type !== undefined) this.hear(message);
    else if (message.op === 'subscribed') this.is_open = true;
    else if (message.op === 'ping') this.send({ op: 'pong' });
    else if (message.op === 'resync') this.start_anew();
    else if (message.op === 'error') this.audience.fault(`socket ${this.number}: ${message.code} ${message.detail}`);
  }

  hear(event) {
    if (event.seq <= this.last_seq) this.audience.fault(`socket ${this.number} at ${this.base}: event ${event.seq} after ${this.last_seq}, ${this.comebacks} comebacks`);
    this.last_seq = event.seq;
    this.history = history_step(this.history, event);
    this.count += 1;
    keep_told(this.told, event);
    this.audience.on_event?.(this, event);
  }

  /** Told that it missed too much: as a page does, it reads anew what it shows. From then on its history is its own. */
  async start_anew() {
    this.is_exact = false;
    this.audience.resyncs += 1;
    const fresh = await this.audience.read_anew(this.base).catch(() => undefined);
    if (!fresh) { this.socket.destroy(); return; }
    for (const [idea, counts] of fresh) this.told.set(idea, { ...counts });
  }
}

/** What a page would show after `event`: the counts of each idea. */
export function keep_told(told, { data }) {
  if (data.idea === undefined || (data.supports === undefined && data.comments === undefined)) return;
  const counts = told.get(data.idea) ?? {};
  if (data.supports !== undefined) counts.supports = data.supports;
  if (data.comments !== undefined) counts.comments = data.comments;
  told.set(data.idea, counts);
}

export class Audience {
  /**
   * `address_for(listener)`: where to connect next. `read_anew(base)`: a Map of idea and counts. `since`: the number before the first
   * event that everybody shall hear.
   */
  constructor({ channel, since, size, address_for, read_anew, on_event }) {
    Object.assign(this, { channel, since, address_for, read_anew, on_event, faults: [], fault_count: 0, resyncs: 0, is_over: false });
    this.listeners = Array.from({ length: size }, (_, number) => new Listener(this, number));
  }

  fault(text) {
    this.fault_count += 1;
    if (this.faults.length < faults_max) this.faults.push(text);
  }

  /** Connects everybody, a few at a time, and waits until all are subscribed. */
  async gather({ at_once = 50, within_ms = 60_000 } = {}) {
    for (let at = 0; at < this.listeners.length; at += at_once) {
      const some = this.listeners.slice(at, at + at_once);
      for (const listener of some) listener.connect();
      await this.until((listener) => listener.is_open, within_ms, some);
    }
  }

  /** Waits until `is_so` holds for all; the number of those for whom it does not after `within_ms`. */
  async until(is_so, within_ms, some = this.listeners) {
    const began = performance.now();
    for (;;) {
      const left = some.filter((listener) => !is_so(listener)).length;
      if (left === 0 || performance.now() - began > within_ms) return left;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  comebacks() { return this.listeners.reduce((sum, { comebacks }) => sum + comebacks, 0); }

  leave() {
    this.is_over = true;
    for (const { socket } of this.listeners) socket?.destroy();
  }
}
