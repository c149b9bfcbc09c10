// Makes the whole page what it would be if it were loaded now, touching only what differs.
import { queueCount } from './counts.js';
import { hasTypedText, morph } from './morph.js';
import { addComment, commentOf, focusOn, offerComments } from './offers.js';
import { inSlices, inTurn } from './pace.js';
import { byKey, readAgain } from './parts.js';
import { pageOf } from './policy.js';
import { readState, state } from './state.js';

const jitter_ms = 300;
const totals_pause_ms = 5000;
let converging = null;
let totalsTimer = null;
let lastTotals = -Infinity;

/** Reads the page again shortly, once for a burst of reasons; a little jitter spreads a crowd of readers. Answers its event number. */
export function convergeSoon() {
  converging ??= new Promise((done) => { setTimeout(done, Math.random() * jitter_ms); }).then(() => inTurn(async () => {
    converging = null;
    const answer = await readAgain(location.href, 'text/html');
    return answer.ok ? takeOver(await answer.text()) : undefined;
  })).catch(() => undefined);
  return converging;
}

/** Totals follow the first change at once and a stream of changes every few seconds. */
export function refreshTotals() {
  if (totalsTimer !== null) return;
  totalsTimer = setTimeout(() => {
    totalsTimer = null;
    lastTotals = Date.now();
    convergeSoon();
  }, Math.max(0, lastTotals + totals_pause_ms - Date.now()));
}

/** Takes over this copy of the page, which answered the reader's own act: what they wrote is shown at once. It was not read in turn,
 *  so when more has been heard of since, the page is read again. */
export const convergeWith = (html) => inTurn(async () => {
  const seq = await takeOver(html, { show_mine: true });
  if (seq < state.seq) convergeSoon();
});

const keysOf = (page) => new Map([...page.querySelectorAll('main [data-key]')].map((node) => [node.dataset.key, node]));

/** Takes over every live region of a newer copy of this page. Comments of others wait behind their button. */
async function takeOver(html, { show_mine = false } = {}) {
  const fresh = await pageOf(html);
  const { seq } = readState(fresh);
  const known = keysOf(document);
  const newer = keysOf(fresh);
  const isOwn = (comment) => show_mine && 'mine' in comment.dataset;
  const arrivedIn = (node) => [...node.querySelectorAll('[data-part="comment"]')].filter((comment) => !known.has(comment.dataset.key));
  await inSlices(known.values(), (old) => {
    const next = newer.get(old.dataset.key);
    if (!next || !old.isConnected || old.parentElement.closest('main [data-key]')) return;
    if (old.isEqualNode(next) || (hasTypedText(old) && !show_mine)) return;
    const copy = document.importNode(next, true);
    // Replies nobody here has seen yet are left out of the redraw; they are offered by the button instead.
    if (old.dataset.part === 'comment') for (const reply of arrivedIn(copy)) if (!isOwn(reply)) reply.remove();
    morph(old, copy);
  });
  for (const slot of document.querySelectorAll('main [data-slot][data-part]')) {
    const next = fresh.querySelector(`[data-slot="${slot.dataset.slot}"]`);
    if (next && !slot.firstElementChild && next.firstElementChild) slot.replaceChildren(document.adoptNode(next.firstElementChild));
  }
  for (const next of fresh.querySelectorAll('main [data-count]')) queueCount(next.dataset.live, next.dataset.idea, Number(next.dataset.count), seq);
  const arrived = arrivedIn(fresh);
  showArrived(arrived.filter(isOwn));
  offerComments(arrived.filter((node) => !isOwn(node) && !byKey(document, node.dataset.key)).map(commentOf));
  return seq;
}

/** The reader's own comments, unless a redraw of what they answer has brought them already; the last one gets the focus. */
function showArrived(own) {
  for (const node of own) addComment(document.importNode(node, true));
  if (own.length) focusOn(byKey(document, own.at(-1).dataset.key));
}
