// What administrators keep, through the API: people, organisations, themes, texts, health and the audit log.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sign_in, sign_up, Client } from '../support/client.mjs';
import { a_theme } from '../support/requests.mjs';
import { a_reason, must, refused, World } from '../support/world.mjs';
import { measurePairs } from '../../web/themes/theme.mjs';
import { readFileSync } from 'node:fs';

let world;
let at;
before(async () => { world = await World.open(); at = '/api/v1/admin'; });
after(() => world.close());

const why = 'Insults after two warnings.';
const with_light = (colours) => ({ ...a_theme, light: { ...a_theme.light, ...colours } });
const organisation = async () => (await must(201, world.admin.post(`${at}/organisations`, { kind: 'public_authority', names: { en: 'Bus office' } }))).id;

test('a suspended person is signed out at once and reads why when they come back', async () => {
  const person = await sign_up(world.base);
  const other = await sign_in(world.base, person.email, 'a long enough phrase');
  const made = await must(200, world.admin.post(`${at}/people/${person.person.id}/suspension`, { reason: why }));
  assert.deepEqual([made.is_suspended, made.suspensions[0].reason], [true, why]);
  for (const client of [person, other]) await refused('sign_in_required', client.get('/api/v1/me'));
  await refused('sign_in_required', person.post(`/api/v1/redesigns/${world.slug}/ideas`, { title: 'Still here', body: 'A body that is long enough.', language: 'en' }));
  const visitor = new Client(world.base);
  const back = await refused('account_suspended', visitor.post('/api/v1/sessions', { email: person.email, password: 'a long enough phrase' }));
  assert.match(back.body.detail, /Insults after two warnings/);
  const wrong = await refused('wrong_credentials', visitor.post('/api/v1/sessions', { email: person.email, password: 'not the phrase at all' }));
  assert.doesNotMatch(wrong.text, /Insults/);
  await refused('nothing_changed', world.admin.post(`${at}/people/${person.person.id}/suspension`, { reason: why }));
  await must(200, world.admin.post(`${at}/people/${person.person.id}/reinstatement`, { reason: 'They apologised.' }));
  assert.equal((await sign_in(world.base, person.email, 'a long enough phrase')).email ?? person.email, person.email);
  assert.equal((await world.server.check()).code, 0);
});

test('nobody suspends themselves, and the last administrator stays', async () => {
  const own = (await must(200, world.admin.get('/api/v1/me'))).id;
  await refused('own_case', world.admin.post(`${at}/people/${own}/suspension`, { reason: why }));
  await refused('last_admin', world.admin.del(`${at}/people/${own}/administrator`));
  const second = await sign_up(world.base);
  await must(200, world.admin.put(`${at}/people/${second.person.id}/administrator`));
  await must(200, second.get(`${at}/health`));
  await must(200, second.post(`${at}/people/${own}/suspension`, { reason: why }));
  await refused('last_admin', second.del(`${at}/people/${second.person.id}/administrator`));
  await must(200, second.post(`${at}/people/${own}/reinstatement`, { reason: a_reason }));
  world.admin = await sign_in(world.base, 'admin@demo.palabre.example', 'palabre-demo');
  await must(200, world.admin.del(`${at}/people/${second.person.id}/administrator`));
  await refused('not_allowed', second.get(`${at}/health`));
});

test('a suspension needs a reason that says something', async () => {
  const person = await sign_up(world.base);
  for (const body of [{}, { reason: '' }, { reason: 'Bad' }]) {
    const answer = await refused(['missing_field', 'too_short', 'reason_required'], world.admin.post(`${at}/people/${person.person.id}/suspension`, body));
    assert.equal(answer.body.field, 'reason');
  }
});

test('people are found by a part of name or address; % and _ are letters', async () => {
  const person = await sign_up(world.base, { name: 'Ulrike_Unique 100%' });
  for (const q of ['unique', 'e_Unique', '100%', person.email.slice(0, 12)]) {
    const { items } = await must(200, world.admin.get(`${at}/people?q=${encodeURIComponent(q)}`));
    assert.ok(items.some((one) => one.id === person.person.id), q);
  }
  assert.equal((await must(200, world.admin.get(`${at}/people?q=${encodeURIComponent('U%e_')}`))).items.length, 0);
  assert.ok((await must(200, world.admin.get(`${at}/people?filter=admins`))).items.every((one) => one.is_admin));
  await refused('bad_field', world.admin.get(`${at}/people?filter=rich`));
  const seen = [];
  for (let next = ''; next !== null;) {
    const page = await must(200, world.admin.get(`${at}/people?limit=3${next && `&after=${next}`}`));
    seen.push(...page.items.map((one) => one.id));
    next = page.next;
    if (next === null) assert.equal(seen.length, page.count);
  }
  assert.equal(new Set(seen).size, seen.length);
});

test('a theme that can be read is saved, served under its hash, and worn by the pages of its redesigns', async () => {
  const id = await organisation();
  const { slug } = await world.make_redesign({ organisation: id });
  const shows = async (path) => (await world.visitor.get(path)).text.replaceAll('&#x2F;', '/').match(/\/theme\/[0-9a-f]+\.css/)?.[0];
  const page = `/en/redesigns/${slug}`;
  assert.equal(await shows(page), undefined);
  const { css, checks } = await must(200, world.admin.put(`${at}/organisations/${id}/theme`, a_theme));
  assert.ok(checks.length > 100 && checks.every((check) => check.passes));
  assert.match(css, /^\/theme\/[0-9a-f]{16}\.css$/);
  const sheet = await world.visitor.get(css);
  assert.deepEqual([sheet.status, sheet.type], [200, 'text/css']);
  assert.match(sheet.headers['cache-control'], /immutable/);
  assert.match(sheet.text, /^:root\{color-scheme:light;--co-brand:#14594a;/);
  assert.deepEqual([await shows(page), await shows('/en/')], [css, undefined]);
  await must(200, world.admin.patch(`${at}/organisations/${id}`, { is_own: true }));
  assert.equal(await shows('/en/'), css);
  await refused('nothing_changed', world.admin.put(`${at}/organisations/${id}/theme`, a_theme));
  await must(204, world.admin.del(`${at}/organisations/${id}/theme`));
  assert.equal(await shows(page), undefined);
  assert.equal((await world.visitor.get(css)).status, 200);
});

test('a theme that cannot be read is refused with its field, and nothing but colours reaches a sheet', async () => {
  const id = await organisation();
  const put = (theme) => world.admin.put(`${at}/organisations/${id}/theme`, theme);
  const pale = await refused('bad_field', put(with_light({ 'ink-soft': '#a0a0a0' })));
  assert.equal(pale.body.field, 'light.ink-soft');
  assert.match(pale.body.detail, /ink-soft on .*4\.50 is needed/);
  const night = await refused('bad_field', put({ ...a_theme, dark: { ...a_theme.dark, paper: '#777777' } }));
  assert.match(night.body.field, /^dark\./);
  const long = await refused('too_long', put({ ...with_light({ brand: 'x'.repeat(21), ink: 'y'.repeat(21) }), font: 'serif' }));
  assert.deepEqual(long.body.errors.map((one) => one.field).sort(), ['light.brand', 'light.ink']);
  for (const bad of ['red', '#fff', '#14594a;}body{display:none', 'url(//evil.example)', '#14594g', 'var(--x)', '']) {
    const answer = await refused(['bad_field', 'missing_field', 'too_long'], put(with_light({ brand: bad })));
    assert.match(answer.body.field, /brand/);
  }
  await refused('bad_field', put({ ...a_theme, font: 'Comic Sans, } body {' .slice(0, 20) }));
  for (const radius of [-1, 25, 1.5, '4px']) await refused('bad_field', put({ ...a_theme, radius }));
  await refused('unknown_field', put(with_light({ shadow: '#000000' })));
  assert.equal((await must(200, world.admin.get(`${at}/organisations/${id}/theme`))).theme, null);
});

test('client and server measure the same contrast for every pair', async () => {
  const rules = JSON.parse(readFileSync(new URL('../../build/web/theme_rules.json', import.meta.url)));
  const { checks } = await must(200, world.admin.post(`${at}/theme-checks`, a_theme));
  const day = measurePairs({ ...rules.modes.light, ...a_theme.light }, rules.pairs);
  const night = measurePairs({ ...rules.modes.light, ...a_theme.light, ...rules.modes.dark, ...a_theme.dark }, rules.pairs);
  const cut = (ratio) => Math.floor(ratio * 100 + 1e-9) / 100;
  assert.deepEqual(checks.map(({ ink, on, ratio }) => [ink, on, ratio]), [...day, ...night].map(({ ink, on, ratio }) => [ink, on, cut(ratio)]));
});

test('a text written by the administrator stands at once, keeps its history, and gives way to the shipped one', async () => {
  const text = `${at}/texts/charter/en`;
  const page = async () => (await world.visitor.get('/en/about/charter')).text;
  const shipped = await must(200, world.admin.get(text));
  assert.ok(shipped.is_shipped && (await page()).includes('<h1'));
  const body = '# House rules\n\nWrite to {contact}. <script>alert(1)</script>\n\n## First\n\nBe **kind**.';
  const saved = await must(200, world.admin.put(text, { body, version: shipped.version }));
  assert.deepEqual([saved.is_shipped, saved.body, saved.history.length], [false, body, 1]);
  const html = await page();
  assert.ok(html.includes('House rules') && html.includes('<strong>kind</strong>') && !html.includes('<script>alert') && !html.includes('{contact}'));
  await refused('stale_version', world.admin.put(text, { body: '# Other', version: shipped.version }));
  for (const bad of ['No title', '#', '']) assert.equal((await refused(['bad_field', 'missing_field', 'too_short'], world.admin.put(text, { body: bad, version: saved.version }))).body.field, 'body');
  await must(200, world.admin.del(text));
  assert.ok(!(await page()).includes('House rules'));
  assert.equal((await must(200, world.admin.get(text))).history.length, 2);
  await refused('nothing_changed', world.admin.del(text));
  await refused('not_found', world.admin.get(`${at}/texts/weather/en`));
});

test('the name of the site is the administrator\'s in each language, on every page', async () => {
  const { version } = await must(200, world.admin.get(`${at}/texts/site_name/nl`));
  await must(200, world.admin.put(`${at}/texts/site_name/nl`, { body: 'Samen <beter>', version }));
  assert.match((await world.visitor.get('/nl/')).text, /Samen &lt;beter&gt;/);
  assert.match((await world.visitor.get('/nl/nowhere', { headers: { accept: 'text/html' } })).text, /Samen &lt;beter&gt;/);
  assert.doesNotMatch((await world.visitor.get('/fr/')).text, /Samen/);
  await refused('bad_field', world.admin.put(`${at}/texts/site_name/nl`, { body: 'Two\nlines', version: 1e6 }));
});

test('the audit log knows who did what, filters, pages, and names nobody beside a support', async () => {
  const idea = await world.propose();
  await must(200, world.citizen2.put(`/api/v1/ideas/${idea.id}/support`));
  const list = async (query) => (await must(200, world.admin.get(`${at}/audit?${query}`))).items;
  const [support] = await list('type=idea.supported');
  assert.deepEqual([support.actor, support.person], ['secret', null]);
  const mine = await list(`person=${world.citizen.person.id}`);
  assert.ok(mine.length > 0 && mine.every((line) => line.person.id === world.citizen.person.id));
  assert.deepEqual((await list(`person=${world.citizen2.person.id}&type=idea.supported`)), []);
  assert.ok((await list('type=role')).every((line) => line.type.startsWith('role.') && line.about.name));
  assert.ok((await list(`redesign=${world.slug}&limit=100`)).some((line) => line.type === 'role.granted'));
  assert.deepEqual(await list('until=2020-01-01'), []);
  await refused('bad_field', world.admin.get(`${at}/audit?type=a'--`));
  await refused('bad_field', world.admin.get(`${at}/audit?from=yesterday`));
  const first = await must(200, world.admin.get(`${at}/audit?limit=2`));
  const second = await must(200, world.admin.get(`${at}/audit?limit=2&after=${first.next}`));
  assert.equal(second.items[0].seq, first.items[1].seq - 1);
});

test('the audit log as a file opens in a spreadsheet without running anything', async () => {
  const person = await sign_up(world.base, { name: '=HYPERLINK("x")' });
  await must(200, world.admin.post(`${at}/people/${person.person.id}/suspension`, { reason: why }));
  const { text, headers } = await world.admin.get(`${at}/audit.csv?type=person`);
  assert.match(headers['content-disposition'], /attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"/);
  assert.match(text, /^number,when,actor,person,name/);
  assert.match(text, /"'=HYPERLINK\(""x""\)/);
  assert.doesNotMatch(text, /Insults/);
});

test('what concerns accounts alone is on no channel', async () => {
  const { events } = await must(200, world.visitor.get('/api/v1/events?channels=instance&since=0&limit=100'));
  assert.deepEqual(events.filter((event) => /^(person|admin)\./.test(event.type)), []);
  await refused('bad_field', world.visitor.get('/api/v1/events?channels=admin'));
});

test('health knows the machine, and settings show no secret', async () => {
  const health = await must(200, world.admin.get(`${at}/health`));
  assert.ok(health.database_bytes > 10_000 && health.disk.free_bytes > 0 && health.schema >= 4 && health.people > 5);
  assert.equal(health.last_event.seq, await world.last_seq());
  await world.server.check();
  assert.equal((await must(200, world.admin.get(`${at}/health`))).last_check.differences, 0);
  const { items } = await must(200, world.admin.get(`${at}/settings`));
  assert.ok(items.some((line) => line.key === 'site_name'));
  assert.ok(items.every((line) => !line.is_secret || line.value === ''));
});
