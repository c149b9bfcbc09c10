// Reports, hiding and restoring through the API.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

const why = 'It names a private person.';
const report = (client, target, more = {}) => client.post('/api/v1/reports', { target, rule: 'private_data', text: 'A name and an address.', ...more });

test('a report reaches the moderators, who never learn from whom', async () => {
  const idea = await world.propose();
  const made = await must(201, report(world.citizen2, `idea:${idea.id}`));
  await refused('already_exists', report(world.citizen2, `idea:${idea.id}`));
  const answer = await world.moderator.get(`/api/v1/redesigns/${world.slug}/reports?state=open`);
  const queued = answer.body.items.find((item) => item.id === made.id);
  assert.equal(queued.content.idea, idea.id);
  assert.doesNotMatch(answer.text, new RegExp(`"${world.citizen2.person.name}"|reporter`));
});

test('nobody reports their own words, nor "other" without saying what', async () => {
  const idea = await world.propose();
  await refused('own_case', report(world.citizen, `idea:${idea.id}`));
  await refused('reason_required', report(world.citizen2, `idea:${idea.id}`, { rule: 'other', text: '' }));
  for (const target of ['idea:0', 'person:1', 'idea', 'idea:1; DROP TABLE idea', 'comment:-4']) await refused('bad_field', report(world.citizen2, target));
  await refused('not_found', report(world.citizen2, 'idea:99999999'));
});

test('upholding a report hides with rule and reason; dismissing leaves everything', async () => {
  const [bad, fine] = [await world.propose(), await world.propose()];
  const [one, two] = [await must(201, report(world.citizen2, `idea:${bad.id}`)), await must(201, report(world.citizen2, `idea:${fine.id}`))];
  assert.equal((await must(200, world.moderator.post(`/api/v1/reports/${one.id}/decision`, { decision: 'upheld', reason: why }))).status, 'upheld');
  await must(200, world.moderator.post(`/api/v1/reports/${two.id}/decision`, { decision: 'dismissed', reason: 'Nothing in it breaks a rule.' }));
  await refused('already_exists', world.moderator.post(`/api/v1/reports/${two.id}/decision`, { decision: 'upheld', reason: why }));
  const hidden = await must(200, world.visitor.get(`/api/v1/ideas/${bad.id}`));
  assert.deepEqual([hidden.status, hidden.rule, hidden.reason, hidden.title], ['hidden', 'private_data', why, undefined]);
  assert.equal((await must(200, world.visitor.get(`/api/v1/ideas/${fine.id}`))).status, 'published');
});

test('what is hidden is nowhere: not in lists, versions, comments, search or events', async () => {
  const idea = await world.propose(world.citizen, { title: 'Zanzibarquokka ought to go', body: 'Zanzibarquokka lives at number nine.' });
  const comment = await world.comment(world.citizen2, idea, { body: 'Yes, zanzibarquokka indeed.' });
  await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/hide`, { rule: 'private_data', reason: why }));
  const places = [`/redesigns/${world.slug}/ideas?limit=100`, `/ideas/${idea.id}`, `/ideas/${idea.id}/versions`, `/ideas/${idea.id}/comments`, `/comments/${comment.id}`,
    '/search?q=zanzibarquokka', `/redesigns/${world.slug}/similar?q=zanzibarquokka`, `/events?channels=idea:${idea.id}`, `/redesigns/${world.slug}/moderation-log`,
    `/ideas/${idea.id}/answers`, `/comments/${comment.id}/replies`, `/comments/${comment.id}/versions`];
  for (const place of places) {
    const { text } = await world.visitor.get(`/api/v1${place}`);
    assert.doesNotMatch(text, /zanzibar/i, place);
  }
  await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/restore`, { reason: 'The address is gone.' }));
  const back = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`));
  assert.deepEqual([back.status, back.comments], ['published', 1]);
  assert.equal((await must(200, world.visitor.get('/api/v1/search?q=zanzibarquokka'))).items.length, 2);
});

test('hiding needs a rule and a reason, and happens once', async () => {
  const comment = await world.comment(world.citizen, await world.propose());
  await refused('missing_field', world.moderator.post(`/api/v1/comments/${comment.id}/hide`, { rule: 'spam' }));
  await refused('bad_field', world.moderator.post(`/api/v1/comments/${comment.id}/hide`, { rule: 'ugly', reason: why }));
  await must(200, world.moderator.post(`/api/v1/comments/${comment.id}/hide`, { rule: 'spam', reason: why }));
  await refused('nothing_changed', world.moderator.post(`/api/v1/comments/${comment.id}/hide`, { rule: 'spam', reason: why }));
  const shown = await must(200, world.visitor.get(`/api/v1/comments/${comment.id}`));
  assert.deepEqual([shown.status, shown.rule, shown.body], ['hidden', 'spam', undefined]);
  await must(200, world.moderator.post(`/api/v1/comments/${comment.id}/restore`, { reason: why }));
  await refused('nothing_changed', world.moderator.post(`/api/v1/comments/${comment.id}/restore`, { reason: why }));
});

test('nobody decides about their own words, nor does anybody but a moderator', async () => {
  const own = await world.propose(world.moderator);
  await refused('own_case', world.moderator.post(`/api/v1/ideas/${own.id}/hide`, { rule: 'spam', reason: why }));
  const idea = await world.propose();
  for (const role of ['citizen2', 'facilitator', 'officer', 'owner']) {
    await refused('not_allowed', world[role].post(`/api/v1/ideas/${idea.id}/hide`, { rule: 'spam', reason: why }));
  }
});

test('the moderation log is public: what, by which rule, why, and whether it came back', async () => {
  const { slug } = await world.make_redesign();
  const idea = await world.propose(world.citizen, {}, slug);
  await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/hide`, { rule: 'hate', reason: why }));
  await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/restore`, { reason: 'It was a quotation.' }));
  const { items } = await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/moderation-log`));
  assert.equal(items.length, 1);
  assert.deepEqual([items[0].target, items[0].rule, items[0].reason, items[0].restored_reason], [`idea:${idea.id}`, 'hate', why, 'It was a quotation.']);
});
