// Commitments through the API: from an accepted idea to what people say of the delivery, by the clock, with everybody's rights.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sign_up } from '../support/client.mjs';
import { Live } from '../support/live.mjs';
import { a_reason, must, refused, World } from '../support/world.mjs';

let world;
let crowd;
before(async () => {
  world = await World.open({ has_clock: true });
  // Its phase has no end, so that the clock may run ahead.
  Object.assign(world, await world.make_redesign({ phases: [{ type: 'ideas', title: { en: 'Ideas' }, state: 'open' }, { type: 'follow_up' }] }));
  crowd = await Promise.all(Array.from({ length: 8 }, (_, number) => sign_up(world.base, { name: `Neighbour ${number}` })));
});
after(async () => {
  for (const one of crowd) one.close?.();
  await world.close();
});

const day_in = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const wanted = (idea, body = {}) => ({
  title: { en: 'Eight benches installed', fr: 'Huit bancs posés' }, body: 'Between block 12 and the **pharmacy**.', ideas: [idea.id], organisation: '1',
  due_on: day_in(60), milestones: [{ title: 'Installed', due_on: day_in(50) }, { title: { en: 'Ordered' }, due_on: day_in(10) }], budget_eur: 5200, ...body,
});
async function accepted(slug = world.slug) {
  const idea = await world.propose(world.citizen, {}, slug);
  await must(201, world.officer.post(`/api/v1/ideas/${idea.id}/answers`, { kind: 'accepted', body: 'We will do it.' }));
  return idea;
}
async function make(body = {}, slug = world.slug) {
  const idea = await accepted(slug);
  return must(201, world.officer.post(`/api/v1/redesigns/${slug}/commitments`, wanted(idea, { accept: true, ...body })));
}
const go = (one, to, more = {}, who = world.officer) => who.post(`/api/v1/commitments/${one.id}/transitions`, { to, text: a_reason, ...more });
const read = (one) => must(200, world.visitor.get(`/api/v1/commitments/${one.id}`));
async function delivered() {
  const one = await make();
  await must(200, go(one, 'in_progress'));
  await must(200, go(one, 'delivered', { url: 'https://lipowe.example/benches' }));
  return one;
}
const say = (one, who, opinion) => who.post(`/api/v1/commitments/${one.id}/opinions`, { opinion });
async function at_day(days, check) {
  await world.server.move_clock(days * 86_400);
  await new Promise((resolve) => setTimeout(resolve, 600));
  try { await check(); } finally { await world.server.move_clock(0); }
}

test('a commitment needs a public body, an accepted idea, a day, a milestone and a budget, and says which is missing', async () => {
  const idea = await accepted();
  const fresh = await world.propose();
  const wrong = [
    [{ organisation: undefined }, 'organisation'], [{ organisation: '3' }, 'organisation'], [{ organisation: '99999' }, 'organisation'], [{ ideas: [] }, 'ideas'],
    [{ ideas: [fresh.id] }, 'ideas'], [{ ideas: ['999999'] }, 'ideas'], [{ due_on: undefined }, 'due_on'], [{ due_on: day_in(-3) }, 'due_on'],
    [{ milestones: [] }, 'milestones'], [{ milestones: [{ title: 'Later', due_on: day_in(70) }] }, 'milestones'], [{ milestones: [{ title: 'No day' }] }, 'milestones.0.due_on'],
    [{ budget_eur: undefined }, 'budget_eur'], [{ budget_eur: -1 }, 'budget_eur'], [{ check_days: 6 }, 'check_days'], [{ check_days: 15 }, 'check_days'],
    [{ officer: world.citizen.person.id }, 'officer'], [{ title: undefined }, 'title'],
  ];
  for (const [body, field] of wrong) {
    const refusal = await world.officer.post(`/api/v1/redesigns/${world.slug}/commitments`, wanted(idea, body));
    assert.deepEqual([refusal.status, refusal.body.field], [422, field], `${JSON.stringify(body)} ${refusal.text}`);
  }
  const association = await world.officer.post(`/api/v1/redesigns/${world.slug}/commitments`, wanted(idea, { organisation: '3' }));
  assert.match(association.body.detail, /public body/);
  for (const role of ['citizen', 'moderator', 'facilitator']) await refused('not_allowed', world[role].post(`/api/v1/redesigns/${world.slug}/commitments`, wanted(idea)));
});

test('it is public with its milestones in order, and everybody who watches hears of it', async () => {
  const idea = await accepted();
  const live = await Live.open(world.base);
  await live.subscribe([`idea:${idea.id}`]);
  const one = await must(201, world.officer.post(`/api/v1/redesigns/${world.slug}/commitments`, wanted(idea)));
  assert.equal(one.state, 'proposed');
  assert.deepEqual(one.milestones.map((milestone) => milestone.title), ['Ordered', 'Installed']);
  assert.deepEqual((await read(one)).ideas.map((each) => each.id), [idea.id]);
  const event = await live.wait_for((each) => each.type === 'commitment.created');
  assert.deepEqual(event.data, { commitment: one.id, ideas: [idea.id], state: 'proposed' });
  await live.close();
  const list = await must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}/commitments?state=proposed`));
  assert.ok(list.items.some((each) => each.id === one.id));
  assert.equal((await must(200, go(one, 'accepted', {}, world.owner))).state, 'accepted');
});

test('a date moves with a reason and the old one stays readable', async () => {
  const one = await make();
  const [first] = one.milestones;
  await refused('reason_required', world.officer.post(`/api/v1/commitments/${one.id}/dates`, { milestone: first.id, due_on: day_in(20) }));
  await must(200, world.officer.post(`/api/v1/commitments/${one.id}/dates`, { milestone: first.id, due_on: day_in(20), text: a_reason }));
  const moved = (await read(one)).milestones[0];
  assert.equal(moved.due_on, day_in(20));
  assert.deepEqual([moved.moved[0].from, moved.moved[0].to, moved.moved[0].was_missed], [day_in(10), day_in(20), false]);
  await refused('not_allowed', world.citizen.post(`/api/v1/commitments/${one.id}/dates`, { due_on: day_in(90), text: a_reason }));
});

test('news finish milestones; what was promised is completed but never rewritten', async () => {
  const one = await make();
  const after_news = await must(200, world.officer.post(`/api/v1/commitments/${one.id}/updates`, { text: 'Ordered from the workshop.', done: [one.milestones[0].id], to: 'in_progress' }));
  assert.equal(after_news.state, 'in_progress');
  assert.deepEqual(after_news.milestone_counts, { done: 1, total: 2, late: 0 });
  const edited = await must(200, world.officer.patch(`/api/v1/commitments/${one.id}`, { titles: { nl: 'Acht banken' }, milestone: { title: 'Photos', due_on: day_in(55) }, text: a_reason }));
  assert.equal(edited.titles.nl, 'Acht banken');
  assert.equal(edited.milestones.length, 3);
  const refusal = await world.officer.patch(`/api/v1/commitments/${one.id}`, { titles: { en: 'Two benches' }, text: a_reason });
  assert.deepEqual([refusal.status, refusal.body.field], [422, 'title']);
});

test('ten people of whom six say done verify a delivery; one opinion each, changed until the end', async () => {
  const one = await delivered();
  const people = [...crowd, world.citizen, world.citizen2];
  await Promise.all(people.map((who) => say(one, who, 'partly').then((answer) => assert.equal(answer.status, 200, answer.text))));
  for (const who of people.slice(0, 6)) await must(200, say(one, who, 'done'));
  assert.deepEqual(await must(200, people[0].get(`/api/v1/commitments/${one.id}/opinions/mine`)), { opinion: 'done' });
  const check = (await read(one)).check;
  assert.deepEqual([check.done, check.partly, check.total, check.result], [6, 4, 10, null]);
  for (const role of ['officer', 'owner']) await refused('own_case', say(one, world[role], 'done'));
  await refused('sign_in_required', say(one, world.visitor, 'done'));
  await at_day(15, async () => {
    const after_check = await read(one);
    assert.deepEqual([after_check.state, after_check.check.result], ['verified', 'verified']);
    assert.equal(after_check.history[0].role, 'clock');
    await refused('commitment_transition_refused', say(one, people[0], 'not_done'));
  });
});

test('below sixty percent it is contested and taken up again; with fewer than ten the owner visits', async () => {
  const contested = await delivered();
  const quiet = await delivered();
  for (const who of [...crowd, world.citizen, world.citizen2]) await must(200, say(contested, who, who === world.citizen ? 'done' : 'not_done'));
  await must(200, say(quiet, world.citizen, 'done'));
  await at_day(15, async () => {
    const after_check = await read(contested);
    assert.equal(after_check.state, 'contested');
    assert.ok(after_check.resume_by);
    assert.equal((await must(200, go(contested, 'in_progress'))).state, 'in_progress');
    assert.equal((await read(quiet)).check.result, 'too_few');
    await refused('not_allowed', go(quiet, 'verified'));
    assert.equal((await must(200, go(quiet, 'verified', {}, world.owner))).state, 'verified');
  });
});

test('a milestone more than fourteen days late puts a commitment at risk by itself', async () => {
  const one = await make();
  await must(200, go(one, 'in_progress'));
  await at_day(24, async () => {
    const late = await read(one);
    assert.deepEqual([late.state, late.is_late, late.milestones[0].is_late], ['in_progress', true, true]);
  });
  await at_day(26, async () => {
    assert.equal((await read(one)).state, 'at_risk');
    const back = await go(one, 'in_progress');
    assert.deepEqual([back.status, back.body.field], [409, 'to'], back.text);
  });
});

test('officer and owner drop a commitment together, and name what replaces it', async () => {
  const one = await make();
  const other = await make();
  await refused('missing_field', go(one, 'dropped'));
  await must(200, go(one, 'dropped', { decided_body: 'Town council, 3 March', replaced_by: other.id }));
  assert.equal((await read(one)).drop_asked.decided_body, 'Town council, 3 March');
  await refused('already_exists', go(one, 'dropped', { decided_body: 'Town council' }));
  const dropped = await must(200, go(one, 'dropped', {}, world.owner));
  assert.deepEqual([dropped.state, dropped.replaced_by], ['dropped', other.id]);
  assert.deepEqual((await read(other)).replaces, [one.id]);
  await must(200, go(other, 'dropped', { decided_body: 'Town council' }));
  await must(200, world.owner.del(`/api/v1/commitments/${other.id}/drop`));
  assert.equal((await read(other)).drop_asked, null);
});

test('a redesign goes to its follow-up only when every accepted idea has a commitment; the refusal lists those that have none', async () => {
  const { slug } = await world.make_redesign();
  const idea = await accepted(slug);
  const refusal = await refused('redesign_transition_refused', world.owner.post(`/api/v1/redesigns/${slug}/transitions`, { to: 'follow_up', reason: a_reason }));
  assert.ok(refusal.body.detail.includes(idea.id) && refusal.body.detail.includes(idea.title), refusal.body.detail);
  const list = await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/commitments`));
  assert.deepEqual(list.follow_up.without_commitment.map((each) => each.id), [idea.id]);
  await must(201, world.officer.post(`/api/v1/redesigns/${slug}/commitments`, wanted(idea)));
  await must(200, world.owner.post(`/api/v1/redesigns/${slug}/transitions`, { to: 'follow_up', reason: a_reason }));
});

test('the list is paged, filtered and puts late ones first', async () => {
  const slug = 'lipowe-vivre-ensemble';
  const seen = [];
  let next = '';
  do {
    const page = await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/commitments?limit=3${next && `&after=${next}`}`));
    assert.ok(page.items.length <= 3);
    seen.push(...page.items);
    next = page.next;
  } while (next);
  assert.equal(new Set(seen.map((each) => each.id)).size, 8);
  const late = seen.filter((each) => each.is_late).length;
  assert.ok(late > 0 && seen.slice(0, late).every((each) => each.is_late));
  assert.equal((await must(200, world.visitor.get(`/api/v1/redesigns/${slug}/commitments?late=true`))).items.length, late);
  await refused('bad_field', world.visitor.get(`/api/v1/redesigns/${slug}/commitments?state=lost`));
});

test('the data are still right afterwards', async () => {
  const { code, stdout } = await world.server.check();
  assert.equal(code, 0, stdout);
});
