// Style is a test: floors, lengths, the co_await rule, words, stray markers, leaks of places and hosts.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { floor_breaches, floors } from './floors.mjs';
import { function_lengths, median, percentile } from './lengths.mjs';

const root = new URL('../..', import.meta.url).pathname;
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const read = (file) => readFileSync(root + file, 'utf8');
const cpp = files.filter((file) => /^(server|tests)\/.*\.(cpp|hpp)$/.test(file));
const server = cpp.filter((file) => file.startsWith('server/'));
const code = files.filter((file) => /^(server|tests|web|schema|deploy)\/.*\.(cpp|hpp|js|mjs|css|mustache|sql|sh)$|^(tests|deploy)\/(run|cluster)$/.test(file));
const without_comments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '').replace(/R"sql\([\s\S]*?\)sql"/g, '""');

test('every folder of the server stands on a floor', () => {
  const folders = new Set(server.map((file) => file.split('/')[1]).filter((name) => !name.includes('.')));
  assert.deepEqual([...folders].filter((name) => !(name in floors)), []);
});

test('a folder includes only lower floors', () => {
  const breaches = server
    .filter((file) => file.split('/').length > 2)
    .flatMap((file) => floor_breaches(file.split('/')[1], read(file)).map((breach) => `${file}: ${breach.from} -> ${breach.to}`));
  assert.deepEqual(breaches, []);
});

test('the floor check itself finds a breach', () => {
  assert.equal(floor_breaches('ideas', '#include "screens/page.hpp"\n').length, 1);
  assert.equal(floor_breaches('ideas', '#include "base/id.hpp"\n').length, 0);
  assert.equal(floor_breaches('net', '#include "people/actor.hpp"\n').length, 1);
});

test('no file is longer than 400 lines', () => {
  const long = code.map((file) => [file, read(file).split('\n').length - 1]).filter(([, lines]) => lines > 400);
  assert.deepEqual(long, []);
});

test('no function is longer than 70 lines', () => {
  const long = cpp.flatMap((file) => function_lengths(read(file)).filter(({ length }) => length > 70).map(({ line, length }) => `${file}:${line} ${length}`));
  assert.deepEqual(long, []);
});

test('the server keeps the yardsticks of its lengths', (context) => {
  const lines = server.map((file) => read(file).split('\n').length - 1);
  const functions = server.flatMap((file) => function_lengths(read(file)).map(({ length }) => length));
  context.diagnostic(`files: median ${median(lines)}, p95 ${percentile(lines, 0.95)}; functions: median ${median(functions)}, p95 ${percentile(functions, 0.95)}`);
  assert.ok(median(lines) <= 110, `file median ${median(lines)}`);
  assert.ok(percentile(lines, 0.95) <= 280, `file p95 ${percentile(lines, 0.95)}`);
  assert.ok(percentile(functions, 0.95) <= 40, `function p95 ${percentile(functions, 0.95)}`);
});

test('co_await stands only in net and in the gate, never beside a brace or a lambda', () => {
  const strangers = server.filter((file) => !/^server\/(net\/|db\/gate)/.test(file) && /\bco_await\b/.test(without_comments(read(file))));
  assert.deepEqual(strangers, []);
  const traps = server.flatMap((file) => (without_comments(read(file)).match(/co_await[^;]*[{[][^;]*;/g) ?? []).map((found) => `${file}: ${found.slice(0, 80)}`));
  assert.deepEqual(traps, []);
});

test('only db/sqlite names SQLite, only net names Beast and Asio', () => {
  const sqlite = server.filter((file) => !file.startsWith('server/db/sqlite/') && /sqlite3\.h|sqlite3_/.test(read(file)));
  const beast = server.filter((file) => !file.startsWith('server/net/') && /boost\/(beast|asio)/.test(read(file)));
  assert.deepEqual([...sqlite, ...beast], []);
});

test('a header with nlohmann/json.hpp stays private to the sources of its folder', () => {
  const heavy = server.filter((file) => file.endsWith('.hpp') && /nlohmann\/json\.hpp/.test(read(file))).map((file) => file.replace('server/', ''));
  const users = heavy.flatMap((header) => server
    .filter((file) => read(file).includes(`#include "${header}"`))
    .filter((file) => file.endsWith('.hpp') || file.split('/')[1] !== header.split('/')[0])
    .map((file) => `${file} includes ${header}`));
  assert.deepEqual(users, []);
});

test('each source opens with what it does and who calls it', () => {
  const silent = server.filter((file) => file.endsWith('.cpp') && !/^\/\/ /.test(read(file)));
  assert.deepEqual(silent, []);
});

test('a type name stands for one type in a folder', () => {
  // Two types of one name in one namespace link without a word, and then the wrong destructor runs.
  const twice = [];
  const seen = new Map();
  for (const file of server.filter((one) => one.endsWith('.hpp'))) {
    for (const [, name] of read(file).matchAll(/^(?:enum class|struct|class) ([A-Z]\w*)(?!\w|::)(?=[^;]*\{)/gm)) {
      const key = `${file.split('/')[1]}: ${name}`;
      if (seen.has(key)) twice.push(`${key} in ${seen.get(key)} and ${file}`);
      seen.set(key, file);
    }
  }
  assert.deepEqual(twice, []);
});

test('each folder of the server has a README of at most 40 lines', () => {
  const folders = [...new Set(server.filter((file) => file.split('/').length > 2).map((file) => file.split('/')[1]))];
  // A library to lift out: its README has an example of each method.
  const lines_max = (folder) => (folder === 'tally' ? 100 : 40);
  const wrong = folders.filter((folder) => !files.includes(`server/${folder}/README.md`) || read(`server/${folder}/README.md`).split('\n').length > lines_max(folder) + 1);
  assert.deepEqual(wrong, []);
});

test('no unfinished words and no test that does not run', () => {
  const own = /^tests\/tidy\//;
  const unfinished = code.filter((file) => !own.test(file) && /\b(TODO|FIXME|XXX|HACK)\b|not implemented/.test(read(file)));
  const idle = code.filter((file) => !own.test(file) && /GTEST_SKIP|DISABLED_|\b(test|it|describe)\.(skip|only)\(/.test(read(file)));
  assert.deepEqual([...unfinished, ...idle], []);
});

test('the words of the glossary are used, not their rivals', () => {
  const rivals = /\b(proposal_id|upvote|thumbs_up|participatory_process)\b/i;
  assert.deepEqual(code.filter((file) => !/^tests\/tidy\//.test(file) && rivals.test(read(file))), []);
});

test('no folder is named for nothing', () => {
  assert.deepEqual(files.filter((file) => /(^|\/)(utils?|common|helpers?|managers?)(\/|\.[a-z]+$)/.test(file)), []);
});

test('no registry, no path of one machine', () => {
  const n = 'npm', d = 'ebian', w = 'wor' + 'k', r = 'roo' + 't';
  const leak = new RegExp(`registry\\.${n}js|deb\\.d${d}|(^|[^A-Za-z._$}-])/(${w}|${r})/`);
  const text = files.filter((file) => !/\.(svg|png|woff2|ico)$/.test(file));
  assert.deepEqual(text.filter((file) => leak.test(read(file))), []);
});
