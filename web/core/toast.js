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
  const close = () => { clearTimeout(timer); node.remove(); };
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = act ? act.text : text('close');
  button.addEventListener('click', () => { close(); act?.run(); });
  node.append(button);
  const arm = () => { clearTimeout(timer); timer = setTimeout(close, life_ms); };
  const hold = () => clearTimeout(timer);
  for (const start of ['mouseenter', 'focusin']) node.addEventListener(start, hold);
  for (const end of ['mouseleave', 'focusout']) node.addEventListener(end, arm);
  region.append(node);
  arm();
  return close;
}
