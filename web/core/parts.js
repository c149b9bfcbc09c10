// Single parts of the page, drawn again as the server would draw them now.
import Mustache from 'mustache';
import { loadTemplates } from './http.js';
import { morph } from './morph.js';
import { inTurn } from './pace.js';
import { elementsOf } from './policy.js';
import { state } from './state.js';

const patience_ms = 20_000;

export const byKey = (root, key) => root.querySelector(`[data-key="${CSS.escape(key)}"]`);

/** Reads `url` again. It carries what this page knows of: whichever server of several answers shows nothing older. */
export const readAgain = (url, accept) => fetch(url, {
  credentials: 'same-origin',
  headers: { accept, 'palabre-seen': state.seq },
  signal: AbortSignal.timeout?.(patience_ms),
});

/** The part as the server would draw it now, as an element; null when it is gone. */
export async function fetchPart(part, id) {
  const [answer, templates] = await Promise.all([
    readAgain(`${state.base}/fragments/${part}/${encodeURIComponent(id)}`, 'application/json'),
    loadTemplates(),
  ]);
  if (!answer.ok) return null;
  const { template, view } = await answer.json();
  return elementsOf(Mustache.render(templates[template], view, templates)).firstElementChild;
}

export const refreshPart = (part, id) => inTurn(async () => {
  const fresh = await fetchPart(part, id).catch(() => null);
  const old = fresh && byKey(document, fresh.dataset.key);
  if (old) morph(old, fresh);
});
