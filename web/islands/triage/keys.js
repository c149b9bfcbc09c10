// Single-key shortcuts of the queue, their help and the switch that turns them off (WCAG 2.1.4), remembered on the device.

const kept = 'co-shortcuts';
const order = ['j', 'k', 'a', 'h', 'e', 'u'];

function stored() {
  try { return localStorage.getItem(kept) !== 'off'; } catch { return true; }
}

function element(name, words, className = '') {
  const node = document.createElement(name);
  if (words) node.textContent = words;
  if (className) node.className = className;
  return node;
}

function helpDialog(words) {
  const dialog = element('dialog', '', 'co-triage-help');
  const title = element('h2', words.help_title);
  title.id = 'triage-help-title';
  dialog.setAttribute('aria-labelledby', title.id);
  const list = element('dl');
  const row = (key, what) => {
    const term = element('dt');
    term.append(element('kbd', key));
    list.append(term, element('dd', what));
  };
  for (const key of order) row(key.toUpperCase(), words[`help_${key}`]);
  row('?', words.help_help);
  row('Ctrl + Enter', words.help_enter);
  row('Esc', words.help_esc);
  const close = element('button', words.help_close, 'utrecht-button utrecht-button--primary-action co-button');
  close.type = 'button';
  close.addEventListener('click', () => dialog.close());
  dialog.append(title, list, close);
  return dialog;
}

const is_writing = (target) => target.closest('input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]');

/** `act` = functions by key; `send` and `close` serve the open form. Returns the controls to show above the queue. */
export function createKeys({ words, act, send, close }) {
  let is_on = stored();
  const toggle = element('button', '', 'utrecht-button utrecht-button--subtle co-button');
  toggle.type = 'button';
  toggle.dataset.shortcuts = '';
  const help = element('button', `? ${words.help_title}`, 'utrecht-button utrecht-button--subtle co-button');
  help.type = 'button';
  let dialog = null;
  const show = () => {
    toggle.textContent = words.keys_switch;
    toggle.setAttribute('aria-pressed', String(is_on));
  };
  const open = () => {
    if (!dialog) { dialog = helpDialog(words); document.body.append(dialog); }
    if (!dialog.open) dialog.showModal();
  };
  toggle.addEventListener('click', () => {
    is_on = !is_on;
    try { localStorage.setItem(kept, is_on ? 'on' : 'off'); } catch { /* this page only */ }
    show();
    const region = document.querySelector('[data-announce]');
    if (region) region.textContent = is_on ? words.keys_on : words.keys_off;
  });
  help.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !dialog?.open && close()) { event.preventDefault(); return; }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { send(); return; }
    if (!is_on || dialog?.open || event.ctrlKey || event.metaKey || event.altKey || is_writing(event.target)) return;
    if (event.key === '?') { event.preventDefault(); open(); return; }
    const run = act[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    run();
  });
  show();
  return [toggle, help];
}
