// `palabre admin create` at a terminal: the password is asked for and never shown.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

import { binary, root, temporary_folder } from '../support/server.mjs';

const secret = 'a sentence nobody may read';

/** What a terminal shows of a command when `typed` is entered at the first question; {shown, code}. */
async function at_a_terminal(command, typed) {
  const terminal = spawn('script', ['-qec', command, '/dev/null'], { env: { ...process.env, PALABRE_SCHEMA: `${root}/schema` } });
  let shown = '';
  terminal.stdout.on('data', (bytes) => {
    if (!shown.includes('Password') && String(bytes).includes('Password')) terminal.stdin.write(`${typed}\n`);
    shown += bytes;
  });
  const [code] = await once(terminal, 'close');
  return { shown, code };
}

test('the first administrator’s password does not appear on the terminal', async () => {
  const data = temporary_folder();
  const { shown, code } = await at_a_terminal(`${binary} admin create --data ${data} --email clerk@town.example --name Clerk`, secret);
  assert.equal(code, 0, shown);
  assert.match(shown, /Password[^]*\r?\nClerk is an administrator/);
  assert.ok(!shown.includes(secret), shown);
});
