// The open data: files that count what the pages count, name nobody, open in a spreadsheet, and stop at a limit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { languages } from '../support/server.mjs';
import { a_reason, must, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

/** A reader of CSV after RFC 4180, strict: every row has the cells of the header. */
function read_csv(text) {
  const rows = [[]];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; !(text[at] === '"' && text[at + 1] !== '"'); at += 1) {
        assert.ok(at < text.length, 'a quote is never closed');
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\r') { assert.ok(text[at] !== '"' && text[at] !== '\n', 'a bare quote or line feed'); cell += text[at]; at += 1; }
    rows.at(-1).push(cell);
    if (text[at] === ',') { at += 1; if (at === text.length || text[at] === '\r') rows.at(-1).push(''); } else {
      assert.equal(text.slice(at, at + 2), '\r\n');
      at += 2;
      if (at < text.length) rows.push([]);
    }
  }
  const [names, ...lines] = rows;
  for (const line of lines) assert.equal(line.length, names.length, line.join('|'));
  return lines.map((line) => Object.fromEntries(line.map((cell, index) => [names[index], cell])));
}

/** The text that a browser makes of HTML escapes. */
const unescaped = (html) => html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)));

const tables = ['ideas', 'comments', 'answers', 'phases', 'supports'];
const file = async (slug, name) => {
  const answer = await world.visitor.get(`/data/${slug}/${name}`);
  assert.equal(answer.status, 200, `${slug}/${name}: ${answer.text.slice(0, 200)}`);
  return answer;
};
const csv = async (slug, table) => read_csv((await file(slug, `${table}.csv`)).text);
const json = async (slug, table) => (await file(slug, `${table}.json`)).body;

test('the files of every redesign hold as many rows as its page counts', async () => {
  const { items } = await must(200, world.visitor.get('/api/v1/redesigns?limit=100'));
  assert.ok(items.length >= 3);
  for (const { slug } of items) {
    const shown = await must(200, world.visitor.get(`/api/v1/redesigns/${slug}`));
    const [ideas, comments, answers, phases, supports] = await Promise.all(tables.map((table) => csv(slug, table)));
    assert.equal(ideas.length, shown.counts?.ideas ?? shown.ideas, `${slug}: ideas`);
    assert.equal(comments.length, shown.counts?.comments ?? shown.comments, `${slug}: comments`);
    assert.equal(new Set(answers.filter((row) => row.in_force === 'true').map((row) => row.idea)).size, shown.counts?.answers ?? shown.answers, `${slug}: answers`);
    assert.equal(phases.length, shown.phases.length, `${slug}: phases`);
    assert.equal(supports.reduce((sum, row) => sum + Number(row.supports), 0), shown.counts?.supports ?? shown.supports, `${slug}: supports`);
    for (const table of tables) {
      const written = await json(slug, table);
      assert.equal(written.count, written.rows.length);
      assert.equal(written.rows.length, { ideas, comments, answers, phases, supports }[table].length, `${slug}: ${table} in JSON`);
    }
  }
});

test('the page names the counts of the files, in every language, and every footer leads to it', async () => {
  for (const language of languages) {
    const page = await world.visitor.get(`/${language}/data`, { headers: { accept: 'text/html' } });
    assert.equal(page.status, 200);
    const html = unescaped(page.text);
    const rows = await csv('valdolce-bien-grandir', 'ideas');
    const row = new RegExp(`data-rows="(\\d+)"[^]*?href="/data/valdolce-bien-grandir/ideas\\.csv"`).exec(html.slice(html.indexOf('/redesigns/valdolce-bien-grandir"')));
    assert.equal(Number(row[1]), rows.length);
    assert.match(unescaped((await world.visitor.get(`/${language}/about/help`, { headers: { accept: 'text/html' } })).text), new RegExp(`href="/${language}/data"`));
  }
});

test('the sums of an idea are the same in both of its tables and beside it on the page', async () => {
  const ideas = await json('valdolce-bien-grandir', 'ideas');
  const supports = new Map((await json('valdolce-bien-grandir', 'supports')).rows.map((row) => [row.idea, row]));
  const comments = (await json('valdolce-bien-grandir', 'comments')).rows;
  for (const idea of ideas.rows) {
    const counted = supports.get(idea.id);
    assert.equal(counted.supports, idea.supports);
    assert.equal(counted.comments_for + counted.comments_against + counted.comments_question + counted.comments_neutral, idea.comments);
    assert.equal(comments.filter((row) => row.idea === idea.id).length, idea.comments);
  }
});

test('people are pseudonyms: the same in a redesign, another elsewhere, no name and no opaque id', async () => {
  const other = await world.make_redesign();
  const idea = await world.propose();
  const twin = await world.propose(world.citizen, {}, other.slug);
  await world.comment(world.citizen, idea);
  const [here] = (await json(world.slug, 'ideas')).rows.filter((row) => row.id === String(idea.id));
  const [there] = (await json(other.slug, 'ideas')).rows.filter((row) => row.id === String(twin.id));
  const [said] = (await json(world.slug, 'comments')).rows.filter((row) => row.idea === String(idea.id));
  assert.match(here.author, /^[0-9a-f]{16}$/);
  assert.equal(here.author, said.author);
  assert.notEqual(here.author, there.author);
  for (const table of tables) {
    const { text } = await file(world.slug, `${table}.json`);
    assert.ok(!text.includes(world.citizen.person.name) && !text.includes('@demo.palabre'), table);
  }
});

test('hidden, withdrawn and merged words are in no file', async () => {
  const idea = await world.propose(world.citizen, { title: 'A secret spilled here', body: 'The secret of the hidden idea is zanzibar.' });
  const kept = await world.propose();
  const comment = await world.comment(world.citizen2, kept, { body: 'The secret of the hidden comment is timbuktu.' });
  const gone = await world.comment(world.citizen2, kept, { body: 'The secret of the withdrawn comment is ouagadougou.' });
  assert.match((await file(world.slug, 'ideas.csv')).text, /zanzibar/);
  await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/hide`, { rule: 'private_data', reason: a_reason }));
  await must(200, world.moderator.post(`/api/v1/comments/${comment.id}/hide`, { rule: 'private_data', reason: a_reason }));
  await world.citizen2.del(`/api/v1/comments/${gone.id}`);
  for (const table of tables) {
    for (const ending of ['csv', 'json']) assert.doesNotMatch((await file(world.slug, `${table}.${ending}`)).text, /zanzibar|timbuktu|ouagadougou/, `${table}.${ending}`);
  }
});

test('a spreadsheet opens the CSV: no cell is a formula, quotes and line ends survive, and one form says it is UTF-8', async () => {
  const title = '=HYPERLINK("http://example.org";"Bénéfice")';
  const body = 'First line, with "quotes"\nsecond line; with more\n- and a list';
  const idea = await world.propose(world.citizen, { title, body });
  const row = (await csv(world.slug, 'ideas')).find((one) => one.id === String(idea.id));
  assert.equal(row.title, `'${title}`);
  assert.equal(row.body, body);
  assert.equal((await json(world.slug, 'ideas')).rows.find((one) => one.id === String(idea.id)).title, title);
  const plain = await world.visitor.get(`/data/${world.slug}/ideas.csv`);
  assert.match(plain.headers['content-type'], /^text\/csv; charset=utf-8/);
  assert.match(plain.headers['content-disposition'], new RegExp(`attachment; filename="${world.slug}-ideas\\.csv"`));
  const marked = await world.visitor.get(`/data/${world.slug}/ideas.csv?bom=1`);
  assert.deepEqual([...marked.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.equal(Buffer.compare(marked.bytes.subarray(3), plain.bytes), 0);
});

test('a file stops at its limit and says where the rest is', async () => {
  const small = await World.open({ settings: { 'limits.data_rows_max': 7 } });
  try {
    const path = '/data/valdolce-bien-grandir/comments.csv';
    const seen = [];
    for (let next = path; next;) {
      const part = await small.visitor.get(next);
      const rows = read_csv(part.text);
      assert.ok(rows.length <= 7);
      seen.push(...rows.map((row) => row.id));
      next = /<([^>]+)>; rel="next"/.exec(part.headers.link ?? '')?.[1];
    }
    assert.deepEqual(seen, (await csv('valdolce-bien-grandir', 'comments')).map((row) => row.id));
    const answers = [];
    for (let after = '0'; after !== null;) {
      const { body } = await small.visitor.get(`/data/valdolce-bien-grandir/answers.json?after=${after}`);
      answers.push(...body.rows);
      after = body.next;
    }
    assert.equal(answers.length, (await json('valdolce-bien-grandir', 'answers')).count);
  } finally { await small.close(); }
});

test('files are kept ready and never old: a tag, 304, and a new one after a support', async () => {
  const idea = await world.propose();
  const path = `/data/${world.slug}/supports.csv`;
  const first = await world.visitor.get(path);
  assert.equal((await world.visitor.get(path, { headers: { 'if-none-match': first.headers.etag } })).status, 304);
  await must(200, world.owner.put(`/api/v1/ideas/${idea.id}/support`));
  const second = await world.visitor.get(path, { headers: { 'if-none-match': first.headers.etag } });
  assert.equal(second.status, 200);
  assert.equal(read_csv(second.text).find((row) => row.idea === String(idea.id)).supports, '1');
});

test('what is not public, not there or wrong has no file', async () => {
  const draft = await must(201, world.admin.post('/api/v1/redesigns', { slug: `quiet-${process.pid}`, title: { en: 'Quiet' }, languages: ['en'], state: 'draft', summary: { en: 'Not yet.' }, promise: { en: 'None.' } }));
  for (const [path, status] of [[`/data/${draft.slug}/ideas.csv`, 404], ['/data/nowhere/ideas.csv', 404], [`/data/${world.slug}/people.csv`, 404], [`/data/${world.slug}/ideas.xml`, 404],
    [`/data/${world.slug}/ideas`, 404], [`/data/${world.slug}/ideas.csv?after=-1`, 422], [`/data/${world.slug}/ideas.csv?after=x`, 422], [`/data/${world.slug}/ideas.csv?after=99999999999999999999`, 422]]) {
    const answer = await world.visitor.get(path);
    assert.deepEqual([answer.status, answer.type], [status, 'application/problem+json'], path);
  }
});

test('the catalogue is DCAT-AP: every dataset and every file of it, under the licence that is set', async () => {
  const answer = await world.visitor.get('/data/catalog.jsonld');
  assert.deepEqual([answer.status, answer.type], [200, 'application/ld+json']);
  const catalogue = JSON.parse(answer.text);
  assert.equal(catalogue['@type'], 'dcat:Catalog');
  const { items } = await must(200, world.visitor.get('/api/v1/redesigns?limit=100'));
  assert.deepEqual(catalogue['dcat:dataset'].map((set) => set['dct:identifier']).sort(), items.map((item) => item.slug).sort());
  for (const key of ['dct:title', 'dct:description', 'dct:publisher']) assert.ok(catalogue[key], key);
  for (const set of catalogue['dcat:dataset']) {
    for (const key of ['dct:title', 'dct:description', 'dct:publisher', 'dcat:distribution']) assert.ok(set[key], `${set['dct:identifier']} ${key}`);
    assert.equal(set['dcat:distribution'].length, 10);
    for (const one of set['dcat:distribution']) {
      assert.match(one.license, /^http:\/\/publications\.europa\.eu\/resource\/authority\/licence\/CC_BY_4_0$/);
      assert.equal((await world.visitor.request('HEAD', new URL(one.downloadURL).pathname)).status, 200, one.downloadURL);
    }
  }
});

test('the codebook explains every column of every file in every language', async () => {
  const { body } = await world.visitor.get('/data/codebook.json');
  assert.deepEqual(body.tables.map((table) => table.name), tables);
  for (const table of body.tables) {
    const names = (await file('valdolce-bien-grandir', `${table.name}.csv`)).text.split('\r\n')[0].split(',');
    assert.deepEqual(table.columns.map((column) => column.name), names);
    for (const column of table.columns) for (const language of languages) assert.ok(column.meaning[language].length > 3, `${table.name}.${column.name} ${language}`);
  }
});
