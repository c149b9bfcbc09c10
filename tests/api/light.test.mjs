// Contributions without an account through the API: a reaction, an answer, claimed by signing in and counted once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sign_up } from '../support/client.mjs';
import { Server } from '../support/server.mjs';
import { must, refused, World } from '../support/world.mjs';

let world;
let idea;
const question = { en: 'What do you need first?', fr: 'De quoi avez-vous besoin d’abord ?' };
const choices = [{ en: 'A bus', fr: 'Un bus' }, { en: 'A bench', fr: 'Un banc' }, { en: 'A lamp', fr: 'Une lampe' }];

before(async () => {
  world = await World.open();
  idea = await world.propose();
  await must(200, switch_on(world.slug));
});
after(() => world.close());

const switch_on = (slug, body = {}) => world.owner.put(`/api/v1/redesigns/${slug}/light`, { is_on: true, question, choices, ...body });
/** A redesign of its own with light contributions on and an idea. */
async function fresh() {
  const { slug } = await world.make_redesign();
  await must(200, switch_on(slug));
  return { slug, idea: await world.propose(world.citizen, {}, slug) };
}
/** A browser without an account: keeps the cookies it is given. */
class Visitor {
  constructor() { this.jar = new Map(); }
  get headers() { return this.jar.size ? { cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {}; }
  async send(method, path, body, headers = {}) {
    const answer = await world.visitor.request(method, path, { body, headers: { ...this.headers, ...headers } });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value) this.jar.set(name, value); else this.jar.delete(name);
    }
    return answer;
  }
  react(of) { return this.send('PUT', `/api/v1/ideas/${of.id}/reaction`); }
  answer(slug, choice) { return this.send('PUT', `/api/v1/redesigns/${slug}/light/answer`, { choice }); }
  own(slug) { return this.send('GET', `/api/v1/redesigns/${slug}/light/own`); }
}
const light_of = (slug) => must(200, world.visitor.get(`/api/v1/redesigns/${slug}/light`));
const counts_of = async (slug) => (await light_of(slug)).question.choices.map((choice) => choice.answers);
const reactions_of = async (of) => (await must(200, world.visitor.get(`/api/v1/ideas/${of.id}`))).reactions;
/** Signs in by the page's form, as a browser does, with the visitor's cookies. */
const sign_in_page = (visitor, person = 'citizen') => world.visitor.request('POST', '/en/sign-in', {
  raw: `email=${person}%40demo.palabre.example&password=palabre-demo&back=%2Fen%2Fme`, type: 'application/x-www-form-urlencoded',
  headers: { ...visitor.headers, accept: 'text/html' },
});

test('a visitor reacts, the token comes in a cookie scripts cannot read, and only its digest is kept', async () => {
  const visitor = new Visitor();
  const answer = await visitor.react(idea);
  assert.deepEqual([answer.status, answer.body.reacted], [200, true]);
  const cookies = answer.headers['set-cookie'];
  const token = cookies.find((line) => line.startsWith('palabre_visitor='));
  assert.match(token, /^palabre_visitor=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  assert.match(cookies.find((line) => line.startsWith('palabre_light=')), /^palabre_light=1; Path=\/; SameSite=Lax; Max-Age=\d+$/);
  const again = await visitor.react(idea);
  assert.deepEqual([again.body.reactions, again.headers['set-cookie']], [answer.body.reactions, undefined]);
  assert.deepEqual((await must(200, visitor.own(world.slug))).reacted, [idea.id]);
});

test('reading makes no visitor', async () => {
  for (const path of [`/api/v1/redesigns/${world.slug}/light`, `/api/v1/redesigns/${world.slug}/light/own`, `/en/r/${world.slug}`, `/en/r/${world.slug}/results`, `/en/ideas/${idea.id}`]) {
    const answer = await world.visitor.get(path);
    assert.deepEqual([answer.status, answer.headers['set-cookie']], [200, undefined], path);
  }
});

test('one answer for each visitor: changed, then taken back', async () => {
  const { slug } = await fresh();
  const [ana, ben] = [new Visitor(), new Visitor()];
  await must(200, ana.answer(slug, 1));
  await must(200, ben.answer(slug, 1));
  assert.deepEqual(await counts_of(slug), [2, 0, 0]);
  assert.equal((await must(200, ana.answer(slug, 3))).choice, 3);
  assert.deepEqual(await counts_of(slug), [1, 0, 1]);
  await must(200, ana.send('DELETE', `/api/v1/redesigns/${slug}/light/answer`));
  assert.deepEqual([await counts_of(slug), (await must(200, ana.own(slug))).choice], [[1, 0, 0], null]);
  await refused('bad_field', ben.answer(slug, 4));
});

test('thirty presses at once by one visitor count once', async () => {
  const one = await fresh();
  const visitor = new Visitor();
  await must(200, visitor.answer(one.slug, 2));
  await Promise.all(Array.from({ length: 30 }, (_, at) => (at % 2 ? visitor.react(one.idea) : visitor.answer(one.slug, (at % 3) + 1))));
  assert.equal(await reactions_of(one.idea), 1);
  assert.equal((await counts_of(one.slug)).reduce((sum, count) => sum + count), 1);
});

test('a token the server did not make is not adopted', async () => {
  const forged = new Visitor();
  forged.jar.set('palabre_visitor', 'A'.repeat(43));
  await must(200, forged.react(idea));
  assert.notEqual(forged.jar.get('palabre_visitor'), 'A'.repeat(43));
});

test('a cleared cookie is a new visitor: the known limit', async () => {
  const one = await fresh();
  const visitor = new Visitor();
  await must(200, visitor.react(one.idea));
  visitor.jar.clear();
  await must(200, visitor.react(one.idea));
  assert.equal(await reactions_of(one.idea), 2);
});

test('a person reacts as themselves, apart from support', async () => {
  const one = await fresh();
  const put = await world.citizen2.put(`/api/v1/ideas/${one.idea.id}/reaction`);
  assert.deepEqual([put.body.reactions, put.headers['set-cookie']], [1, undefined]);
  await must(200, world.citizen2.put(`/api/v1/ideas/${one.idea.id}/support`));
  const read = await must(200, world.visitor.get(`/api/v1/ideas/${one.idea.id}`));
  assert.deepEqual([read.reactions, read.supports], [1, 1]);
  assert.equal((await must(200, world.citizen2.del(`/api/v1/ideas/${one.idea.id}/reaction`))).reactions, 0);
});

test('organisations do not react, and where the switch is off nobody does', async () => {
  const company = await sign_up(world.base, { organisation: { name: 'A company' } });
  await refused('organisation_may_not_support', company.put(`/api/v1/ideas/${idea.id}/reaction`));
  const { slug } = await world.make_redesign();
  const other = await world.propose(world.citizen, {}, slug);
  const visitor = new Visitor();
  await refused('light_off', visitor.react(other));
  await refused('light_off', visitor.answer(slug, 1));
  assert.equal(visitor.jar.size, 0);
});

test('a closed phase takes nothing, and says when it closed', async () => {
  const { slug, phase } = await world.make_redesign();
  await must(200, switch_on(slug));
  await must(200, world.owner.post(`/api/v1/phases/${phase.id}/transitions`, { to: 'closed', reason: 'Enough was said for now.' }));
  const refusal = await refused('phase_closed', new Visitor().answer(slug, 1));
  assert.match(refusal.body.detail, /Answering the question needs an open phase/);
  assert.deepEqual((await light_of(slug)).allowed, { react: false, answer: false });
});

test('signing in makes what one did one’s own, counted once, and a second claim finds nothing', async () => {
  const one = await fresh();
  await must(200, world.citizen.put(`/api/v1/redesigns/${one.slug}/light/answer`, { choice: 2 }));
  const visitor = new Visitor();
  await must(200, visitor.react(one.idea));
  await must(200, visitor.answer(one.slug, 1));
  const signed_in = await sign_in_page(visitor);
  assert.equal(signed_in.status, 303);
  assert.match(signed_in.headers.location, /notice=claimed/);
  assert.ok(signed_in.headers['set-cookie'].some((line) => /^palabre_visitor=;.*Max-Age=0/.test(line)), 'the token is taken back');
  assert.deepEqual(await counts_of(one.slug), [0, 1, 0]);
  assert.equal(await reactions_of(one.idea), 1);
  const own = await must(200, world.citizen.get(`/api/v1/redesigns/${one.slug}/light/own`));
  assert.deepEqual(own, { reacted: [one.idea.id], choice: 2 });
  const again = await world.citizen.post('/api/v1/me/claims', undefined, { headers: visitor.headers });
  assert.deepEqual(again.body, { taken: 0, dropped: 0 });
});

test('two tabs that claim at once count once', async () => {
  const one = await fresh();
  const visitor = new Visitor();
  await must(200, visitor.react(one.idea));
  await must(200, visitor.answer(one.slug, 1));
  const claims = await Promise.all(Array.from({ length: 12 }, (_, at) => (at % 2 ? world.citizen : world.citizen2).twin().post('/api/v1/me/claims', undefined, { headers: visitor.headers })));
  const taken = claims.map((claim) => claim.body.taken);
  assert.deepEqual(taken.filter((count) => count > 0), [2]);
  assert.deepEqual([await reactions_of(one.idea), await counts_of(one.slug)], [1, [1, 0, 0]]);
  const late = await visitor.react(one.idea);
  assert.notEqual(late.headers['set-cookie'], undefined, 'the old token is nobody’s now: a new visitor begins');
});

test('the words people answered stay; a new question begins at zero', async () => {
  const { slug } = await fresh();
  await must(200, new Visitor().answer(slug, 1));
  const changed = [{ en: 'A train' }, { en: 'A bench' }, { en: 'A lamp' }];
  await refused('question_answered', switch_on(slug, { choices: changed }));
  await must(200, switch_on(slug, { choices: choices.map((choice) => ({ ...choice, nl: `${choice.en} (nl)` })) }));
  assert.deepEqual(await counts_of(slug), [1, 0, 0]);
  await must(200, switch_on(slug, { choices: changed, begins_anew: true }));
  assert.deepEqual(await counts_of(slug), [0, 0, 0]);
});

test('a question needs two to six choices, each in the first language', async () => {
  const { slug } = await world.make_redesign();
  await refused('bad_field', switch_on(slug, { choices: choices.slice(0, 1) }));
  await refused(['too_long', 'bad_field'], switch_on(slug, { choices: Array.from({ length: 7 }, (_, at) => ({ en: `Choice ${at}` })) }));
  await refused('missing_field', switch_on(slug, { choices: [{ fr: 'Un' }, { fr: 'Deux' }] }));
  await refused('not_allowed', world.moderator.put(`/api/v1/redesigns/${slug}/light`, { is_on: true }));
});

test('kept public bytes never carry a visitor’s own marks', async () => {
  const one = await fresh();
  const visitor = new Visitor();
  await must(200, visitor.react(one.idea));
  await must(200, visitor.answer(one.slug, 1));
  for (const path of [`/en/r/${one.slug}`, `/en/redesigns/${one.slug}`, `/en/ideas/${one.idea.id}`]) {
    const [mine, others] = [await visitor.send('GET', path), await world.visitor.get(path)];
    assert.equal(mine.text, others.text, path);
    assert.doesNotMatch(mine.text, /aria-pressed="true"/, path);
  }
  const standing = await visitor.send('GET', `/en/r/${one.slug}/results`);
  assert.match(standing.headers['cache-control'], /private|no-store/);
  assert.match(standing.text, /your answer/);
  assert.match(standing.text, /aria-pressed="true"/);
});

test('an Idempotency-Key never hands one visitor’s token to another', async () => {
  const one = await fresh();
  const path = `/api/v1/ideas/${one.idea.id}/reaction`;
  const [ana, ben] = [new Visitor(), new Visitor()];
  await must(200, ana.send('PUT', path, undefined, { 'idempotency-key': 'the-same-key' }));
  await must(200, ben.send('PUT', path, undefined, { 'idempotency-key': 'the-same-key' }));
  assert.notEqual(ana.jar.get('palabre_visitor'), ben.jar.get('palabre_visitor'));
  assert.equal(await reactions_of(one.idea), 2);
});

test('a foreign page cannot make visitors react', async () => {
  await refused('foreign_origin', world.visitor.request('PUT', `/api/v1/ideas/${idea.id}/reaction`, { headers: { origin: 'https://elsewhere.example' } }));
});

test('one address becomes a limited number of new visitors an hour, and known ones go on', async () => {
  const server = await Server.start({ settings: { 'limits.new_visitors_per_hour': 3 } });
  try {
    const slug = 'valdolce-bien-grandir';
    const put = (cookie) => fetch(`${server.base}/api/v1/redesigns/${slug}/light/answer`, { method: 'PUT', headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) }, body: '{"choice":1}' });
    const first = await put();
    const cookie = first.headers.get('set-cookie').split(';')[0];
    assert.deepEqual([(await put()).status, (await put()).status, (await put()).status], [200, 200, 429]);
    assert.equal((await put(cookie)).status, 200);
    const { question: asked } = await (await fetch(`${server.base}/api/v1/redesigns/${slug}/light`)).json();
    assert.equal(asked.answers, 3, 'the refused one was not counted');
  } finally { await server.stop(); }
});

test('the demo asks its questions, in every language of the interface', async () => {
  for (const slug of ['valdolce-bien-grandir', 'mae-aide-au-village', 'lipowe-vivre-ensemble']) {
    const light = await light_of(slug);
    assert.ok(light.is_on && light.allowed.answer, slug);
    assert.deepEqual(Object.keys(light.question.texts).sort(), ['de', 'en', 'fr', 'nl']);
  }
});

test('the poster carries the address, as a code and to be typed', async () => {
  const poster = await world.visitor.get(`/en/redesigns/${world.slug}/poster`);
  const host = new URL(world.base).host;
  const text = poster.text.replaceAll('&#x2F;', '/');
  assert.match(text, new RegExp(`QR code to http://${host}/en/r/${world.slug}`));
  assert.match(text, new RegExp(`${host}/r/${world.slug}`));
  assert.match(poster.text, /<path class="co-poster__dark" d="M4 4h7v1h-7z/);
  const short = await world.visitor.get(`/r/${world.slug}`, { headers: { 'accept-language': 'en' } });
  assert.deepEqual([short.status, short.headers.location], [302, `/en/r/${world.slug}`]);
  assert.equal((await world.visitor.get(`/en/ideas/${idea.id}/poster`)).status, 200);
});

test('nothing differs when everything is recounted', async () => {
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
