// Brings the page up to date when something happened elsewhere: numbers, single parts, or the whole page's live regions.
import Mustache from 'mustache';
import { announce } from './announce.js';
import { page, queueCount, showQuestion } from './counts.js';
import { loadTemplates } from './http.js';
import { hasTypedText, morph } from './morph.js';
import { jobsFor } from './plan.js';
import { elementsOf, pageOf } from './policy.js';
import { readState, state, text } from './state.js';
import { toast } from './toast.js';

const newComments = new Set();
const newIdeas = new Set();
const converge_jitter_ms = 300;
const totals_pause_ms = 5000;
let converging = null;
let totalsTimer = null;
let lastTotals = -Infinity;

const byKey = (root, key) => root.querySelector(`[data-key="${CSS.escape(key)}"]`);

export function applyEvent(event) {
  for (const job of jobsFor(event, page())) {
    if (job.say) announce(text(job.say));
    run[job.job](job, event);
  }
}

const run = {
  count: (job, event) => queueCount(job.name, job.idea, job.value, event.seq),
  question: (job, event) => showQuestion(event.data),
  part: (job) => refreshPart(job.part, job.id),
  'new-comment': (job) => {
    if (byKey(document, `comment-${job.comment}`)) return;
    newComments.add(job.comment);
    offerComments();
  },
  'new-idea': (job) => {
    if (!document.querySelector('[data-live="idea-list"]') || byKey(document, `idea-${job.idea}`)) return;
    newIdeas.add(job.idea);
    offer('new-ideas', text('new_ideas', { count: newIdeas.size }), showNewIdeas);
  },
  'edited-notice': () => offer('edited', `${text('edited')} ${text('edited_action')}`, () => location.reload()),
  converge: () => convergeSoon(),
  added: () => toast(text('redesign_added'), { act: { text: text('reload'), run: () => location.reload() } }),
  totals: () => refreshTotals(),
};

/** A button in the slot `name`; the reader decides when the page moves. */
function offer(name, words, act) {
  const slot = document.querySelector(`[data-slot="${name}"]`);
  if (!slot || !words) return;
  let button = slot.querySelector('button');
  if (!button) {
    button = document.createElement('button');
    button.type = 'button';
    button.className = 'utrecht-button utrecht-button--secondary-action co-button co-more';
    button.addEventListener('click', act);
    slot.replaceChildren(button);
  }
  button.textContent = words;
  announce(words);
}

function withdrawOffer(name) {
  document.querySelector(`[data-slot="${name}"]`)?.replaceChildren();
}

function offerComments() {
  offer('new-comments', text('new_comments', { count: newComments.size }), showNewComments);
}

/** What this page knows of: whichever server of several answers shows nothing older. */
const seen = () => ({ 'palabre-seen': state.seq });

/** The part as the server would draw it now, as an element; null when it is gone. */
async function fetchPart(part, id) {
  const [answer, templates] = await Promise.all([
    fetch(`${state.base}/fragments/${part}/${encodeURIComponent(id)}`, { credentials: 'same-origin', headers: { accept: 'application/json', ...seen() } }),
    loadTemplates(),
  ]);
  if (!answer.ok) return null;
  const { template, view } = await answer.json();
  return elementsOf(Mustache.render(templates[template], view, templates)).firstElementChild;
}

async function refreshPart(part, id) {
  const fresh = await fetchPart(part, id).catch(() => null);
  const old = fresh && byKey(document, fresh.dataset.key);
  if (old) morph(old, fresh);
}

/** Lets the browser draw in between: on an old phone one long task is felt, three short ones are not. */
const breathe = () => new Promise((go) => { setTimeout(go); });

async function showNewComments() {
  const ids = [...newComments].sort((a, b) => a - b);
  newComments.clear();
  withdrawOffer('new-comments');
  const nodes = await Promise.all(ids.map((id) => fetchPart('comment', id).catch(() => null)));
  await breathe();
  const shown = nodes.filter(Boolean).filter((node) => addComment(node));
  await breathe();
  focusOn(shown[0]);
}

/** Puts a comment under its parent, or at the end of the thread. False when it is already there. */
export function addComment(node) {
  if (byKey(document, node.dataset.key)) return false;
  const parent = node.dataset.parent;
  const place = (parent && document.querySelector(`[data-replies="${CSS.escape(parent)}"]`)) || document.querySelector('[data-live="thread"]');
  if (!place) return false;
  node.classList.add('co-comment--fresh');
  place.append(document.adoptNode(node));
  document.querySelector('[data-no-comments]')?.remove();
  newComments.delete(node.dataset.key.replace('comment-', ''));
  return true;
}

function focusOn(node) {
  if (!node) return;
  node.tabIndex = -1;
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: 'center' });
}

async function showNewIdeas() {
  const ids = [...newIdeas];
  newIdeas.clear();
  withdrawOffer('new-ideas');
  const nodes = (await Promise.all(ids.map((id) => fetchPart('idea_card', id).catch(() => null)))).filter(Boolean);
  const list = document.querySelector('[data-live="idea-list"]');
  for (const node of nodes) {
    if (byKey(document, node.dataset.key)) continue;
    const item = document.createElement('li');
    item.append(node);
    list.prepend(item);
  }
  focusOn(nodes.at(-1));
}

/** Fetches the page again shortly, once for a burst of reasons; a little jitter spreads a crowd of readers. */
export function convergeSoon() {
  converging ??= new Promise((done) => { setTimeout(done, Math.random() * converge_jitter_ms); }).then(async () => {
    converging = null;
    const answer = await fetch(location.href, { credentials: 'same-origin', headers: { accept: 'text/html', ...seen() } });
    return answer.ok ? convergeWith(await answer.text()) : undefined;
  }).catch(() => { converging = null; });
  return converging;
}

/** Totals follow the first change at once and a stream of changes every few seconds. */
function refreshTotals() {
  if (totalsTimer !== null) return;
  totalsTimer = setTimeout(() => {
    totalsTimer = null;
    lastTotals = Date.now();
    convergeSoon();
  }, Math.max(0, lastTotals + totals_pause_ms - Date.now()));
}

/** Takes over every live region of a newer copy of this page, and returns its event number. Comments of others wait behind their button. */
export function convergeWith(html, { show_mine = false } = {}) {
  const fresh = pageOf(html);
  const { seq } = readState(fresh);
  const newer = new Map([...fresh.querySelectorAll('main [data-key]')].map((node) => [node.dataset.key, node]));
  for (const old of document.querySelectorAll('main [data-key]')) {
    if (!old.isConnected || old.parentElement.closest('main [data-key]')) continue;
    const next = newer.get(old.dataset.key);
    if (!next || old.isEqualNode(next) || (hasTypedText(old) && !show_mine)) continue;
    if (old.dataset.part === 'comment') keepOnlyKnownReplies(next, show_mine);
    morph(old, document.adoptNode(next.cloneNode(true)));
  }
  for (const slot of document.querySelectorAll('main [data-slot][data-part]')) {
    const next = fresh.querySelector(`[data-slot="${slot.dataset.slot}"]`);
    if (next && !slot.firstElementChild && next.firstElementChild) slot.replaceChildren(document.adoptNode(next.firstElementChild));
  }
  for (const next of fresh.querySelectorAll('main [data-count]')) queueCount(next.dataset.live, next.dataset.idea, Number(next.dataset.count), seq);
  let own = null;
  for (const next of fresh.querySelectorAll('main [data-part="comment"]')) {
    if (byKey(document, next.dataset.key)) continue;
    if (show_mine && 'mine' in next.dataset) { if (addComment(next.cloneNode(true))) own = byKey(document, next.dataset.key); }
    else newComments.add(next.dataset.key.replace('comment-', ''));
  }
  if (newComments.size) offerComments();
  focusOn(own);
  return seq;
}

/** Replies nobody here has seen yet are left out of the redraw; they are offered by the button instead. */
function keepOnlyKnownReplies(next, show_mine) {
  for (const reply of next.querySelectorAll('[data-part="comment"]')) {
    if (byKey(document, reply.dataset.key) || (show_mine && 'mine' in reply.dataset)) continue;
    newComments.add(reply.dataset.key.replace('comment-', ''));
    reply.remove();
  }
}
