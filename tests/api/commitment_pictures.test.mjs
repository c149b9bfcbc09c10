// Pictures on the news and on the delivery of a commitment: who adds and takes away, who sees, what the forms do with a bad file.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { form, gif, jpeg_with_position, plain_jpeg, png } from '../support/pictures.mjs';
import { bodies } from '../support/requests.mjs';
import { run_palabre } from '../support/server.mjs';
import { a_reason, must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open({ settings: { 'limits.picture_work_ms_max': 120_000 } }); });
after(() => world.close());

const described = { description: 'Eight benches along the path, each with a back.', language: 'en' };
const add = (who, entry, file, fields = described) => who.post(`/api/v1/commitment-entries/${entry.id}/pictures`, undefined, { ...form(fields, file), timeout_ms: 60_000 });
const read = (one) => must(200, world.visitor.get(`/api/v1/commitments/${one.id}`));
const go = (one, to, more = {}) => must(200, world.officer.post(`/api/v1/commitments/${one.id}/transitions`, { to, text: a_reason, ...more }));
const status_of = async (who, url) => (await who.request('GET', url)).status;
async function make() {
  const idea = await world.propose();
  await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'accepted', body: 'We will do it.' }));
  const one = await must(201, world.officer.post(`/api/v1/redesigns/${world.slug}/commitments`, bodies['POST /api/v1/redesigns/{slug}/commitments']({ idea: idea.id })));
  await go(one, 'accepted');
  return go(one, 'in_progress');
}
/** A page's form with its file, as a browser sends it. */
const send = (who, path, fields, file) => who.request('POST', path, {
  ...form(fields, file), timeout_ms: 60_000, headers: { cookie: `palabre_session=${who.token}`, authorization: '', origin: world.base, accept: 'text/html' },
});

test('a delivery has up to three pictures, each described, and they say nothing of where they were taken', async () => {
  const one = await make();
  const { history: [entry] } = await go(one, 'delivered');
  const picture = await must(201, add(world.officer, entry, jpeg_with_position(6)));
  assert.deepEqual([picture.description, picture.large.width, picture.large.height], [described.description, 48, 64]);
  const { bytes, headers } = await world.visitor.request('GET', picture.large.url);
  assert.match(headers['cache-control'], /public.*immutable/);
  assert.ok(!Buffer.from(bytes).includes('SecretCam'));
  for (const width of [70, 71]) await must(201, add(world.officer, entry, png(width, 40)));
  await refused('too_large', add(world.officer, entry, png(72, 40)));
  const [shown] = (await read(one)).history;
  assert.deepEqual([shown.id, shown.to, shown.pictures.length, shown.pictures_removed], [entry.id, 'delivered', 3, 0]);
  assert.deepEqual(shown.pictures[0], picture);
  assert.equal((await refused('missing_field', add(world.officer, entry, plain_jpeg, {}))).body.field, 'description');
});

test('only whoever wrote the news adds to them, and only while nothing followed', async () => {
  const one = await make();
  const { history: [entry] } = await must(200, world.officer.post(`/api/v1/commitments/${one.id}/updates`, { text: 'They are being put up.' }));
  for (const role of ['citizen', 'moderator', 'facilitator', 'owner']) await refused('not_allowed', add(world[role], entry, plain_jpeg));
  await refused('sign_in_required', add(world.visitor, entry, plain_jpeg));
  await refused('unsupported_media_type', add(world.officer, entry, gif()));
  await must(201, add(world.officer, entry, png(80, 41)));
  const { history: [dated] } = await must(200, world.officer.post(`/api/v1/commitments/${one.id}/dates`, { due_on: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10), text: a_reason }));
  for (const each of [entry, dated]) assert.equal((await refused('bad_field', add(world.officer, each, plain_jpeg))).body.field, 'picture');
});

test('a moderator takes a picture away; its bytes go, and that it stood there stays to be read', async () => {
  const one = await make();
  const { history: [entry] } = await go(one, 'delivered');
  const picture = await must(201, add(world.officer, entry, png(93, 37)));
  const path = `/api/v1/pictures/${picture.id}`;
  await refused('not_allowed', world.citizen.del(path));
  await refused('not_allowed', world.moderator.patch(path, { description: 'Not theirs to say.' }));
  await must(200, world.owner.patch(path, { description: 'Eight benches.' }));
  await must(204, world.moderator.del(path));
  assert.equal(await status_of(world.visitor, picture.large.url), 404);
  const [shown] = (await read(one)).history;
  assert.deepEqual([shown.pictures, shown.pictures_removed], [[], 1]);
  const page = await world.visitor.request('GET', `/en/commitments/${one.id}`, { headers: { accept: 'text/html' } });
  assert.match(page.text, /1 photo was taken away/);
});

test('a delivery sent as a form stands with its picture or not at all, and pressing twice delivers once', async () => {
  const one = await make();
  const path = `/en/commitments/${one.id}/news`;
  const fields = { do: 'deliver', text: 'Eight benches stand since Monday.', url: '', description: described.description, key: 'k' };
  for (const [file, more, words] of [[gif(), {}, /JPEG, PNG or WebP/], [plain_jpeg, { description: '' }, /Your browser does not keep files/]]) {
    const answer = await send(world.officer, path, { ...fields, ...more }, file);
    assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status}`);
    assert.match(answer.text, words);
    assert.match(answer.text, /Eight benches stand since Monday\./);
  }
  assert.equal((await read(one)).state, 'in_progress');
  assert.ok([401, 403, 404].includes((await send(world.citizen, path, fields, plain_jpeg)).status));
  for (let times = 0; times < 2; times += 1) assert.equal((await send(world.officer, path, fields, png(94, 38))).status, 303);
  const after_it = await read(one);
  assert.equal(after_it.state, 'delivered');
  assert.deepEqual(after_it.history.slice(0, 2).map(({ to, pictures }) => [to, pictures.length]), [['delivered', 1], ['in_progress', 0]]);
  const page = await world.visitor.request('GET', `/en/commitments/${one.id}`, { headers: { accept: 'text/html' } });
  assert.match(page.text, /<img[^>]*width="94" height="38" alt="Eight benches along the path, each with a back\." lang="en" loading="lazy"/);
});

test('news without a picture are published from the same form', async () => {
  const one = await make();
  assert.equal((await send(world.officer, `/en/commitments/${one.id}/news`, { do: 'update', text: 'Half of them stand.', description: '' })).status, 303);
  assert.deepEqual((await read(one)).history[0].texts, { en: 'Half of them stand.' });
});

test('the export lists them under their entries, the check knows them, and their writer takes them home', async () => {
  const exported = await run_palabre(['export', '--data', world.server.data]);
  const lines = exported.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const entries = new Set(lines.filter(({ kind }) => kind === 'commitment_history').map(({ id }) => id));
  const pictures = lines.filter(({ kind }) => kind === 'commitment_picture');
  assert.ok(pictures.length > 5);
  assert.ok(pictures.every(({ entry }) => entries.has(entry)));
  assert.ok(pictures.filter(({ state }) => state === 'kept').every(({ description, large }) => description && /^[0-9a-f]{64}$/.test(large)));
  assert.ok(pictures.some(({ state, description }) => state === 'removed' && !description));
  const own = await must(200, world.officer.get('/api/v1/me/export'));
  assert.ok(own.pictures.some(({ commitment_entry }) => entries.has(commitment_entry)));
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout);
});
