// Preparing a redesign through the API: templates, copies, roadmap, readiness, the whole timeline, texts by language.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { a_reason, in_days, must, refused, World } from '../support/world.mjs';

let world;
let count = 0;
before(async () => { world = await World.open(); });
after(() => world.close());

const a_slug = () => `plan-${process.pid}-${(count += 1)}`;
const from_template = (name = 'allotments', body = {}) => world.admin.post(`/api/v1/redesign-templates/${name}/redesigns`, { slug: a_slug(), starts_on: '2027-01-15', ...body });

test('each of eleven templates becomes a draft that lacks nothing for its announcement', async () => {
  const { items } = await must(200, world.visitor.get('/api/v1/redesign-templates'));
  assert.equal(items.length, 11);
  for (const { name, phases } of items) {
    const made = await must(201, from_template(name));
    assert.equal(made.state, 'draft');
    assert.equal(made.phases.length, phases.length);
    assert.ok(made.phases.every((phase) => phase.state === 'planned' && phase.opens_at && phase.closes_at));
    const ready = await must(200, world.admin.get(`/api/v1/redesigns/${made.slug}/readiness`));
    const { warnings, ...held } = ready;
    assert.deepEqual(held, { is_ready: true, blocking: [], advises_inform: false }, name);
    assert.ok(warnings.some(({ code }) => code === 'effort_unknown'), 'nobody counted yet');
    const { answers } = await must(200, world.admin.get(`/api/v1/redesigns/${made.slug}/roadmap`));
    assert.match(answers.obstacles.text, /^- /, 'the safeguards come along');
  }
});

test('a template starts in the languages wanted, and refuses those it does not have', async () => {
  const made = await must(201, from_template('youth-services', { languages: ['nl', 'fr'], title: 'Onze eigen plek' }));
  assert.deepEqual(made.languages, ['nl', 'fr']);
  assert.deepEqual(made.texts.title, { nl: 'Onze eigen plek' });
  assert.deepEqual(Object.keys(made.texts.summary).sort(), ['fr', 'nl']);
  assert.equal((await refused('bad_field', from_template('youth-services', { languages: ['it'] }))).body.field, 'languages');
  await refused('not_found', from_template('nothing'));
  await refused('missing_field', from_template('allotments', { starts_on: undefined }));
  await refused('slug_taken', from_template('allotments', { slug: made.slug }));
});

test('a copy takes texts, phases and wanted roles, and nothing that people contributed', async () => {
  const { slug } = await world.make_redesign({ phases: [{ type: 'ideas', state: 'open', opens_at: in_days(-3), closes_at: in_days(10) }, { type: 'follow_up', opens_at: in_days(20), closes_at: in_days(50) }] });
  const idea = await world.propose(world.citizen, {}, slug);
  await world.comment(world.citizen2, idea);
  const copy = await must(201, world.admin.post(`/api/v1/redesigns/${slug}/copies`, { slug: a_slug(), starts_on: '2028-02-01', with_roles: true }));
  assert.equal(copy.state, 'draft');
  assert.equal(copy.counts.ideas, 0);
  assert.deepEqual(copy.phases.map(({ type, state }) => [type, state]), [['ideas', 'planned'], ['follow_up', 'planned']]);
  assert.match(copy.phases[0].opens_at, /^2028-0[12]-/);
  const { items } = await must(200, world.admin.get(`/api/v1/redesigns/${copy.slug}/roles`));
  assert.deepEqual([...new Set(items.map(({ role }) => role))].sort(), ['facilitator', 'moderator', 'officer', 'owner']);
  const plain = await must(201, world.admin.post(`/api/v1/redesigns/${slug}/copies`, { slug: a_slug(), starts_on: '2028-02-01' }));
  assert.equal((await must(200, world.admin.get(`/api/v1/redesigns/${plain.slug}/roles`))).items.length, 1);
});

test('an announcement is refused with everything that is missing, at once', async () => {
  const made = await must(201, world.admin.post('/api/v1/redesigns', { slug: a_slug(), title: { en: 'Empty' }, languages: ['en'], power_level: 'empower', summary: 'x', promise: 'y' }));
  const at = `/api/v1/redesigns/${made.slug}`;
  const ready = await must(200, world.admin.get(`${at}/readiness`));
  assert.deepEqual(ready.blocking.map(({ code }) => code), ['follow_up_missing', 'nothing_to_decide']);
  assert.equal(ready.advises_inform, true);
  await must(200, world.admin.post(`${at}/transitions`, { to: 'review', reason: a_reason }));
  const answer = await refused('redesign_transition_refused', world.admin.post(`${at}/transitions`, { to: 'announced', reason: a_reason }));
  for (const { detail } of ready.blocking) assert.ok(answer.body.detail.includes(detail), answer.text);
  await must(200, world.admin.patch(at, { can_change: [{ en: 'The hours' }] }));
  await must(201, world.admin.post(`${at}/phases`, { type: 'follow_up', opens_at: in_days(30) }));
  await must(200, world.admin.post(`${at}/transitions`, { to: 'announced', reason: a_reason }));
});

test('the figures of the roadmap are written, taken away by null, and refused out of bounds', async () => {
  const made = await must(201, from_template());
  const at = `/api/v1/redesigns/${made.slug}/roadmap`;
  const written = await must(200, world.admin.put(at, { people: 400, offline_percent: 30, needs_care: true, is_spread_out: false, officer_hours: 0 }));
  assert.deepEqual(written.figures, { people: 400, offline_percent: 30, weeks: null, is_spread_out: false, needs_care: true, moderator_hours: null, facilitator_hours: null, officer_hours: 0 });
  const less = await must(200, world.admin.put(at, { people: null, aim: 'More plots.' }));
  assert.equal(less.figures.people, null);
  assert.equal(less.figures.offline_percent, 30, 'what is left out stays');
  for (const [figure, value] of [['people', -1], ['offline_percent', 101], ['weeks', 0], ['officer_hours', 2001], ['needs_care', 'perhaps']])
    assert.equal((await refused('bad_field', world.admin.put(at, { [figure]: value }))).body.field, figure);
  await refused('nothing_changed', world.admin.put(at, { offline_percent: 30 }));
  const copy = await must(201, world.admin.post(`/api/v1/redesigns/${made.slug}/copies`, { slug: a_slug(), starts_on: '2028-02-01' }));
  assert.deepEqual((await must(200, world.admin.get(`/api/v1/redesigns/${copy.slug}/roadmap`))).figures, less.figures, 'a copy takes the figures along');
});

test('methods come in pairs, and the hours of a timeline are compared with those there are', async () => {
  const made = await must(201, from_template('allotments', { starts_on: in_days(30).slice(0, 10) }));
  const at = `/api/v1/redesigns/${made.slug}`;
  const before = await must(200, world.admin.get(`${at}/advice`));
  assert.equal(before.effort.is_counted, false);
  const vote = before.methods.find(({ phase }) => phase === 'vote');
  assert.deepEqual([vote.online, vote.offline], ['online_ballot', 'paper_ballots']);
  await must(200, world.admin.put(`${at}/roadmap`, { people: 4000, offline_percent: 30, moderator_hours: 2000, facilitator_hours: 2000, officer_hours: 8 }));
  const { methods, effort, assumptions } = await must(200, world.admin.get(`${at}/advice`));
  assert.ok(methods.every(({ phase, is_planned }) => is_planned === made.phases.some(({ type }) => type === phase)));
  assert.ok(effort.is_counted && effort.weeks.length > 8);
  assert.ok(assumptions.minutes_per_answer_written > 0);
  assert.ok(effort.full_weeks.length > 0 && effort.full_weeks.every(({ crew, hours, needed_minutes }) => crew === 'officers' && hours === 8 && needed_minutes > 480));
  const ready = await must(200, world.admin.get(`${at}/readiness`));
  assert.equal(ready.is_ready, true, 'a warning holds nothing up');
  assert.match(ready.warnings.find(({ code }) => code === 'week_too_full').detail, /^Week of \d{4}-\d\d-\d\d: \d+ h needed of officers, 8 h there\.$/);
  for (const role of ['citizen', 'visitor']) assert.ok([401, 403, 404].includes((await world[role].get(`${at}/advice`)).status), role);
});

test('the roadmap is written by the owner, read by those who hold a role, and seen by nobody else', async () => {
  const at = `/api/v1/redesigns/${world.slug}/roadmap`;
  const written = await must(200, world.owner.put(at, { language: 'en', context: 'A lab.\nTwo rooms.', values: 'With people.' }));
  assert.deepEqual(written.answers.context, { language: 'en', text: 'A lab.\nTwo rooms.' });
  assert.equal(written.answers.means, null);
  for (const role of ['facilitator', 'moderator', 'officer', 'admin']) await must(200, world[role].get(at));
  for (const role of ['citizen', 'citizen2']) await refused('not_allowed', world[role].get(at));
  await refused('sign_in_required', world.visitor.get(at));
  for (const role of ['facilitator', 'moderator', 'officer']) await refused('not_allowed', world[role].put(at, { context: 'x' }));
  await refused('nothing_changed', world.owner.put(at, { values: 'With people.' }));
  assert.equal((await refused('too_long', world.owner.put(at, { means: 'x'.repeat(1201) }))).body.field, 'means');
  const again = await must(200, world.owner.put(at, { values: '', updated_at: written.updated_at }));
  assert.equal(again.answers.values, null);
  await refused('stale_version', world.owner.put(at, { values: 'New.', updated_at: '2020-01-01T00:00:00Z' }));
});

test('a timeline is saved whole: added, changed, put in order, taken out; a refusal names its row and saves nothing', async () => {
  const made = await must(201, from_template());
  const at = `/api/v1/redesigns/${made.slug}/timeline`;
  const rows = made.phases.map(({ id, type, opens_at, closes_at }) => ({ id, type, opens_at, closes_at })).reverse();
  const wanted = [...rows.slice(0, -1), { type: 'hackathon', titles: { fr: 'Un week-end' }, opens_at: '2027-06-05T00:00:00Z', closes_at: '2027-06-06T00:00:00Z' }];
  const saved = await must(200, world.admin.put(at, { phases: wanted }));
  assert.deepEqual(saved.phases.map(({ type }) => type), wanted.map(({ type }) => type));
  assert.ok(!saved.phases.some(({ id }) => id === made.phases[0].id));
  const wrong = saved.phases.map(({ id, type, opens_at, closes_at }) => ({ id, type, opens_at, closes_at }));
  wrong[1].closes_at = '2020-01-01T00:00:00Z';
  wrong[0].type = 'stories';
  const answer = await refused('bad_field', world.admin.put(at, { phases: wrong }));
  assert.equal(answer.body.field, 'phases.1.closes_at');
  assert.deepEqual((await must(200, world.admin.get(`/api/v1/me/redesigns/${made.slug}`))).phases, saved.phases);
  await refused('missing_field', world.admin.put(at, {}));
});

test('what has begun keeps its dates and stays, and the last follow-up of a public redesign too', async () => {
  const { slug, redesign } = await world.make_redesign();
  const at = `/api/v1/redesigns/${slug}/timeline`;
  const [open, follow] = redesign.phases;
  const row = ({ id, type, opens_at, closes_at }) => ({ id, type, opens_at, closes_at });
  const moved = await refused('phase_transition_refused', world.owner.put(at, { phases: [{ ...row(open), closes_at: in_days(30) }, row(follow)] }));
  assert.equal(moved.body.field, 'phases.0.closes_at');
  await refused('phase_transition_refused', world.owner.put(at, { phases: [row(follow)] }));
  await refused('phase_transition_refused', world.owner.put(at, { phases: [row(open)] }));
  for (const phase of [open, follow]) await refused('phase_transition_refused', world.owner.del(`/api/v1/phases/${phase.id}`));
  const extra = await must(201, world.owner.post(`/api/v1/redesigns/${slug}/phases`, { type: 'vote', opens_at: in_days(5) }));
  for (const role of ['moderator', 'officer', 'citizen']) await refused('not_allowed', world[role].del(`/api/v1/phases/${extra.id}`));
  await must(204, world.owner.del(`/api/v1/phases/${extra.id}`));
  await refused('not_found', world.owner.del(`/api/v1/phases/${extra.id}`));
});

test('texts are written by language, and what is missing is counted', async () => {
  const { slug } = await world.make_redesign({ can_change: [{ en: 'The hours', fr: 'Les heures' }, { en: 'The place' }] });
  const at = `/api/v1/redesigns/${slug}`;
  const grid = await must(200, world.owner.get(`${at}/texts`));
  const gap = (view, language) => { const one = view.languages.find((other) => other.language === language); return one.needed - one.written; };
  assert.equal(gap(grid, 'en'), 0);
  const missing = gap(grid, 'fr');
  assert.ok(missing > 0);
  const edited = await must(200, world.owner.put(`${at}/texts/fr`, { updated_at: grid.updated_at, texts: [{ key: 'summary', text: 'À quoi sert le labo.' }, { key: 'can_change.1', text: 'Le lieu' }] }));
  assert.equal(gap(edited, 'fr'), missing - 2);
  await refused('stale_version', world.owner.put(`${at}/texts/fr`, { updated_at: '2020-01-01T00:00:00Z', texts: [{ key: 'aim', text: 'x' }] }));
  await refused('not_found', world.owner.put(`${at}/texts/fr`, { texts: [{ key: 'can_change.7', text: 'x' }] }));
  await refused('missing_field', world.owner.put(`${at}/texts/en`, { texts: [{ key: 'title', text: '' }] }));
  await refused('bad_field', world.owner.put(`${at}/texts/it`, { texts: [{ key: 'title', text: 'x' }] }));
});

test('a language is added and removed with its texts, never the original', async () => {
  const { slug } = await world.make_redesign();
  const at = `/api/v1/redesigns/${slug}/languages`;
  const added = await must(200, world.owner.put(`${at}/it`));
  assert.deepEqual(added.languages.map(({ language }) => language), ['en', 'fr', 'it']);
  await refused('already_exists', world.owner.put(`${at}/it`));
  for (const wrong of ['IT', 'ita', '12']) await refused('bad_field', world.owner.put(`${at}/${wrong}`));
  await refused('bad_field', world.owner.del(`${at}/en`));
  const removed = await must(200, world.owner.del(`${at}/fr`));
  assert.deepEqual(removed.languages.map(({ language }) => language), ['en', 'it']);
  assert.ok(!JSON.stringify((await must(200, world.owner.get(`/api/v1/redesigns/${slug}`))).texts).includes('"fr"'));
  await refused('not_found', world.owner.del(`${at}/fr`));
});

test('after all this the recount of everything agrees', async () => {
  const checked = await world.server.check();
  assert.equal(checked.code, 0, checked.stdout);
});
