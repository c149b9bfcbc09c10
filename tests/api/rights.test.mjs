// Every route of the binary as every role: those below the route's `who` are refused with the right code, and nothing changes.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';

import { open_vote } from '../support/ballots.mjs';
import { sign_up } from '../support/client.mjs';
import { is_described } from '../support/contract.mjs';
import { form, plain_jpeg } from '../support/pictures.mjs';
import { a_statement, address_of, announcement, bodies } from '../support/requests.mjs';
import { run_palabre } from '../support/server.mjs';
import { must, World } from '../support/world.mjs';

const table = JSON.parse((await run_palabre(['routes', '--json'])).stdout);
const api_routes = table.filter((row) => is_described(row.pattern));
const page_routes = table.filter((row) => !is_described(row.pattern));

/** The roles a route of this `who` must refuse; visitors everywhere but at `anyone`. */
const strangers = ['participant', 'organisation', 'facilitator', 'other_owner'];
const below = {
  anyone: [],
  signed_in: [],
  participant: [],
  author: strangers,
  facilitator: ['participant', 'organisation', 'author', 'other_owner'],
  moderator: [...strangers, 'author', 'officer'],
  officer: [...strangers, 'author', 'moderator'],
  owner: [...strangers, 'author', 'moderator', 'officer'],
  admin: [...strangers, 'author', 'moderator', 'officer', 'owner'],
};

let world;
let people;
let of;
before(async () => {
  world = await World.open({ has_clock: true });
  const { vote } = await open_vote(world);
  const batch = (await must(201, world.facilitator.post(`/api/v1/votes/${vote.id}/batches`, { label: 'Town hall', papers: 2 }))).id;
  await world.server.move_clock(0);
  const other = await world.make_redesign();
  const other_owner = await sign_up(world.base, { name: 'Owner elsewhere' });
  await must(200, world.admin.put(`/api/v1/redesigns/${other.slug}/roles/owner/${other_owner.person.id}`));
  people = {
    visitor: world.visitor, participant: world.citizen2, author: world.citizen, facilitator: world.facilitator, moderator: world.moderator,
    officer: world.officer, owner: world.owner, admin: world.admin, other_owner,
    organisation: await sign_up(world.base, { organisation: { name: 'A company' } }),
  };
  const idea = await world.propose(world.citizen);
  const goes = await world.propose(world.citizen);
  const stays = await world.propose(world.owner);
  const comment = await world.comment(world.citizen, idea);
  const deliberation = (await must(201, world.admin.post(`/api/v1/redesigns/${world.slug}/phases`, { type: 'deliberation', state: 'open' }))).id;
  const round = (await must(201, world.moderator.post(`/api/v1/redesigns/${world.slug}/rounds`, announcement(deliberation, [world.facilitator.person.id])))).id;
  const { seat } = await must(200, world.citizen.put(`/api/v1/rounds/${round}/seat`, { name: 'An author' }));
  const promised = await world.propose(world.citizen);
  await must(201, world.officer.post(`/api/v1/ideas/${promised.id}/answers`, { kind: 'accepted', body: 'We will do it.' }));
  const commitment = (await must(201, world.officer.post(`/api/v1/redesigns/${world.slug}/commitments`, bodies['POST /api/v1/redesigns/{slug}/commitments']({ idea: promised.id })))).id;
  const news = (await must(200, world.officer.post(`/api/v1/commitments/${commitment}/updates`, { text: 'They are on their way.' }))).history[0].id;
  of = {
    deliberation, round, seat: seat.id, statement: (await a_statement(world, deliberation)).id, facilitator: world.facilitator.person.id,
    commitment, news, vote: vote.id, batch,
    slug: world.slug, redesign: world.redesign.id, phase: world.phase.id, idea: idea.id, other: stays.id, comment: comment.id, person: world.citizen2.person.id,
    email: world.citizen2.person.email,
    report: (await must(201, world.officer.post('/api/v1/reports', { target: `idea:${idea.id}`, rule: 'spam' }))).id,
    merge: (await must(201, world.moderator.post(`/api/v1/ideas/${goes.id}/merges`, { into: stays.id, reason: 'They say the same.' }))).id,
    picture: (await must(201, world.citizen.post(`/api/v1/ideas/${idea.id}/pictures`, undefined, form({ description: 'A door.' }, plain_jpeg)))).id,
    decision: await decide(),
    pending: await wait_for_release(),
    officer: world.officer.person.id,
    entry: (await must(201, world.facilitator.post(`/api/v1/redesigns/${world.slug}/entries`, { ...bodies['POST /api/v1/redesigns/{slug}/entries']({ idea: idea.id }), kind: 'comment', name: 'Ada', body: 'As she said it.' }))).entry,
    draft: (await must(201, world.citizen.post('/api/v1/me/drafts', { redesign: world.slug, title: 'Half an idea' }))).id,
  };
});
after(() => world.close());

/** A decision that can be taken back; it is about another idea than the one strangers try. */
async function decide() {
  const kept = await world.propose(world.citizen);
  await must(201, world.citizen2.post('/api/v1/reports', { target: `idea:${kept.id}`, rule: 'spam' }));
  return (await must(200, world.moderator.post(`/api/v1/cases/idea:${kept.id}/keep`, { reason: 'It breaks no rule.' }))).decision;
}

/** An answer that waits for a second pair of eyes. */
async function wait_for_release() {
  const answered = await world.propose(world.citizen);
  const switch_to = (on) => must(200, world.owner.put(`/api/v1/redesigns/${world.slug}/four-eyes`, { on }));
  await switch_to(true);
  const pending = await must(202, world.officer.post(`/api/v1/ideas/${answered.id}/answers`, { kind: 'accepted', body: 'We will do it.' }));
  await switch_to(false);
  return pending.id;
}

/** What strangers send to the pages' forms: right, so that only the right is missing. */
const form_of = { '/{lang}/ideas/{id}/pictures': 'do=save', '/{lang}/comments/{id}/edit': 'body=Changed+by+a+stranger.', '/{lang}/redesigns/{slug}/state': 'to=cancelled&reason=Because+a+stranger+wants+it.' };
const right_codes = ['not_allowed', 'not_found', 'own_case'];
async function state_of_everything() {
  const exported = await run_palabre(['export', '--data', world.server.data]);
  assert.equal(exported.code, 0, exported.stderr);
  const reports = (await must(200, world.moderator.get(`/api/v1/redesigns/${world.slug}/reports?limit=100`))).items.map((item) => [item.id, item.status]);
  const drafts = (await must(200, world.citizen.get('/api/v1/me/drafts'))).items;
  const desk = await must(200, world.officer.get(`/api/v1/redesigns/${world.slug}/pending-answers`));
  const waiting = (await must(200, world.officer.get(`/api/v1/redesigns/${world.slug}/inbox?limit=100`))).items.map((item) => [item.id, item.assignee, item.is_asked]);
  const queue = await must(200, world.moderator.get(`/api/v1/redesigns/${world.slug}/cases?limit=100`));
  const cases = queue.items.map((item) => [item.target, item.reports, item.second_opinion]);
  const holders = (await must(200, world.admin.get(`/api/v1/redesigns/${world.slug}/roles`))).items;
  // What an export says about itself (when it was made) is not what it holds.
  const lines = exported.stdout.split('\n').filter((line) => !/"exported_at"/.test(line)).join('\n');
  return { seq: await world.last_seq(), public: createHash('sha256').update(lines).digest('hex'), reports, cases, desk, waiting, drafts, holders };
}

test('every route that writes has a right request to try', () => {
  const missing = api_routes.filter((row) => row.kind === 'write').map((row) => `${row.method} ${row.pattern}`).filter((line) => !(line in bodies));
  assert.deepEqual(missing, []);
});

test('a visitor is asked to sign in on every API route that is not for anyone', async () => {
  const before_all = await state_of_everything();
  for (const row of api_routes.filter(({ who }) => who !== 'anyone')) {
    const answer = await people.visitor.request(row.method, address_of(row.pattern, of), { body: bodies[`${row.method} ${row.pattern}`]?.(of) });
    assert.deepEqual([answer.status, answer.code], [401, 'sign_in_required'], `${row.method} ${row.pattern}: ${answer.text}`);
  }
  assert.deepEqual(await state_of_everything(), before_all);
});

for (const role of ['participant', 'organisation', 'author', 'facilitator', 'other_owner', 'moderator', 'officer', 'owner']) {
  test(`as ${role}: every route that serves others is refused, and nothing changes`, async () => {
    const before_all = await state_of_everything();
    const rows = api_routes.filter(({ who }) => below[who].includes(role));
    for (const row of rows) {
      const answer = await people[role].request(row.method, address_of(row.pattern, of), { body: bodies[`${row.method} ${row.pattern}`]?.(of) });
      assert.ok([403, 404].includes(answer.status) && right_codes.includes(answer.code), `${row.method} ${row.pattern}: ${answer.status} ${answer.text.slice(0, 300)}`);
      assert.ok(answer.body.detail.length > 10, `${row.method} ${row.pattern} says which rule`);
    }
    assert.deepEqual(await state_of_everything(), before_all);
  });
}

test('an officer cannot answer, nor a moderator hide, in a redesign where they have no role', async () => {
  const { items } = await must(200, world.visitor.get('/api/v1/redesigns'));
  const mine = (await must(200, people.other_owner.get('/api/v1/me/redesigns'))).items.map((item) => item.slug);
  const foreign = items.find((item) => !mine.includes(item.slug));
  const { items: ideas } = await must(200, world.visitor.get(`/api/v1/redesigns/${foreign.slug}/ideas?limit=1`));
  for (const path of [`/api/v1/ideas/${ideas[0].id}/hide`, `/api/v1/ideas/${ideas[0].id}/answers`]) {
    const answer = await people.other_owner.post(path, bodies[`POST ${path.replace(/ideas.\d+/, 'ideas/{id}')}`](of));
    assert.equal(answer.code, 'not_allowed', answer.text);
  }
});

test('pages for others are refused to visitors and strangers as to the API', async () => {
  const before_all = await state_of_everything();
  const refusals = [];
  for (const row of page_routes.filter(({ who }) => who !== 'anyone' && who !== 'signed_in')) {
    const path = address_of(row.pattern, of).replace('{lang}', 'en');
    for (const role of ['visitor', ...below[row.who].filter((name) => people[name])]) {
      const client = people[role];
      const headers = role === 'visitor' ? {} : { cookie: `palabre_session=${client.token}`, authorization: '', origin: world.base };
      const answer = await client.request(row.method, path, row.method === 'POST' ? { raw: form_of[row.pattern] ?? '', type: 'application/x-www-form-urlencoded', headers } : { headers });
      const is_sent_to_sign_in = role === 'visitor' && answer.status === 303 && /sign-?in|connexion/.test(answer.headers.location);
      if (![401, 403, 404].includes(answer.status) && !is_sent_to_sign_in) refusals.push(`${role}: ${row.method} ${path} -> ${answer.status}`);
    }
  }
  assert.deepEqual(refusals, []);
  assert.deepEqual(await state_of_everything(), before_all);
});

test('nothing of all this left a wrong number behind', async () => {
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
