// Short messages at the foot of the page. They stay while hovered or focused and never carry the only record of an error.
import { text } from './state.js';

const life_ms = 8000;

/** Shows `words`; `act` = {text, run} adds a button. Returns a function that closes the toast. */
export function toast(words, { act, is_bad = false } = {}) {
  const region = document.querySelector('[data-toasts]');
  if (!region) return () => {};
  region.replaceChildren();
  const node = document.createElement('div');
  node.className = is_bad ? 'co-toast co-toast--bad' : 'co-toast';
  const message = document.createElement('span');
  message.textContent = words;
  node.append(message);
  let timer;
  const before = document.activeElement;
  const close = () => {
    clearTimeout(timer);
    if (node.contains(document.activeElement) && before?.isConnected) before.focus({ preventScroll: true });
    node.remove();
  };
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = act ? act.text : text('close');
  button.addEventListener('click', () => { close(); act?.run(); });
  node.append(button);
  const arm = () => { clearTimeout(timer); timer = setTimeout(close, life_ms); };
  const holds = { mouseenter: 1, focusin: 1, mouseleave: 0, focusout: 0 };
  const held = new Set();
  for (const [name, is_start] of Object.entries(holds)) node.addEventListener(name, () => {
    const by = name.startsWith('mouse') ? 'mouse' : 'focus';
    if (is_start) held.add(by);
    else held.delete(by);
    if (held.size) clearTimeout(timer);
    else arm();
  });
  region.append(node);
  arm();
  return close;
}
