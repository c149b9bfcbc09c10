// schema/openapi.yaml and schema/asyncapi.yaml as validators. Used by client.mjs, live.mjs and the contract tests.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { root } from './server.mjs';

const require = createRequire(join(root, 'web/package.json'));
const Ajv = require('ajv/dist/2020').default;
const add_formats = require('ajv-formats').default;
const { parse } = require('yaml');

const read = (name) => parse(readFileSync(join(root, 'schema', name), 'utf8'));
export const openapi = read('openapi.yaml');
export const asyncapi = read('asyncapi.yaml');

const ajv = new Ajv({ strict: false, allErrors: false, validateSchema: false });
add_formats(ajv);
ajv.addSchema(openapi, 'openapi');
ajv.addSchema(asyncapi, 'asyncapi');

const validators = new Map();
function validator_of(reference) {
  if (!validators.has(reference)) validators.set(reference, ajv.compile({ $ref: reference }));
  return validators.get(reference);
}
const escape = (part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
const pointer = (document, ...parts) => `${document}#/${parts.map(escape).join('/')}`;
const complain = (what, validate, value) => {
  const [first] = validate.errors;
  const extra = first.params?.additionalProperty ?? first.params?.unevaluatedProperty ?? '';
  throw new Error(`${what}: ${first.instancePath || 'the whole'} ${first.message} ${extra}\n${JSON.stringify(value).slice(0, 1500)}`);
};

/** What openapi.yaml describes: the API, and what machines ask outside of it. */
export const is_described = (path) => path.startsWith('/api/') || ['/healthz', '/readyz', '/metrics'].includes(path);

export const methods = ['get', 'post', 'put', 'patch', 'delete'];
/** Every operation of openapi.yaml: {method, path, operation, matches}. Literal paths come first. */
export const operations = Object.entries(openapi.paths)
  .flatMap(([path, item]) => methods.filter((method) => item[method]).map((method) => ({ method, path, operation: item[method] })))
  .map((row) => ({ ...row, pattern: new RegExp(`^${row.path.replace(/\{[^}]+\}/g, '[^/]+')}$`), captures: (row.path.match(/\{/g) ?? []).length }))
  .sort((a, b) => a.captures - b.captures);

export function find_operation(method, path) {
  const wanted = method.toLowerCase() === 'head' ? 'get' : method.toLowerCase();
  return operations.find((row) => row.method === wanted && row.pattern.test(path));
}

const resolve_reference = (value) => (value?.$ref ? value.$ref.slice(2).split('/').reduce((node, part) => node[part], openapi) : value);

/** Throws when the answer is not what openapi.yaml says for this operation. */
export function check_answer(row, { method, path, status, type, body }) {
  const what = `${method} ${path} -> ${status}`;
  const documented = row.operation.responses[String(status)] ? String(status) : 'default';
  const raw = row.operation.responses[documented];
  if (!raw) throw new Error(`${what}: this status is not documented`);
  if (documented === 'default' && status < 400) throw new Error(`${what}: this success is not documented`);
  const answer = resolve_reference(raw);
  if (status === 204 || status === 304 || method === 'HEAD') return;
  if (!answer.content?.[type]) throw new Error(`${what}: the content type ${type} is not documented`);
  if (!/json/.test(type)) return;  // a file: its form is not JSON's to say
  const reference = raw.$ref
    ? `openapi${raw.$ref}/content/${escape(type)}/schema`
    : pointer('openapi', 'paths', row.path, row.method, 'responses', documented, 'content', type, 'schema');
  const validate = validator_of(reference);
  if (!validate(body)) complain(what, validate, body);
}

/** Throws when a body that the server accepted is not what openapi.yaml allows. */
export function check_accepted_body(row, body) {
  if (!row.operation.requestBody) throw new Error(`${row.method} ${row.path}: a body is not documented`);
  const validate = validator_of(pointer('openapi', 'paths', row.path, row.method, 'requestBody', 'content', 'application/json', 'schema'));
  if (!validate(body)) complain(`the body of ${row.method} ${row.path}`, validate, body);
}

/** Throws when a message of the socket is not what asyncapi.yaml says. `from`: "server" or "client". */
export function check_message(from, message) {
  const validate = validator_of(`asyncapi#/components/schemas/${from === 'server' ? 'ServerMessage' : 'ClientMessage'}`);
  if (!validate(message)) complain(`a message from the ${from}`, validate, message);
}

/** The event types asyncapi.yaml describes. */
export const event_types = asyncapi.components.schemas.EventType.enum;

/** "http post /api/v1/… 201" and "live idea.published" lines of what this process saw. */
export const seen = new Set();
export const remember = (kind, text) => seen.add(`${kind} ${text}`);
