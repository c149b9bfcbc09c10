// Makes a round live on the page: clocks count down by the server's time, and small forms act without leaving the page.
// Loaded by data-island on the pages of a round; what it improves works without it.
const offsets = new WeakMap();

/** How far this device's clock is from the server's, learnt each time the server says its own time. */
function offsetOf(node) {
  const known = offsets.get(node);
  if (known?.said === node.dataset.now) return known.offset_ms;
  const offset_ms = Date.parse(node.dataset.now) - Date.now();
  offsets.set(node, { said: node.dataset.now, offset_ms });
  return offset_ms;
}

/** "1:05" of what is left. */
export function leftText(ends_ms, now_ms) {
  const seconds = Math.max(0, Math.ceil((ends_ms - now_ms) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function tick() {
  if (document.hidden) return;
  for (const clock of document.querySelectorAll('[data-clock]')) {
    const words = leftText(Date.parse(clock.dataset.clock), Date.now() + offsetOf(clock));
    if (clock.textContent !== words) clock.textContent = words;
  }
}

/** Sends the form and draws the page anew; what the server refuses is sent again as a page, so that its words are seen. */
async function send(form, submitter) {
  if (form.dataset.sending) return;
  form.dataset.sending = 'yes';
  try {
    const body = new URLSearchParams(new FormData(form, submitter));
    const answer = await fetch(form.action, { method: 'POST', credentials: 'same-origin', headers: { accept: 'text/html' }, body });
    if (!answer.ok || !answer.redirected) {
      form.submit();
      return;
    }
    form.reset();
    document.activeElement?.blur?.();
    document.dispatchEvent(new CustomEvent('co-converge'));
    form.querySelector('button')?.focus();
  } catch {
    form.submit();
  } finally {
    delete form.dataset.sending;
  }
}

export function start(node) {
  tick();
  setInterval(tick, 250);
  node.addEventListener('submit', (event) => {
    const form = event.target.closest('[data-round-act]');
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}
