// Leaflet writes a few constant pieces of HTML by itself. Exactly those pass; anything else becomes plain text. Imported before Leaflet.
const known = new Set(['<svg/>', '<span aria-hidden="true">+</span>', '<span aria-hidden="true">&#x2212;</span>', '']);
const escaped = (html) => html.replace(/&/g, '&amp;').replace(/</g, '&lt;');

globalThis.trustedTypes?.createPolicy('default', { createHTML: (html) => (known.has(html) ? html : escaped(html)) });
