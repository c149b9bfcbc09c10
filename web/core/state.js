// What the server wrote into the page for the scripts: language, address prefix, channels, event number, words.
import { format } from './format.js';

export function readState(doc) {
  const node = doc.getElementById('state');
  const state = node ? JSON.parse(node.textContent) : {};
  return { lang: 'en', base: '', channels: [], seq: 0, signed_in: false, who: '', counted: true, shortcuts: true, strings: {}, ...state };
}

export const state = globalThis.document ? readState(document) : readState({ getElementById: () => null });

/** The message `key` with its arguments filled in; empty when the page has no such message. */
export function text(key, values) {
  const message = state.strings[key];
  return message ? format(message, values, state.lang) : '';
}
