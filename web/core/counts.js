// Live numbers: at most one redraw a second, and never older than what this page itself has just done.
import { text } from './state.js';

const pending = new Map();
const ownSeq = new Map();
let timer = null;
let lastDraw = 0;

/** Remembers the event number our own act returned: older counts of that idea are ignored from then on. */
export function rememberOwn(idea, seq) {
  if (Number.isInteger(seq)) ownSeq.set(String(idea), seq);
}

export function isStale(idea, seq) {
  return Number.isInteger(seq) && seq <= (ownSeq.get(String(idea)) ?? -1);
}

function put(node, value) {
  node.dataset.count = value;
  const words = text(node.dataset.live, { count: value });
  if (words && node.textContent !== words) node.textContent = words;
}

export function showCount(name, idea, value) {
  for (const node of document.querySelectorAll(`[data-live="${name}"][data-idea="${CSS.escape(String(idea))}"]`)) put(node, value);
}

export function queueCount(name, idea, value, seq) {
  if (!Number.isInteger(value) || isStale(idea, seq)) return;
  pending.set(`${name} ${idea}`, { idea, value, seq });
  if (timer !== null) return;
  timer = setTimeout(draw, Math.max(0, lastDraw + 1000 - Date.now()));
}

function draw() {
  timer = null;
  lastDraw = Date.now();
  for (const node of document.querySelectorAll('[data-live][data-idea]')) {
    const count = pending.get(`${node.dataset.live} ${node.dataset.idea}`);
    if (count && !isStale(count.idea, count.seq)) put(node, count.value);
  }
  pending.clear();
}

/** How the question stands: the number of answers wherever it is shown, and the bars with their texts where they are. */
export function showQuestion({ question, answers, counts }) {
  const id = CSS.escape(String(question));
  for (const node of document.querySelectorAll(`[data-answers="${id}"]`)) node.textContent = text('people_answered', { count: answers });
  for (const row of document.querySelectorAll(`[data-question="${id}"] [data-choice]`)) {
    const count = counts[row.dataset.choice - 1];
    const percent = answers ? Math.round((count * 100) / answers) : 0;
    const [people, share] = row.querySelectorAll('td');
    people.textContent = text('number', { count });
    share.textContent = text('percent', { percent });
    row.querySelector('rect + rect').setAttribute('width', percent);
  }
}

export function showPresence(channel, count) {
  for (const node of document.querySelectorAll('[data-live="presence"]')) {
    if (node.dataset.channel !== channel) continue;
    node.hidden = count < 1;
    node.querySelector('[data-presence-text]').textContent = count < 1 ? '' : text('presence', { count });
  }
}

export const page = () => ({
  idea: document.querySelector('[data-idea-page]')?.dataset.ideaPage ?? '',
  has: (part, key) => Boolean(document.querySelector(`[data-part="${part}"][data-key="${CSS.escape(key)}"]`)),
  totals: new Set([...document.querySelectorAll('[data-totals]')].flatMap((node) => node.dataset.totals.split(' '))),
});
