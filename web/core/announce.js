// One polite region for screen readers: the latest news, at most once in ten seconds.

/** `say` puts a text into the region; `now` and `later` are the clock, so that tests can turn it. */
export function createAnnouncer(say, now = Date.now, later = setTimeout, pause_ms = 10000) {
  let last = -Infinity;
  let waiting = '';
  const flush = () => {
    if (!waiting) return;
    last = now();
    say(waiting);
    waiting = '';
  };
  return (words) => {
    if (!words) return;
    const idle = !waiting;
    waiting = words;
    const wait = last + pause_ms - now();
    if (wait <= 0) flush();
    else if (idle) later(flush, wait);
  };
}

export const announce = createAnnouncer((words) => {
  const region = document.querySelector('[data-announce]');
  if (region) region.textContent = words;
});
