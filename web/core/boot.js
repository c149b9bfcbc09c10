// Starts the client on a page that is already complete without it.
import { convergeSoon } from './converge.js';
import { showPresence } from './counts.js';
import { startDrafts } from './drafts.js';
import { startForms } from './forms.js';
import { startIslands } from './islands.js';
import { startKeys } from './keys.js';
import { startLooks } from './looks.js';
import { Live } from './live.js';
import { applyEvent } from './patch.js';
import { startShare } from './share.js';
import { startSimilar } from './similar.js';
import { state, text } from './state.js';
import { startBell, startFollow } from './follow.js';
import { startSupport } from './support.js';
import { startTimes } from './times.js';
import { startUnread } from './unread.js';
import { sendWaiting } from './waiting.js';

const lost_notice_after_ms = 5000;

const ring = startBell();

function startLive() {
  const sign = document.querySelector('[data-connection]');
  let timer;
  const line = (condition) => {
    if (!sign) return;
    clearTimeout(timer);
    if (condition === 'lost') timer = setTimeout(() => { sign.textContent = text('reconnecting'); sign.hidden = false; }, lost_notice_after_ms);
    else { sign.hidden = true; sendWaiting(); }
  };
  const newest = (seq) => { state.seq = Math.max(state.seq, seq); };
  const socketUrl = `${location.origin.replace(/^http/, 'ws')}/api/v1/live`;
  const world = {
    WebSocket,
    random: Math.random,
    fetch: (url, options) => fetch(url, options),
    setTimeout: (run, wait) => setTimeout(run, wait),
    clearTimeout: (id) => clearTimeout(id),
  };
  const live = new Live(
    { url: socketUrl, eventsUrl: '/api/v1/events', channels: state.channels, since: state.seq, counted: state.counted },
    { event: (event) => { applyEvent(event); ring(); }, presence: showPresence, resync: () => convergeSoon().then((seq) => live.advance(seq)), line, newest },
    world,
  );
  document.addEventListener('visibilitychange', () => live.visibility(document.hidden));
  addEventListener('pagehide', () => live.stop());
  addEventListener('pageshow', (event) => { if (event.persisted) { live.start(); convergeSoon(); } });
  live.start();
}

/** The same place further down the page in the other language; the server never sees what stands behind the #. */
function keepPlace() {
  document.addEventListener('click', ({ target }) => {
    const link = target.closest?.('header a[hreflang]');
    if (link) link.hash = location.hash;
  });
}

keepPlace();
startDrafts();
startLooks();
startKeys();
startSupport();
startForms();
startSimilar();
startShare();
startTimes();
startIslands();
startFollow();
startUnread();
document.addEventListener('co-converge', () => convergeSoon());
startLive();
