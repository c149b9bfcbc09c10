// Changes one node of the page into its newer self, without touching what the reader is using.
import { Idiomorph } from 'idiomorph';

const isField = (node) => node instanceof HTMLElement && node.matches('input, textarea, select');

/** Keeps the focused field, anything typed, and whatever the reader opened or closed. */
function mayMorph(old, fresh) {
  if (isField(old)) {
    if (old === document.activeElement) return false;
    if (old.type !== 'hidden' && old.value !== old.defaultValue && 'defaultValue' in old) return false;
  }
  if (old instanceof HTMLDetailsElement && fresh instanceof HTMLDetailsElement) fresh.open = old.open;
  return true;
}

export function morph(old, fresh) {
  Idiomorph.morph(old, fresh, { morphStyle: 'outerHTML', callbacks: { beforeNodeMorphed: mayMorph } });
}

/** True when the node holds words the reader has typed and not sent. */
export function hasTypedText(node) {
  return [...node.querySelectorAll('textarea, input[type="text"]')].some((field) => field.value !== field.defaultValue);
}
