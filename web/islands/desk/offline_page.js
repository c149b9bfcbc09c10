// Keeps the desk's page (without anybody's entries) and what it needs on this device, and registers the worker that shows it
// while there is no network.
const kept = 'palabre-desk';

/** The page's policy allows this one name: the only script address it may be given is the desk's worker. */
function workerAddress(address) {
  if (!globalThis.trustedTypes) return address;
  return trustedTypes.createPolicy('palabre-desk', { createScriptURL: (url) => (url === address ? url : '') }).createScriptURL(address);
}

const assets = () => performance.getEntriesByType('resource').map(({ name }) => new URL(name)).filter((url) => url.origin === location.origin && url.pathname.startsWith('/assets/')).map((url) => url.pathname);

export async function keepPage({ desk, worker }) {
  if (!navigator.serviceWorker || !globalThis.caches || navigator.onLine === false) return;
  try {
    const shell = await fetch(`${desk}?shell=1`, { credentials: 'same-origin' });
    if (!shell.ok || shell.redirected) return;
    await navigator.serviceWorker.register(workerAddress(worker), { scope: desk });
    const cache = await caches.open(kept);
    const wanted = [...new Set(assets())];
    for (const { url } of await cache.keys()) if (new URL(url).pathname.startsWith('/assets/') && !wanted.includes(new URL(url).pathname)) await cache.delete(url);
    await cache.put(desk, shell);
    await Promise.all(wanted.map(async (one) => { if (!(await cache.match(one))) await cache.add(one); }));
  } catch { /* a private window keeps nothing: the desk works with a network */ }
}

export async function forgetPage({ desk }) {
  await globalThis.caches?.delete(kept);
  const registration = await navigator.serviceWorker?.getRegistration(desk);
  await registration?.unregister();
}
