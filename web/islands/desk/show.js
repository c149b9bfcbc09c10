// Small nodes of the desk, made by hand: people's words are text and nothing else. Words come from the page, by name.
import { format } from '../../core/format.js';

export const makeText = (words, lang) => (key, values) => (words[key] ? format(words[key], values, lang) : '');

export function line(words, name = 'p') {
  const node = document.createElement(name);
  node.textContent = words;
  return node;
}

export function button(words, run) {
  const node = line(words, 'button');
  node.type = 'button';
  node.className = 'utrecht-button utrecht-button--secondary-action co-button';
  node.addEventListener('click', run);
  return node;
}

export function link(words, href) {
  const node = line(words, 'a');
  node.href = href;
  return node;
}
