// The live line to the server: WebSocket with resume and backoff, polling when sockets do not get through.
// Knows no page: it hands events, presence counts and resync orders to its listener, in order and once each.

const first_wait_ms = 1000;
const longest_wait_ms = 30000;
const silence_ms = 70000;
const poll_every_ms = 10000;
const hidden_limit_ms = 300000;
const failures_before_polling = 3;
const remembered_events = 500;

/** Waiting time before attempt `attempt` (0, 1, …): doubling from 1 s to 30 s, with up to a third of jitter taken off. */
export function waitBefore(attempt, random) {
  const wait = Math.min(longest_wait_ms, first_wait_ms * 2 ** attempt);
  return Math.max(first_wait_ms, Math.round(wait * (1 - random() / 3)));
}

export class Live {
  /** `page` = {url, eventsUrl, channels, since}; `listener` = {event, presence, resync, line, newest}; `world` = sockets, fetch and clock. */
  constructor(page, listener, world) {
    Object.assign(this, { page, listener, world, since: page.since, attempt: 0, failures: 0, seen: new Set(), etag: null });
    this.is_stopped = true;
  }

  start() {
    if (!this.is_stopped || this.page.channels.length === 0) return;
    this.is_stopped = false;
    this.connect();
  }

  stop() {
    this.is_stopped = true;
    this.cancel();
    this.socket?.close();
    this.socket = null;
  }

  /** Called when the tab is hidden or shown again: long hidden tabs let go of the line. */
  visibility(is_hidden) {
    this.world.clearTimeout(this.hiding);
    if (is_hidden) this.hiding = this.world.setTimeout(() => this.stop(), hidden_limit_ms);
    else this.start();
  }

  connect() {
    if (this.is_stopped) return;
    this.cancel();
    let socket;
    try {
      socket = new this.world.WebSocket(this.page.url, 'palabre.v1');
    } catch {
      this.failed();
      return;
    }
    this.socket = socket;
    socket.onopen = () => {
      this.attempt = 0;
      this.failures = 0;
      this.send({ op: 'subscribe', channels: this.page.channels, since: this.since, ...(this.page.counted === false ? { counted: false } : {}) });
      this.listener.line('open');
      this.watch();
    };
    socket.onmessage = (message) => { this.watch(); this.receive(JSON.parse(message.data)); };
    socket.onclose = () => { if (this.socket === socket) { this.socket = null; this.failed(); } };
  }

  failed() {
    if (this.is_stopped) return;
    this.failures += 1;
    this.listener.line('lost');
    this.cancel();
    if (this.failures >= failures_before_polling) {
      this.poll();
      return;
    }
    this.timer = this.world.setTimeout(() => this.connect(), waitBefore(this.attempt++, this.world.random));
  }

  /** Both sides beat: no word from the server for 70 s means the line is dead whatever the socket says. */
  watch() {
    this.cancel();
    this.timer = this.world.setTimeout(() => this.socket?.close(), silence_ms);
  }

  cancel() {
    this.world.clearTimeout(this.timer);
  }

  send(words) {
    this.socket?.send(JSON.stringify(words));
  }

  receive(words) {
    if (words.seq > 0) this.listener.newest?.(words.seq);
    if (words.op === 'ping') this.send({ op: 'pong' });
    else if (words.op === 'presence') this.listener.presence(words.channel, words.count);
    else if (words.op === 'resync') this.resync(words);
    else if (words.type) this.take(words);
  }

  resync(words) {
    this.advance(words.seq);
    this.listener.resync(words.channel);
  }

  /** Everything up to `seq` is known, for instance because the page was read again: the next resume starts there. */
  advance(seq) {
    if (Number.isInteger(seq) && seq > this.since) this.since = seq;
  }

  /** One event counts once, whichever channel or resend brought it. */
  take(event) {
    if (this.seen.has(event.seq)) return;
    this.seen.add(event.seq);
    if (this.seen.size > remembered_events) this.seen.delete(this.seen.values().next().value);
    this.since = Math.max(this.since, event.seq);
    this.listener.event(event);
  }

  async poll() {
    if (this.is_stopped) return;
    const query = `channels=${encodeURIComponent(this.page.channels.join(','))}&since=${this.since}`;
    try {
      const headers = this.etag ? { 'if-none-match': this.etag } : {};
      const answer = await this.world.fetch(`${this.page.eventsUrl}?${query}`, { headers, credentials: 'same-origin' });
      if (answer.status === 200) {
        this.etag = answer.headers.get('etag');
        const body = await answer.json();
        this.listener.newest?.(body.seq);
        for (const channel of body.resync ?? []) this.resync({ channel, seq: body.seq });
        for (const event of body.events ?? []) this.take(event);
        this.advance(body.seq);
      }
      if (answer.status < 400) this.listener.line('polling');
    } catch {
      this.listener.line('lost');
    }
    if (this.is_stopped) return;
    this.polls = (this.polls ?? 0) + 1;
    const next = this.polls % 6 === 0 ? () => { this.failures -= 1; this.connect(); } : () => this.poll();
    this.timer = this.world.setTimeout(next, poll_every_ms);
  }
}
