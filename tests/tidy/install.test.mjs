// What the commands install, on a machine that lacks it: with programs of our own in place of Debian's.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { root } from '../support/server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'palabre-install-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A program of this name before all others, that notes how it was called. */
function pretend(name, body) {
  writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >>"${folder}/calls"\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

test('what is missing is installed, and nothing else, also where every failure ends the command', () => {
  // As Debian's: it says what it knows and fails for the rest.
  pretend('dpkg-query', 'echo -n "ii here "; exit 1');
  pretend('apt-get', '');
  pretend('id', 'echo 0');
  const script = `set -euo pipefail; root=${folder}; mkdir -p "$root/build"; . ${root}/deploy/lib.sh; install_missing here absent; echo went on`;
  const said = execFileSync('bash', ['-c', script], { encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } });
  assert.match(said, /absent[^]*went on/);
  assert.match(readFileSync(join(folder, 'calls'), 'utf8'), /apt-get install .* absent\n/);
  assert.doesNotMatch(readFileSync(join(folder, 'calls'), 'utf8'), /apt-get install .*\bhere\b/);
});
