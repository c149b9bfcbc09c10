// Requests to our own server, and the words for its refusals.
import { state, text } from './state.js';

let templatesPromise;

/** The parts a browser redraws, with the words of this page's language in them; fetched once, when first needed. */
export function loadTemplates() {
  templatesPromise ??= fetch(TEMPLATE_ADDRESSES[state.lang] ?? TEMPLATE_ADDRESSES.en).then((answer) => {
    if (!answer.ok) throw new Error(`templates: ${answer.status}`);
    return answer.json();
  }).catch((error) => {
    templatesPromise = undefined;
    throw error;
  });
  return templatesPromise;
}

export function sendJson(method, url, key) {
  return fetch(url, {
    method,
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'accept-language': state.lang, 'idempotency-key': key },
  });
}

/** One sentence saying why the server refused, in the reader's language when the rule has words. */
export async function reasonOf(answer) {
  const problem = await answer.json().catch(() => ({}));
  const words = await loadTemplates().then((all) => all['#refusals'][problem.code]).catch(() => undefined);
  return words ? `${words.what} ${words.instead}` : problem.detail || problem.title || text('failed');
}

export function newKey() {
  return crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
