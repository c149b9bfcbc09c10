// What the chosen boxes of a ballot come to. Pure; used by ballot.js.

/** `ballot` = {choicesMax, budget} as the form carries them ("" or "0": no limit); `costs`: of the chosen boxes. */
export function sum_of({ choicesMax, budget }, costs) {
  const is_budget = Number(budget) > 0;
  const most = Number(is_budget ? budget : choicesMax);
  const used = is_budget ? costs.reduce((all, cost) => all + cost, 0) : costs.length;
  const over = most > 0 ? Math.max(0, used - most) : 0;
  return { used, over, is_over: over > 0, percent: most > 0 ? Math.min(100, Math.round((used * 100) / most)) : 0 };
}
