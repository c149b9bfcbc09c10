// Every route answers once with success, every event type happens once, all in the forms that openapi.yaml and asyncapi.yaml describe.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sign_in, sign_up } from '../support/client.mjs';
import { event_types, operations, seen } from '../support/contract.mjs';
import { Live } from '../support/live.mjs';
import { form, plain_jpeg } from '../support/pictures.mjs';
import { bodies } from '../support/requests.mjs';
import { a_reason, in_days, must, World } from '../support/world.mjs';

let world;
let live;
before(async () => {
  world = await World.open({ has_clock: true });
  live = await Live.open(world.base);
  await live.subscribe(['instance', `redesign:${world.redesign.id}`]);
});
after(async () => { await live.close(); await world.close(); });

test('the life of an idea, from proposal to answer, touches its routes', async () => {
  const { citizen, citizen2, moderator, officer, visitor, slug } = world;
  const idea = await world.propose();
  const at = `/api/v1/ideas/${idea.id}`;
  await must(200, citizen.patch(at, { body: 'A better text than the first.' }));
  await must(200, citizen2.put(`${at}/support`));
  await must(200, citizen2.del(`${at}/support`));
  const comment = await world.comment(citizen2, idea);
  await must(200, citizen2.patch(`/api/v1/comments/${comment.id}`, { body: 'A remark, corrected.' }));
  const other = await world.comment(citizen2, idea, { parent: comment.id });
  await must(200, citizen2.del(`/api/v1/comments/${other.id}`));
  for (const target of [`/api/v1/comments/${comment.id}`, at]) {
    await must(200, moderator.post(`${target}/hide`, { rule: 'off_topic', reason: a_reason }));
    await must(200, moderator.post(`${target}/restore`, { reason: a_reason }));
  }
  const report = await must(201, officer.post('/api/v1/reports', { target: `idea:${idea.id}`, rule: 'spam' }));
  await must(200, moderator.get(`/api/v1/redesigns/${slug}/reports`));
  await must(200, moderator.post(`/api/v1/reports/${report.id}/decision`, { decision: 'dismissed', reason: a_reason }));
  const twin = await world.propose(citizen2);
  const merge = await must(201, moderator.post(`/api/v1/ideas/${twin.id}/merges`, { into: idea.id, reason: a_reason }));
  for (const author of [citizen, citizen2]) await must(200, author.post(`/api/v1/merges/${merge.id}/consent`, { is_given: true }));
  await must(200, world.owner.post(`${at}/transitions`, { to: 'shortlisted', reason: a_reason }));
  await must(200, officer.get(`/api/v1/redesigns/${slug}/inbox`));
  await must(201, officer.post(`${at}/answers`, { kind: 'accepted', body: 'It will be done.' }));
  for (const path of ['', '/versions', '/comments', '/answers']) await must(200, visitor.get(at + path));
  for (const path of ['', '/replies', '/versions']) await must(200, visitor.get(`/api/v1/comments/${comment.id}${path}`));
  for (const path of ['ideas', 'similar?q=bench', 'moderation-log', 'history']) await must(200, visitor.get(`/api/v1/redesigns/${slug}/${path}`));
  await must(200, visitor.get('/api/v1/search?q=bench'));
});

test('contributions without an account touch their routes', async () => {
  const { slug } = await world.make_redesign();
  const idea = await world.propose(world.citizen, {}, slug);
  const at = `/api/v1/redesigns/${slug}/light`;
  const question = { en: 'What do you need first?' };
  await must(200, world.owner.put(at, { is_on: true, question, choices: [{ en: 'A bus' }, { en: 'A bench' }] }));
  const first = await world.visitor.request('PUT', `/api/v1/ideas/${idea.id}/reaction`, {});
  assert.equal(first.status, 200);
  const token = /palabre_visitor=[^;]+/.exec(first.headers['set-cookie'].join('\n'))[0];
  const send = (client, method, path, body) => must(200, client.request(method, path, { body, headers: { cookie: token } }));
  await send(world.visitor, 'DELETE', `/api/v1/ideas/${idea.id}/reaction`);
  const { question: asked } = await must(200, world.visitor.get(at));
  await send(world.visitor, 'PUT', `${at}/answer`, { choice: asked.choices.length });
  await send(world.visitor, 'GET', `${at}/own`);
  await send(world.visitor, 'DELETE', `${at}/answer`);
  await send(world.citizen2, 'POST', '/api/v1/me/claims');
});

test('pictures and places touch their routes', async () => {
  const idea = await world.propose();
  const file = form({ description: 'A stop without a bench.', language: 'en' }, plain_jpeg);
  const slow = { timeout_ms: 60_000 };
  const picture = await must(201, world.citizen.post(`/api/v1/ideas/${idea.id}/pictures`, undefined, { ...file, ...slow }));
  await must(200, world.citizen.patch(`/api/v1/pictures/${picture.id}`, { description: 'A stop with neither bench nor roof.' }));
  await must(204, world.citizen.del(`/api/v1/pictures/${picture.id}`));
  const draft = await must(201, world.citizen.post('/api/v1/me/drafts', { redesign: world.slug, title: 'A draft' }));
  await must(201, world.citizen.post(`/api/v1/me/drafts/${draft.id}/pictures`, undefined, { ...file, ...slow }));
  await must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas.geojson`));
});

test('the life of a redesign touches its routes', async () => {
  const { admin, owner, visitor } = world;
  const { slug, phase } = await world.make_redesign();
  const at = `/api/v1/redesigns/${slug}`;
  await must(200, owner.patch(at, { territory: 'Everywhere' }));
  const added = await must(201, owner.post(`${at}/phases`, { type: 'discussion' }));
  await must(200, owner.patch(`/api/v1/phases/${added.id}`, { titles: { en: 'Talk' } }));
  await must(200, owner.post(`/api/v1/phases/${phase.id}/transitions`, { to: 'closed', reason: a_reason }));
  await must(200, visitor.get(`/api/v1/phases/${phase.id}/history`));
  const person = await sign_up(world.base);
  await must(201, owner.post(`${at}/roles`, { email: person.email, role: 'facilitator' }));
  await must(204, owner.del(`${at}/roles/facilitator/${person.person.id}`));
  await must(200, owner.get(`${at}/roles`));
  await must(200, owner.get('/api/v1/me/redesigns'));
  await must(200, owner.get(`/api/v1/me/redesigns/${slug}`));
  await must(200, admin.post(`${at}/transitions`, { to: 'paused', reason: a_reason }));
  await must(200, visitor.get('/api/v1/redesigns'));
  await must(200, visitor.get('/api/v1/health'));
  const draft = await must(201, person.post('/api/v1/me/drafts', { redesign: world.slug, title: 'A draft' }));
  await must(200, person.get('/api/v1/me/drafts'));
  await must(204, person.del(`/api/v1/me/drafts/${draft.id}`));
  await must(200, person.get(`/api/v1/me/marks?redesign=${world.slug}`));
  await must(200, person.patch('/api/v1/me', { name: 'Renamed' }));
  await must(200, person.get('/api/v1/me'));
  await must(204, person.del('/api/v1/sessions/current'));
  await must(204, (await sign_in(world.base, person.email, 'a long enough phrase')).del('/api/v1/sessions'));
  await must(200, visitor.get(`/api/v1/redesigns/${world.slug}`));
});

test('the life of a commitment, from an accepted idea to what people say of it, touches its routes', async () => {
  const { officer, owner, citizen, visitor, slug } = world;
  const idea = await world.propose();
  await must(201, officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'accepted', body: 'It will be done.' }));
  const list = `/api/v1/redesigns/${slug}/commitments`;
  const one = await must(201, officer.post(list, { ...bodies['POST /api/v1/redesigns/{slug}/commitments']({ idea: idea.id }), check_days: 7 }));
  const at = `/api/v1/commitments/${one.id}`;
  await must(200, officer.patch(at, { budget_eur: 1200, text: a_reason }));
  for (const to of ['accepted', 'in_progress']) await must(200, officer.post(`${at}/transitions`, { to, text: a_reason }));
  await must(200, officer.post(`${at}/updates`, { text: 'They are on their way.', done: [one.milestones[0].id] }));
  await must(200, officer.post(`${at}/dates`, { due_on: in_days(90).slice(0, 10), text: a_reason }));
  await must(200, officer.post(`${at}/transitions`, { to: 'dropped', text: a_reason, decided_body: 'Town council' }));
  await must(200, owner.del(`${at}/drop`));
  await must(200, officer.post(`${at}/transitions`, { to: 'delivered', text: a_reason, url: 'https://example.org/benches' }));
  await must(200, citizen.post(`${at}/opinions`, { opinion: 'partly' }));
  await must(200, citizen.get(`${at}/opinions/mine`));
  for (const path of [at, list]) await must(200, visitor.get(path));
  await world.server.move_clock(7 * 86_400 + 60);
  await new Promise((resolve) => setTimeout(resolve, 600));
  await world.server.move_clock(0);
});

test('every route was answered with success, in its described form', () => {
  const done = new Set([...seen].filter((line) => / 20\d$/.test(line)).map((line) => line.replace(/ 20\d$/, '')));
  const missing = operations.map((row) => `http ${row.method} ${row.path}`).filter((line) => !done.has(line) && !line.endsWith('/events'));
  assert.deepEqual(missing, []);
});

test('the log knows exactly the described event types, and the socket sent them', async () => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { items } = await must(200, world.admin.get('/api/v1/me/redesigns'));
  const channels = ['instance', ...items.map((item) => `redesign:${item.id}`)].join(',');
  const logged = new Set();
  for (let since = 0, more = true; more;) {
    const { events, seq } = await must(200, world.visitor.get(`/api/v1/events?channels=${channels}&since=${since}&limit=100`));
    events.forEach((event) => logged.add(event.type));
    more = events.length === 100;
    since = seq;
  }
  assert.deepEqual([...logged].filter((type) => !event_types.includes(type)), []);
  assert.deepEqual(event_types.filter((type) => !logged.has(type)), []);
  assert.equal(live.fault, undefined);
  const sent = new Set(live.events().map((event) => event.type));
  assert.ok(sent.size > 12, [...sent].join());
});
