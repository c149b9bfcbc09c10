// The route table of the binary against openapi.yaml, both ways, and the closed list of refusals against both.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { is_described, openapi, operations } from '../support/contract.mjs';
import { root, run_palabre } from '../support/server.mjs';

const table = JSON.parse((await run_palabre(['routes', '--json'])).stdout);
const of_api = table.filter((row) => is_described(row.pattern));
const shape = (path) => path.replace(/\{[^}]+\}/g, '{}');

test('every API route of the binary is described', () => {
  const described = new Set(operations.map((row) => `${row.method.toUpperCase()} ${shape(row.path)}`));
  assert.ok(of_api.length > 40);
  assert.deepEqual(of_api.map((row) => `${row.method} ${shape(row.pattern)}`).filter((line) => !described.has(line)), []);
});

test('every described route exists in the binary', () => {
  const existing = new Set(of_api.map((row) => `${row.method} ${shape(row.pattern)}`));
  assert.deepEqual(operations.map((row) => `${row.method.toUpperCase()} ${shape(row.path)}`).filter((line) => !existing.has(line)), []);
});

test('the names in the paths are the ones the binary uses', () => {
  const existing = new Set(of_api.map((row) => row.pattern));
  assert.deepEqual(operations.map((row) => row.path).filter((path) => !existing.has(path)), []);
});

test('every operation says what it does and which answers it has', () => {
  const silent = operations.filter(({ operation }) => !operation.summary || !operation.operationId || !operation.responses.default || operation.tags.length !== 1);
  assert.deepEqual(silent.map((row) => row.path), []);
  const names = operations.map((row) => row.operation.operationId);
  assert.equal(new Set(names).size, names.length);
});

test('reads that everybody shares are described with 304', () => {
  const missing = operations.filter((row) => row.method === 'get' && !row.operation.responses['304']);
  assert.deepEqual(missing.map((row) => row.path), []);
});

test('the codes of refusals are the closed list of the server', () => {
  const source = readFileSync(join(root, 'server/base/refusal.hpp'), 'utf8');
  const reasons = /enum class Reason \{([\s\S]*?)\};/.exec(source)[1].replace(/\/\/.*/g, '').match(/[a-z_]+/g);
  assert.deepEqual([...openapi.components.schemas.ProblemCode.enum].sort(), [...reasons, 'internal_error'].sort());
});

test('every reference in openapi.yaml leads somewhere', () => {
  const references = JSON.stringify(openapi).match(/"\$ref":"#[^"]+"/g).map((text) => text.slice(8, -1));
  const lost = references.filter((reference) => reference.slice(2).split('/').reduce((node, part) => node?.[part], openapi) === undefined);
  assert.deepEqual([...new Set(lost)], []);
});

test('an object of an answer allows no field that is not described', () => {
  const open = [];
  const walk = (node, place) => {
    if (node === null || typeof node !== 'object') return;
    const is_closed = node.additionalProperties !== undefined || node.unevaluatedProperties === false;
    if (node.type === 'object' && node.properties && !is_closed && !place.endsWith('Fields')) open.push(place);
    for (const [name, child] of Object.entries(node)) walk(child, `${place}/${name}`);
  };
  walk(openapi.components.schemas, 'schemas');
  for (const row of operations) walk(row.operation.responses, `${row.method} ${row.path}`);
  assert.deepEqual(open, []);
});
