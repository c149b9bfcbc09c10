// How the page changes without being felt: one change after another, each in short slices between which the browser draws.

/** On an old phone one long task is felt, several short ones are not; there, this becomes some thirty milliseconds. */
const slice_ms = 8;

export const breathe = () => new Promise((go) => { setTimeout(go); });

/** Calls `act` for every item, and lets the browser draw whenever a slice is used up. */
export async function inSlices(items, act) {
  let end = performance.now() + slice_ms;
  for (const item of items) {
    if (performance.now() >= end) {
      await breathe();
      end = performance.now() + slice_ms;
    }
    act(item);
  }
}

let last = Promise.resolve();

/** Runs `work` after everything asked for before it, read from the server in that order: what is older never lands on what is newer. */
export function inTurn(work) {
  const done = last.then(work);
  last = done.catch(() => {});
  return done;
}
