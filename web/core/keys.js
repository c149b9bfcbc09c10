// Single-key shortcuts, the list of them behind `?`, and the switch that turns them off on this device. Called by boot.js.
// A page offers a shortcut by data-shortcut="x" on a link, button or field; the list names it by that element's own words.
import { state, text } from './state.js';

const kept = 'co-keys';
const stops = '.co-comment, .co-idea-card, .co-result, .co-case';

export const keysAreOn = (storage = localStorage) => {
  if (!state.shortcuts) return false; // turned off in one's own settings
  try {
    return storage.getItem(kept) !== 'off';
  } catch {
    return true;
  }
};

/** Whether this key press may be a shortcut: alone, and not meant for a field. */
export function isShortcut({ key, ctrlKey, altKey, metaKey, defaultPrevented, target, isComposing }) {
  if (ctrlKey || altKey || metaKey || defaultPrevented || isComposing || [...(key ?? '')].length !== 1) return false;
  return !target?.closest?.('input:not([type="radio"], [type="checkbox"], [type="submit"]), textarea, select, [contenteditable], dialog');
}

const isShown = (node) => node.getClientRects().length > 0;
const offered = () => [...document.querySelectorAll('[data-shortcut]')].filter(isShown);

function wordsOf(node) {
  if (node.dataset.shortcutText) return node.dataset.shortcutText;
  const words = node.labels?.[0]?.textContent || node.getAttribute('aria-label') || node.querySelector('h3, span:not(.co-hidden-text)')?.textContent || node.textContent;
  return words.trim();
}

/** Puts the focus on the next or previous comment, idea or result. */
function move(step) {
  const all = [...document.querySelectorAll(stops)].filter(isShown);
  const here = document.activeElement.closest(stops);
  const next = here ? all[all.indexOf(here) + step] : all.find((node) => node.getBoundingClientRect().top > 0) ?? all[0];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

function use(node) {
  const field = node.matches('section') ? node.querySelector('textarea, a') : node;
  if (field?.matches('input, textarea, select, section a')) field.focus();
  else field?.click();
}

/** The one element a key means: the only one there is, or the one in the comment or idea that has the focus. */
function meant(key) {
  const all = offered().filter((node) => node.dataset.shortcut === key);
  const here = document.activeElement?.closest(stops);
  return all.length > 1 ? all.find((node) => here?.contains(node)) : all[0];
}

const own = { j: () => move(1), k: () => move(-1), '/': () => location.assign(`${state.base}/search`), '?': () => showKeys() };

function row(key, words) {
  const line = document.createElement('div');
  const [dt, kbd, dd] = ['dt', 'kbd', 'dd'].map((name) => document.createElement(name));
  kbd.textContent = key;
  dt.append(kbd);
  dd.textContent = words;
  line.append(dt, dd);
  return line;
}

function keysSwitch() {
  const label = document.createElement('label');
  const box = document.createElement('input');
  label.className = 'co-check';
  box.type = 'checkbox';
  box.checked = keysAreOn();
  box.disabled = !state.shortcuts;
  box.addEventListener('change', () => { try { localStorage.setItem(kept, box.checked ? 'on' : 'off'); } catch { /* storage is off: they stay on */ } });
  label.append(box, text('keys_switch'));
  return label;
}

export function showKeys() {
  if (document.querySelector('dialog[open]')) return;
  const dialog = document.createElement('dialog');
  dialog.className = 'co-dialog';
  const title = document.createElement('h2');
  title.id = 'keys-title';
  title.textContent = text('keys_title');
  dialog.setAttribute('aria-labelledby', title.id);
  const list = document.createElement('dl');
  list.className = 'co-keys';
  const stopsHere = document.querySelector(stops);
  const rows = [['?', text('keys_help')], ['/', text('keys_search')], ...(stopsHere ? [['j', text('keys_next')], ['k', text('keys_previous')]] : [])];
  const seen = new Set();
  for (const node of offered()) if (!seen.has(node.dataset.shortcut)) { seen.add(node.dataset.shortcut); rows.push([node.dataset.shortcut, wordsOf(node)]); }
  list.append(...rows.filter(([key], i) => i < 2 || rows.every(([other], at) => other !== key || at <= i)).map(([key, words]) => row(key, words)));
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'utrecht-button utrecht-button--secondary-action co-button';
  close.textContent = text('close');
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => { if (target === dialog) dialog.close(); });
  dialog.addEventListener('close', () => dialog.remove());
  dialog.append(title, list, keysSwitch(), close);
  document.body.append(dialog);
  dialog.showModal();
}

export function startKeys() {
  document.addEventListener('click', ({ target }) => { if (target.closest('[data-keys-help]')) showKeys(); });
  document.addEventListener('keydown', (event) => {
    if (!isShortcut(event) || !keysAreOn()) return;
    const node = meant(event.key);
    const act = node ? () => use(node) : own[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
