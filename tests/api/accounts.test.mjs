// Accounts and sessions through the API.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, sign_in, sign_up } from '../support/client.mjs';
import { Server } from '../support/server.mjs';
import { must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

const new_person = { email: 'ada@people.example', password: 'a long enough phrase', name: 'Ada', language: 'fr' };

test('signing up gives a token, a cookie that scripts cannot read, and the account', async () => {
  const answer = await world.visitor.post('/api/v1/accounts', new_person);
  assert.equal(answer.status, 201);
  const cookie = answer.headers['set-cookie'][0];
  assert.match(cookie, /HttpOnly/i);
  assert.match(cookie, /SameSite=Lax/i);
  assert.equal(answer.body.person.email, new_person.email);
  assert.equal(answer.body.person.email_verified, false);
  assert.ok(answer.body.person.needs_verified_email.length > 0);
  const by_cookie = await world.visitor.get('/api/v1/me', { headers: { cookie: cookie.split(';')[0] } });
  assert.equal(by_cookie.body.name, 'Ada');
  assert.doesNotMatch(answer.text, /phrase|argon/i);
});

test('an e-mail address has one account, whatever its case', async () => {
  await refused('email_taken', world.visitor.post('/api/v1/accounts', { ...new_person, email: 'ADA@people.example' }));
});

test('a password that is short, common or the address itself is refused with the field named', async () => {
  for (const password of ['short', '1234567890', 'grace@people.example']) {
    const answer = await world.visitor.post('/api/v1/accounts', { email: 'grace@people.example', password, name: 'Grace' });
    assert.equal(answer.status, 422, password);
    assert.equal(answer.body.field, 'password', password);
  }
});

test('an address without an at sign, an empty name and an unknown organisation kind are refused', async () => {
  const wrong = { email: { email: 'nowhere' }, name: { name: '   ' }, 'organisation.kind': { organisation: { name: 'Bus line', kind: 'gang' } } };
  for (const [field, change] of Object.entries(wrong)) {
    const answer = await world.visitor.post('/api/v1/accounts', { ...new_person, email: 'new@people.example', ...change });
    assert.equal(answer.status, 422, field);
    assert.equal(answer.body.field, field);
  }
});

test('an unknown address and a wrong password get the same answer after the same work', async () => {
  const known = { email: new_person.email, computed: 0 };
  const unknown = { email: 'nobody@people.example', computed: 0 };
  for (let i = 0; i < 10; i += 1) for (const one of [known, unknown]) {
    const before_it = world.server.computed_ms();
    const answer = await refused('wrong_credentials', world.visitor.post('/api/v1/sessions', { email: one.email, password: 'not the right phrase' }));
    one.computed += world.server.computed_ms() - before_it;
    one.text = answer.text;
  }
  assert.equal(known.text, unknown.text);
  // Hashing a password is nearly all of it: some 30 ms each time, where looking up an address takes less than one.
  assert.ok(known.computed >= 100, `${known.computed} ms for ten wrong passwords`);
  assert.ok(unknown.computed > known.computed / 2 && unknown.computed < known.computed * 2, `${known.computed} ms, ${unknown.computed} ms`);
});

test('signing out ends this session only, signing out everywhere ends all', async () => {
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => sign_in(world.base, new_person.email, new_person.password)));
  await must(204, one.del('/api/v1/sessions/current'));
  await refused('sign_in_required', one.get('/api/v1/me'));
  await must(200, two.get('/api/v1/me'));
  await must(204, two.del('/api/v1/sessions'));
  await refused('sign_in_required', two.get('/api/v1/me'));
  await refused('sign_in_required', three.get('/api/v1/me'));
});

test('a token that nobody holds is nobody', async () => {
  for (const token of ['x', 'a'.repeat(43), '../../etc', 'é'.repeat(20)]) {
    const answer = await new Client(world.base).get('/api/v1/me', { headers: { authorization: `Bearer ${encodeURIComponent(token)}` } });
    assert.equal(answer.code, 'sign_in_required');
  }
});

test('a person changes name and language, and nothing else', async () => {
  const person = await sign_up(world.base);
  const edited = await must(200, person.patch('/api/v1/me', { name: 'Renée  Ünal', language: 'fr' }));
  assert.equal(edited.name, 'Renée Ünal');
  assert.equal(edited.language, 'fr');
  await refused('unknown_field', person.patch('/api/v1/me', { is_admin: true }));
  assert.equal((await must(200, person.get('/api/v1/me'))).is_admin, false);
});

test('nobody signs up as administrator, verified or with a role', async () => {
  for (const extra of [{ is_admin: true }, { email_verified: true }, { roles: [{ redesign: '1', role: 'owner' }] }, { id: '1' }]) {
    await refused('unknown_field', world.visitor.post('/api/v1/accounts', { ...new_person, email: 'sneaky@people.example', ...extra }));
  }
});

test('an organisation proposes and comments but never supports', async () => {
  const organisation = await sign_up(world.base, { name: 'Line 4', organisation: { name: 'Bus company', kind: 'company' } });
  assert.equal(organisation.person.is_organisation, true);
  const idea = await world.propose(organisation);
  assert.equal(idea.author.is_organisation, true);
  await world.comment(organisation, idea);
  const other = await world.propose();
  await refused('organisation_may_not_support', organisation.put(`/api/v1/ideas/${other.id}/support`));
});

test('too many passwords in a minute are refused with the time to wait', async () => {
  const server = await Server.start({ settings: { 'limits.password_per_minute': 5 } });
  const client = new Client(server.base);
  const codes = [];
  for (let i = 0; i < 8; i += 1) {
    const answer = await client.post('/api/v1/sessions', { email: 'nobody@people.example', password: 'a wrong phrase' });
    codes.push(answer.code);
    if (answer.status === 429) assert.ok(Number(answer.headers['retry-after']) >= 1);
  }
  assert.ok(codes.includes('too_many_requests'), codes.join());
  await must(200, client.get('/api/v1/redesigns'));
  client.close();
  await server.stop();
});
