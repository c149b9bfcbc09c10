// Comments through the API: stances, two levels, ten minutes to correct oneself, versions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open({ has_clock: true }); });
after(() => world.close());

const read = async (idea, query = '') => must(200, world.visitor.get(`/api/v1/ideas/${idea.id}/comments${query}`));

test('a comment has a stance, its author and the roles they speak in', async () => {
  const idea = await world.propose();
  for (const stance of ['for', 'against', 'question', 'neutral']) await world.comment(world.moderator, idea, { stance });
  const { items, comments } = await read(idea);
  assert.equal(comments, 4);
  assert.deepEqual(items.map((item) => item.stance), ['for', 'against', 'question', 'neutral']);
  assert.deepEqual(items[0].author.roles, ['moderator']);
  await refused('bad_field', world.citizen.post(`/api/v1/ideas/${idea.id}/comments`, { body: 'What stance?', stance: 'angry' }));
});

test('replies stand under a comment, and a reply to a reply beside it', async () => {
  const idea = await world.propose();
  const top = await world.comment(world.citizen, idea);
  const reply = await world.comment(world.citizen2, idea, { parent: top.id });
  const deeper = await world.comment(world.citizen, idea, { parent: reply.id });
  assert.equal(deeper.parent, top.id);
  const [thread] = (await read(idea)).items;
  assert.deepEqual([thread.reply_count, thread.replies.length], [2, 2]);
  assert.equal((await must(200, world.visitor.get(`/api/v1/comments/${top.id}/replies?limit=1`))).items.length, 1);
  const elsewhere = await world.propose();
  await refused('not_found', world.citizen.post(`/api/v1/ideas/${elsewhere.id}/comments`, { body: 'Wrong place.', parent: top.id }));
});

test('within ten minutes a comment is corrected, after that a new version is visible', async () => {
  const idea = await world.propose();
  const comment = await world.comment(world.citizen, idea, { body: 'A first text with a typpo.' });
  const corrected = await must(200, world.citizen.patch(`/api/v1/comments/${comment.id}`, { body: 'A first text.' }));
  assert.deepEqual([corrected.version, corrected.edited_at], [1, null]);
  await world.server.move_clock(11 * 60);
  const changed = await must(200, world.citizen.patch(`/api/v1/comments/${comment.id}`, { body: 'A second opinion.' }));
  assert.equal(changed.version, 2);
  assert.ok(changed.edited_at);
  const { items } = await must(200, world.visitor.get(`/api/v1/comments/${comment.id}/versions`));
  assert.deepEqual(items.map((item) => item.body), ['A first text.', 'A second opinion.']);
  await refused('stale_version', world.citizen.patch(`/api/v1/comments/${comment.id}`, { body: 'On an old one.', version: 1 }));
});

test('only the author edits and withdraws; the place of a withdrawn comment stays', async () => {
  const idea = await world.propose();
  const comment = await world.comment(world.citizen, idea);
  await world.comment(world.citizen2, idea, { parent: comment.id });
  for (const role of ['citizen2', 'moderator', 'owner', 'admin']) {
    await refused('not_allowed', world[role].patch(`/api/v1/comments/${comment.id}`, { body: 'Words in their mouth.' }));
    await refused('not_allowed', world[role].del(`/api/v1/comments/${comment.id}`));
  }
  const withdrawn = await must(200, world.citizen.del(`/api/v1/comments/${comment.id}`));
  assert.deepEqual([withdrawn.status, withdrawn.comments, withdrawn.body], ['withdrawn', 1, undefined]);
  const [thread] = (await read(idea)).items;
  assert.deepEqual([thread.status, thread.reply_count], ['withdrawn', 1]);
  await refused('gone', world.citizen.patch(`/api/v1/comments/${comment.id}`, { body: 'Back again.' }));
});

test('a discussion is read page by page, in each order, without a gap or a double', async () => {
  const idea = await world.propose();
  for (let i = 0; i < 7; i += 1) await world.comment(i % 2 ? world.citizen : world.citizen2, idea, { stance: i % 3 ? 'for' : 'against' });
  for (const sort of ['oldest', 'newest', 'for', 'against']) {
    const seen = [];
    let after_cursor = '';
    do {
      const page = await read(idea, `?sort=${sort}&limit=3${after_cursor}`);
      seen.push(...page.items);
      after_cursor = page.next ? `&after=${encodeURIComponent(page.next)}` : '';
    } while (after_cursor);
    assert.equal(new Set(seen.map((item) => item.id)).size, seen.length, sort);
    if (sort === 'oldest' || sort === 'newest') assert.equal(seen.length, 7);
  }
});

test('counts equal what is shown after comments come and go', async () => {
  const idea = await world.propose();
  const made = [];
  for (let i = 0; i < 4; i += 1) made.push(await world.comment(world.citizen, idea));
  await must(200, world.citizen.del(`/api/v1/comments/${made[0].id}`));
  await must(200, world.moderator.post(`/api/v1/comments/${made[1].id}/hide`, { rule: 'spam', reason: 'Advertising for a shop.' }));
  const { items, comments } = await read(idea);
  assert.equal(comments, 2);
  assert.equal(items.filter((item) => item.status === 'published').length, 2);
  assert.equal((await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).comments, 2);
});
