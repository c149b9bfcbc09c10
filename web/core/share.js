// The buttons that need a browser's help: send or copy the address of the page, print. Hidden until these scripts run.
import { text } from './state.js';
import { toast } from './toast.js';

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    toast(text('copied'));
  } catch {
    field.select();
    toast(text('copy_by_hand'), { is_bad: true });
  }
}

function startPanel(panel) {
  const field = panel.querySelector('input');
  const url = new URL(field.value, location.href).href;
  field.value = url;
  const button = (name, run) => {
    const node = panel.querySelector(`[data-share-${name}]`);
    node.hidden = false;
    node.addEventListener('click', run);
  };
  button('copy', () => copy(field));
  if (navigator.share) button('send', () => navigator.share({ title: panel.dataset.share, url }).catch(() => {}));
}

/** Copies words of the page; where that is not allowed they are marked, for the reader to copy. */
async function copyWords({ dataset }) {
  try {
    await navigator.clipboard.writeText(dataset.copy);
    toast(dataset.copied);
  } catch {
    getSelection().selectAllChildren(document.getElementById(dataset.from));
    toast(dataset.byHand, { is_bad: true });
  }
}

export function startShare() {
  for (const panel of document.querySelectorAll('[data-share]')) startPanel(panel);
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => copyWords(button));
  }
}
