// Which comments are new since the last visit: kept by the account for people who sign in, on the device for visitors.
import { state, text } from './state.js';

const kept = 'co-seen';
const ideas_max = 200;
const read_after_ms = 4000;

export function readSeen(storage) {
  try {
    return JSON.parse(storage.getItem(kept) ?? '{}');
  } catch {
    return {};
  }
}

/** Remembers how far one has read an idea; the oldest ideas are forgotten first, and it never goes back. */
export function keepSeen(storage, idea, comment) {
  const seen = readSeen(storage);
  const key = `i${idea}`; // not a bare number: those would be kept in their own order, not in that of the visits
  const furthest = Math.max(comment, seen[key] ?? 0);
  delete seen[key];
  const entries = [...Object.entries(seen), [key, furthest]].slice(-ideas_max);
  try {
    storage.setItem(kept, JSON.stringify(Object.fromEntries(entries)));
  } catch { /* a full or forbidden storage: nothing is marked as new */ }
}

const idOf = (node) => Number(node.dataset.key.replace('comment-', ''));
const comments = () => [...document.querySelectorAll('[data-part="comment"]')];

function mark(node) {
  if (node.querySelector(':scope > header .co-badge--new')) return;
  const badge = document.createElement('span');
  badge.className = 'co-badge co-badge--new';
  badge.textContent = text('new');
  node.querySelector(':scope > header').append(badge);
}

async function save(bar, newest) {
  if (!newest) return;
  if (!state.signed_in) {
    keepSeen(localStorage, bar.dataset.idea, newest);
    return;
  }
  await fetch(`/api/v1/ideas/${bar.dataset.idea}/visit`, {
    method: 'PUT',
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ seen: String(newest) }),
  }).catch(() => {});
  document.dispatchEvent(new Event('co-read'));
}

function clear(bar) {
  for (const badge of document.querySelectorAll('[data-part="comment"] > header .co-badge--new')) badge.remove();
  bar.hidden = true;
}

export function startUnread() {
  const bar = document.querySelector('[data-unread-bar]');
  if (!bar) return;
  const newest = Number(bar.dataset.newest);
  const seen = state.signed_in ? Number(bar.dataset.seen) : (readSeen(localStorage)[`i${bar.dataset.idea}`] ?? 0);
  const fresh = seen > 0 ? comments().filter((node) => idOf(node) > seen && !('mine' in node.dataset)) : [];
  fresh.forEach(mark);
  if (fresh.length && !state.signed_in) {
    bar.querySelector('[data-unread-count]').textContent = text('new_since', { count: fresh.length });
    bar.querySelector('[data-unread-first]').href = `#${fresh[0].id}`;
    bar.hidden = false;
  }
  bar.querySelector('[data-unread-mark]').addEventListener('submit', (event) => {
    event.preventDefault();
    save(bar, newest);
    clear(bar);
    document.getElementById('comments').focus?.();
  });
  const is_told = Number(document.querySelector('[data-bell-count]')?.textContent ?? 0) > 0;
  if (seen < newest || is_told) setTimeout(() => { if (!document.hidden) save(bar, newest); }, read_after_ms);
}
