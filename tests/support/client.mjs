// An HTTP client that checks every answer it sees against openapi.yaml. Used by the tests as the product's API clients.
import http from 'node:http';

import { check_accepted_body, check_answer, find_operation, is_described, remember } from './contract.mjs';
import { demo_password } from './server.mjs';

/** Takes out the cookie that says which event a write ended with: it comes where several servers share a database, whatever was asked. */
function take_seen_cookie(headers) {
  const cookies = headers['set-cookie'] ?? [];
  const others = cookies.filter((line) => !line.startsWith('palabre_seen='));
  if (others.length > 0) headers['set-cookie'] = others;
  else delete headers['set-cookie'];
  return cookies.find((line) => line.startsWith('palabre_seen='));
}

/** One request over its own agent; {status, headers, seen_cookie, bytes}. Nothing is checked. */
export function send(base, { method = 'GET', path, headers = {}, body, agent, timeout_ms = 20_000 }) {
  const url = new URL(base);
  return new Promise((resolve, reject) => {
    const request = http.request({ host: url.hostname, port: url.port, method, path, headers, agent, timeout: timeout_ms }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, seen_cookie: take_seen_cookie(answer.headers), headers: answer.headers, bytes: Buffer.concat(chunks) }));
      answer.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path} in ${timeout_ms} ms`)));
    request.on('error', reject);
    request.end(body);
  });
}

const is_json = (type) => type === 'application/json' || type === 'application/problem+json' || type === 'application/geo+json';

export class Client {
  constructor(base, { token = '', agent = new http.Agent({ keepAlive: true, maxSockets: 8 }) } = {}) {
    this.base = base;
    this.token = token;
    this.agent = agent;
  }

  /** The same person on a connection pool of its own. */
  twin() { return new Client(this.base, { token: this.token }); }

  /**
   * `body`: sent as JSON; `raw`: sent as it is, with `type`. Answers {status, headers, type, body, text, code}.
   */
  async request(method, path, { body, raw, type, headers = {}, is_checked = true, timeout_ms } = {}) {
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const lines = { ...headers };
    if (this.token && lines.authorization === undefined) lines.authorization = `Bearer ${this.token}`;
    if (sent !== undefined) {
      lines['content-type'] ??= type ?? 'application/json';
      lines['content-length'] ??= Buffer.byteLength(sent);
    } else if (method !== 'GET' && method !== 'HEAD') lines['content-length'] ??= 0;
    const answer = await send(this.base, { method, path, headers: lines, body: sent, agent: this.agent, timeout_ms });
    const read = { ...answer, type: (answer.headers['content-type'] ?? '').split(';')[0], text: answer.bytes.toString('utf8') };
    if (is_json(read.type) && read.text && !answer.headers['content-encoding']) read.body = JSON.parse(read.text);
    read.code = read.status >= 400 ? read.body?.code : undefined;
    if (is_checked && is_described(path.split('?')[0])) this.check(method, path, read, body);
    return read;
  }

  check(method, path, answer, body) {
    const plain = path.split('?')[0];
    const row = find_operation(method, plain);
    if (!row) {
      if (![404, 405, 400, 413, 414, 431].includes(answer.status)) throw new Error(`${method} ${plain} answers ${answer.status} and is not documented`);
      return;
    }
    remember('http', `${row.method} ${row.path} ${answer.status}`);
    if (answer.headers['content-encoding']) return;
    check_answer(row, { method, path, status: answer.status, type: answer.type, body: is_json(answer.type) ? answer.body : answer.text });
    if (answer.status < 300 && body !== undefined) check_accepted_body(row, body);
  }

  get(path, options) { return this.request('GET', path, options); }
  post(path, body, options) { return this.request('POST', path, { body, ...options }); }
  put(path, body, options) { return this.request('PUT', path, { body, ...options }); }
  patch(path, body, options) { return this.request('PATCH', path, { body, ...options }); }
  del(path, options) { return this.request('DELETE', path, options); }
  close() { this.agent.destroy(); }
}

/** Signs in; a Client with the session's token and `person`. */
export async function sign_in(base, email, password = demo_password) {
  const client = new Client(base);
  const answer = await client.post('/api/v1/sessions', { email, password });
  if (answer.status !== 201) throw new Error(`signing in as ${email}: ${answer.status} ${answer.text}`);
  client.token = answer.body.token;
  client.person = answer.body.person;
  return client;
}

/** A demo account by its role: "citizen", "moderator", … */
export const sign_in_demo = (base, role) => sign_in(base, `${role}@demo.palabre.example`);

let count = 0;
/** A new account, signed in. */
export async function sign_up(base, { name = 'Person', organisation } = {}) {
  const client = new Client(base);
  count += 1;
  const email = `person${count}.${process.pid}@people.example`;
  const body = { email, password: 'a long enough phrase', name: `${name} ${count}`, language: 'en', ...(organisation ? { organisation } : {}) };
  const answer = await client.post('/api/v1/accounts', body);
  if (answer.status !== 201) throw new Error(`signing up: ${answer.status} ${answer.text}`);
  client.token = answer.body.token;
  client.person = answer.body.person;
  client.email = email;
  return client;
}
