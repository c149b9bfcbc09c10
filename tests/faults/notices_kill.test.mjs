// kill -9 between comments and their notices, ten times: every comment is told once.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Client } from '../support/client.mjs';
import { must, World } from '../support/world.mjs';

test('ten kills between event and notice lose none and double none', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  const idea = await world.propose(world.citizen);
  let written = 0;
  for (let round = 0; round < 10; round += 1) {
    const writer = new Client(world.server.base, { token: world.citizen2.token });
    const until = Date.now() + 100 + Math.random() * 400;
    while (Date.now() < until) {
      if ((await writer.post(`/api/v1/ideas/${idea.id}/comments`, { body: `Remark ${written} of the round ${round}.` })).status === 201) written += 1;
    }
    await world.server.kill();
    writer.close();
    await world.server.begin();
  }
  const author = new Client(world.server.base, { token: world.citizen.token });
  context.after(() => author.close());
  const told = async () => (await must(200, author.get('/api/v1/me/notices?limit=100'))).items.filter((one) => one.kind === 'comment' && one.idea === idea.id).reduce((sum, one) => sum + one.count, 0);
  for (let i = 0; i < 100 && (await told()) < written; i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(await told(), written);
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
