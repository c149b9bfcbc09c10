// What a screen reader is given of the main screens, kept as text: a change of it is seen in review.
// PALABRE_UPDATE_TREES=1 writes the files of tests/browser/trees anew.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';

import { Stage, is_skipped, scene } from '../support/browser.mjs';
import { pages, prepare } from '../support/every_page.mjs';
import { root } from '../support/server.mjs';

const folder = join(root, 'tests/browser/trees');
const is_update = process.env.PALABRE_UPDATE_TREES === '1';
// Pages that show ideas in an order of the hour are left out.
const wanted = ['home', 'follow-up', 'log', 'timeline', 'round-reported', 'about-help', 'ideas-filtered', 'idea-visitor', 'versions', 'propose', 'sign-in', 'sign-up', 'me-settings', 'moderation', 'hide-comment', 'phases', 'inbox-facet', 'answer', 'answers', 'release', 'not-found'];
let stage, known;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  known = await prepare(stage);
});
after(() => stage?.close());

/** Taken without scripts, for who reads along comes and goes. Numbers, dates and keys differ from run to run; the structure and the words do not. */
const steady = (tree) => tree
  .replace(/\/(ideas|comments|merges|phases|pending-answers|redesigns|r)\/[\w-]+/g, '/$1/…')
  .replace(/([?&](?:after|draft|seed|back)=)[^&"\s]+/g, '$1…')
  .replace(/(?<!level=)\d[\d.,:\u202f\u00a0]*/g, '0')
  .replace(/\b(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b/g, 'Month')
  .replace(/\b0 (day|hour|week|month)\b/g, '0 $1s')
  .replace(/\b(yesterday|just now|now|0 (min|h|days|day) ago)\b/g, 'lately')
  // An undo stands for thirty seconds, and the walk may come later.
  .replace(/\n *- paragraph: .* 0 seconds? left"?\n *- button "Undo"/g, '')
  .replace(/\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g, 'Day');

scene('screen readers are given the same screens as when they were last looked at', async () => {
  for (const one of pages(known).filter(({ name }) => wanted.includes(name))) {
    const page = await stage.visit(`/en${one.path}`, { as: one.as ?? '', scripts: false });
    const tree = `${steady(await page.locator('body').ariaSnapshot())}\n`;
    const file = join(folder, `${one.name}.yml`);
    if (is_update) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, tree);
    } else if (!existsSync(file) || readFileSync(file, 'utf8') !== tree) {
      assert.equal(tree, existsSync(file) ? readFileSync(file, 'utf8') : '', `${one.name}: look at it, then PALABRE_UPDATE_TREES=1`);
    }
    await page.context().close();
  }
});
