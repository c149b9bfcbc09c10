// Phases through the API: every transition, and what each type of phase allows.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { a_reason, in_days, must, refused, World } from '../support/world.mjs';

let world;
before(async () => { world = await World.open(); });
after(() => world.close());

const states = ['planned', 'frozen', 'open', 'closed', 'counted', 'results_published', 'skipped'];
const move = (client, phase, to, more = {}) => client.post(`/api/v1/phases/${phase.id}/transitions`, { to, reason: a_reason, ...more });

/** A phase of `type` brought into `state` on the ways that exist. */
async function phase_in(slug, type, state) {
  const made = await must(201, world.owner.post(`/api/v1/redesigns/${slug}/phases`, { type, ...(state === 'planned' ? { opens_at: in_days(3), closes_at: in_days(6) } : {}) }));
  const steps = { planned: [], open: ['open'], closed: ['open', 'closed'], skipped: ['skipped'] }[state];
  for (const to of steps) await must(200, move(world.owner, made, to));
  return made;
}

const allowed = {
  ideas: { planned: ['open', 'skipped'], open: ['open', 'closed'], closed: ['open'], skipped: [] },
  vote: { planned: ['skipped'], skipped: [] },  // frozen, open and closed: votes.test.mjs
};

for (const [type, ways] of Object.entries(allowed)) {
  test(`every transition of a phase of type ${type}: those in the table, and no other`, async () => {
    const { slug } = await world.make_redesign();
    for (const [from, reachable] of Object.entries(ways)) {
      for (const to of states) {
        const phase = await phase_in(slug, type, from);
        const answer = await move(world.owner, phase, to, to === 'open' ? { ends_at: in_days(30) } : {});
        if (reachable.includes(to)) {
          assert.equal(answer.status, 200, `${from} -> ${to}: ${answer.text}`);
          assert.equal(answer.body.state, to);
        } else {
          assert.ok(['phase_transition_refused', 'vote_not_reopenable'].includes(answer.code), `${from} -> ${to}: ${answer.text}`);
        }
      }
    }
  });
}

test('a transition needs a public reason, which stands in the history with who and when', async () => {
  const phase = await phase_in(world.slug, 'discussion', 'open');
  await refused('reason_required', move(world.moderator, phase, 'closed', { reason: 'short' }));
  await refused(['reason_required', 'missing_field'], world.moderator.post(`/api/v1/phases/${phase.id}/transitions`, { to: 'closed' }));
  await must(200, move(world.moderator, phase, 'closed'));
  const { items } = await must(200, world.visitor.get(`/api/v1/phases/${phase.id}/history`));
  const last = items.find((line) => line.to === 'closed');
  assert.equal(last.reason, a_reason);
  assert.equal(last.person.id, world.moderator.person.id);
});

test('phases are moved by moderators, owners and administrators only', async () => {
  const phase = await phase_in(world.slug, 'discussion', 'open');
  for (const role of ['citizen', 'facilitator', 'officer']) await refused('not_allowed', move(world[role], phase, 'closed'));
  await refused('sign_in_required', move(world.visitor, phase, 'closed'));
  const state_now = (await must(200, world.visitor.get(`/api/v1/redesigns/${world.slug}`))).phases.find((one) => one.id === phase.id).state;
  assert.equal(state_now, 'open');
});

test('an end lies ahead, an extension later than the end before, and the owner extends once', async () => {
  const phase = await must(201, world.owner.post(`/api/v1/redesigns/${world.slug}/phases`, { type: 'discussion', state: 'open', closes_at: in_days(2) }));
  for (const ends_at of [in_days(-1), in_days(1), 'tomorrow', '2026-02-31', '']) {
    const answer = await move(world.owner, phase, 'open', { ends_at });
    assert.equal(answer.status, 422, `${ends_at}: ${answer.text}`);
  }
  assert.equal((await must(200, move(world.owner, phase, 'open', { ends_at: in_days(4) }))).extensions, 1);
  await refused(['not_allowed', 'phase_transition_refused'], move(world.owner, phase, 'open', { ends_at: in_days(5) }));
  assert.equal((await must(200, move(world.moderator, phase, 'open', { ends_at: in_days(5) }))).extensions, 2);
});

test('dates change by editing only before the phase starts; its name at any time', async () => {
  const waiting = await phase_in(world.slug, 'discussion', 'planned');
  await must(200, world.owner.patch(`/api/v1/phases/${waiting.id}`, { closes_at: in_days(9), titles: { en: 'Talk' } }));
  await refused('bad_field', world.owner.patch(`/api/v1/phases/${waiting.id}`, { closes_at: in_days(1) }));
  const open = await phase_in(world.slug, 'discussion', 'open');
  await refused('phase_transition_refused', world.owner.patch(`/api/v1/phases/${open.id}`, { closes_at: in_days(9) }));
  assert.equal((await must(200, world.owner.patch(`/api/v1/phases/${open.id}`, { titles: { en: 'Talk on' } }))).titles.en, 'Talk on');
});

const takes_ideas = ['ideas', 'brainstorm', 'hackathon', 'consultation'];
const takes_support = [...takes_ideas, 'discussion', 'deliberation', 'prototype'];
const types = [...takes_support, 'stories', 'follow_up', 'evaluation'];  // a vote opens by its date: votes.test.mjs

test('each type of phase allows exactly its acts, and the redesign says so', async () => {
  const { slug, phase } = await world.make_redesign();
  const idea = await world.propose(world.citizen, {}, slug);
  await must(200, move(world.owner, phase, 'closed'));
  for (const type of types) {
    const open = await phase_in(slug, type, 'open');
    const says = (await must(200, world.visitor.get(`/api/v1/redesigns/${slug}`))).allowed;
    const wanted = { propose: takes_ideas.includes(type), support: takes_support.includes(type), comment: type !== 'stories' };
    assert.deepEqual(says, wanted, type);
    const done = {
      propose: await world.citizen2.post(`/api/v1/redesigns/${slug}/ideas`, { title: `In a phase of ${type}`, body: 'Something to propose here.', language: 'en' }),
      support: await world.citizen2.put(`/api/v1/ideas/${idea.id}/support`),
      comment: await world.citizen2.post(`/api/v1/ideas/${idea.id}/comments`, { body: `In a phase of ${type}.` }),
    };
    for (const [act, answer] of Object.entries(done)) {
      if (wanted[act]) assert.ok(answer.status < 300, `${type} ${act}: ${answer.text}`);
      else assert.equal(answer.code, 'phase_closed', `${type} ${act}: ${answer.text}`);
    }
    await must(200, move(world.owner, open, 'closed'));
  }
});

test('with no phase open, supports and comments are refused with what will allow them', async () => {
  const { slug, phase } = await world.make_redesign();
  const idea = await world.propose(world.citizen, {}, slug);
  await must(200, move(world.moderator, phase, 'closed'));
  for (const answering of [world.citizen.put(`/api/v1/ideas/${idea.id}/support`), world.citizen.patch(`/api/v1/ideas/${idea.id}`, { body: 'A better text than before.' })]) {
    const answer = await refused('phase_closed', answering);
    assert.ok(answer.body.detail.length > 20);
  }
  await must(200, move(world.moderator, phase, 'open', { ends_at: in_days(1) }));
  await must(200, world.citizen.put(`/api/v1/ideas/${idea.id}/support`));
});
