// Answers the desk's address from what the page kept on this device when there is no network; everything else goes its usual way.
// Imported by /{lang}/redesigns/{slug}/desk-worker.js, whose place limits it to that desk.
const kept = 'palabre-desk';
const wait_ms = 4000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The network first; when it fails, or does not answer in time, the kept page. */
async function page(request) {
  const address = new URL(request.url).pathname;
  const known = await caches.open(kept).then((cache) => cache.match(address));
  if (!known) return fetch(request);
  const late = new Promise((resolve) => { setTimeout(() => resolve(known), wait_ms); });
  return Promise.race([fetch(request).catch(() => known), late]);
}

async function asset(request) {
  const known = await caches.open(kept).then((cache) => cache.match(new URL(request.url).pathname));
  return known ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && /\/desk$/.test(url.pathname)) event.respondWith(page(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
});
