// A crowd writes through one address while nodes fall over; afterwards everything is compared: what was acknowledged with what is there,
// what every socket was told with what happened. Runs against any nodes. Used by tests/walk/cluster.test.mjs and tests/load/cluster.
import { randomUUID } from 'node:crypto';
import http from 'node:http';

import { Audience, history_step, keep_told } from './audience.mjs';
import { send } from './client.mjs';

const day_ms = 86_400_000;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** An answer that says "not now", or none: the same request is sent again under the same key until it is answered. */
const is_passing = ({ status, code }) => status === 0 || status === 429 || status >= 500 || code === 'idempotency_in_progress';
const again_ms_max = 1000;
const gives_up_ms = 60_000;

/** One person on one address. Every answer is {status, body, code}; status 0: the connection ended without one. */
export class Sender {
  constructor(base, token = '') {
    Object.assign(this, { base, token, seen: 0, agent: new http.Agent({ keepAlive: true, maxSockets: 4 }) });
  }

  async ask(method, path, body, { key, timeout_ms = 15_000 } = {}) {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const headers = { ...(this.token ? { authorization: `Bearer ${this.token}` } : {}), ...(key ? { 'idempotency-key': key } : {}) };
    if (sent !== undefined) headers['content-type'] = 'application/json';
    if (this.seen) headers['palabre-seen'] = this.seen;
    if (method !== 'GET') headers['content-length'] = sent === undefined ? 0 : Buffer.byteLength(sent);
    try {
      const answer = await send(this.base, { method, path: `/api/v1${path}`, headers, body: sent, agent: this.agent, timeout_ms });
      const text = answer.bytes.toString('utf8');
      // The newest event this person knows of: whichever node answers next shows nothing older.
      this.seen = Math.max(this.seen, Number(answer.headers['palabre-seen'] ?? 0));
      const is_json = /json/.test(answer.headers['content-type'] ?? '');
      const read = is_json && text ? JSON.parse(text) : undefined;
      return { status: answer.status, headers: answer.headers, body: read, code: answer.status >= 400 ? read?.code : undefined, text };
    } catch (error) {
      return { status: 0, text: String(error), headers: {} };
    }
  }

  /** Asks until it is answered; {…answer, tries}. */
  async insist(method, path, body, options) {
    const began = performance.now();
    for (let tries = 1; ; tries += 1) {
      const answer = await this.ask(method, path, body, options);
      if (!is_passing(answer) || performance.now() - began > gives_up_ms) return { ...answer, tries };
      const wanted_ms = Number(answer.headers['retry-after'] ?? 0.1) * 1000;
      await sleep(Math.min(again_ms_max, wanted_ms) * (0.5 + Math.random()));
    }
  }

  async must(status, method, path, body, options) {
    const answer = await this.insist(method, path, body, options);
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 400)}`);
    return answer.body;
  }

  /** All rows of a list that is read in pages. */
  async list(path) {
    const rows = [];
    for (let after = ''; after !== null;) {
      const page = await this.must(200, 'GET', `${path}${path.includes('?') ? '&' : '?'}limit=100${after && `&after=${encodeURIComponent(after)}`}`);
      rows.push(...page.items);
      after = page.next;
    }
    return rows;
  }
}

/** A redesign with ideas, and people who may write: {slug, redesign, ideas, people, channel}. `admin`: a signed-in Sender. */
export async function make_place(admin, { people_count, idea_count, name }) {
  const now = Date.now();
  const made = await admin.must(201, 'POST', '/redesigns', {
    slug: name, title: 'What the nodes agree on', languages: ['en'], state: 'open',
    phases: [{ type: 'ideas', title: 'Ideas', opens_at: new Date(now - 1000).toISOString(), closes_at: new Date(now + 10 * day_ms).toISOString() }, { type: 'follow_up', opens_at: new Date(now + 20 * day_ms).toISOString() }],
  }, { key: randomUUID() });
  const people = [];
  for (let i = 0; i < people_count; i += 1) {
    const email = `${name}-${i}@people.example`;
    const { token } = await admin.must(201, 'POST', '/accounts', { email, password: 'a long enough phrase', name: `Writer ${i}`, language: 'en' }, { key: randomUUID() });
    people.push(new Sender(admin.base, token));
  }
  const ideas = [];
  for (let i = 0; i < idea_count; i += 1) {
    const body = { title: `Idea ${i} that many nodes tell of`, body: 'Wherever it is read, it says the same.', language: 'en' };
    ideas.push((await people[i % people.length].must(201, 'POST', `/redesigns/${name}/ideas`, body, { key: randomUUID() })).id);
  }
  return { slug: name, redesign: made.id, ideas, people, channel: `redesign:${made.id}` };
}

/** Signs in with a demo account, or any other. */
export async function enter(base, email, password) {
  const { token } = await new Sender(base).must(201, 'POST', '/sessions', { email, password });
  return new Sender(base, token);
}

/** Writes until `until_ms`, and remembers what was answered. */
class Writer {
  constructor(person, number, place, record) { Object.assign(this, { person, number, place, record, supported: new Map() }); }

  async write(until_ms, gap_ms) {
    await sleep(Math.random() * gap_ms);
    for (let i = 0; performance.now() < until_ms; i += 1) {
      const began = performance.now();
      const idea = this.place.ideas[Math.floor(Math.random() * this.place.ideas.length)];
      await (i % 3 === 2 ? this.support(idea) : this.comment(idea, i));
      this.record.took_ms.push(performance.now() - began);
      await sleep(Math.max(0, gap_ms - (performance.now() - began)));
    }
  }

  async comment(idea, i) {
    const text = `Words ${i} of writer ${this.number}.`;
    this.record.asked.add(text);
    const answer = await this.insist(201, 'POST', `/ideas/${idea}/comments`, { body: text, stance: 'neutral' });
    if (!answer) return;
    this.record.comments.push({ idea, text });
    const read = await this.person.ask('GET', `/ideas/${idea}`);
    if (read.status === 200 && read.body.comments < answer.comments) this.record.faults.push(`writer ${this.number} reads ${read.body.comments} comments after having written the ${answer.comments}th`);
    if (read.status === 200) this.record.reads += 1;
  }

  async support(idea) {
    const is_on = !this.supported.get(idea);
    const answer = await this.insist(200, is_on ? 'PUT' : 'DELETE', `/ideas/${idea}/support`);
    if (answer) this.supported.set(idea, is_on);
    else this.supported.delete(idea);  // nobody knows
  }

  async insist(status, method, path, body) {
    const answer = await this.person.insist(method, path, body, { key: randomUUID() });
    this.record.tries += answer.tries;
    if (answer.status === status) { this.record.acknowledged += 1; return answer.body; }
    if (is_passing(answer)) this.record.unknown += 1;
    else this.record.faults.push(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return undefined;
  }
}

const all_events = async (reader, place, since) => {
  const events = [];
  for (let at = since; ;) {
    const page = await reader.must(200, 'GET', `/events?channels=${place.channel}&since=${at}&limit=100`);
    events.push(...page.events);
    if (page.events.length === 0) return events;
    at = page.seq;
  }
};

const counts_of = async (reader, place) => new Map((await reader.list(`/redesigns/${place.slug}/ideas?sort=newest`)).map(({ id, supports, comments }) => [id, { supports, comments }]));
const told_text = (told, ideas) => ideas.map((idea) => `${idea} ${told.get(idea)?.supports ?? 0} ${told.get(idea)?.comments ?? 0}`).join('; ');

/** Every comment that was acknowledged is there once, and nothing that nobody asked for. */
async function compare_comments(reader, place, record) {
  const faults = [];
  const there = new Map();
  for (const idea of place.ideas) {
    for (const { body } of await reader.list(`/ideas/${idea}/comments`)) there.set(body, (there.get(body) ?? 0) + 1);
  }
  for (const { text } of record.comments) if (there.get(text) !== 1) faults.push(`acknowledged and there ${there.get(text) ?? 0} times: ${text}`);
  for (const [text, times] of there) if (times > 1 || !record.asked.has(text)) faults.push(`there ${times} times: ${text}`);
  return faults;
}

async function compare_supports(reader_of, writers, place) {
  const faults = [];
  const rows = new Map(place.ideas.map((idea) => [idea, 0]));
  for (const writer of writers) {
    const { supported } = await reader_of(writer.person).must(200, 'GET', `/me/marks?redesign=${place.slug}`);
    for (const idea of supported) rows.set(idea, (rows.get(idea) ?? 0) + 1);
    for (const [idea, is_on] of writer.supported) if (supported.includes(idea) !== is_on) faults.push(`writer ${writer.number}: the support of ${idea} is ${!is_on}`);
  }
  return { faults, rows };
}

/** Each step of a count is one, and each comment is told once: what happened twice or never shows here. */
function compare_log(log, told_before, rows, comments) {
  const faults = [];
  const counts = new Map([...told_before].map(([idea, one]) => [idea, { ...one }]));
  const published = new Set();
  for (const { seq, type, data } of log) {
    const one = counts.get(data.idea);
    if (type === 'idea.supported' || type === 'idea.unsupported') {
      one.supports += type === 'idea.supported' ? 1 : -1;
      if (one.supports !== data.supports) faults.push(`event ${seq}: ${data.supports} supports instead of ${one.supports}`);
    } else if (type === 'comment.published') {
      one.comments += 1;
      if (one.comments !== data.comments) faults.push(`event ${seq}: ${data.comments} comments instead of ${one.comments}`);
      if (published.has(data.comment)) faults.push(`event ${seq}: comment ${data.comment} is told twice`);
      published.add(data.comment);
    }
  }
  for (const [idea, { supports }] of counts) if (rows.get(idea) !== supports) faults.push(`idea ${idea}: ${rows.get(idea)} people support it, the log says ${supports}`);
  if (published.size < comments) faults.push(`${published.size} comments in the log, ${comments} were acknowledged`);
  return faults;
}

/** What each socket was told against the log, from the first event to the last. */
function compare_audience(audience, log, told_before, place) {
  const faults = [...audience.faults];
  const told = new Map([...told_before].map(([idea, one]) => [idea, { ...one }]));
  let history = 0;
  for (const event of log) { history = history_step(history, event); keep_told(told, event); }
  const wanted = told_text(told, place.ideas);
  for (const one of audience.listeners) {
    for (const [idea, counts] of told_before) if (!one.told.has(idea)) one.told.set(idea, counts);
    if (told_text(one.told, place.ideas) !== wanted) faults.push(`socket ${one.number} at ${one.base} shows another state: ${told_text(one.told, place.ideas)} instead of ${wanted}`);
    if (one.is_exact && (one.history !== history || one.count !== log.length)) faults.push(`socket ${one.number} at ${one.base}: ${one.count} events of ${log.length}, or in another order; ${one.comebacks} comebacks`);
  }
  return { faults, wanted };
}

/**
 * `nodes`: addresses; `balancer`: where everybody writes, and comes back to. `acts`: [{at_s, what, act}], what happens meanwhile.
 * `check()`: {code, stdout} of `palabre check`. Answers {faults, …figures}; no fault: everything is as promised.
 */
export async function run_trial({ nodes, balancer, admin, sockets, seconds, writes_per_second = 30, people_count = 24, idea_count = 6, acts = [], check, name = `trial-${process.pid}`, say = () => {} }) {
  const place = await make_place(admin, { people_count, idea_count, name });
  const reader = new Sender(balancer);
  const since = (await reader.must(200, 'GET', '/health')).seq;
  const told_before = await counts_of(reader, place);
  let turn = 0;
  const audience = new Audience({
    channel: place.channel, since, size: sockets,
    // The first time spread over the nodes; whoever was cut comes back where everybody does.
    address_for: (listener) => (listener.comebacks === 0 ? nodes[(turn += 1) % nodes.length] : balancer),
    read_anew: (base) => counts_of(new Sender(base), place),
  });
  await audience.gather();
  say(`${sockets} sockets on ${nodes.length} nodes`);
  const record = { asked: new Set(), comments: [], faults: [], took_ms: [], acknowledged: 0, unknown: 0, tries: 0, reads: 0 };
  const writers = place.people.map((person, number) => new Writer(person, number, place, record));
  const began = performance.now();
  const timers = acts.map(async ({ at_s, what, act }) => {
    await sleep(at_s * 1000);
    say(`${((performance.now() - began) / 1000).toFixed(1)} s: ${what}; ${record.acknowledged} writes, ${audience.comebacks()} comebacks`);
    await act().catch((error) => record.faults.push(`${what}: ${error}`));
  });
  await Promise.all(writers.map((writer) => writer.write(began + seconds * 1000, (people_count / writes_per_second) * 1000)));
  await Promise.all(timers);

  const log = await all_events(reader, place, since);
  const last = log.at(-1)?.seq ?? since;
  const behind = await audience.until((listener) => listener.is_open && listener.last_seq >= last, 20_000);
  const { faults: support_faults, rows } = await compare_supports((person) => person, writers, place);
  const heard = compare_audience(audience, log, told_before, place);
  const faults = [...record.faults, ...await compare_comments(reader, place, record), ...support_faults, ...compare_log(log, told_before, rows, record.comments.length), ...heard.faults];
  if (behind > 0) faults.push(`${behind} sockets never heard the last event`);
  for (const node of nodes) {
    const shown = told_text(await counts_of(new Sender(node), place), place.ideas);
    if (shown !== heard.wanted) faults.push(`${node} shows ${shown} instead of ${heard.wanted}`);
  }
  audience.leave();
  const checked = await check?.();
  if (checked && checked.code !== 0) faults.push(`palabre check: ${checked.stdout}`);
  const sorted = record.took_ms.sort((a, b) => a - b);
  return {
    faults, acknowledged: record.acknowledged, tries: record.tries, unknown: record.unknown, own_reads: record.reads, events: log.length, sockets, comebacks: audience.comebacks(), resyncs: audience.resyncs,
    exact: audience.listeners.filter(({ is_exact }) => is_exact).length, p50_ms: sorted[Math.floor(sorted.length / 2)] ?? 0, p99_ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
}
