// The files an operator takes name what the program really has: its libraries, its settings, its doors.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';

import { binary, root, run_palabre } from '../support/server.mjs';

const { parse } = createRequire(join(root, 'web/package.json'))('yaml');
const read = (name) => readFileSync(join(root, 'deploy', name), 'utf8');
/** With those of gcc and libc, which every Debian has. */
const everywhere = ['libc6', 'libgcc-s1', 'libstdc++6'];
/** What the door or the database reads, and what is never printed. */
const not_settings = ['PALABRE_SITE', 'PALABRE_NODES', 'PALABRE_CADDY_GLOBAL', 'PALABRE_METRICS_TOKEN', 'PALABRE_MAIL_USER', 'PALABRE_MAIL_PASSWORD'];

/** Every setting of the program as the environment spells it. */
async function settings_of_environment() {
  const { code, stdout, stderr } = await run_palabre(['config']);
  assert.equal(code, 0, stderr);
  const names = new Set();
  let table = '';
  for (const line of stdout.split('\n')) {
    table = /^\[(.+)\]$/.exec(line)?.[1] ?? table;
    const key = /^([a-z_]+) = /.exec(line)?.[1];
    if (key) names.add(`PALABRE_${[table, key].filter(Boolean).join('_')}`.replaceAll('.', '_').toUpperCase());
  }
  return names;
}

test('the image installs the package of every library the program links', () => {
  const needed = execFileSync('objdump', ['-p', binary], { encoding: 'utf8' }).matchAll(/NEEDED\s+(\S+)/g);
  const linked = new Map(execFileSync('ldd', [binary], { encoding: 'utf8' }).split('\n').map((line) => line.trim().split(' ')).map(([name, , path]) => [name, path]));
  const libraries = [...needed].map(([, name]) => linked.get(name));
  assert.ok(libraries.length > 10 && libraries.every(Boolean), libraries.join(' '));
  const image = read('Containerfile').split(/^FROM /m).at(-1);
  for (const library of libraries) {
    // Debian registers some files under /usr/lib, some under /lib, which are the same folder.
    const said = execFileSync('sh', ['-c', 'p=$(readlink -f "$1"); dpkg -S "$p" 2>/dev/null || dpkg -S "${p#/usr}"', 'sh', library], { encoding: 'utf8' });
    const name = said.split(':')[0];
    assert.ok(everywhere.includes(name) || image.split(/\s+/).includes(name), `${library} comes from ${name}, which the image does not install`);
  }
});

test('what the files set in the environment is a setting of the program, or the door’s', async () => {
  const known = await settings_of_environment();
  assert.ok(known.has('PALABRE_PORT') && known.has('PALABRE_MAIL_URL'), [...known].join(' '));
  for (const name of ['Containerfile', 'compose.yaml', 'palabre.env', 'palabre.service']) {
    const set = [...read(name).matchAll(/\b(PALABRE_[A-Z_]+)(?=[=:])/g)].map(([, key]) => key);
    for (const key of set) assert.ok(known.has(key) || not_settings.includes(key), `${name} sets ${key}`);
  }
});

test('the nodes of compose.yaml hold nothing, may nothing, and are watched as the image is', () => {
  const { services } = parse(read('compose.yaml'), { merge: true });
  const nodes = Object.entries(services).filter(([name]) => name.startsWith('node-'));
  assert.deepEqual(services.door.environment.PALABRE_NODES.split(' '), nodes.map(([name]) => `${name}:8080`));
  for (const [name, node] of nodes) {
    assert.ok(node.read_only && node.cap_drop.includes('ALL') && node.security_opt.includes('no-new-privileges:true'), name);
    // Some builders drop the image's own HEALTHCHECK, which is no part of the OCI format.
    const watched = /HEALTHCHECK.*CMD (\[.*\])/.exec(read('Containerfile'))[1];
    assert.equal(node.healthcheck.test, JSON.parse(watched).join(' '), name);
    assert.ok(!node.ports, `${name} is reached through the door only`);
  }
});
