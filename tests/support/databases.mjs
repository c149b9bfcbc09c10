// Databases of the tests on a PostgreSQL server, when PALABRE_TEST_DATABASE names one. Used by server.mjs.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const server = process.env.PALABRE_TEST_DATABASE ?? '';
export const is_on_postgres = server !== '';
const address_of = (name) => server.slice(0, server.lastIndexOf('/') + 1) + name;

/** The address of the database that belongs to a data folder. */
export const test_databases = new Map();
process.on('exit', () => {
  for (const address of test_databases.values()) {
    try { psql(server, `DROP DATABASE IF EXISTS ${address.slice(address.lastIndexOf('/') + 1)} WITH (FORCE)`); } catch { /* the server went first */ }
  }
});

const psql = (address, text) => execFileSync('psql', ['--no-psqlrc', '-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-c', text, address],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 });

/** Makes the template once, whichever of several test files comes first: the others wait for its name. */
async function make_template(name, fill) {
  const is_there = () => psql(server, `SELECT 1 FROM pg_database WHERE datname = '${name}'`).trim() === '1';
  if (is_there()) return;
  const unfinished = `${name}_${process.pid}`;
  psql(server, `CREATE DATABASE ${unfinished} TEMPLATE template0`);
  const filled = await fill(address_of(unfinished));
  if (filled.code !== 0) throw new Error(`the database could not be filled:\n${filled.stdout}\n${filled.stderr}`);
  try { psql(server, `ALTER DATABASE ${unfinished} RENAME TO ${name}`); } catch (fault) {
    psql(server, `DROP DATABASE ${unfinished}`);
    if (!is_there()) throw fault;
  }
}

let made = 0;
/** A database for `data`: empty, or a copy of `template`, which `fill` fills when it is not there yet. */
export async function new_database(data, template = '', fill = undefined) {
  if (template !== '') await make_template(template, fill);
  made += 1;
  const name = `palabre_test_${process.pid}_${made}`;
  psql(server, `CREATE DATABASE ${name} TEMPLATE ${template === '' ? 'template0' : template}`);
  test_databases.set(data, address_of(name));
  return address_of(name);
}

/** Rows of one statement on either engine. */
export function ask_database(address, file, text) {
  if (address !== undefined) return psql(address, text).split('\n').filter((line) => line !== '').map((line) => line.split('\t'));
  const program = 'import sqlite3, json, sys; c = sqlite3.connect(sys.argv[1], timeout=20); rows = c.execute(sys.argv[2]).fetchall(); c.commit(); print(json.dumps([["" if v is None else str(v) for v in row] for row in rows]))';
  return JSON.parse(execFileSync('python3', ['-c', program, file, text], { encoding: 'utf8' }));
}

/** The file's bytes, or the whole dump. */
export function text_of_database(address, file) {
  if (address === undefined) return readFileSync(file).toString('latin1');
  return execFileSync('pg_dump', ['--data-only', address], { encoding: 'latin1', maxBuffer: 512 * 1024 * 1024 });
}
