// Following without leaving the page, and the count of unread notices in the header.
import { announce } from './announce.js';
import { newKey, reasonOf, sendJson } from './http.js';
import { state, text } from './state.js';
import { toast } from './toast.js';

const look_every_ms = 20000;
const after_event_ms = 1200;

async function setFollow(form, is_on) {
  const button = form.querySelector('button');
  const press = (is_pressed) => {
    button.setAttribute('aria-pressed', String(is_pressed));
    button.value = is_pressed ? 'stop' : 'follow';
  };
  press(is_on);
  try {
    const answer = await sendJson(is_on ? 'PUT' : 'DELETE', form.dataset.follow, newKey());
    if (!answer.ok) throw new Error(await reasonOf(answer));
    toast(text(is_on ? 'followed' : 'unfollowed'));
  } catch (error) {
    press(!is_on);
    toast(error.message || text('failed'), { is_bad: true });
  }
}

export function startFollow() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.dataset.follow) return;
    event.preventDefault();
    setFollow(form, form.querySelector('button').getAttribute('aria-pressed') !== 'true');
  });
}

function show(bell, unread) {
  const count = bell.querySelector('[data-bell-count]');
  const words = text('unread', { count: unread });
  if (Number(count.textContent) < unread) announce(words);
  count.textContent = unread;
  count.hidden = unread === 0;
  bell.querySelector('[data-bell-text]').textContent = unread === 0 ? '' : words;
  for (const node of document.querySelectorAll('[data-unread-text]')) node.textContent = words;
}

/** Reads one's own count shortly after something happened, when the page is shown again, and now and then; returns the ring. */
export function startBell() {
  const bell = document.querySelector('[data-bell]');
  if (!bell || !state.signed_in) return () => {};
  let timer;
  const look = async () => {
    clearTimeout(timer);
    timer = setTimeout(look, look_every_ms);
    if (document.hidden) return;
    const answer = await fetch('/api/v1/me/notices/unread', { credentials: 'same-origin', headers: { accept: 'application/json' } }).catch(() => null);
    if (answer?.ok) show(bell, (await answer.json()).unread);
  };
  document.addEventListener('visibilitychange', look);
  document.addEventListener('co-read', look);
  timer = setTimeout(look, look_every_ms);
  return () => { clearTimeout(timer); timer = setTimeout(look, after_event_ms); };
}
