// Supporting an idea, or saying that it matters, without leaving the page: shown at once, undone by one press for eight seconds,
// rolled back when refused. A visitor's own reactions and answer come by a small read: the page itself is the same for everybody.
import { rememberOwn, showCount } from './counts.js';
import { newKey, reasonOf, sendJson } from './http.js';
import { state, text } from './state.js';
import { toast } from './toast.js';

/** What a mark is called: its count, the form's two wishes, the fields and messages when it is given and taken back. */
const kinds = {
  support: { count: 'supports', wish: 'support', on: 'supported', off: 'unsupported' },
  reaction: { count: 'reactions', wish: 'react', on: 'reacted', off: 'unreacted' },
};
const classes = { true: 'utrecht-button--primary-action', false: 'utrecht-button--secondary-action' };
const underWay = new Set();

const formsOf = (kind, idea) => document.querySelectorAll(`form[data-${kind}="${CSS.escape(idea)}"]`);

function press(kind, idea, is_given) {
  for (const form of formsOf(kind, idea)) {
    const button = form.querySelector('button');
    button.setAttribute('aria-pressed', String(is_given));
    button.value = is_given ? 'withdraw' : kinds[kind].wish;
    button.classList.replace(classes[!is_given], classes[is_given]);
  }
}

/** The reason of a refusal stays beside the button: the toast that says it too goes by. */
function sayWhy(kind, idea, reason) {
  for (const form of formsOf(kind, idea)) {
    form.parentElement.querySelector('.co-support__failed')?.remove();
    if (!reason) continue;
    const line = document.createElement('p');
    line.className = 'co-support__failed';
    line.textContent = reason;
    form.parentElement.append(line);
  }
}

const shownCount = (name, idea) => Number(document.querySelector(`[data-live="${name}"][data-idea="${CSS.escape(idea)}"]`)?.dataset.count ?? 0);

/** Sends the wish; the page shows it before the answer and corrects itself after. */
async function setMark(kind, idea, is_given, { offer_undo = true } = {}) {
  const { count, on, off } = kinds[kind];
  const mark = `${kind} ${idea}`;
  if (underWay.has(mark)) return;
  underWay.add(mark);
  const before = shownCount(count, idea);
  press(kind, idea, is_given);
  sayWhy(kind, idea, '');
  showCount(count, idea, Math.max(0, before + (is_given ? 1 : -1)));
  const rollBack = (reason) => {
    press(kind, idea, !is_given);
    showCount(count, idea, before);
    sayWhy(kind, idea, reason);
    toast(reason, { is_bad: true });
  };
  try {
    const answer = await sendJson(is_given ? 'PUT' : 'DELETE', `/api/v1/ideas/${encodeURIComponent(idea)}/${kind}`, newKey());
    if (!answer.ok) {
      rollBack(await reasonOf(answer));
      return;
    }
    const result = await answer.json();
    rememberOwn(idea, result.seq);
    press(kind, idea, result[on] ?? is_given);
    if (Number.isInteger(result[count])) showCount(count, idea, result[count]);
    const undo = { text: text('undo'), run: () => setMark(kind, idea, !is_given, { offer_undo: false }) };
    toast(text(is_given ? on : off), offer_undo ? { act: undo } : {});
  } catch {
    rollBack(text('failed'));
  } finally {
    underWay.delete(mark);
  }
}

/** Asked only of browsers that contributed without an account: the cookie that says so holds nothing else. */
async function showOwnMarks() {
  const slug = document.querySelector('[data-light]')?.dataset.light;
  if (!slug || state.signed_in || !/(^|; )palabre_light=1/.test(document.cookie)) return;
  const answer = await fetch(`/api/v1/redesigns/${slug}/light/own`, { credentials: 'same-origin' }).catch(() => null);
  if (!answer?.ok) return;
  const { reacted, choice } = await answer.json();
  for (const idea of reacted) press('reaction', idea, true);
  for (const button of document.querySelectorAll('[data-light] [name="choice"]')) button.ariaPressed = String(Number(button.value) === choice);
}

export function startSupport() {
  document.addEventListener('submit', (event) => {
    const kind = Object.keys(kinds).find((one) => event.target.dataset[one]);
    if (!kind) return;
    event.preventDefault();
    setMark(kind, event.target.dataset[kind], event.target.querySelector('button').getAttribute('aria-pressed') !== 'true');
  });
  addEventListener('pageshow', showOwnMarks);
}
