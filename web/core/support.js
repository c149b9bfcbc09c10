// Supporting an idea without leaving the page: shown at once, undone by one press for eight seconds, rolled back when refused.
import { rememberOwn, showCount } from './counts.js';
import { newKey, reasonOf, sendJson } from './http.js';
import { text } from './state.js';
import { toast } from './toast.js';

const classes = { true: 'utrecht-button--primary-action', false: 'utrecht-button--secondary-action' };
const underWay = new Set();

const formsOf = (idea) => document.querySelectorAll(`form[data-support="${CSS.escape(idea)}"]`);

function press(idea, is_supported) {
  for (const form of formsOf(idea)) {
    const button = form.querySelector('button');
    button.setAttribute('aria-pressed', String(is_supported));
    button.value = is_supported ? 'withdraw' : 'support';
    button.classList.replace(classes[!is_supported], classes[is_supported]);
  }
}

/** The reason of a refusal stays beside the button: the toast that says it too goes by. */
function sayWhy(idea, reason) {
  for (const form of formsOf(idea)) {
    form.parentElement.querySelector('.co-support__failed')?.remove();
    if (!reason) continue;
    const line = document.createElement('p');
    line.className = 'co-support__failed';
    line.textContent = reason;
    form.parentElement.append(line);
  }
}

const shownCount = (idea) => Number(document.querySelector(`[data-live="supports"][data-idea="${CSS.escape(idea)}"]`)?.dataset.count ?? 0);

/** Sends the wish; the page shows it before the answer and corrects itself after. */
export async function setSupport(idea, is_supported, { offer_undo = true } = {}) {
  if (underWay.has(idea)) return;
  underWay.add(idea);
  const before = shownCount(idea);
  press(idea, is_supported);
  sayWhy(idea, '');
  showCount('supports', idea, Math.max(0, before + (is_supported ? 1 : -1)));
  const rollBack = (reason) => {
    press(idea, !is_supported);
    showCount('supports', idea, before);
    sayWhy(idea, reason);
    toast(reason, { is_bad: true });
  };
  try {
    const answer = await sendJson(is_supported ? 'PUT' : 'DELETE', `/api/v1/ideas/${encodeURIComponent(idea)}/support`, newKey());
    if (!answer.ok) {
      rollBack(await reasonOf(answer));
      return;
    }
    const { supports, supported, seq } = await answer.json();
    rememberOwn(idea, seq);
    press(idea, supported ?? is_supported);
    if (Number.isInteger(supports)) showCount('supports', idea, supports);
    const undo = { text: text('undo'), run: () => setSupport(idea, !is_supported, { offer_undo: false }) };
    toast(text(is_supported ? 'supported' : 'unsupported'), offer_undo ? { act: undo } : {});
  } catch {
    rollBack(text('failed'));
  } finally {
    underWay.delete(idea);
  }
}

export function startSupport() {
  document.addEventListener('submit', (event) => {
    const idea = event.target.dataset.support;
    if (!idea) return;
    event.preventDefault();
    setSupport(idea, event.target.querySelector('button').getAttribute('aria-pressed') !== 'true');
  });
}
