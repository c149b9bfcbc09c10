// The contributions that wait on this device: shown at the top of every page, sent when the network or the server is back.
import { drafts } from './drafts.js';
import { reasonOf } from './http.js';
import { Outbox, wordsOf } from './outbox.js';
import { pageOf } from './policy.js';
import { state, text } from './state.js';
import { toast } from './toast.js';

const retry_ms = 30_000;
const storage = () => {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
};
const outbox = new Outbox(storage(), state.who);

export function post(action, fields) {
  return fetch(action, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { accept: 'text/html, application/problem+json;q=0.5' },
    body: fields,
  });
}

/** What a whole page says instead of the one hoped for. */
export function wordsOfPage(page) {
  const words = [...page.querySelectorAll('main h1, main .co-lead, main .co-problem__instead p, main [data-error-summary] li')].map((node) => node.textContent.trim());
  return words.slice(1).join(' ') || words[0] || text('failed');
}

function element(name, words, className = '') {
  const node = document.createElement(name);
  if (words) node.textContent = words;
  if (className) node.className = className;
  return node;
}

function button(words, run) {
  const node = element('button', words, 'utrecht-button utrecht-button--subtle co-button');
  node.type = 'button';
  node.addEventListener('click', run);
  return node;
}

function line(entry) {
  const item = element('li', '', 'co-waiting__one');
  const words = element('p', wordsOf(entry), 'co-waiting__words');
  words.dir = 'auto';
  const link = element('a', text('waiting_open'));
  link.href = entry.page;
  const acts = element('p', '', 'co-waiting__acts');
  acts.append(link, ...(entry.refused ? [button(text('waiting_again'), () => { outbox.put({ ...entry, refused: '' }); show(); sendWaiting(); })] : []),
    button(text('waiting_drop'), () => { outbox.remove(entry.key); show(); }));
  item.append(words, element('p', entry.refused ? text('waiting_refused', { reason: entry.refused }) : text('waiting_state'), 'co-small'), acts);
  return item;
}

function show() {
  const region = document.querySelector('[data-waiting]');
  const waiting = outbox.mine();
  if (!region) return;
  if (!waiting.length) { region.replaceChildren(); return; }
  const section = element('section', '', 'co-notice co-notice--warn co-waiting-list');
  const list = element('ul', '', 'co-plain');
  list.append(...waiting.map(line));
  section.append(element('h2', text('waiting', { count: waiting.length })), list);
  region.replaceChildren(section);
}

/** Without network the form's words wait here. False: this device keeps nothing. */
export function keepForLater(form, action, fields) {
  const is_kept = outbox.put({ key: fields.get('key'), action, body: fields.toString(), draft: form.dataset.draft ?? '', page: location.href });
  show();
  return is_kept;
}

/** True: it is no longer waiting, so the next one may go. */
async function sendOne(entry, arrived) {
  const answer = await post(entry.action, new URLSearchParams(entry.body));
  // Not the contribution's fault: signed out meanwhile, too much at once, the server on its way down.
  if (answer.status === 401 || answer.status === 429 || answer.status >= 500) return false;
  const is_html = (answer.headers.get('content-type') ?? '').includes('text/html');
  const html = is_html ? await answer.text() : '';
  if (answer.ok && answer.redirected) {
    if (entry.draft) drafts.remove(entry.draft);
    outbox.remove(entry.key);
    toast(text('sent_late'));
    arrived(entry, answer.url, html);
    return true;
  }
  outbox.put({ ...entry, refused: is_html ? wordsOfPage(await pageOf(html)) : await reasonOf(answer) });
  return true;
}

let is_sending = false;
let on_arrival = () => {};

export async function sendWaiting() {
  if (is_sending || !state.signed_in || navigator.onLine === false) return;
  is_sending = true;
  try {
    for (const entry of outbox.mine().filter((one) => !one.refused)) {
      if (await sendOne(entry, on_arrival)) continue;
      setTimeout(sendWaiting, retry_ms);
      break;
    }
  } catch { /* still no network: they go on waiting */ } finally {
    is_sending = false;
    show();
  }
}

/** `arrived(entry, url, html)`: what to do on this page when one of them is published. */
export function startWaiting(arrived) {
  on_arrival = arrived;
  addEventListener('online', sendWaiting);
  addEventListener('storage', show);
  show();
  sendWaiting();
}
