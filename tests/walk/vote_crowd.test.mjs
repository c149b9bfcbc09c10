// Fifty connections cast the ballots of twenty-five people, each sent several times: one ballot a person, the result is theirs, nothing joins them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { close_vote, confirm_addresses, frozen_vote } from '../support/ballots.mjs';
import { sign_up } from '../support/client.mjs';
import { Live } from '../support/live.mjs';
import { must, World } from '../support/world.mjs';

const people_count = 25;

test('a crowd that sends every ballot again and again is counted once each', async (context) => {
  const world = await World.open({ has_clock: true });
  context.after(() => world.close());
  const { vote, redesign } = await frozen_vote(world);
  const people = [];
  for (let i = 0; i < people_count; i += 5) people.push(...await Promise.all(Array.from({ length: 5 }, () => sign_up(world.base))));
  confirm_addresses(world.server);
  await world.server.move_clock(5 * 86_400);
  const live = await Live.open(world.base);
  await live.subscribe([`redesign:${redesign.id}`]);
  const address = `/api/v1/votes/${vote.id}`;

  const receipts = [];
  await Promise.all(people.map(async (person, at) => {
    const choices = at % 5 === 0 ? [] : [[1 + (at % 3)]];
    const { receipt } = await must(200, person.get(`${address}/own`));
    const other = (await must(200, person.get(`${address}/own`))).receipt;
    const lines = [person, person.twin()];
    const send = (line, which) => line.post(`${address}/ballots`, { receipt: which, choices });
    // The same form on two lines at once, then again; and a second form of the same person on the other line.
    const answers = await Promise.all([send(lines[0], receipt), send(lines[1], receipt), send(lines[0], receipt), send(lines[1], other)]);
    answers.push(await send(lines[1], receipt));
    const [mine] = answers.filter(({ status }) => status === 201);
    assert.ok(mine, answers.map(({ text }) => text).join('\n'));
    assert.equal(answers.filter(({ status }) => status === 201).length, 1, 'one of them cast it');
    for (const answer of answers) assert.ok([200, 201].includes(answer.status) || answer.code === 'already_voted', answer.text);
    for (const answer of answers.filter(({ status }) => status === 200)) assert.equal(answer.body.receipt, mine.body.receipt);
    receipts.push({ receipt: mine.body.receipt, choices });
    lines[1].close();
  }));

  assert.equal((await must(200, world.visitor.get(address))).cast, people_count);
  const cast = live.events().filter((event) => event.type === 'vote.cast');
  assert.deepEqual(cast.map((event) => event.data.cast), Array.from({ length: people_count }, (_, i) => i + 1));
  for (const event of cast) assert.deepEqual(Object.keys(event.data).sort(), ['cast', 'vote']);
  await close_vote(world);
  await must(200, world.owner.post(`${address}/count`));
  const { result } = await must(200, world.moderator.post(`${address}/sign`));
  for (const position of [1, 2, 3]) {
    const wanted = receipts.filter(({ choices }) => choices.flat().includes(position)).length;
    assert.equal(result.options.find((option) => option.position === position).votes, wanted, `option ${position}`);
  }
  assert.equal(result.blank, receipts.filter(({ choices }) => choices.length === 0).length);
  for (const { receipt } of receipts) {
    assert.deepEqual(await must(200, world.visitor.post(`${address}/receipts`, { receipt })), { is_in_box: true, is_unaltered: true, channel: 'online', is_counted: true });
  }
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  await live.close();
  await world.server.stop();
  const kept = world.server.stored_text() + world.server.output;
  for (const { receipt } of receipts) assert.ok(!kept.includes(receipt), 'a receipt lies nowhere but with who cast it');
  people.forEach((person) => person.close());
});
