// What nobody should send: a clear problem answer, nothing stored, nothing executed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openapi, operations } from '../support/contract.mjs';
import { form, plain_jpeg } from '../support/pictures.mjs';
import { a_statement, announcement } from '../support/requests.mjs';
import { bodies } from '../support/requests.mjs';
import { must, refused, World } from '../support/world.mjs';

let world;
let idea;
let comment;
let report;
let merge;
let draft;
let decision;
let pending;
let picture;
let round;
let statement;
let seat;
let entry;
let commitment;
let news;
let vote;
before(async () => {
  world = await World.open();
  idea = await world.propose();
  comment = await world.comment(world.citizen, idea);
  report = await must(201, world.citizen2.post('/api/v1/reports', { target: `comment:${comment.id}`, rule: 'spam' }));
  const other = await world.propose(world.citizen2);
  merge = await must(201, world.moderator.post(`/api/v1/ideas/${other.id}/merges`, { into: idea.id, reason: 'They say the same.' }));
  const promised = await world.propose();
  await must(201, world.officer.post(`/api/v1/ideas/${promised.id}/answers`, { kind: 'accepted', body: 'We will do it.' }));
  commitment = await must(201, world.officer.post(`/api/v1/redesigns/${world.slug}/commitments`, bodies['POST /api/v1/redesigns/{slug}/commitments']({ idea: promised.id })));
  news = (await must(200, world.officer.post(`/api/v1/commitments/${commitment.id}/updates`, { text: 'They are on their way.' }))).history[0].id;
  const kept = await world.propose(world.citizen2);
  await must(201, world.citizen.post('/api/v1/reports', { target: `idea:${kept.id}`, rule: 'spam' }));
  ({ decision } = await must(200, world.moderator.post(`/api/v1/cases/idea:${kept.id}/keep`, { reason: 'It breaks no rule.' })));
  await must(200, world.owner.put(`/api/v1/redesigns/${world.slug}/four-eyes`, { on: true }));
  pending = await must(202, world.officer.post(`/api/v1/ideas/${kept.id}/answers`, { kind: 'accepted', body: 'We will do it.' }));
  picture = await must(201, world.citizen.post(`/api/v1/ideas/${idea.id}/pictures`, undefined, form({ description: 'A door.' }, plain_jpeg)));
  const phase = await must(201, world.admin.post(`/api/v1/redesigns/${world.slug}/phases`, { type: 'deliberation', state: 'open' }));
  round = await must(201, world.moderator.post(`/api/v1/redesigns/${world.slug}/rounds`, announcement(phase.id, [world.facilitator.person.id])));
  ({ seat } = await must(200, world.citizen.put(`/api/v1/rounds/${round.id}/seat`, {})));
  statement = await a_statement(world, phase.id);
  const ballot = await must(201, world.admin.post(`/api/v1/redesigns/${world.slug}/phases`, { type: 'vote' }));
  vote = (await must(200, world.owner.put(`/api/v1/phases/${ballot.id}/vote`, bodies['PUT /api/v1/phases/{id}/vote']()))).id;
  entry = (await must(201, world.facilitator.post(`/api/v1/redesigns/${world.slug}/entries`, { key: 'bad-input', kind: 'support', idea: idea.id, source: 'stall', collected_on: new Date().toISOString().slice(0, 10), consent: { given: true, version: 1, language: 'en' } }))).entry;
  draft = await must(201, world.citizen.post('/api/v1/me/drafts', { redesign: world.slug, title: 'Half an idea' }));
});
after(() => world.close());

const ids = () => ({ ideas: idea.id, comments: comment.id, reports: report.id, merges: merge.id, drafts: draft.id, pictures: picture.id, 'commitment-entries': news, decisions: decision, 'pending-answers': pending.id, phases: world.phase.id, commitments: commitment.id, entries: entry, people: world.citizen2.person.id, organisations: 1, rounds: round.id, seats: seat.id, statements: statement.id, votes: vote, 'vote-batches': 1, turns: 1, joins: 1 });
const path_of = (row) => row.path.replace('{slug}', world.slug).replace('{role}', 'facilitator').replace('{person}', world.citizen2.person.id)
  .replace('{name}', 'allotments').replace('{subject}', 'charter').replace('{language}', 'fr')
  .replace('{target}', `comment:${comment.id}`).replace(/\/([\w-]+)\/\{id\}/, (_, noun) => `/${noun}/${ids()[noun]}`);
const with_body = operations.filter((row) => row.operation.requestBody);
/** Who gets furthest with an operation. */
const person_for = (row) => {
  if (/\/rounds(\/\{id\}(\/(transitions|lead|desk|seats|joins|report|hold))?)?$|\/care$/.test(row.path)) return world.moderator;
  if (/\/four-eyes|\/votes\/\{id\}\/(freeze|codes|count|sign)/.test(row.path)) return world.owner;
  if (/\/votes\/\{id\}\/(handed-out|batches)|vote-batches/.test(row.path)) return world.facilitator;
  if (/\/(answers|inbox|commitments|commitment-entries|pending-answers|answer-draft|assignee|clarifications)/.test(row.path)) return world.officer;
  if (/\/(hide|restore|merges|decision|cases|batches)/.test(row.path)) return world.moderator;
  if (/\/entries/.test(row.path)) return world.facilitator;
  if (/\/(admin|phases|transitions|roles|copies|roadmap|timeline|texts|languages)|redesigns(\/\{slug\})?$/.test(row.path)) return world.admin;
  return world.citizen;
};
const is_clear_refusal = (answer) => answer.status >= 400 && answer.status < 500 && answer.type === 'application/problem+json' && answer.body.detail.length > 3;

test('each field at fault is named at once, in the API and on the page, and what was typed stays', async () => {
  const answer = await world.citizen.post(`/api/v1/redesigns/${world.slug}/ideas`, { title: 'ab', language: 'english' });
  assert.equal(answer.status, 422);
  assert.equal(answer.body.field, 'title');
  assert.deepEqual(new Set(answer.body.errors.map((one) => one.field)), new Set(['title', 'body', 'language']));
  const idea = await world.propose();
  const typed = new URLSearchParams({ title: 'x', body: '', note: 'Kept <as typed>.', key: `k-${Date.now()}` }).toString();
  const page = await world.citizen.request('POST', `/en/ideas/${idea.id}/edit`, { raw: typed, type: 'application/x-www-form-urlencoded' });
  assert.equal(page.status, 422);
  const summary = /data-error-summary[\s\S]*?<\/div>/.exec(page.text)[0];
  assert.match(summary, /2 things need your attention/);
  for (const field of ['f-title', 'f-body']) assert.match(summary, new RegExp(`href="#${field}"`));
  assert.equal(page.text.match(/aria-invalid="true"/g).length, 2);
  assert.match(page.text, /Kept &lt;as typed&gt;\./);
});

test('a body that is not JSON is refused everywhere', async () => {
  for (const row of with_body) {
    for (const raw of ['{', '{"a":}', '[1,2', 'nul', '{"a":1,}', '{"title":"x" "y"}', '\u0000', '{"a":1}{"b":2}', "{'a':1}", '{"a":NaN}', '']) {
      const answer = await person_for(row).request(row.method.toUpperCase(), path_of(row), { raw });
      assert.ok(is_clear_refusal(answer) && answer.status < 429, `${row.method} ${row.path} ${raw}: ${answer.status} ${answer.text}`);
    }
  }
});

test('a body that is JSON but no object is refused everywhere', async () => {
  for (const row of with_body) {
    for (const raw of ['[]', '1', '"text"', 'null', 'true', '[{"title":"x"}]']) {
      const answer = await person_for(row).request(row.method.toUpperCase(), path_of(row), { raw });
      assert.ok(is_clear_refusal(answer), `${row.method} ${row.path} ${raw}: ${answer.status} ${answer.text}`);
    }
  }
});

test('another content type is refused', async () => {
  for (const type of ['text/plain', 'application/xml', 'multipart/form-data', 'application/octet-stream']) {
    await refused('unsupported_media_type', world.citizen.post(`/api/v1/ideas/${idea.id}/comments`, undefined, { raw: '{"body":"x"}', type }));
  }
});

const resolve = (schema) => (schema?.$ref ? schema.$ref.slice(2).split('/').reduce((node, part) => node[part], openapi) : schema);
const fields_of = (row) => Object.entries(resolve(resolve(row.operation.requestBody).content['application/json']?.schema)?.properties ?? {});
const types_of = (schema) => {
  const plain = resolve(schema);
  if (plain.oneOf) return plain.oneOf.flatMap(types_of);
  return [plain.type ?? (plain.enum ? 'string' : undefined)].flat();
};
const samples = { string: 'text', number: 4.5, integer: -7, boolean: true, object: { a: 1 }, array: [1] };

test('a wrong type in any field of any body is refused and named', async () => {
  for (const row of with_body) {
    for (const [field, schema] of fields_of(row)) {
      const right = types_of(schema);
      for (const [type, value] of Object.entries(samples)) {
        if (right.includes(type) || (type === 'integer' && right.includes('number')) || (type === 'array' && right.includes('array'))) continue;
        const answer = await person_for(row).request(row.method.toUpperCase(), path_of(row), { raw: JSON.stringify({ [field]: value }) });
        assert.ok(is_clear_refusal(answer), `${row.method} ${row.path} ${field}=${type}: ${answer.status} ${answer.text}`);
      }
    }
  }
});

test('a field that is not known is refused, not ignored', async () => {
  await refused('unknown_field', world.citizen.post(`/api/v1/ideas/${idea.id}/comments`, { body: 'Fine.', colour: 'red' }));
  await refused('unknown_field', world.citizen.post(`/api/v1/redesigns/${world.slug}/ideas`, { title: 'Good title', body: 'A body that is fine.', language: 'en', supports: 900 }));
  await refused('unknown_field', world.citizen.post(`/api/v1/redesigns/${world.slug}/ideas`, { title: 'Good title', body: 'A body that is fine.', language: 'en', place: { label: 'x', altitude: 3 } }));
  for (const row of with_body) {
    const answer = await person_for(row).request(row.method.toUpperCase(), path_of(row), { raw: '{"__proto__":{"x":1},"constructor":"y"}' });
    assert.ok(is_clear_refusal(answer), `${row.method} ${row.path}: ${answer.text}`);
  }
});

test('a key given twice is refused', async () => {
  const answer = await world.citizen.post(`/api/v1/ideas/${idea.id}/comments`, undefined, { raw: '{"body":"one","body":"two"}' });
  assert.ok(is_clear_refusal(answer), answer.text);
});

test('bytes that are not UTF-8 are refused, in bodies, paths and queries', async () => {
  const bad = [[0xff, 0xfe], [0xc3, 0x28], [0xe2, 0x28, 0xa1], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xc0, 0xaf]];
  for (const bytes of bad) {
    const raw = Buffer.concat([Buffer.from('{"body":"a'), Buffer.from(bytes), Buffer.from('b"}')]);
    const answer = await world.citizen.post(`/api/v1/ideas/${idea.id}/comments`, undefined, { raw });
    assert.ok(['bad_encoding', 'bad_json'].includes(answer.code), answer.text);
    const escaped = bytes.map((byte) => `%${byte.toString(16)}`).join('');
    assert.ok((await world.visitor.get(`/api/v1/search?q=${escaped}`)).status < 500);
    assert.ok([400, 404].includes((await world.visitor.get(`/api/v1/redesigns/${escaped}`)).status));
  }
  for (const raw of ['{"body":"\\ud800"}', '{"body":"\\udc00\\ud800"}', '{"body":"a\\u0000b"}', '{"body":"a\\u0007b"}']) {
    const answer = await world.citizen.post(`/api/v1/ideas/${idea.id}/comments`, undefined, { raw });
    assert.ok(is_clear_refusal(answer), `${raw}: ${answer.text}`);
  }
});

test('a body of ten megabytes is refused early, and the next request works', async () => {
  const raw = JSON.stringify({ body: 'x'.repeat(10 * 1024 * 1024) });
  let status = 'the line was closed';
  try { status = (await world.citizen.twin().post(`/api/v1/ideas/${idea.id}/comments`, undefined, { raw })).status; } catch (error) {
    if (!['ECONNRESET', 'EPIPE'].includes(error.code)) throw error;
  }
  assert.ok(status === 413 || status === 'the line was closed', String(status));
  await must(200, world.citizen.get('/api/v1/me'));
});

test('nesting a thousand deep is refused', async () => {
  for (const raw of ['['.repeat(1000) + ']'.repeat(1000), '{"a":'.repeat(1000) + '1' + '}'.repeat(1000), `{"body":${'['.repeat(5000)}`]) {
    assert.ok(is_clear_refusal(await world.citizen.post(`/api/v1/ideas/${idea.id}/comments`, undefined, { raw })));
  }
});

test('ids that cannot be are not found, on every route', async () => {
  const rows = operations.filter((row) => /\{(id|slug)\}/.test(row.path));
  for (const row of rows) {
    for (const bad of ['0', '-1', '999999999', '99999999999999999999', '1e3', '01', '1.0', 'x', '%2e%2e', '1%3B', '%00', 'null']) {
      const path = path_of(row).replace(world.slug, row.path.includes('{id}') ? world.slug : bad).replace(/\/(ideas|comments|reports|merges|drafts|phases|pictures|decisions|pending-answers|cases|rounds|seats|statements|turns|joins|people|organisations|entries|commitments|commitment-entries|votes|vote-batches)\/(?:comment:)?\d+/, `/$1/${bad}`);
      const answer = await person_for(row).request(row.method.toUpperCase(), path, row.operation.requestBody ? { raw: '{}' } : {});
      assert.ok([400, 404, 422].includes(answer.status), `${row.method} ${path}: ${answer.status} ${answer.text}`);
    }
  }
});

const nasty = [`'; DROP TABLE idea; --`, `" OR ""="`, `<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `javascript:alert(1)`, `{{title}} {{{body}}} {{>layout}}`,
  `\${7*7} #{7*7} <%= 7*7 %>`, `../../../etc/passwd`, `%s%n%x`, `=cmd|' /C calc'!A0`, `\u202Eright to left`, `[x](javascript:alert(1)) ![x](data:text/html;base64,PHNjcmlwdD4=)`, `</textarea><svg/onload=alert(1)>`];

test('SQL, HTML and templates in every field are text and stay text', async () => {
  for (const [at, text] of nasty.entries()) {
    const made = await must(201, world.citizen.post(`/api/v1/redesigns/${world.slug}/ideas`, {
      title: `${text} title ${at}`, body: `${text} in a body`, language: 'en', tags: [text.slice(0, 40)], place: { label: text },
    }));
    const read = await must(200, world.visitor.get(`/api/v1/ideas/${made.id}`));
    assert.equal(read.body, `${text} in a body`.trim());
    const said = await must(201, world.citizen.post(`/api/v1/ideas/${made.id}/comments`, { body: text }));
    assert.equal(said.body, text);
    const page = await world.visitor.get(`/en/ideas/${made.id}`);
    if (page.status === 200) assert.doesNotMatch(page.text, /<script>alert|<img src=x|<svg\/onload|href="javascript:|src="data:text|onerror=alert\(1\)>/);
  }
  assert.equal((await world.server.check()).code, 0);
});

test('bytes no database takes as text are refused or find nothing, in every parameter, header and cookie', async () => {
  const rows = operations.filter((row) => row.method === 'get' && row.operation.parameters?.length);
  const named = (one) => (one.$ref ? openapi.components.parameters[one.$ref.split('/').pop()] : one);
  const bad = ['a%00b', '%00', '%01', '%ff', '%ed%a0%80', '%F4%90%80%80'];
  const is_well = (answer, what) => assert.ok(answer.status < 500, `${what}: ${answer.status} ${answer.text.slice(0, 300)}`);
  let asked = 0;
  for (const row of rows) {
    for (const parameter of row.operation.parameters.map(named).filter((one) => one.in === 'query')) {
      for (const value of bad) is_well(await person_for(row).get(`${path_of(row)}?${parameter.name}=${value}`, { is_checked: false }), `${row.path}?${parameter.name}=${value}`);
      asked += 1;
    }
  }
  assert.ok(asked > 20, String(asked));
  const places = ['', 'search', 'slip', 'me', 'sign-in', 'data', 'log', `redesigns/${world.slug}`, `redesigns/${world.slug}/ideas`, `redesigns/${world.slug}/answers`, `redesigns/${world.slug}/log`,
    `redesigns/${world.slug}/moderation`, `redesigns/${world.slug}/inbox`, `redesigns/${world.slug}/follow-up`, `redesigns/${world.slug}/desk/people`, `ideas/${idea.id}`];
  for (const place of places) {
    for (const name of ['q', 'after', 'order', 'kind', 'language', 'number', 'back', 'tag', 'state', 'place', 'rule', 'comments', 'notice', 'draft', 'step']) {
      for (const who of [world.visitor, world.admin]) is_well(await who.get(`/en/${place}?${name}=a%00b%ff`), `/en/${place}?${name}`);
    }
  }
  for (const cookie of ['palabre_session=a%00b', 'palabre_visitor=%00', 'palabre_seen=%00', 'palabre_lang=%ff']) is_well(await world.visitor.get('/en/', { headers: { cookie } }), cookie);
  for (const secret of ['a\u0000b', '\u0000'.repeat(12)]) {
    is_well(await world.visitor.post('/api/v1/sessions', { email: `a${secret}@demo.palabre.example`, password: secret }), 'sign in');
    is_well(await world.visitor.post('/api/v1/accounts', { email: `zero${Date.now()}@demo.palabre.example`, name: 'Zero', password: `long enough ${secret}` }), 'sign up');
  }
});

test('a name of HTML is a name', async () => {
  const edited = await must(200, world.facilitator.patch('/api/v1/me', { name: '<b>Bold</b> & "co"' }));
  assert.equal(edited.name, '<b>Bold</b> & "co"');
});

test('lengths are counted in characters, at both ends', async () => {
  const post = (body) => world.citizen.post(`/api/v1/ideas/${idea.id}/comments`, { body });
  await must(201, post('é'.repeat(5000)));
  await must(201, post('😀'.repeat(5000)));
  await refused('too_long', post('é'.repeat(5001)));
  await refused(['too_short', 'missing_field'], post('   '));
});

test('an unknown address is a problem answer, a wrong method names the right ones', async () => {
  assert.equal((await world.visitor.get('/api/v1/nothing')).code, 'not_found');
  const wrong = await refused('method_not_allowed', world.citizen.request('DELETE', `/api/v1/ideas/${idea.id}`));
  assert.match(wrong.headers.allow, /GET/);
  assert.match(wrong.headers.allow, /PATCH/);
  for (const path of ['/api/v1//ideas', '/api/v1/ideas/', '/api/v1/ideas/1/', '//api/v1/ideas/1', '/api/v1/../v1/health', '/%2e%2e/%2e%2e/etc/passwd', '/assets/../../schema/openapi.yaml', '/assets/%2e%2e/manifest.json']) {
    const answer = await world.visitor.get(path);
    assert.ok(answer.status >= 300 && answer.status < 500, `${path}: ${answer.status}`);
  }
});

test('a refusal says in the language asked for which rule it is and what to do instead', async () => {
  const ask = (language) => world.visitor.get('/api/v1/ideas/999999', { headers: language ? { 'accept-language': language } : {} });
  const [french, english, silent] = [await ask('fr-BE,fr;q=0.9'), await ask('en'), await ask('')];
  assert.deepEqual([french.status, french.body.code, french.body.field], [404, 'not_found', 'id']);
  assert.match(french.body.title, /n’existe pas/);
  assert.ok(french.body.instead.length > 10 && french.body.instead !== english.body.instead);
  assert.equal(silent.body.title, french.body.title);
});
