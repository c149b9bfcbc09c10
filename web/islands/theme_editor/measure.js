// The plain parts of the theme editor: what a colour field holds, how a ratio is cut, which field a failing pair belongs to.
import { references } from '../../themes/theme.mjs';

/** "14594A" and " #14594a " as "#14594a"; what is no colour stays as it was typed. */
export function normal(typed) {
  const text = typed.trim().toLowerCase();
  return /^[\da-f]{6}$/.test(text) ? `#${text}` : text;
}

/** Hundredths, cut: what fails never reads as passed. */
export const roundedDown = (ratio) => Math.floor(ratio * 100 + 1e-9) / 100;

const endOf = (name, base) => {
  const alias = /^var\(--co-([\w-]+)\)$/.exec(base[name] ?? '');
  return alias ? endOf(alias[1], base) : name;
};

/** The colour a person would change when this pair fails: the ink if it is theirs, else the ground. `base`: modes.css of the mode. */
export function fieldOf({ ink, on }, base) {
  const [above, below] = [endOf(ink, base), endOf(on.split(' over ').at(-1), base)];
  return references.includes(above) || !references.includes(below) ? above : below;
}
