// What load balancers and monitoring ask: alive, ready, figures; who may read them, and that their numbers are right.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client } from '../support/client.mjs';
import { Live } from '../support/live.mjs';
import { read_metrics, sum_of } from '../support/metrics.mjs';
import { root, Server } from '../support/server.mjs';
import { must, until, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open({ settings: { log_format: 'json', log_requests: true, log_level: 'info' } }); });
after(() => world.close());

const scrape = async (client = world.visitor) => {
  const answer = await client.get('/metrics');
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
  return read_metrics(answer.text);
};

test('a server that runs says so, and one that is ready says what it looked at', async () => {
  const alive = await world.visitor.get('/healthz');
  assert.deepEqual([alive.status, alive.text], [200, 'ok\n']);
  const ready = await until('the server is ready', async () => {
    const answer = await world.visitor.get('/readyz');
    return answer.status === 200 && answer;
  });
  const { checks } = ready.body;
  assert.deepEqual([checks.database.ok, checks.schema.ok, checks.events.ok], [true, true, true]);
  assert.ok(checks.database.answer_age_ms <= 2000);
  await world.propose();
  await until('every event was handed out', async () => {
    const { events } = (await world.visitor.get('/readyz')).body.checks;
    return events.published === events.head && events.head === (await world.last_seq());
  });
});

test('the text of the figures is what a scraper reads, and counts add up', async () => {
  const path = `/api/v1/redesigns/${world.slug}/ideas`;
  const wanted = { method: 'GET', route: '/api/v1/redesigns/{slug}/ideas' };
  const earlier = await scrape();
  const { headers } = await world.visitor.get(path);
  for (let i = 0; i < 9; i += 1) await world.visitor.get(path);
  await world.visitor.get(path, { headers: { 'if-none-match': headers.etag } });
  await world.visitor.get('/api/v1/nowhere/at/all', { is_checked: false });
  const later = await scrape();
  const grown = (name, labels) => sum_of(later, name, labels) - sum_of(earlier, name, labels);
  assert.equal(grown('palabre_http_requests_total', { ...wanted, class: '2xx' }), 10);
  assert.equal(grown('palabre_http_requests_total', { ...wanted, class: '3xx' }), 1);
  assert.equal(grown('palabre_http_request_seconds_count', wanted), 11);
  assert.equal(grown('palabre_http_request_seconds_bucket', { ...wanted, le: '+Inf' }), 11);
  assert.ok(grown('palabre_cache_hits_total') >= 10);
  assert.equal(grown('palabre_http_requests_total', { route: 'unknown', class: '4xx' }), 1);
  assert.equal(grown('palabre_http_responses_total', { status: '304' }), 1);
  assert.equal(sum_of(later, 'palabre_build_info'), 1);
  for (const family of later.values()) {
    assert.ok(family.samples.length > 0, `${family.name} has a sample`);
    if (family.type === 'histogram') check_buckets(family);
  }
});

/** Buckets never fall, and the last is the count. */
function check_buckets(family) {
  const series = new Map();
  for (const { name, labels, value } of family.samples) {
    const { le, ...rest } = labels;
    const key = JSON.stringify(rest);
    const one = series.get(key) ?? { bounds: [], counts: [] };
    series.set(key, one);
    if (name.endsWith('_count')) one.count = value;
    if (!name.endsWith('_bucket')) continue;
    one.bounds.push(le === '+Inf' ? Infinity : Number(le));
    one.counts.push(value);
  }
  for (const [key, { bounds, counts, count }] of series) {
    assert.deepEqual(bounds, [...bounds].sort((a, b) => a - b), family.name + key);
    assert.deepEqual(counts, [...counts].sort((a, b) => a - b), family.name + key);
    assert.deepEqual([bounds.at(-1), counts.at(-1)], [Infinity, count], family.name + key);
  }
}

test('sockets, commits and events are counted', async () => {
  const earlier = await scrape();
  const live = await Live.open(world.base);
  await live.subscribe([`redesign:${world.redesign.id}`]);
  await world.propose();
  await until('the figures follow', async () => {
    const now = await scrape();
    return sum_of(now, 'palabre_sockets') >= 1 && sum_of(now, 'palabre_commits_total') > sum_of(earlier, 'palabre_commits_total') &&
      sum_of(now, 'palabre_events_published_seq') === (await world.last_seq()) && sum_of(now, 'palabre_events_behind') === 0;
  });
  const now = await scrape();
  assert.equal(sum_of(now, 'palabre_write_batch_size_count'), sum_of(now, 'palabre_commits_total'));
  assert.equal(sum_of(now, 'palabre_write_batch_size_sum'), sum_of(now, 'palabre_writes_total'));
  assert.equal(sum_of(now, 'palabre_ready'), 1);
  assert.ok(sum_of(now, 'palabre_database_readers') >= 1);
  await live.close();
});

test('no figure names a person, an address or what somebody asked for', async () => {
  await world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?q=my-own-secret`);
  await world.visitor.get('/my-own-secret', { is_checked: false });
  const { text } = await world.visitor.get('/metrics');
  assert.doesNotMatch(text, /my-own-secret|127\.0\.0\.1|@/);
  assert.ok(!text.includes(world.slug));
});

test('every answer has a number, and the log one line for it without the address', async () => {
  const answer = await world.visitor.get(`/api/v1/redesigns/${world.slug}/ideas?q=my-own-secret`);
  const id = answer.headers['x-request-id'];
  assert.match(id, /^r-[0-9a-f]+-\d+$/);
  const again = await world.visitor.get('/healthz');
  assert.notEqual(again.headers['x-request-id'], id);
  const line = await until('the line of the log', () => world.server.output.split('\n').find((text) => text.includes(`"${id}"`)));
  const { request, method, route, status, level, message, bytes } = JSON.parse(line);
  assert.deepEqual([request, method, route, status, level, message], [id, 'GET', '/api/v1/redesigns/{slug}/ideas', 200, 'info', 'request']);
  assert.ok(bytes > answer.bytes.length);
  assert.doesNotMatch(world.server.output, /my-own-secret/);
  for (const text of world.server.output.split('\n').filter((one) => one.startsWith('{'))) JSON.parse(text);
});

test('a number that was sent along counts only from a proxy that is trusted', async () => {
  const { headers } = await world.visitor.get('/healthz', { headers: { 'x-request-id': 'from-outside-1' } });
  assert.notEqual(headers['x-request-id'], 'from-outside-1');
});

test('behind a proxy the figures are for those who were named, or bring the token', async () => {
  const server = await Server.start({ settings: { trusts_proxy: true }, wrap: ['env', 'PALABRE_METRICS_TOKEN=a-token-of-some-length'] });
  const client = new Client(server.base);
  try {
    for (const headers of [{}, { 'x-forwarded-for': '127.0.0.1' }, { 'x-forwarded-for': '203.0.113.9' }, { authorization: 'Bearer a-token-of-some-lengtH' }]) {
      const refused = await client.get('/metrics', { headers });
      assert.deepEqual([refused.status, refused.code], [403, 'not_allowed'], JSON.stringify(headers));
    }
    await scrape(new Client(server.base, { token: 'a-token-of-some-length' }));
    const named = await client.get('/healthz', { headers: { 'x-request-id': 'proxy-12345678' } });
    assert.equal(named.headers['x-request-id'], 'proxy-12345678');
    const odd = await client.get('/healthz', { headers: { 'x-request-id': 'no blanks here' } });
    assert.match(odd.headers['x-request-id'], /^r-/);
  } finally {
    await server.stop();
  }
});

test('a proxy nobody announced does not open the figures to the public', async () => {
  for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
    assert.equal((await world.visitor.get('/metrics', { headers: { [name]: 'for=203.0.113.9' } })).status, 403, name);
  }
});

test('the dashboard draws figures that exist, by labels they have', async () => {
  const dashboard = JSON.parse(readFileSync(join(root, 'deploy/grafana.json'), 'utf8'));
  const known = await scrape();
  const names = new Map([...known.values()].flatMap((family) => family.samples.map((sample) => [sample.name, new Set(Object.keys(sample.labels))])));
  const panels = dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).filter((panel) => panel.type !== 'row');
  assert.ok(panels.length >= 12);
  for (const panel of panels) {
    assert.ok(panel.title && panel.description && panel.gridPos && panel.targets.length > 0, panel.title);
    for (const { expr } of panel.targets) {
      const used = expr.match(/\b(palabre|process)_[a-z_]+/g);
      assert.ok(used, `${panel.title}: ${expr}`);
      for (const name of used) assert.ok(names.has(name), `${panel.title}: there is no ${name}`);
      const allowed = new Set(['instance', 'job', 'le', ...used.flatMap((name) => [...names.get(name)])]);
      for (const [, labels] of expr.matchAll(/\bby \(([^)]*)\)/g)) for (const label of labels.split(/,\s*/)) assert.ok(allowed.has(label), `${panel.title}: no label ${label}`);
    }
  }
});
