// A real server with the demo, a real Chromium, and the demo's people in it. Used by every test under tests/browser.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';

import { Server, demo_password, root } from './server.mjs';

const client_package = createRequire(join(root, 'web/package.json'));
const { chromium } = client_package('playwright-core');
export const axe_file = client_package.resolve('axe-core/axe.min.js');

const executable = process.env.PALABRE_CHROMIUM ?? '/usr/bin/chromium';
const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--no-default-browser-check', '--disable-extensions'];
export const is_skipped = !existsSync(executable) && 'no Chromium';
/** How long a test waits for what must come: only a failure waits that long, and slow machines are no failure. */
const patience_ms = 20_000;
export const roles = ['facilitator', 'moderator', 'officer', 'owner'];
export const in_days = (days) => new Date(Date.now() + days * 86_400_000).toISOString();

/** The API as one person: every call answers the body, and throws unless the status is below 300. */
export class Person {
  constructor(base, token = '') { Object.assign(this, { base, token }); }

  async send(method, path, body) {
    const headers = { 'content-type': 'application/json', ...(this.token ? { authorization: `Bearer ${this.token}` } : {}) };
    const answer = await fetch(`${this.base}/api/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 400)}`);
    return text ? JSON.parse(text) : undefined;
  }
  get(path) { return this.send('GET', path); }
  post(path, body) { return this.send('POST', path, body); }
  put(path, body) { return this.send('PUT', path, body); }
  del(path) { return this.send('DELETE', path); }
}

let count = 0;

/** A server and a browser together; the people of the demo are signed in once and shared by all visits. */
export class Stage {
  static async open({ debugging_port = 0, ...options } = {}) {
    const stage = new Stage();
    stage.people = new Map();
    stage.server = await Server.start(options);
    stage.browser = await chromium.launch({ executablePath: executable, args: debugging_port ? [...quiet, `--remote-debugging-port=${debugging_port}`] : quiet });
    stage.visitor = new Person(stage.base);
    return stage;
  }

  get base() { return this.server.base; }

  /** A demo account by its role, signed in: "citizen", "citizen2", "moderator", … */
  async person(name) {
    if (!this.people.has(name)) {
      const { token, person } = await new Person(this.base).post('/sessions', { email: `${name}@demo.palabre.example`, password: demo_password });
      this.people.set(name, Object.assign(new Person(this.base, token), { person }));
    }
    return this.people.get(name);
  }

  /** A public redesign with one open phase for ideas; the demo's people have the roles of their names in it. */
  async make_redesign(body = {}) {
    const admin = await this.person('admin');
    count += 1;
    const made = await admin.post('/redesigns', {
      slug: `lab-${count}`, title: { en: 'Buses that wait', fr: 'Des bus qui attendent' }, languages: ['en', 'fr'], state: 'open',
      summary: { en: 'The evening bus lines are drawn again with the people who ride them.', fr: 'Les lignes du soir sont redessinées avec celles et ceux qui les prennent.' },
      promise: { en: 'Every idea is answered.', fr: 'Chaque idée reçoit une réponse.' },
      phases: [{ type: 'ideas', title: { en: 'Ideas', fr: 'Idées' }, state: 'open', closes_at: in_days(10) }, { type: 'follow_up', opens_at: in_days(20) }],
      ...body,
    });
    for (const role of roles) await admin.put(`/redesigns/${made.slug}/roles/${role}/${(await this.person(role)).person.id}`);
    return made;
  }

  async propose(slug, author = 'citizen', body = {}) {
    count += 1;
    return (await this.person(author)).post(`/redesigns/${slug}/ideas`, { title: `A bench at stop ${count}`, body: `People wait for bus ${count} and cannot sit down.`, language: 'en', ...body });
  }

  /**
   * A page in a browser context of its own. `as`: a demo account, signed in by its cookie. Other options go to the context.
   * `page.complaints` gathers script errors, console errors, breaches of the content policy and requests to other hosts.
   */
  async visit(path, { as = '', width = 1280, height = 900, scripts = true, ...options } = {}) {
    const context = await this.browser.newContext({ viewport: { width, height }, javaScriptEnabled: scripts, ...options });
    if (as) await context.addCookies([{ name: await this.cookie_name(), value: (await this.person(as)).token, url: this.base }]);
    const page = await context.newPage();
    page.setDefaultTimeout(patience_ms);
    page.complaints = [];
    page.on('pageerror', (error) => page.complaints.push(`script: ${error}`));
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) page.complaints.push(`console: ${message.text()}`); });
    page.on('request', (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(this.base) && !request.url().startsWith(this.base.replace('http', 'ws'))) page.complaints.push(`asks ${request.url()}`); });
    if (path) await page.goto(this.base + path);
    return page;
  }

  /** The name of the session cookie, read from a sign-in. */
  async cookie_name() {
    if (this.cookie === undefined) {
      const body = JSON.stringify({ email: 'citizen@demo.palabre.example', password: demo_password });
      const answer = await fetch(`${this.base}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      this.cookie = answer.headers.get('set-cookie').split('=')[0];
    }
    return this.cookie;
  }

  async close() {
    await this.browser?.close();
    await this.server.stop();
  }
}

/** A test with the stage of its file; skipped where there is no browser. */
export const scene = (name, act) => test(name, { skip: is_skipped, timeout: 120_000 }, act);

/** Waits until the page's live line is open: what happens from now on is heard. */
export async function live(page) {
  await page.locator('[data-live="presence"]:not([hidden])').first().waitFor({ state: 'attached' });
}

/** Milliseconds until `seen` (a promise) is fulfilled. */
export async function time_until(seen) {
  const began = performance.now();
  await seen;
  return performance.now() - began;
}
