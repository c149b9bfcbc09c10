// Pictures on ideas and drafts: what is kept of a file, who sees it, and what hostile files do (nothing).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { bomb_png, form, gif, jpeg_with_position, moving_png, moving_webp, plain_jpeg, plain_webp, png, svg, wide_png } from '../support/pictures.mjs';
import { run_palabre } from '../support/server.mjs';
import { a_reason, must, refused, World } from '../support/world.mjs';

let world;
// The tests share two cores: a worker gets more time on the wall than people would wait, its time on the processor stays bounded.
before(async () => { world = await World.open({ settings: { 'limits.picture_work_ms_max': 120_000 } }); });
after(() => world.close());

const add = (client, path, file, fields = { description: 'A stop without a bench.', language: 'en' }) =>
  client.post(path, undefined, { ...form(fields, file), timeout_ms: 60_000 });
const to_idea = (idea) => `/api/v1/ideas/${idea.id}/pictures`;
const bytes_of = (client, url, headers = {}) => client.request('GET', url, { headers });
const has_text = (bytes, text) => Buffer.from(bytes).includes(text);
/** Width and height of a WebP file, lossy or extended. */
const size_of = (bytes) => {
  assert.equal(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 12), 'RIFFWEBP');
  return bytes.toString('latin1', 12, 16) === 'VP8X'
    ? [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1] : [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
};
/** The server's most memory so far, in KiB. */
const most_memory = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${world.server.process.pid}/status`, 'utf8'))[1]);

test('of a photo with a position inside, only pixels are kept, in two sizes at addresses that never change', async () => {
  const idea = await world.propose();
  const file = jpeg_with_position();
  assert.ok(has_text(file, 'SecretCam') && has_text(file, 'Exif'));
  const picture = await must(201, add(world.citizen, to_idea(idea), file));
  assert.equal(picture.description, 'A stop without a bench.');
  for (const size of [picture.small, picture.large]) {
    const answer = await bytes_of(world.visitor, size.url);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'image/webp');
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.match(answer.headers['cache-control'], /public, max-age=31536000, immutable/);
    for (const secret of ['SecretCam', 'Exif', 'EXIF', 'GPS', 'XMP']) assert.ok(!has_text(answer.bytes, secret), secret);
    assert.deepEqual(size_of(answer.bytes), [size.width, size.height]);
  }
  assert.deepEqual((await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).pictures, [picture]);
});

test('a picture taken sideways is turned upright', async () => {
  const idea = await world.propose();
  const upright = await must(201, add(world.citizen, to_idea(idea), jpeg_with_position(1)));
  const turned = await must(201, add(world.citizen, to_idea(idea), jpeg_with_position(6)));
  assert.deepEqual([upright.large.width, upright.large.height], [64, 48]);
  assert.deepEqual([turned.large.width, turned.large.height], [48, 64]);
});

test('JPEG, PNG and WebP are taken by what they are, whatever they are called, as a form or as raw bytes', async () => {
  const idea = await world.propose();
  for (const file of [plain_jpeg, png(2000, 500), plain_webp]) await must(201, add(world.citizen, to_idea(idea), file));
  const answer = await world.citizen.post(`${to_idea(idea)}?description=A%20blue%20door&language=en`, undefined, { raw: plain_jpeg, type: 'image/png' });
  assert.equal(answer.status, 201, answer.text);
  const { pictures } = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`));
  assert.deepEqual(pictures.map(({ large }) => large.width), [64, 1600, 64, 64]);
  assert.equal(pictures[1].small.width, 480);
  assert.equal(pictures[3].description, 'A blue door');
  const fifth = await refused('too_large', add(world.citizen, to_idea(idea), plain_jpeg));
  assert.match(fifth.body.detail, /at most 4/);
});

test('a picture without a description is refused, with help at the field', async () => {
  const idea = await world.propose();
  for (const fields of [{}, { description: '' }, { description: '   ' }]) {
    const answer = await refused('missing_field', add(world.citizen, to_idea(idea), plain_jpeg, fields));
    assert.equal(answer.body.field, 'description');
  }
  assert.equal((await refused('too_long', add(world.citizen, to_idea(idea), plain_jpeg, { description: 'x'.repeat(1001) }))).body.field, 'description');
  assert.equal((await refused('bad_field', add(world.citizen, to_idea(idea), plain_jpeg, { description: 'Fine.', language: 'E1' }))).body.field, 'language');
  assert.equal((await refused('missing_field', add(world.citizen, to_idea(idea)))).body.field, 'picture');
  await refused('unknown_field', add(world.citizen, to_idea(idea), plain_jpeg, { description: 'Fine.', colour: 'red' }));
});

test('hostile files are refused quickly with a clear reason, and the server stays small', async () => {
  const idea = await world.propose();
  await must(201, add(world.citizen, to_idea(idea), plain_jpeg));
  const before_all = most_memory();
  const files = {
    bomb: [bomb_png(), 'too_large'],
    gif: [gif(), 'unsupported_media_type'],
    svg: [svg(), 'unsupported_media_type'],
    page: [Buffer.from('<!DOCTYPE html><script>alert(1)</script>'), 'unsupported_media_type'],
    moving: [moving_webp(), 'unsupported_media_type'],
    'cut short': [plain_jpeg.subarray(0, 300), 'bad_field'],
    'PNG cut short': [png(400, 300).subarray(0, 200), 'bad_field'],
    'head alone': [png().subarray(0, 33), 'bad_field'],
    'PNG in name only': [Buffer.concat([png().subarray(0, 33), Buffer.alloc(5000, 0x41)]), 'bad_field'],
    'JPEG start': [Buffer.from([0xff, 0xd8, 0xff]), 'bad_field'],
    empty: [Buffer.alloc(0), 'missing_field'],
  };
  for (const [name, [file, code]] of Object.entries(files)) {
    const began = performance.now();
    const answer = await add(world.citizen, to_idea(idea), file);
    assert.equal(answer.code, code, `${name}: ${answer.status} ${answer.text}`);
    assert.equal(answer.body.field, 'picture', name);
    assert.ok(performance.now() - began < 15_000, `${name} took ${performance.now() - began} ms`);
  }
  const wide = await add(world.citizen, to_idea(idea), wide_png());
  assert.equal(wide.status, 201, wide.text);
  const grown = (most_memory() - before_all) / 1024;
  assert.ok(grown < 64, `the server grew by ${grown} MiB: 36 megapixels would be 144`);
  assert.equal((await must(200, world.visitor.get('/api/v1/health'))).status ?? 'ok', 'ok');
});

test('of a PNG that claims to move without end, the first frame is kept', async () => {
  const idea = await world.propose();
  const picture = await must(201, add(world.citizen, to_idea(idea), moving_png()));
  assert.deepEqual([picture.large.width, picture.large.height], [40, 30]);
});

test('what is appended to a picture does not survive', async () => {
  const idea = await world.propose();
  const picture = await must(201, add(world.citizen, to_idea(idea), Buffer.concat([plain_jpeg, Buffer.from('PK\x03\x04<script>alert(1)</script>')])));
  assert.ok(!has_text((await bytes_of(world.visitor, picture.large.url)).bytes, 'script'));
});

test('only upload routes take large bodies, and only from somebody signed in', async () => {
  const idea = await world.propose();
  const large = Buffer.alloc(2 * 1024 * 1024, 0x20);
  const answer = await world.citizen.twin().post(`/api/v1/ideas/${idea.id}/comments`, undefined, { raw: large });
  assert.equal(answer.status, 413);
  assert.equal((await world.visitor.post(to_idea(idea), undefined, form({ description: 'x' }, large))).status, 413);
  const too_much = await world.citizen.twin().post(to_idea(idea), undefined, form({ description: 'x' }, Buffer.alloc(12 * 1024 * 1024)));
  assert.equal(too_much.status, 413);
});

test('a broken form is a clear refusal', async () => {
  const idea = await world.propose();
  const { raw } = form({ description: 'x' }, plain_jpeg);
  for (const [body, type] of [[raw, 'multipart/form-data'], [raw, 'multipart/form-data; boundary=other'], [raw.subarray(0, 200), 'multipart/form-data; boundary=palabre-test-boundary'],
    [Buffer.from('--b\r\n\r\n--b--'), 'multipart/form-data; boundary=b'], [raw, 'text/plain']]) {
    const answer = await world.citizen.post(to_idea(idea), undefined, { raw: body, type });
    assert.ok(['bad_encoding', 'unsupported_media_type'].includes(answer.code), `${type}: ${answer.text}`);
  }
});

test('a picture is its author’s to describe and to remove, and everybody hears of it', async () => {
  const idea = await world.propose();
  const picture = await must(201, add(world.citizen, to_idea(idea), png(83, 21)));
  const path = `/api/v1/pictures/${picture.id}`;
  await refused('not_allowed', add(world.citizen2, to_idea(idea), plain_jpeg));
  await refused('not_allowed', world.citizen2.patch(path, { description: 'Not mine.' }));
  await refused('not_allowed', world.citizen2.del(path));
  const changed = await must(200, world.citizen.patch(path, { description: 'Un arrêt sans banc.', language: 'fr' }));
  assert.deepEqual([changed.description, changed.language], ['Un arrêt sans banc.', 'fr']);
  await refused('missing_field', world.citizen.patch(path, { description: '' }));
  await must(204, world.citizen.del(path));
  await refused('not_found', world.citizen.del(path));
  assert.equal((await bytes_of(world.visitor, picture.large.url)).status, 404);
  const { events } = await must(200, world.visitor.get(`/api/v1/events?channels=idea:${idea.id}`));
  assert.deepEqual(events.map(({ type }) => type).filter((type) => type.startsWith('picture.')), ['picture.added', 'picture.described', 'picture.removed']);
});

test('pictures of a draft are its writer’s alone, and go along when it is published', async () => {
  const draft = await must(201, world.citizen.post('/api/v1/me/drafts', { redesign: world.slug, title: 'A roof at the stop', latitude: 44.7, longitude: 10.6 }));
  await refused('not_found', add(world.citizen2, `/api/v1/me/drafts/${draft.id}/pictures`, plain_jpeg));
  const file = png(61, 33);
  const picture = await must(201, add(world.citizen, `/api/v1/me/drafts/${draft.id}/pictures`, file));
  assert.equal((await bytes_of(world.citizen, picture.small.url)).headers['cache-control'], 'private, no-store');
  for (const other of [world.visitor, world.citizen2, world.moderator]) assert.equal((await bytes_of(other, picture.small.url)).status, 404);
  const idea = await world.propose(world.citizen, { title: 'A roof at the stop', draft: draft.id });
  assert.deepEqual(idea.pictures.map(({ id }) => id), [picture.id]);
  assert.equal((await bytes_of(world.visitor, picture.small.url)).status, 200);
  const thrown = await must(201, world.citizen.post('/api/v1/me/drafts', { redesign: world.slug, title: 'Not this' }));
  const gone = await must(201, add(world.citizen, `/api/v1/me/drafts/${thrown.id}/pictures`, png(77, 20)));
  await must(204, world.citizen.del(`/api/v1/me/drafts/${thrown.id}`));
  assert.equal((await bytes_of(world.citizen, gone.small.url)).status, 404);
});

test('the pictures of a hidden idea are for staff alone, until it is restored', async () => {
  const idea = await world.propose();
  const { large } = await must(201, add(world.citizen, to_idea(idea), png(90, 44)));
  await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/hide`, { rule: 'private_data', reason: a_reason }));
  for (const other of [world.visitor, world.citizen, world.citizen2]) assert.equal((await bytes_of(other, large.url)).status, 404);
  const seen = await bytes_of(world.moderator, large.url);
  assert.deepEqual([seen.status, seen.headers['cache-control']], [200, 'private, no-store']);
  assert.equal((await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).pictures, undefined);
  await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/restore`, { reason: a_reason }));
  assert.equal((await bytes_of(world.visitor, large.url)).status, 200);
});

test('the export lists public pictures, and the check hashes every byte', async () => {
  const exported = await run_palabre(['export', '--data', world.server.data]);
  const pictures = exported.stdout.split('\n').filter((line) => line.includes('"kind":"picture"')).map((line) => JSON.parse(line));
  assert.ok(pictures.length > 5);
  assert.ok(pictures.filter(({ state }) => state === 'kept').every(({ description, large }) => description && /^[0-9a-f]{64}$/.test(large)));
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout);
});
