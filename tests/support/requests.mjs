// One right request for every API route that writes, so that a hole in the rights would be seen: used by the walk over all routes as all
// roles, which fails when a route is missing here.
import { a_reason, in_days } from './world.mjs';

let count = 0;

/** `of` names what the request is about: {slug, idea, comment, report, decision, pending, merge, draft, phase, person, officer}. */
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
  'POST /api/v1/ideas/{id}/transitions': () => ({ to: 'withdrawn', reason: a_reason }),
  'POST /api/v1/ideas/{id}/merges': (of) => ({ into: of.other, reason: a_reason }),
  'POST /api/v1/merges/{id}/cancel': () => ({ reason: a_reason }),
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
  'POST /api/v1/redesigns/{slug}/cases/watch': (of) => ({ looking: `idea:${of.idea}`, shown: [`idea:${of.idea}`] }),
  'POST /api/v1/cases/{target}/keep': () => ({ reason: a_reason }),
  'POST /api/v1/cases/{target}/second-opinion': () => ({ note: a_reason }),
  'POST /api/v1/decisions/{id}/undo': () => undefined,
  'POST /api/v1/ideas/{id}/clarifications': () => ({ body: `Which door, number ${(count += 1)}?`, language: 'en' }),
  'PUT /api/v1/redesigns/{slug}/four-eyes': () => ({ on: true }),
  'POST /api/v1/pending-answers/{id}/release': () => undefined,
  'POST /api/v1/pending-answers/{id}/send-back': () => ({ note: a_reason }),
  'POST /api/v1/pending-answers/{id}/take-back': () => undefined,
  'PUT /api/v1/ideas/{id}/answer-draft': () => ({ kind: 'accepted', texts: { en: `We will do it, number ${(count += 1)}.` } }),
  'DELETE /api/v1/ideas/{id}/answer-draft': () => undefined,
  'PUT /api/v1/ideas/{id}/assignee': (of) => ({ person: of.officer }),
  'POST /api/v1/ideas/{id}/answers': () => ({ kind: 'accepted', body: 'We will do it.' }),
  'POST /api/v1/redesigns/{slug}/commitments': (of) => ({ title: { en: `Benches ${(count += 1)}` }, ideas: [of.idea], organisation: '1', due_on: in_days(60).slice(0, 10), milestones: [{ title: 'Ordered', due_on: in_days(20).slice(0, 10) }], budget_eur: 900 }),
  'PATCH /api/v1/commitments/{id}': () => ({ budget_eur: 1000 + (count += 1), text: a_reason }),
  'POST /api/v1/commitments/{id}/transitions': () => ({ to: 'accepted', text: a_reason }),
  'POST /api/v1/commitments/{id}/updates': () => ({ text: `The benches are on their way, number ${(count += 1)}.` }),
  'POST /api/v1/commitments/{id}/dates': () => ({ due_on: in_days(80 + (count += 1)).slice(0, 10), text: a_reason }),
  'DELETE /api/v1/commitments/{id}/drop': () => undefined,
  'POST /api/v1/commitments/{id}/opinions': () => ({ opinion: 'done' }),
  'DELETE /api/v1/me/drafts/{id}': () => undefined,
  'PATCH /api/v1/me/settings': () => ({ mail: 'daily' }),
  'POST /api/v1/me/notices/read': () => undefined,
  'POST /api/v1/me/notices/{id}/read': () => undefined,
  'PUT /api/v1/ideas/{id}/follow': () => undefined,
  'DELETE /api/v1/ideas/{id}/follow': () => undefined,
  'PUT /api/v1/redesigns/{slug}/follow': () => undefined,
  'DELETE /api/v1/redesigns/{slug}/follow': () => undefined,
  'PUT /api/v1/ideas/{id}/visit': (of) => ({ seen: of.comment }),
  'DELETE /api/v1/sessions/current': () => undefined,
  'DELETE /api/v1/sessions': () => undefined,
};

/** The address of a route for `of`. */
export function address_of(pattern, of) {
  const noun = /^\/(?:api\/v1|\{lang\})\/(?:me\/)?([\w-]+)\/\{id\}/.exec(pattern)?.[1];
  const id = { ideas: of.idea, comments: of.comment, reports: of.report, merges: of.merge, drafts: of.draft, pictures: of.picture, phases: of.phase, commitments: of.commitment, decisions: of.decision, 'pending-answers': of.pending }[noun] ?? of.idea;
  const query = { '/api/v1/me/marks': `?redesign=${of.slug}`, '/api/v1/events': `?channels=redesign:${of.redesign}`, '/api/v1/search': '?q=bench' }[pattern] ?? '';
  return pattern.replace('{slug}', of.slug).replace('{id}', id).replace('{target}', `idea:${of.idea}`).replace('{role}', of.role ?? 'facilitator').replace('{person}', of.person) + query;
}
