// What a page may weigh and how long it may take: on a phone's processor, over a slow network, with three hundred comments.
// Counts and bytes are exact. Times are the best of up to ten tries: the machine that runs this has
// other things to do, and the bound is what the page can do, not what a busy machine leaves it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, is_skipped, live, scene } from '../support/browser.mjs';

const kib = 1024;
const tries = 10;
const patch_ms_max = 50;
const first_contribution_ms_max = 3000;
const slug = 'valdolce-bien-grandir';
let stage, made, long, entry;

before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  made = await stage.make_redesign();
  const owner = await stage.person('owner');
  await owner.put(`/redesigns/${made.slug}/light`, { is_on: true, question: { en: 'What do you need first?' }, choices: [{ en: 'A bus' }, { en: 'A bench' }] });
  entry = `/en/r/${made.slug}`;
  long = await stage.propose(made.slug, 'citizen', { title: 'A thread that many people pull' });
  const writers = await Promise.all(['citizen2', 'facilitator', 'citizen'].map((name) => stage.person(name)));
  const firsts = [];
  for (let i = 0; i < 300; i += 1) {
    const parent = i >= 200 ? firsts[(i * 7) % firsts.length] : undefined;
    const comment = await writers[i % 3].post(`/ideas/${long.id}/comments`, { body: `Remark ${i}: the evening line should wait for those who come from the late shift.`, stance: ['for', 'against', 'question', 'neutral'][i % 4], parent });
    if (i < 200) firsts.push(comment.id);
  }
});
after(() => stage?.close());

/** Bytes on the wire of everything a first visit loads, by kind of resource. */
async function weight_of(path) {
  const page = await stage.visit('', {});
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map();
  const sizes = { Document: 0, Script: 0, Stylesheet: 0, all: 0 };
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind in sizes) sizes[kind] += encodedDataLength;
    sizes.all += encodedDataLength;
  });
  await page.goto(stage.base + path, { waitUntil: 'networkidle' });
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  await page.context().close();
  return { ...sizes, nodes };
}

scene('a first visit loads at most 90 KiB, 25 of script and 26 of styles, and draws at most 3,000 nodes', async () => {
  const demo = await stage.visitor.get(`/redesigns/${slug}/ideas?sort=discussed&limit=1`);
  const paths = ['/fr', `/fr/redesigns/${slug}`, `/fr/redesigns/${slug}/ideas`, `/fr/ideas/${demo.items[0].id}`, `/en/ideas/${long.id}`, entry];
  for (const path of paths) {
    const weight = await weight_of(path);
    assert.ok(weight.Document > 0 && weight.Script > 0 && weight.Stylesheet > 0, `${path}: something did not load`);
    assert.ok(weight.Script <= 25 * kib, `${path}: ${weight.Script} bytes of script`);
    assert.ok(weight.Stylesheet <= 26 * kib, `${path}: ${weight.Stylesheet} bytes of styles`);
    assert.ok(weight.all <= 90 * kib, `${path}: ${weight.all} bytes in all`);
    assert.ok(weight.nodes <= 3000, `${path}: ${weight.nodes} nodes`);
  }
});

/** Long tasks of the page since the last call, in ms; a task below 50 ms is none. */
const watch_tasks = () => { globalThis.tasks = []; new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map((one) => Math.round(one.duration)))).observe({ type: 'longtask' }); };

test('a live change on a page with 300 comments takes at most 50 ms of a processor four times slower', { skip: is_skipped, timeout: 240_000 }, async () => {
  const page = await stage.visit(`/en/ideas/${long.id}`, {});
  await live(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(watch_tasks);
  const [citizen, officer] = await Promise.all(['citizen2', 'officer'].map((name) => stage.person(name)));
  const shows = (selector, wanted) => page.waitForFunction(([at, words]) => document.querySelector(at)?.textContent.includes(words), [selector, wanted], { timeout: 20_000 });
  let shown = 0;
  const changes = {
    support: async (i) => { await (i % 2 ? citizen.del(`/ideas/${long.id}/support`) : citizen.put(`/ideas/${long.id}/support`)); await shows('main [data-live="supports"]', i % 2 ? 'No supporters' : '1'); },
    comment: async (i) => {
      await citizen.post(`/ideas/${long.id}/comments`, { body: `Written while others read, ${i}.`, stance: 'for' });
      await shows('[data-slot="new-comments"]', '1 new');
      await page.evaluate(() => { globalThis.tasks.length = 0; });
      await page.click('[data-slot="new-comments"] button');
      shown += 1;
      await page.waitForFunction((count) => document.querySelectorAll('.co-comment--fresh').length === count, shown, { timeout: 20_000 });
    },
    answer: async (i) => { await officer.post(`/ideas/${long.id}/answers`, { kind: 'in_study', body: `We look at it, note ${i}.` }); await shows('[data-part="answer"]', `note ${i}`); },
  };
  for (const [name, change] of Object.entries(changes)) {
    const worst = [];
    for (let i = 0; i < tries && Math.min(...worst) > patch_ms_max; i += 1) {
      await page.evaluate(() => { globalThis.tasks.length = 0; });
      await change(i);
      await page.waitForTimeout(400);
      worst.push(Math.max(0, ...await page.evaluate(() => globalThis.tasks)));
    }
    assert.ok(Math.min(...worst) <= patch_ms_max, `${name}: tasks of ${worst} ms`);
  }
  await page.context().close();
});

test('over slow 3G on a phone the first contribution is possible in under three seconds', { skip: is_skipped, timeout: 240_000 }, async () => {
  for (const [path, control] of [[entry, '[data-light] [name="choice"]'], [`/en/ideas/${long.id}`, '.co-reaction button, .co-support button, .co-support a']]) {
    const times = [];
    for (let i = 0; i < tries && Math.min(...times) >= first_contribution_ms_max; i += 1) {
      const page = await stage.visit('', { width: 360, height: 740 });
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 });
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      const start = Date.now();
      await page.goto(stage.base + path, { waitUntil: 'commit' });
      // Usable: drawn, with its styles, and a press goes somewhere; forms work before any script has arrived.
      await page.waitForFunction((at) => {
        const node = document.querySelector(at);
        return node?.checkVisibility() && performance.getEntriesByName('first-contentful-paint').length > 0 && node.getBoundingClientRect().height >= 24;
      }, control, { timeout: 20_000, polling: 50 });
      times.push(Date.now() - start);
      await page.context().close();
    }
    assert.ok(Math.min(...times) < first_contribution_ms_max, `${path}: ${times} ms`);
  }
});
