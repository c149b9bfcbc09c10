// Starts, stops, kills and asks one server of the tests: a real binary on a data folder of its own.
// Used by every test under tests/api, tests/walk and tests/faults.
import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask_database, text_of_database, is_on_postgres, new_database, test_databases } from './databases.mjs';

export const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
export const binary = process.env.PALABRE_BINARY ?? join(root, 'build/debug/palabre');
export const demo_files = ['child-health', 'remote-services', 'seniors-cohousing'].map((name) => join(root, 'demo', `${name}.json`));
/** The languages of the client: one message file each. */
export const languages = readdirSync(join(root, 'web/messages')).map((file) => file.replace(/\.json$/, '')).sort();
export const demo_password = 'palabre-demo';

/** Tests ask faster than people do: the limits per minute have a test of their own. */
const test_settings = {
  log_level: 'warning',
  web: join(root, 'build/web'),
  'limits.cheap_per_minute': 100_000_000,
  'limits.normal_per_minute': 100_000_000,
  'limits.costly_per_minute': 100_000_000,
  'limits.password_per_minute': 100_000_000,
};
const flags_of = (settings) => Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);

/** Wherever the binary lies, it runs on this tree's schema. */
const environment = { ...process.env, PALABRE_SCHEMA: join(root, 'schema') };

/** Where the data of a folder really is, as flags: on a server there is a database for each folder. */
const place_of = (data) => (test_databases.has(data) ? ['--data', data, '--database', test_databases.get(data)] : ['--data', data]);
const placed = (args) => args.flatMap((word, i) => (args[i - 1] === '--data' ? place_of(word).slice(1) : [word]));

/** Runs one command of the binary; {code, stdout, stderr}. */
export function run_palabre(args, { env = {}, timeout_ms = 60_000 } = {}) {
  return new Promise((resolve) => {
    execFile(binary, placed(args), { env: { ...environment, ...env }, timeout: timeout_ms, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

const started = new Set();
const folders = new Set();
process.on('exit', () => {
  for (const server of started) server.process?.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export { is_on_postgres };

export function temporary_folder() {
  const folder = mkdtempSync(join(tmpdir(), 'palabre-test-'));
  folders.add(folder);
  return folder;
}

/** Names a kept import of the demo: another for each build, schema, demo and day, since the demo's dates count from the day of its import. */
function demo_key(schema) {
  const newest = Math.max(...[binary, join(root, schema), ...demo_files].map((file) => Math.round(statSync(file).mtimeMs)));
  return `${newest}_${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`;
}

/** A data folder with the demo in it, imported once a key and copied for each test file. */
async function demo_data() {
  const kept = join(root, 'build/reports', `demo-data-${demo_key('schema/sqlite')}`);
  if (!existsSync(kept)) {
    mkdirSync(join(root, 'build/reports'), { recursive: true });
    const fresh = temporary_folder();
    const imported = await run_palabre(['import', '--data', fresh, ...demo_files]);
    if (imported.code !== 0) throw new Error(`the demo could not be imported:\n${imported.stdout}\n${imported.stderr}`);
    cpSync(fresh, `${kept}.${process.pid}`, { recursive: true });
    try { renameSync(`${kept}.${process.pid}`, kept); } catch { rmSync(`${kept}.${process.pid}`, { recursive: true, force: true }); }
  }
  const data = temporary_folder();
  cpSync(kept, data, { recursive: true });
  return data;
}

/** The same on a server: the demo is imported into one database, of which each test file gets a copy. */
async function demo_on_server() {
  const data = temporary_folder();
  await new_database(data, `palabre_demo_${demo_key('schema/postgres')}`, (address) => run_palabre(['import', '--database', address, ...demo_files], { timeout_ms: 180_000 }));
  return data;
}

/** A folder with data of its own; on a server also the database that belongs to it. */
export async function new_data(has_demo = true) {
  if (!is_on_postgres) return has_demo ? demo_data() : temporary_folder();
  if (has_demo) return demo_on_server();
  const data = temporary_folder();
  await new_database(data);
  return data;
}

export class Server {
  /**
   * `settings`: any setting by its key. `has_clock`: the clock can be moved with move_clock. `wrap`: a command in front, e.g. ["prlimit", …].
   */
  static async start({ data, has_demo = true, settings = {}, has_clock = false, wrap = [] } = {}) {
    const server = new Server();
    server.data = data ?? await new_data(has_demo);
    server.settings = { ...test_settings, ...settings };
    server.wrap = wrap;
    if (has_clock) {
      server.clock_file = join(temporary_folder(), 'clock');
      writeFileSync(server.clock_file, '0');
    }
    await server.begin();
    return server;
  }

  /** Starts on the same data folder again; the milliseconds from start to the address line. */
  async begin({ wrap = this.wrap, port = 0 } = {}) {
    const began = performance.now();
    const clock = this.clock_file ? ['--test-clock', this.clock_file] : [];
    const line = [...wrap, binary, 'serve', ...place_of(this.data), '--port', String(port), ...clock, ...flags_of(this.settings)];
    this.output = '';
    this.process = spawn(line[0], line.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
    started.add(this);
    this.exited = new Promise((resolve) => this.process.once('exit', (code, signal) => { started.delete(this); resolve({ code, signal }); }));
    this.base = await this.read_address();
    return performance.now() - began;
  }

  read_address() {
    return new Promise((resolve, reject) => {
      const see = (chunk) => {
        this.output += chunk;
        if (process.env.PALABRE_TEST_ECHO) process.stderr.write(chunk);
        const found = /Listening on (http:\/\/[^\s/]+)/.exec(this.output);
        if (found) resolve(found[1].replace('//localhost:', '//127.0.0.1:'));
      };
      this.process.stdout.on('data', see);
      this.process.stderr.on('data', see);
      this.process.once('error', reject);
      this.exited.then(({ code, signal }) => reject(new Error(`the server ended (${code ?? signal}):\n${this.output}`)));
    });
  }

  /** Another server on the same database and by the same clock. */
  async beside(settings = {}) {
    const server = new Server();
    Object.assign(server, { data: this.data, settings: { ...this.settings, ...settings }, wrap: [], clock_file: this.clock_file });
    await server.begin();
    return server;
  }

  get port() { return Number(new URL(this.base).port); }
  get database() { return join(this.data, 'palabre.db'); }

  /** Everything the database holds, as text to search in. */
  stored_text() { return text_of_database(test_databases.get(this.data), this.database); }

  /** Runs SQL behind the server's back; the rows, each a list of texts. Text is all it can carry: no line breaks. */
  sql(text) { return ask_database(test_databases.get(this.data), this.database, text); }

  /** SIGTERM and wait; {code, signal}. */
  async stop() {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    return this.exited;
  }

  /** SIGKILL: nothing more runs in the server. */
  async kill() {
    this.process.kill('SIGKILL');
    return this.exited;
  }

  /** Moves the server's clock to `seconds` after the real one, and waits until it is read. */
  async move_clock(seconds) {
    // In one piece: the server may be reading it.
    writeFileSync(`${this.clock_file}.new`, String(seconds));
    renameSync(`${this.clock_file}.new`, this.clock_file);
    await new Promise((resolve) => setTimeout(resolve, 220));
  }

  /** `palabre check` on the data folder: {code, stdout}. */
  check() { return run_palabre(['check', '--data', this.data]); }

  /** Resident memory of the server in KiB. */
  memory_kib() {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))[1]);
  }

  /** Milliseconds of processor the server has used so far: what it did, however busy the machine is. In steps of ten. */
  computed_ms() {
    const [user, system] = readFileSync(`/proc/${this.process.pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ').slice(11, 13).map(Number);
    return (user + system) * 10;
  }
}
