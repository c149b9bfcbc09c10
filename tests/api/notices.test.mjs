// Follows, notices, reading marks, settings, export and erasure through the API.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, sign_up } from '../support/client.mjs';
import { must, refused, until, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

const unread = async (client) => (await must(200, client.get('/api/v1/me/notices/unread'))).unread;
const list = async (client) => (await must(200, client.get('/api/v1/me/notices?limit=100'))).items;
/** The clockwork looks five times a second. */
test('following is once, stopping is stopping, and what is not there cannot be followed', async () => {
  const idea = await world.propose();
  const reader = await sign_up(world.base);
  for (let i = 0; i < 2; i += 1) assert.deepEqual(await must(200, reader.put(`/api/v1/ideas/${idea.id}/follow`)), { following: true });
  assert.deepEqual(await must(200, reader.put(`/api/v1/redesigns/${world.slug}/follow`)), { following: true });
  assert.equal((await must(200, reader.get('/api/v1/me/follows'))).items.length, 2);
  await must(200, reader.del(`/api/v1/ideas/${idea.id}/follow`));
  assert.deepEqual((await must(200, reader.get('/api/v1/me/follows'))).items.map((item) => item.kind), ['redesign']);
  await refused('not_found', reader.put('/api/v1/ideas/999999/follow'));
  await refused('not_found', reader.put('/api/v1/redesigns/nowhere/follow'));
  const draft = await world.make_redesign({ state: 'draft', phases: [{ type: 'ideas' }] });
  await refused('not_found', reader.put(`/api/v1/redesigns/${draft.slug}/follow`));
});

test('an author hears of comments in one line, reads it, and hears of the next in another', async () => {
  const author = await sign_up(world.base);
  const idea = await world.propose(author);
  for (let i = 0; i < 4; i += 1) await world.comment(world.citizen2, idea);
  await until('the author is told', async () => (await list(author))[0]?.count === 4);
  const [line] = await list(author);
  assert.deepEqual([line.kind, line.is_mine, line.idea], ['comment', true, idea.id]);
  assert.equal(await unread(author), 1);
  assert.deepEqual(await must(200, author.post(`/api/v1/me/notices/${line.id}/read`)), { unread: 0 });
  await refused('not_found', world.citizen2.post(`/api/v1/me/notices/${line.id}/read`));
  await world.comment(world.citizen2, idea);
  await until('the next is told', async () => (await unread(author)) === 1);
  assert.equal((await list(author)).length, 2);
});

test('the hidden is told to its author with rule and reason, and to nobody else', async () => {
  const writer = await sign_up(world.base);
  const idea = await world.propose();
  const comment = await world.comment(writer, idea);
  await must(200, world.moderator.post(`/api/v1/comments/${comment.id}/hide`, { rule: 'private_data', reason: 'It shows a number.' }));
  await until('the writer is told', async () => (await list(writer)).some((line) => line.kind === 'hidden'));
  const line = (await list(writer)).find((one) => one.kind === 'hidden');
  assert.deepEqual(line.hidden, { rule: 'private_data', reason: 'It shows a number.' });
  assert.equal((await list(world.citizen)).filter((one) => one.kind === 'hidden').length, 0);
});

test('both authors are asked about a merge', async () => {
  const [one, two] = [await sign_up(world.base), await sign_up(world.base)];
  const [going, staying] = [await world.propose(one), await world.propose(two)];
  await must(201, world.moderator.post(`/api/v1/ideas/${going.id}/merges`, { into: staying.id, reason: 'They say the same.' }));
  for (const author of [one, two]) await until('an author is asked', async () => (await list(author)).some((line) => line.kind === 'merge_asked'));
});

test('notices are paged, newest first', async () => {
  const reader = await sign_up(world.base);
  for (let i = 0; i < 5; i += 1) {
    const idea = await world.propose();
    await must(200, reader.put(`/api/v1/ideas/${idea.id}/follow`));
    await world.comment(world.citizen2, idea);
  }
  await until('all are told', async () => (await unread(reader)) === 5);
  const seen = [];
  for (let next = ''; next !== null;) {
    const page = await must(200, reader.get(`/api/v1/me/notices?limit=2${next && `&after=${encodeURIComponent(next)}`}`));
    seen.push(...page.items);
    next = page.next;
  }
  assert.equal(new Set(seen.map((line) => line.id)).size, 5);
  assert.deepEqual(seen.map((line) => line.at), seen.map((line) => line.at).sort().reverse());
  await refused('bad_cursor', reader.get('/api/v1/me/notices?after=zzzz'));
});

test('a reading mark counts what others wrote since, and never goes back', async () => {
  const idea = await world.propose();
  const reader = await sign_up(world.base);
  const first = await world.comment(world.citizen2, idea);
  assert.deepEqual(await must(200, reader.get(`/api/v1/ideas/${idea.id}/visit`)), { seen: null, new_comments: 0, first_new: null });
  await must(200, reader.put(`/api/v1/ideas/${idea.id}/visit`, { seen: first.id }));
  const second = await world.comment(world.citizen2, idea);
  await world.comment(reader, idea);
  const visit = await must(200, reader.get(`/api/v1/ideas/${idea.id}/visit`));
  assert.deepEqual(visit, { seen: first.id, new_comments: 1, first_new: second.id });
  await refused('bad_field', reader.put(`/api/v1/ideas/${idea.id}/visit`, { seen: '99999999' }));
});

test('nothing personal stands in bytes that visitors share', async () => {
  const idea = await world.propose();
  await must(200, world.citizen2.put(`/api/v1/ideas/${idea.id}/follow`));
  const visitor = new Client(world.base);
  const first = await visitor.get(`/en/ideas/${idea.id}`);
  const again = await visitor.get(`/en/ideas/${idea.id}`);
  assert.equal(first.text, again.text);
  assert.ok(!/data-bell|data-follow=/.test(first.text));
  const mine = await visitor.get(`/en/ideas/${idea.id}`, { headers: { cookie: `palabre_session=${world.citizen2.token}` } });
  assert.match(mine.text, /data-bell/);
  assert.match(mine.headers['cache-control'], /private|no-store/);
  visitor.close();
});

test('settings are kept; a word that is none is refused', async () => {
  const reader = await sign_up(world.base);
  const fresh = await must(200, reader.get('/api/v1/me/settings'));
  assert.deepEqual([fresh.mail, fresh.sends_mail, fresh.hides_presence], ['weekly', false, false]);
  const changed = await must(200, reader.patch('/api/v1/me/settings', { mail: 'never', hides_presence: true }));
  assert.deepEqual([changed.mail, changed.hides_presence, changed.has_shortcuts], ['never', true, true]);
  await refused('bad_field', reader.patch('/api/v1/me/settings', { mail: 'hourly' }));
});

test('the export holds what is one person\'s own', async () => {
  const writer = await sign_up(world.base, { name: 'Exporter' });
  const idea = await world.propose(writer);
  await must(200, writer.put(`/api/v1/ideas/${idea.id}/support`));
  const own = await must(200, writer.get('/api/v1/me/export'));
  assert.equal(own.account.email, writer.email);
  assert.deepEqual([own.ideas.length, own.supports.length, own.is_cut.length], [1, 1, 0]);
  assert.ok(!JSON.stringify(own).includes(writer.token));
});

test('erasure takes the name out of pages, answers and kept bytes, ends sessions, and changes no count', async () => {
  const writer = await sign_up(world.base, { name: 'Wilhelmina Unmistakable' });
  const idea = await world.propose(writer);
  const comment = await world.comment(writer, idea);
  const other = await world.propose();
  await must(200, writer.put(`/api/v1/ideas/${other.id}/support`));
  const visitor = new Client(world.base);
  const pages = [`/en/ideas/${idea.id}`, `/fr/ideas/${idea.id}`, `/api/v1/ideas/${idea.id}`, `/api/v1/ideas/${idea.id}/comments`, `/en/redesigns/${world.slug}/ideas?sort=newest`, `/en/ideas/${idea.id}/feed.atom`];
  for (const page of pages) assert.match((await visitor.get(page)).text, /Unmistakable/, page);
  const before_it = await must(200, visitor.get(`/api/v1/redesigns/${world.slug}`));
  await refused('wrong_credentials', writer.post('/api/v1/me/erase', { password: 'not this one' }));
  await must(204, writer.post('/api/v1/me/erase', { password: 'a long enough phrase' }));
  for (const page of pages) assert.ok(!/Unmistakable/.test((await visitor.get(page)).text), page);
  assert.match((await visitor.get(`/en/ideas/${idea.id}`)).text, /former participant/);
  assert.match((await visitor.get(`/fr/ideas/${idea.id}`)).text, /ancien participant/);
  assert.equal((await writer.get('/api/v1/me')).status, 401);
  await refused('wrong_credentials', visitor.post('/api/v1/sessions', { email: writer.email, password: 'a long enough phrase' }));
  const after_it = await must(200, visitor.get(`/api/v1/redesigns/${world.slug}`));
  for (const name of ['ideas', 'supports', 'comments', 'answers']) assert.deepEqual(after_it[name], before_it[name], name);
  assert.equal((await must(200, visitor.get(`/api/v1/ideas/${idea.id}/comments`))).items.find((one) => one.id === comment.id).author.name, '');
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout);
  visitor.close();
});

test('the only owner of a redesign cannot leave it alone', async () => {
  await must(204, world.admin.del(`/api/v1/redesigns/${world.slug}/roles/owner/${world.admin.person.id}`));
  await refused('last_owner', world.owner.post('/api/v1/me/erase', { password: 'palabre-demo' }));
  await must(200, world.owner.get('/api/v1/me'));
});

test('feeds are well-formed Atom with absolute ids, newest first, and escape what people wrote', async () => {
  const idea = await world.propose(world.citizen, { title: 'Less <b>noise</b> & more ]]> calm' });
  await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'accepted', body: 'Yes, **we** will.' }));
  const visitor = new Client(world.base);
  for (const path of [`/en/redesigns/${world.slug}/feed.atom`, `/en/ideas/${idea.id}/feed.atom`]) {
    const feed = await visitor.get(path);
    assert.equal(feed.status, 200);
    assert.equal(feed.type, 'application/atom+xml');
    assert.ok(!/<b>noise/.test(feed.text));
    const opened = [...feed.text.matchAll(/<([a-z]+)[\s>]/g)].length;
    const closed = [...feed.text.matchAll(/<\/[a-z]+>|\/>/g)].length;
    assert.equal(opened, closed, path);
    for (const [, id] of feed.text.matchAll(/<id>([^<]+)<\/id>/g)) assert.match(id, /^tag:/);
    const times = [...feed.text.matchAll(/<entry[\s\S]*?<updated>([^<]+)/g)].map(([, at]) => at);
    assert.deepEqual(times, [...times].sort().reverse());
  }
  assert.match((await visitor.get(`/en/ideas/${idea.id}`)).text, /rel="alternate" type="application\/atom\+xml"/);
  assert.equal((await visitor.get('/en/ideas/999999/feed.atom')).status, 404);
  visitor.close();
});
