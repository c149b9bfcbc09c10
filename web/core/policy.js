// The one Trusted Types policy, `co`. Only HTML made by our templates or by our server passes through it.
const policy = globalThis.trustedTypes
  ? globalThis.trustedTypes.createPolicy('co', { createHTML: (html) => html })
  : { createHTML: (html) => html };

/** The elements of an HTML fragment, not yet in the page. */
export function elementsOf(html) {
  const holder = document.createElement('template');
  holder.innerHTML = policy.createHTML(html);
  return holder.content;
}

/** A whole page as a document that runs nothing. */
export function pageOf(html) {
  return new DOMParser().parseFromString(policy.createHTML(html), 'text/html');
}
