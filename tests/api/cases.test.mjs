// The moderators' queue through the API: cases, keeping, taking back, second opinions, who is looking, the log of decisions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { must, refused, World } from '../support/world.mjs';

let world, slug;
before(async () => { world = await World.open({ has_clock: true }); });
after(() => world.close());

const why = 'It names a private person.';
const report = (client, target, rule = 'private_data') => must(201, client.post('/api/v1/reports', { target, rule, text: 'A name and an address.' }));
const cases = async (more = '') => must(200, world.moderator.get(`/api/v1/redesigns/${slug}/cases?limit=100${more}`));
const keep = (client, target, reason = 'It breaks no rule of the charter.') => client.post(`/api/v1/cases/${target}/keep`, { reason });
const undo = (client, decision) => client.post(`/api/v1/decisions/${decision}/undo`);
async function reported(author = world.citizen) {
  ({ slug } = await world.make_redesign());
  const idea = await world.propose(author, {}, slug);
  await report(world.citizen2, `idea:${idea.id}`);
  return { idea, target: `idea:${idea.id}` };
}

test('two reports of one text are one case, with what stands around it and nobody named', async () => {
  const { idea } = await reported();
  const before_it = await world.comment(world.citizen, idea, { body: 'Who sits there?' });
  const rude = await world.comment(world.citizen2, idea, { body: 'Mrs Ott at number nine.' });
  await report(world.citizen, `comment:${rude.id}`);
  await report(world.officer, `comment:${rude.id}`, 'insult');
  const body = await cases('&kind=comment');
  assert.deepEqual([body.items.length, body.open], [1, 2]);
  const [one] = body.items;
  assert.deepEqual([one.reports, one.rules, one.is_own_case, one.is_late], [2, { private_data: 1, insult: 1 }, false, false]);
  assert.deepEqual(one.neighbours.map((next) => [next.place, next.body]), [['before', 'Who sits there?']], before_it.id);
  assert.doesNotMatch(JSON.stringify(body), new RegExp(`"${world.citizen2.person.name}"|"${world.citizen.person.name}"`));
});

test('a case is late after its time, and the filters are checked', async () => {
  const { target } = await reported();
  await world.server.move_clock(8 * 86_400);
  const { items, late } = await cases();
  assert.deepEqual([items[0].target, items[0].is_late, late], [target, true, 1]);
  await world.server.move_clock(0);
  assert.equal((await cases('&rule=private_data&sort=newest')).items.length, 1);
  assert.equal((await cases('&rule=spam')).items.length, 0);
  for (const bad of ['kind=person', 'rule=ugly', 'sort=best', 'second_opinion=maybe', 'after=x']) {
    assert.ok([400, 422].includes((await world.moderator.get(`/api/v1/redesigns/${slug}/cases?${bad}`)).status), bad);
  }
});

test('a keeping closes all reports, and can be taken back for thirty seconds by who decided', async () => {
  const { target } = await reported();
  const kept = await must(200, keep(world.moderator, target));
  assert.ok(kept.undo_until > new Date().toISOString());
  assert.equal((await cases()).items.length, 0);
  await refused('already_decided', keep(world.moderator, target));
  await refused('not_allowed', undo(world.officer, kept.decision));
  await must(200, undo(world.moderator, kept.decision));
  assert.equal((await cases()).items[0].reports, 1);
  await refused('nothing_changed', undo(world.moderator, kept.decision));
});

test('a hiding taken back shows the text to everybody again; after thirty seconds it is too late', async () => {
  const { idea, target } = await reported();
  const hide = () => must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/hide`, { rule: 'private_data', reason: why }));
  const status = async () => (await must(200, world.visitor.get(`/api/v1/ideas/${idea.id}`))).status;
  const first = await hide();
  assert.equal(await status(), 'hidden');
  const back = await must(200, undo(world.moderator, first.decision));
  assert.deepEqual([back.status, await status(), (await cases()).items[0].target], ['published', 'published', target]);
  const second = await hide();
  await world.server.move_clock(31);
  await refused('undo_window_over', undo(world.moderator, second.decision));
  assert.equal(await status(), 'hidden');
  await world.server.move_clock(0);
});

test('a second opinion flags the case for the other moderators', async () => {
  const { target } = await reported();
  await refused('missing_field', world.moderator.post(`/api/v1/cases/${target}/second-opinion`, {}));
  await must(201, world.moderator.post(`/api/v1/cases/${target}/second-opinion`, { note: 'Is this a quotation?' }));
  await refused('nothing_changed', world.moderator.post(`/api/v1/cases/${target}/second-opinion`, { note: 'Is this a quotation?' }));
  const { items, second_opinions } = await cases('&second_opinion=true');
  assert.deepEqual([items.length, items[0].second_opinion.note, items[0].second_opinion.is_mine, second_opinions], [1, 'Is this a quotation?', true, 1]);
  await must(200, keep(world.moderator, target));
  assert.equal((await cases()).second_opinions, 0);
});

test('moderators see that a colleague looks at a case, and what was decided meanwhile', async () => {
  const { target } = await reported();
  const colleague = world.facilitator;
  await must(204, world.admin.del(`/api/v1/redesigns/${slug}/roles/facilitator/${colleague.person.id}`));
  await must(200, world.admin.put(`/api/v1/redesigns/${slug}/roles/moderator/${colleague.person.id}`));
  const watch = (client, body) => must(200, client.post(`/api/v1/redesigns/${slug}/cases/watch`, body));
  await watch(colleague, { looking: target });
  const seen = await watch(world.moderator, { looking: target, shown: [target] });
  assert.deepEqual([seen.watching, seen.decided, seen.open], [{ [target]: 1 }, [], 1]);
  await must(200, keep(colleague, target));
  const later = await watch(world.moderator, { shown: [target] });
  assert.deepEqual(later.decided.map((one) => [one.target, one.decision]), [[target, 'kept']]);
});

test('nobody decides a case about their own words', async () => {
  const { target } = await reported(world.moderator);
  assert.equal((await cases()).items[0].is_own_case, true);
  await refused('own_case', keep(world.moderator, target));
});

test('a proposed merge is taken back by a moderator only, with a reason, and both ideas stay', async () => {
  ({ slug } = await world.make_redesign());
  const [from, into] = [await world.propose(world.citizen, {}, slug), await world.propose(world.citizen2, {}, slug)];
  const merge = await must(201, world.moderator.post(`/api/v1/ideas/${from.id}/merges`, { into: into.id, reason: 'They say the same.' }));
  const cancel = (client, reason = 'They differ after all.') => client.post(`/api/v1/merges/${merge.id}/cancel`, { reason });
  await refused('not_allowed', cancel(world.citizen));
  await refused(['missing_field', 'too_short'], cancel(world.moderator, ''));
  assert.equal((await must(200, cancel(world.moderator))).state, 'cancelled');
  await refused('idea_transition_refused', cancel(world.moderator));
  await refused('idea_transition_refused', world.citizen.post(`/api/v1/merges/${merge.id}/consent`, { is_given: true }));
  assert.equal((await must(200, world.visitor.get(`/api/v1/ideas/${from.id}`))).status, 'published');
  await must(201, world.moderator.post(`/api/v1/ideas/${from.id}/merges`, { into: into.id, reason: 'They are the same, we asked.' }));
});

test('the log tells everybody every decision but no name, filters, and comes as a table', async () => {
  const { idea, target } = await reported();
  const hidden = await must(200, world.moderator.post(`/api/v1/ideas/${idea.id}/hide`, { rule: 'private_data', reason: why }));
  await must(200, undo(world.moderator, hidden.decision));
  await must(200, keep(world.moderator, target));
  await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'declined', reason_code: 'cost', body: 'Too dear.' }));
  const log = (more = '') => must(200, world.visitor.get(`/api/v1/redesigns/${slug}/decisions${more}`));
  const { items } = await log();
  assert.deepEqual([...new Set(items.map((item) => item.kind))].filter((kind) => ['answer', 'hidden', 'undone', 'kept'].includes(kind)).sort(), ['answer', 'hidden', 'undone'], 'what was kept stays inside');
  assert.doesNotMatch(JSON.stringify(items), new RegExp(world.moderator.person.name));
  assert.deepEqual((await log('?kind=hidden')).items.map((item) => [item.rule, item.reason, item.role]), [['private_data', why, 'moderator']]);
  assert.equal((await log('?rule=spam')).items.length, 0);
  const first = await log('?limit=1');
  assert.notDeepEqual((await log(`?limit=1&after=${encodeURIComponent(first.next)}`)).items, first.items);
  const table = await world.visitor.get(`/api/v1/redesigns/${slug}/decisions.csv?kind=hidden`);
  assert.deepEqual([table.status, table.type, table.text.trim().split('\r\n').length], [200, 'text/csv', 2]);
  assert.match(table.headers['content-disposition'], /decisions-.*\.csv/);
  assert.equal((await world.visitor.get(`/api/v1/redesigns/${slug}/decisions?kind=nothing`)).status, 422);
});

test('after all of this every derived number is right', async () => {
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout);
});
