// The dossier of an idea as a PDF, read back with poppler: everything public, nothing hidden, bounded, in the page's language.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { languages, temporary_folder } from '../support/server.mjs';
import { a_reason, in_days, must, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

const folder = temporary_folder();
let count = 0;
async function dossier(idea, language = 'en', client = world.visitor) {
  const answer = await client.get(`/${language}/ideas/${idea.id}/dossier.pdf`);
  assert.equal(answer.status, 200, answer.text.slice(0, 300));
  assert.equal(answer.type, 'application/pdf');
  count += 1;
  const path = join(folder, `${count}.pdf`);
  writeFileSync(path, answer.bytes);
  return { answer, path, text: execFileSync('pdftotext', ['-layout', path, '-']).toString(), info: execFileSync('pdfinfo', [path]).toString() };
}
const flat = (text) => text.replace(/\s+/g, ' ');

test('holds title, state, author, text, answers with their history, comments, date and address', async () => {
  const idea = await world.propose(world.citizen, { title: 'Eight benches at the market', body: 'People wait **standing**.\n\n- by the well\n- by the church', tags: ['benches'], place: { label: 'Market square' } });
  await must(200, world.citizen.patch(`/api/v1/ideas/${idea.id}`, { title: 'Eight benches at the market', body: 'Old people wait **standing**.\n\n- by the well\n- by the church', version: 1, note: 'Who waits there' }));
  await must(200, world.citizen2.put(`/api/v1/ideas/${idea.id}/support`));
  const top = await world.comment(world.citizen2, idea, { body: 'My mother would sit there.', stance: 'for' });
  await world.comment(world.citizen, idea, { body: 'So would mine, gladly.', stance: 'question', parent: top.id });
  await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'in_study', body: 'We measure the square in March.' }));
  await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'deferred', body: 'The square is rebuilt next year; then.', review_on: in_days(200).slice(0, 10) }));
  const { answer, text, info } = await dossier(idea);
  const words = flat(text);
  for (const wanted of ['Eight benches at the market', world.citizen.person.name, 'Market square', 'benches', 'Old people wait standing.', '• by the well', '1 supporter', '2 comments', '1 for, 0 against, 1 question',
    'My mother would sit there.', 'So would mine, gladly.', 'In study', 'We measure the square in March.', 'Deferred', 'The square is rebuilt next year; then.', 'Version 1', 'People wait standing.', 'Page 1',
    `${world.base.replace('127.0.0.1', '')}`.split(':').pop(), `/en/ideas/${idea.id}`]) assert.ok(words.includes(wanted), `${wanted}\n${text}`);
  assert.ok(words.indexOf('The square is rebuilt') < words.indexOf('We measure the square'), 'the answer in force comes first');
  assert.match(info, /Title:\s+Eight benches at the market/);
  assert.match(info, /Tagged:\s+yes/);
  assert.match(info, /Page size:\s+595.* \(A4\)/);
  assert.match(answer.headers['content-disposition'], /^attachment; filename="palabre-\d+-en\.pdf"$/);
});

test('speaks the language of the page', async () => {
  const { items } = await must(200, world.visitor.get('/api/v1/redesigns/valdolce-bien-grandir/ideas?sort=discussed&limit=1'));
  const wanted = { fr: 'Réponse', nl: 'antwoord', de: 'Antwort', en: 'answer' };
  for (const language of languages) {
    const { text } = await dossier(items[0], language);
    if (wanted[language]) assert.match(text, new RegExp(wanted[language]), language);
  }
});

test('keeps hidden and withdrawn words out, and says why they are not there', async () => {
  const idea = await world.propose();
  const bad = await world.comment(world.citizen2, idea, { body: 'The number is 555-0199.' });
  const gone = await world.comment(world.citizen2, idea, { body: 'I regret this sentence.' });
  await must(200, world.moderator.post(`/api/v1/comments/${bad.id}/hide`, { rule: 'private_data', reason: 'It shows a telephone number.' }));
  await world.citizen2.del(`/api/v1/comments/${gone.id}`);
  for (const client of [world.visitor, world.moderator]) {
    const { text } = await dossier(idea, 'en', client);
    assert.doesNotMatch(text, /555-0199|I regret this sentence/);
    assert.match(flat(text), /Comment hidden\..*It shows a telephone number\..*Comment taken back by its author\./);
  }
});

test('a hidden idea and one nobody may read have none', async () => {
  const idea = await world.propose();
  await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/hide`, { rule: 'private_data', reason: a_reason }));
  assert.equal((await world.visitor.get(`/en/ideas/${idea.id}/dossier.pdf`)).status, 410);
  for (const path of ['/en/ideas/999999/dossier.pdf', '/en/ideas/x/dossier.pdf', `/xx/ideas/${idea.id}/dossier.pdf`]) assert.equal((await world.visitor.get(path)).status, 404, path);
});

test('stops at the limits of comments and pages with a note', async () => {
  const small = await World.open({ settings: { 'limits.dossier_comments_max': 4, 'limits.dossier_pages_max': 60 } });
  try {
    const idea = await small.propose();
    for (let i = 0; i < 7; i += 1) await small.comment(small.citizen2, idea, { body: `Remark of number ${i} here.` });
    const answer = await small.visitor.get(`/en/ideas/${idea.id}/dossier.pdf`);
    const path = join(folder, 'small.pdf');
    writeFileSync(path, answer.bytes);
    const text = flat(execFileSync('pdftotext', [path, '-']).toString());
    assert.match(text, /Remark of number 3 here\./);
    assert.doesNotMatch(text, /Remark of number 4 here\./);
    assert.match(text, /The discussion goes on/);
  } finally { await small.close(); }
});

test('many at once are made one after the other, and nobody else waits', async () => {
  const { items } = await must(200, world.visitor.get('/api/v1/redesigns/valdolce-bien-grandir/ideas?sort=discussed&limit=10'));
  const began = performance.now();
  const papers = items.map((idea) => world.visitor.twin().get(`/fr/ideas/${idea.id}/dossier.pdf`));
  const list = await world.visitor.get('/api/v1/redesigns');
  const waited = performance.now() - began;
  assert.equal(list.status, 200);
  const done = await Promise.all(papers);
  assert.ok(done.every((answer) => [200, 503].includes(answer.status)));
  assert.ok(waited < performance.now() - began, 'a read is answered before all papers are');
});
