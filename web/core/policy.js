// The one Trusted Types policy, `co`. Only HTML made by our templates or by our server passes through it.
import { inSlices } from './pace.js';

const policy = globalThis.trustedTypes
  ? globalThis.trustedTypes.createPolicy('co', { createHTML: (html) => html })
  : { createHTML: (html) => html };

const piece_chars = 8192;

/** The elements of an HTML fragment, not yet in the page. */
export function elementsOf(html) {
  const holder = document.createElement('template');
  holder.innerHTML = policy.createHTML(html);
  return holder.content;
}

/** The text in pieces of about `piece_chars`, each beginning with a tag. */
function* piecesOf(html) {
  for (let from = 0; from < html.length;) {
    const tag = html.indexOf('<', from + piece_chars);
    const to = tag < 0 ? html.length : tag;
    yield html.slice(from, to);
    from = to;
  }
}

/** A whole page as a document that runs nothing, read in slices: `write` into a document nobody sees is how browsers read HTML bit by bit. */
export async function pageOf(html) {
  const page = document.implementation.createHTMLDocument('');
  page.open();
  await inSlices(piecesOf(html), (piece) => page.write(policy.createHTML(piece)));
  page.close();
  return page;
}
