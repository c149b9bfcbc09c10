// New things wait behind a button: the reader decides when the page moves.
import { announce } from './announce.js';
import { breathe, inTurn } from './pace.js';
import { byKey, fetchPart } from './parts.js';
import { text } from './state.js';

const newComments = new Set();
const newIdeas = new Set();

/** The id of the comment a node shows. */
export const commentOf = (node) => node.dataset.key.replace('comment-', '');

/** A button with `words` in the slot `name`. */
export function offer(name, words, act) {
  const slot = document.querySelector(`[data-slot="${name}"]`);
  if (!slot || !words) return;
  let button = slot.querySelector('button');
  if (!button) {
    button = document.createElement('button');
    button.type = 'button';
    button.className = 'utrecht-button utrecht-button--secondary-action co-button co-more';
    button.addEventListener('click', act);
    slot.replaceChildren(button);
  }
  button.textContent = words;
  announce(words);
}

/** What the offer stood for, taken out of it; its button goes. */
function taken(waiting, name) {
  const ids = [...waiting];
  waiting.clear();
  document.querySelector(`[data-slot="${name}"]`)?.replaceChildren();
  return ids;
}

const fetchAll = async (part, ids) => (await Promise.all(ids.map((id) => fetchPart(part, id).catch(() => null)))).filter(Boolean);

/** Offers comments that are not on the page yet, by their ids. */
export function offerComments(ids) {
  for (const id of ids) newComments.add(id);
  if (newComments.size) offer('new-comments', text('new_comments', { count: newComments.size }), showNewComments);
}

export function offerIdea(id) {
  if (!document.querySelector('[data-live="idea-list"]') || byKey(document, `idea-${id}`)) return;
  newIdeas.add(id);
  offer('new-ideas', text('new_ideas', { count: newIdeas.size }), showNewIdeas);
}

function showNewComments() {
  const ids = taken(newComments, 'new-comments').sort((a, b) => a - b);
  return inTurn(async () => {
    const nodes = await fetchAll('comment', ids);
    await breathe();
    const shown = nodes.filter((node) => addComment(node));
    await breathe();
    focusOn(shown[0]);
  });
}

/** Puts a comment under its parent, or at the end of the thread. False when it is already there. */
export function addComment(node) {
  if (byKey(document, node.dataset.key)) return false;
  const parent = node.dataset.parent;
  const place = (parent && document.querySelector(`[data-replies="${CSS.escape(parent)}"]`)) || document.querySelector('[data-live="thread"]');
  if (!place) return false;
  node.classList.add('co-comment--fresh');
  place.append(document.adoptNode(node));
  document.querySelector('[data-no-comments]')?.remove();
  newComments.delete(commentOf(node));
  return true;
}

export function focusOn(node) {
  if (!node) return;
  node.tabIndex = -1;
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: 'center' });
}

function showNewIdeas() {
  const ids = taken(newIdeas, 'new-ideas');
  return inTurn(async () => {
    const nodes = await fetchAll('idea_card', ids);
    const list = document.querySelector('[data-live="idea-list"]');
    for (const node of nodes) {
      if (byKey(document, node.dataset.key)) continue;
      const item = document.createElement('li');
      item.append(node);
      list.prepend(item);
    }
    focusOn(nodes.at(-1));
  });
}
