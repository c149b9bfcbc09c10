// A vote that is open now, and people whose addresses are confirmed: what tests of ballots begin with.
// Used by tests of votes under tests/api, tests/walk and tests/browser.
import { in_days, a_reason, must } from './world.mjs';

const day_s = 86_400;

/** Confirms every address of the server's data, as their mails would. */
export function confirm_addresses(server) {
  server.sql('UPDATE person SET email_verified_at = 1 WHERE email IS NOT NULL');
}

/** A redesign of `world` (with a clock, set back to the real one) with a frozen vote on three texts; it opens in four days and closes in ten.
 * {slug, redesign, phase, vote}. */
export async function frozen_vote(world, body = {}) {
  await world.server.move_clock(0);
  const made = await world.make_redesign({
    phases: [{ type: 'ideas', state: 'open' }, { type: 'vote', title: { en: 'The vote', fr: 'Le vote' }, opens_at: in_days(4), closes_at: in_days(10) }, { type: 'follow_up', opens_at: in_days(20) }],
  });
  const phase = made.redesign.phases[1];
  const options = ['A bench', 'A roof', 'A tree'].map((en) => ({ title: { en } }));
  const { id } = await must(200, world.owner.put(`/api/v1/phases/${phase.id}/vote`, { method: 'approval', question: { en: 'What comes first?' }, seats: 1, choices_max: 2, options, ...body }));
  const vote = await must(200, world.owner.post(`/api/v1/votes/${id}/freeze`, { reason: a_reason }));
  return { slug: made.slug, redesign: made.redesign, phase, vote };
}

/** The same, and the clock moved to a moment when it is open. */
export async function open_vote(world, body = {}) {
  const made = await frozen_vote(world, body);
  await world.server.move_clock(5 * day_s);
  confirm_addresses(world.server);
  return made;
}

/** Moves the clock past the close. */
export const close_vote = (world) => world.server.move_clock(11 * day_s);

/** Casts `choices` with a receipt of the person's own. */
export async function cast(client, vote, choices) {
  const { receipt } = await must(200, client.get(`/api/v1/votes/${vote.id}/own`));
  return client.post(`/api/v1/votes/${vote.id}/ballots`, { receipt, choices });
}
