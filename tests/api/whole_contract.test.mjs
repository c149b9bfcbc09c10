// Every route answers once with success, every event type happens once, all in the forms that openapi.yaml and asyncapi.yaml describe.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { sign_in, sign_up } from '../support/client.mjs';
import { event_types, operations, seen } from '../support/contract.mjs';
import { close_vote, open_vote } from '../support/ballots.mjs';
import { root } from '../support/server.mjs';
import { Live } from '../support/live.mjs';
import { form, plain_jpeg } from '../support/pictures.mjs';
import { a_reason, in_days, must, until, World } from '../support/world.mjs';
import { a_theme, announcement, bodies } from '../support/requests.mjs';

let world;
let live;
let round;
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

test('the moderators\' cases and the log of decisions touch their routes', async () => {
  const { citizen, citizen2, moderator, owner, visitor } = world;
  const { slug } = await world.make_redesign();
  const [idea, twin] = [await world.propose(citizen, {}, slug), await world.propose(citizen2, {}, slug)];
  const target = `idea:${idea.id}`;
  await must(201, owner.post('/api/v1/reports', { target, rule: 'spam', text: 'Looks like an advertisement.' }));
  await must(200, moderator.get(`/api/v1/redesigns/${slug}/cases`));
  await must(200, moderator.post(`/api/v1/redesigns/${slug}/cases/watch`, { looking: target, shown: [target] }));
  await must(201, moderator.post(`/api/v1/cases/${target}/second-opinion`, { note: a_reason }));
  const { decision } = await must(200, moderator.post(`/api/v1/cases/${target}/keep`, { reason: a_reason }));
  await must(200, moderator.post(`/api/v1/decisions/${decision}/undo`));
  const merge = await must(201, moderator.post(`/api/v1/ideas/${twin.id}/merges`, { into: idea.id, reason: a_reason }));
  await must(200, moderator.post(`/api/v1/merges/${merge.id}/cancel`, { reason: a_reason }));
  await must(200, visitor.get(`/api/v1/redesigns/${slug}/decisions`));
  await must(200, visitor.get(`/api/v1/redesigns/${slug}/decisions.csv`));
});

test('the officers\' desk touches its routes', async () => {
  const { citizen, officer, owner, visitor } = world;
  const { slug } = await world.make_redesign();
  const idea = await world.propose(citizen, {}, slug);
  const at = `/api/v1/ideas/${idea.id}`;
  await must(200, owner.put(`/api/v1/redesigns/${slug}/four-eyes`, { on: true }));
  await must(200, officer.put(`${at}/assignee`, { person: officer.person.id }));
  await must(201, officer.post(`${at}/clarifications`, { body: 'How many benches?', language: 'en' }));
  await must(200, officer.put(`${at}/answer-draft`, { kind: 'accepted', texts: { en: 'We will' } }));
  await must(200, officer.get(`${at}/answer-draft`));
  await must(204, officer.del(`${at}/answer-draft`));
  const send = async () => (await must(202, officer.post(`${at}/answers`, { kind: 'accepted', body: 'We will do it.' }))).id;
  await must(200, officer.post(`/api/v1/pending-answers/${await send()}/take-back`));
  await must(200, owner.post(`/api/v1/pending-answers/${await send()}/send-back`, { note: a_reason }));
  const waits = await send();
  await must(200, officer.get(`/api/v1/redesigns/${slug}/pending-answers`));
  await must(200, owner.post(`/api/v1/pending-answers/${waits}/release`));
  await must(200, visitor.get(`/api/v1/redesigns/${slug}/answers`));
  await must(200, visitor.get(`/api/v1/redesigns/${slug}/answers.csv`));
});

test('what a facilitator enters touches its routes', async () => {
  const { facilitator, moderator, visitor, slug } = world;
  const at = `/api/v1/redesigns/${slug}`;
  const idea = await world.propose();
  const today = new Date().toISOString().slice(0, 10);
  const frame = { source: 'stall', collected_on: today, consent: { given: true, version: 1, language: 'en' }, idea: idea.id };
  const entered = await must(201, facilitator.post(`${at}/entries`, { ...frame, key: 'contract-1', kind: 'support' }));
  const other = await must(201, facilitator.post(`${at}/entries`, { ...frame, key: 'contract-2', kind: 'comment', name: 'Ada', body: 'As she said it.' }));
  await must(200, facilitator.post(`${at}/entries`, { ...frame, key: 'contract-1', kind: 'support' }));
  await must(200, facilitator.get(`${at}/entries`));
  await must(204, facilitator.del(`/api/v1/entries/${other.entry}`));
  await must(201, moderator.post(`${at}/batches`, { label: 'Twelve sheets', reason: a_reason, collected_from: today, collected_until: today }));
  await must(200, facilitator.get(`${at}/batches`));
  await must(200, visitor.get(`${at}/channels`));
  await must(200, world.citizen2.post('/api/v1/me/slips', { slip: entered.slip }));
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

test('follows, notices and what is one\'s own touch their routes', async () => {
  const person = await sign_up(world.base);
  const idea = await world.propose(person);
  const comment = await world.comment(world.citizen2, idea);
  const told = await until('a notice', async () => (await must(200, person.get('/api/v1/me/notices'))).items[0]);
  await must(200, person.get('/api/v1/me/notices/unread'));
  await must(200, person.post(`/api/v1/me/notices/${told.id}/read`));
  await must(200, person.post('/api/v1/me/notices/read'));
  await must(200, person.get('/api/v1/me/follows'));
  await must(200, person.get('/api/v1/me/settings'));
  await must(200, person.patch('/api/v1/me/settings', { mail: 'never' }));
  await must(200, person.put(`/api/v1/ideas/${idea.id}/visit`, { seen: comment.id }));
  await must(200, person.get(`/api/v1/ideas/${idea.id}/visit`));
  for (const place of [`/api/v1/ideas/${idea.id}/follow`, `/api/v1/redesigns/${world.slug}/follow`]) {
    await must(200, person.put(place));
    await must(200, person.del(place));
  }
  await must(200, person.get('/api/v1/me/export'));
  await must(204, person.post('/api/v1/me/erase', { password: 'a long enough phrase' }));
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
  for (const path of ['/healthz', '/readyz', '/metrics']) await must(200, visitor.get(path));
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

test('a live round touches its routes, from the announcement to the report', async () => {
  const { moderator, facilitator, citizen, citizen2, slug } = world;
  const phase = await must(201, world.owner.post(`/api/v1/redesigns/${slug}/phases`, { type: 'deliberation', state: 'open' }));
  round = await must(201, moderator.post(`/api/v1/redesigns/${slug}/rounds`, announcement(phase.id, [facilitator.person.id])));
  const at = `/api/v1/rounds/${round.id}`;
  await live.subscribe([`round:${round.id}`]);
  const to = (stage) => must(200, moderator.post(`${at}/transitions`, { to: stage, reason: a_reason }));
  await must(200, moderator.patch(at, { turn_seconds: 90 }));
  await must(200, moderator.patch(at, { starts_at: in_days(3) }));
  await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/rounds`));
  await must(200, citizen.put(`${at}/seat`, { name: 'Ana', kind: 'user', wishes: ['text'] }));
  await must(204, citizen.del(`${at}/seat`));
  await must(200, citizen.put(`${at}/seat`, { name: 'Ana' }));
  const { seat } = await must(200, citizen2.put(`${at}/seat`, { name: 'Bo' }));
  await must(201, facilitator.post(`${at}/seats`, { name: 'Cy', channel: 'phone' }));
  for (const stage of ['lobby', 'briefing', 'groups']) await to(stage);
  const turn = await must(201, citizen.post(`${at}/turns`, { mode: 'voice' }));
  await must(200, citizen.post(`/api/v1/turns/${turn.id}/end`, { to: 'done' }));
  await must(200, citizen2.put(`${at}/help`, { is_wanted: true }));
  await must(200, facilitator.post(`/api/v1/seats/${seat.id}/care`, { care: 'helped' }));
  await must(200, facilitator.post(`/api/v1/seats/${seat.id}/care`, { care: 'rapporteur' }));
  const said = [];
  for (const text of ['A bench at every stop.', 'Benches at the stops.']) said.push(await must(201, citizen.post(`${at}/statements`, { text, language: 'en' })));
  const rude = await must(201, citizen.post(`${at}/statements`, { text: 'The driver is called Bert.', language: 'en' }));
  await must(201, citizen2.post('/api/v1/reports', { target: `statement:${rude.id}`, rule: 'private_data' }));
  await must(200, moderator.get(`/api/v1/redesigns/${slug}/cases?kind=statement`));
  await must(200, moderator.get(`/api/v1/redesigns/${slug}/reports`));
  for (const act of ['hide', 'restore', 'hide']) await must(200, moderator.post(`/api/v1/statements/${rude.id}/${act}`, { ...(act === 'hide' && { rule: 'private_data' }), reason: a_reason }));
  await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/moderation-log`));
  await to('plenary');
  const join = await must(201, moderator.post(`${at}/joins`, { statement: said[1].id, into: said[0].id }));
  await must(200, citizen.post(`/api/v1/joins/${join.id}/answer`, { is_given: true }));
  await to('converge');
  await must(200, citizen.put(`${at}/judgements`, { statement: said[0].id, choice: 'agree' }));
  await must(200, citizen.get(`${at}/room`));
  await must(200, facilitator.get(`${at}/desk`));
  await to('closed');
  await must(200, moderator.put(`${at}/report`, { body: 'We found one statement in common.', language: 'en' }));
  for (const is_objection of [true, false]) await must(200, citizen2.put(`${at}/dissent`, { text: 'Not at every stop.', is_named: true, is_objection }));
  for (const is_held of [true, false]) await must(200, facilitator.put(`${at}/hold`, { is_held, reason: a_reason }));
  await must(200, world.visitor.get(at));
});

test('a second moderator takes over the lead', async () => {
  const { moderator, citizen, admin, slug } = world;
  const { items } = await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/rounds`));
  const made = await must(201, moderator.post(`/api/v1/redesigns/${slug}/rounds`, announcement(items[0].phase, [world.facilitator.person.id])));
  await must(200, moderator.post(`/api/v1/rounds/${made.id}/transitions`, { to: 'lobby' }));
  await must(200, admin.put(`/api/v1/redesigns/${slug}/roles/moderator/${citizen.person.id}`));
  await must(200, citizen.put(`/api/v1/rounds/${made.id}/lead`));
});

test('preparing a redesign touches its routes', async () => {
  const { admin, owner, visitor } = world;
  const { slug, redesign } = await world.make_redesign();
  const at = `/api/v1/redesigns/${slug}`;
  await must(200, visitor.get('/api/v1/redesign-templates'));
  await must(201, admin.post('/api/v1/redesign-templates/allotments/redesigns', { slug: `${slug}-plots`, starts_on: '2027-01-15' }));
  await must(201, admin.post(`${at}/copies`, { slug: `${slug}-copy`, starts_on: '2027-01-15' }));
  await must(200, owner.put(`${at}/roadmap`, { context: 'Here.' }));
  await must(200, owner.get(`${at}/roadmap`));
  await must(200, owner.get(`${at}/readiness`));
  await must(200, owner.get(`${at}/advice`));
  const rows = redesign.phases.map(({ id, type, opens_at, closes_at }) => ({ id, type, opens_at, closes_at }));
  const planned = await must(200, owner.put(`${at}/timeline`, { phases: [...rows, { type: 'vote' }] }));
  await must(204, owner.del(`/api/v1/phases/${planned.phases.at(-1).id}`));
  await must(200, owner.get(`${at}/texts`));
  await must(200, owner.put(`${at}/texts/fr`, { texts: [{ key: 'aim', text: 'Mieux.' }] }));
  await must(200, owner.put(`${at}/languages/nl`));
  await must(200, owner.del(`${at}/languages/nl`));
});

test('what administrators keep touches its routes', async () => {
  const { admin, visitor } = world;
  const at = '/api/v1/admin';
  for (const path of ['health', 'settings', 'audit', 'audit.csv', 'people?q=citizen', 'organisations', 'texts']) await must(200, admin.get(`${at}/${path}`));
  const person = await sign_up(world.base);
  const one = `${at}/people/${person.person.id}`;
  await must(200, admin.get(one));
  await must(200, admin.put(`${one}/administrator`));
  await must(200, admin.del(`${one}/administrator`));
  await must(200, admin.post(`${one}/suspension`, { reason: a_reason }));
  await must(200, admin.post(`${one}/reinstatement`, { reason: a_reason }));
  const made = await must(201, admin.post(`${at}/organisations`, { kind: 'association', names: { en: 'Friends of the bus' } }));
  await must(200, admin.patch(`${at}/organisations/${made.id}`, { names: { en: 'Friends of all buses' } }));
  await must(200, admin.post(`${at}/theme-checks`, a_theme));
  const { css } = await must(200, admin.put(`${at}/organisations/${made.id}/theme`, a_theme));
  await must(200, admin.get(`${at}/organisations/${made.id}/theme`));
  assert.equal((await visitor.get(css)).status, 200);
  await must(204, admin.del(`${at}/organisations/${made.id}/theme`));
  const text = `${at}/texts/charter/en`;
  const { version } = await must(200, admin.get(text));
  await must(200, admin.put(text, { body: '# Our charter\n\nBe kind.', version }));
  await must(200, admin.del(text));
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
  const { history: [news] } = await must(200, officer.post(`${at}/updates`, { text: 'They are on their way.', done: [one.milestones[0].id] }));
  await must(201, officer.post(`/api/v1/commitment-entries/${news.id}/pictures`, undefined, { ...form({ description: 'Three benches on a lorry.', language: 'en' }, plain_jpeg), timeout_ms: 60_000 }));
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

test('the life of a vote, from its freeze to the witness, also on paper, touches its routes', async () => {
  const { citizen, citizen2, facilitator, moderator, owner, visitor } = world;
  const { slug, vote } = await open_vote(world);
  const at = `/api/v1/votes/${vote.id}`;
  const { receipt } = await must(200, citizen.get(`${at}/own`));
  await must(201, citizen.post(`${at}/ballots`, { receipt, choices: [[1, 3]] }));
  await must(200, citizen.post(`${at}/ballots`, { receipt, choices: [[1, 3]] }));
  await must(200, visitor.post(`${at}/receipts`, { receipt }));
  const { codes } = await must(201, owner.post(`${at}/codes`, { count: 2 }));
  await must(201, facilitator.post(`${at}/handed-out`, { person: citizen2.person.id }));
  const batch = await must(201, facilitator.post(`${at}/batches`, { label: 'Town hall', papers: 3 }));
  const envelope = `/api/v1/vote-batches/${batch.id}`;
  await must(200, facilitator.post(`${envelope}/papers`, { entries: [{ code: codes[0], choices: [[2]] }] }));
  await must(200, facilitator.put(`${envelope}/spoiled`, { spoiled: 1 }));
  await must(200, moderator.post(`${envelope}/sign`, { lost_reason: a_reason }));
  await close_vote(world);
  await must(200, owner.post(`${at}/count`));
  const published = await must(200, moderator.post(`${at}/sign`));
  assert.deepEqual([published.result.ballots, published.result.channels.paper], [2, 1]);
  for (const path of [`/api/v1/redesigns/${slug}/votes`, at, `${at}/ballots.csv`, `${at}/recount.txt`]) await must(200, visitor.get(path));
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
  const channels = ['instance', `round:${round.id}`, ...items.filter(({ state }) => !['draft', 'review', 'cancelled'].includes(state)).map((item) => `redesign:${item.id}`)].join(',');
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

test('administrators read every event type in words', () => {
  const words = JSON.parse(readFileSync(join(root, 'web/messages/fr.json'), 'utf8'));
  const wordless = event_types.filter((type) => {
    const [family, act] = type.split('.');
    return !words[`admin.audit_family_${family}`] || !words[`admin.audit_act_${act}`];
  });
  assert.deepEqual(wordless, []);
});
