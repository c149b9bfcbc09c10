// One right request for every API route that writes, so that a hole in the rights would be seen: used by the walk over all routes as all
// roles, which fails when a route is missing here.
import { a_reason, in_days } from './world.mjs';

let count = 0;

/** `of` names what the request is about: {slug, idea, comment, report, merge, draft, phase, person}. */
export const bodies = {
  'PATCH /api/v1/me': () => ({ name: 'Somebody else' }),
  'POST /api/v1/me/drafts': (of) => ({ redesign: of.slug, title: 'A draft' }),
  'POST /api/v1/redesigns': () => ({ slug: `made-${(count += 1)}`, title: { en: 'Made' }, languages: ['en'] }),
  'PATCH /api/v1/redesigns/{slug}': () => ({ territory: `Place ${(count += 1)}` }),
  'POST /api/v1/redesigns/{slug}/transitions': () => ({ to: 'paused', reason: a_reason }),
  'POST /api/v1/redesigns/{slug}/phases': () => ({ type: 'discussion', state: 'open' }),
  'POST /api/v1/redesigns/{slug}/roles': (of) => ({ email: of.email, role: 'facilitator' }),
  'PUT /api/v1/redesigns/{slug}/roles/{role}/{person}': () => undefined,
  'DELETE /api/v1/redesigns/{slug}/roles/{role}/{person}': () => undefined,
  'PATCH /api/v1/phases/{id}': () => ({ titles: { en: `Renamed ${(count += 1)}` } }),
  'POST /api/v1/phases/{id}/transitions': () => ({ to: 'open', reason: a_reason, ends_at: in_days(30 + (count += 1)) }),
  'POST /api/v1/redesigns/{slug}/ideas': () => ({ title: `An idea ${(count += 1)}`, body: 'A body that is long enough.', language: 'en' }),
  'PATCH /api/v1/ideas/{id}': () => ({ body: `A new text of number ${(count += 1)}.` }),
  'PATCH /api/v1/pictures/{id}': () => ({ description: `A door, number ${(count += 1)}.` }),
  'DELETE /api/v1/pictures/{id}': () => undefined,
  'PUT /api/v1/ideas/{id}/support': () => undefined,
  'DELETE /api/v1/ideas/{id}/support': () => undefined,
  'PUT /api/v1/ideas/{id}/reaction': () => undefined,
  'DELETE /api/v1/ideas/{id}/reaction': () => undefined,
  'PUT /api/v1/redesigns/{slug}/light': () => ({ is_on: true, question: { en: `What first, number ${(count += 1)}?` }, choices: [{ en: 'This' }, { en: 'That' }] }),
  'PUT /api/v1/redesigns/{slug}/light/answer': () => ({ choice: 1 }),
  'DELETE /api/v1/redesigns/{slug}/light/answer': () => undefined,
  'POST /api/v1/me/claims': () => undefined,
  'POST /api/v1/me/slips': () => ({ slip: 'K7F3Q-9XMP2' }),
  'POST /api/v1/redesigns/{slug}/entries': (of) => ({ key: `walk-${(count += 1)}`, kind: 'support', idea: of.idea, source: 'stall', collected_on: in_days(0).slice(0, 10), consent: { given: true, version: 1, language: 'en' } }),
  'DELETE /api/v1/entries/{id}': () => undefined,
  'POST /api/v1/redesigns/{slug}/batches': () => ({ label: `Sheets ${(count += 1)}`, reason: a_reason, collected_from: in_days(-3).slice(0, 10), collected_until: in_days(-2).slice(0, 10) }),
  'POST /api/v1/ideas/{id}/transitions': () => ({ to: 'withdrawn', reason: a_reason }),
  'POST /api/v1/ideas/{id}/merges': (of) => ({ into: of.other, reason: a_reason }),
  'POST /api/v1/merges/{id}/consent': () => ({ is_given: true }),
  'POST /api/v1/ideas/{id}/comments': () => ({ body: `A remark ${(count += 1)}.` }),
  'PATCH /api/v1/comments/{id}': () => ({ body: `Another remark ${(count += 1)}.` }),
  'DELETE /api/v1/comments/{id}': () => undefined,
  'POST /api/v1/reports': (of) => ({ target: `idea:${of.idea}`, rule: 'spam' }),
  'POST /api/v1/reports/{id}/decision': () => ({ decision: 'upheld', reason: a_reason }),
  'POST /api/v1/ideas/{id}/hide': () => ({ rule: 'spam', reason: a_reason }),
  'POST /api/v1/ideas/{id}/restore': () => ({ reason: a_reason }),
  'POST /api/v1/comments/{id}/hide': () => ({ rule: 'spam', reason: a_reason }),
  'POST /api/v1/comments/{id}/restore': () => ({ reason: a_reason }),
  'POST /api/v1/ideas/{id}/answers': () => ({ kind: 'accepted', body: 'We will do it.' }),
  'DELETE /api/v1/me/drafts/{id}': () => undefined,
  'DELETE /api/v1/sessions/current': () => undefined,
  'DELETE /api/v1/sessions': () => undefined,
};

/** The address of a route for `of`. */
export function address_of(pattern, of) {
  const noun = /\/api\/v1\/(?:me\/)?(\w+)\/\{id\}/.exec(pattern)?.[1];
  const id = { ideas: of.idea, comments: of.comment, reports: of.report, merges: of.merge, drafts: of.draft, pictures: of.picture, phases: of.phase, entries: of.entry }[noun] ?? of.idea;
  const query = { '/api/v1/me/marks': `?redesign=${of.slug}`, '/api/v1/events': `?channels=redesign:${of.redesign}`, '/api/v1/search': '?q=bench' }[pattern] ?? '';
  return pattern.replace('{slug}', of.slug).replace('{id}', id).replace('{role}', of.role ?? 'facilitator').replace('{person}', of.person) + query;
}
