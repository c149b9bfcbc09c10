// Reads a theme's tokens, writes them out for both modes, and computes contrast. Called by build.mjs and by the test of themes;
// the arithmetic touches neither files nor the page, so that an editor of themes may import it.

/** The reference tokens: all of a theme. Everything else follows from them (base/modes.css, base/tokens.css). */
export const references = ['brand', 'brand-strong', 'brand-soft', 'on-brand', 'accent', 'accent-soft', 'ink', 'ink-soft', 'paper', 'surface',
  'line', 'focus', 'focus-halo', 'font', 'radius'];
/** Those that may stay as they are at night. */
export const sameInBothModes = ['font', 'radius'];

const tokensOf = (block) => Object.fromEntries([...block.matchAll(/--co-([\w-]+)\s*:\s*([^;]+);/g)].map(([, name, value]) => [name, value.trim()]));

/** {light, dark}: tokens by name without `--co-`. dark is null where the sheet has no block for it. */
export function parseTheme(css) {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const block = (selector) => new RegExp(`(?:^|\\})\\s*${selector}\\s*\\{([^}]*)\\}`).exec(bare)?.[1];
  const dark = block(':root\\[data-mode="dark"\\]');
  return { light: tokensOf(block(':root') ?? ''), dark: dark === undefined ? null : tokensOf(dark) };
}

const declarations = (tokens, scheme) => `color-scheme:${scheme};${Object.entries(tokens).map(([name, value]) => `--co-${name}:${value};`).join('')}`;

/**
 * The style sheet of a parsed theme: day by default, night where the device or the reader (data-mode on html) asks for it and the
 * instance's theme knows it (data-modes on html). Paper is always day.
 */
export function themeCss({ light, dark }) {
  const night = dark ? declarations(dark, 'dark') : '';
  return `:root{${declarations(light, 'light')}}${night && `@media screen and (prefers-color-scheme:dark){:root[data-modes~="dark"]:not([data-mode="light"]){${night}}}`
  }${night && `@media screen{:root[data-modes~="dark"][data-mode="dark"]{${night}}}`}`;
}

/** [red, green, blue, opacity] of "#rrggbb" or "rgb(r g b / p%)"; null for anything else. */
export function colourOf(text) {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text);
  if (hex) return [...hex.slice(1).map((pair) => parseInt(pair, 16)), 1];
  const rgb = /^rgb\(\s*(\d+)\s+(\d+)\s+(\d+)\s*(?:\/\s*([\d.]+)%)?\s*\)$/.exec(text);
  return rgb ? [...rgb.slice(1, 4).map(Number), rgb[4] === undefined ? 1 : Number(rgb[4]) / 100] : null;
}

/** `top` laid over the opaque colour `ground`. */
export const laidOver = (top, ground) => [0, 1, 2].map((i) => top[i] * top[3] + ground[i] * (1 - top[3])).concat(1);

function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast ratio of two opaque colours as WCAG 2 defines it, 1 to 21. */
export function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** The colour a token stands for among `tokens`, through any var(). Throws on a name nobody set. */
export function resolve(tokens, name) {
  const value = tokens[name];
  if (value === undefined) throw new Error(`no token ${name}`);
  const alias = /^var\(--co-([\w-]+)\)$/.exec(value);
  if (alias) return resolve(tokens, alias[1]);
  const colour = colourOf(value);
  if (!colour) throw new Error(`${name}: ${value} is no colour this check can read`);
  return colour;
}

/** "paper-deep over surface" as one opaque colour. */
function ground(tokens, words) {
  const [top, under] = words.split(' over ');
  const colour = resolve(tokens, top);
  return under ? laidOver(colour, resolve(tokens, under)) : colour;
}

/** Every declared pair with its ratio: {ink, on, ratio, least}. `pairs` is pairs.json. */
export function measurePairs(tokens, pairs) {
  const rows = [];
  for (const [kind, least] of [['text', 4.5], ['graphic', 3]]) {
    for (const { ink, on } of pairs[kind]) for (const one of ink) for (const under of on) {
      const below = ground(tokens, under);
      rows.push({ ink: one, on: under, least, ratio: contrast(laidOver(resolve(tokens, one), below), below) });
    }
  }
  return rows;
}
