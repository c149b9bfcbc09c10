// Fifty connections supporting and un-supporting the same ideas at random, with retries and repeated keys: the count equals the rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Live } from '../support/live.mjs';
import { sign_up } from '../support/client.mjs';
import { must, World } from '../support/world.mjs';

const people_count = 25;
const lasts_ms = Number(process.env.PALABRE_CROWD_MS ?? 8000);  // 30 s by hand, less in every run

test('a crowd that repeats itself leaves one support per person, and no event twice', async (context) => {
  const world = await World.open();
  context.after(() => world.close());
  const ideas = [];
  for (let i = 0; i < 5; i += 1) ideas.push(await world.propose());
  const people = [];
  for (let i = 0; i < people_count; i += 5) people.push(...await Promise.all(Array.from({ length: 5 }, () => sign_up(world.base))));
  const connections = people.flatMap((person) => [person, person.twin()]);
  const live = await Live.open(world.base);
  const { seq: from } = await live.subscribe([`redesign:${world.redesign.id}`]);

  const until = performance.now() + lasts_ms;
  let requests = 0;
  const work = async (client, at) => {
    for (let i = 0; performance.now() < until; i += 1) {
      const idea = ideas[Math.floor(Math.random() * ideas.length)];
      const method = Math.random() < 0.5 ? 'PUT' : 'DELETE';
      const headers = { 'idempotency-key': `${at}-${i}` };
      const first = client.request(method, `/api/v1/ideas/${idea.id}/support`, { headers });
      // Every third is sent again at once, every fifth again after the answer: as a client on a bad line does.
      const again = i % 3 === 0 ? client.request(method, `/api/v1/ideas/${idea.id}/support`, { headers }) : first;
      const [one, two] = await Promise.all([first, again]);
      const three = i % 5 === 0 ? await client.request(method, `/api/v1/ideas/${idea.id}/support`, { headers }) : one;
      for (const answer of [one, two, three]) assert.ok(answer.status === 200 || answer.code === 'idempotency_in_progress', answer.text);
      if (two.status === 200) assert.equal(two.text, one.text);
      if (one.status === 200) assert.equal(three.text, one.text);
      assert.ok(one.body.supports <= people_count, `${one.body.supports} supports of ${people_count} people`);
      requests += 1;
    }
  };
  await Promise.all(connections.map(work));
  assert.ok(requests > 500, `only ${requests} requests`);

  const marks = await Promise.all(people.map((person) => must(200, person.get(`/api/v1/me/marks?redesign=${world.slug}`))));
  for (const idea of ideas) {
    const rows = marks.filter((mark) => mark.supported.includes(idea.id)).length;
    const read = await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`));
    assert.equal(read.supports, rows);
  }

  const last = await world.last_seq();
  await live.wait_for((message) => message.seq === last || message.op === 'resync', { within_ms: 5000, what: 'the last event' });
  const log = [];
  for (let since = from; since < last;) {
    const page = await must(200, world.visitor.get(`/api/v1/events?channels=redesign:${world.redesign.id}&since=${since}&limit=100`));
    log.push(...page.events);
    since = page.seq;
  }
  const count = Object.fromEntries(ideas.map((idea) => [idea.id, 0]));
  for (const event of log) {
    const step = event.type === 'idea.supported' ? 1 : -1;
    count[event.data.idea] += step;
    assert.equal(event.data.supports, count[event.data.idea], `event ${event.seq} moves the count by one`);
  }
  const numbers = live.events().map((event) => event.seq);
  assert.equal(new Set(numbers).size, numbers.length);
  if (!live.messages.some((message) => message.op === 'resync')) assert.deepEqual(numbers, log.map((event) => event.seq));

  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  connections.forEach((client) => client.close());
  await live.close();
});
