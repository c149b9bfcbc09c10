// Whole days as numbers, so that bars snap to them: no hour, no zone. Pure.

/** "2027-01-15" as days since 1970, null for anything else. */
export function days_of(text) {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(at) ? null : at / 86_400_000;
}

export const day_text = (days) => new Date(days * 86_400_000).toISOString().slice(0, 10);

/** Percent of the width at which a day begins. */
export const place_of = (days, { begin, end }) => Math.min(100, Math.max(0, Math.round(((days - begin) / (end - begin)) * 10_000) / 100));

/** The days after `part` of the bar was moved by `count`: an edge never passes the other; null when there is nothing to move. */
export function moved({ opens, closes }, part, count) {
  if (opens === null || (part === 'finish' && closes === null)) return null;
  if (part === 'move') return { opens: opens + count, closes: closes === null ? null : closes + count };
  if (part === 'start') return { opens: closes === null ? opens + count : Math.min(opens + count, closes), closes };
  return { opens, closes: Math.max(closes + count, opens) };
}
