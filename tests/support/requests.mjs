// One right request for every API route that writes, so that a hole in the rights would be seen: used by the walk over all routes as all
// roles, which fails when a route is missing here.
import { a_reason, in_days, must } from './world.mjs';

let count = 0;

/** The shipped theme, which everybody can read. */
const colours = {
  light: { brand: '#14594a', 'brand-strong': '#0c3f34', 'brand-soft': '#e0efe9', 'on-brand': '#ffffff', accent: '#a2460c', 'accent-soft': '#fcefdf', ink: '#18231f',
    'ink-soft': '#4c5954', paper: '#faf8f2', surface: '#ffffff', line: '#dedacd', focus: '#18231f', 'focus-halo': '#ffd23f' },
  dark: { brand: '#7fd0b4', 'brand-strong': '#abe6d0', 'brand-soft': '#1b3a30', 'on-brand': '#06251b', accent: '#f2ad72', 'accent-soft': '#38281a', ink: '#e9eee9',
    'ink-soft': '#b2beb7', paper: '#0f1613', surface: '#18211d', line: '#313d37', focus: '#ffd23f', 'focus-halo': '#0f1613' },
};
export const a_theme = { ...colours, font: 'serif', radius: 4 };

/** What a moderator announces: a round of one phase with these hosts. */
export const announcement = (phase, hosts, body = {}) => ({
  phase, hosts, question: { en: 'On what conditions would a night bus be fair?', fr: 'À quelles conditions un bus de nuit serait-il juste ?' },
  access: ['Taking part by telephone', { en: 'Interpreter at table A' }], starts_at: in_days(2), seats_max: 8, table_seats: 4, turn_seconds: 60, ...body,
});

/** A statement of the citizen, in a round of `phase` that is at its tables. */
export async function a_statement(world, phase) {
  const { id } = await must(201, world.moderator.post(`/api/v1/redesigns/${world.slug}/rounds`, announcement(phase, [world.facilitator.person.id])));
  for (const [client, name] of [[world.citizen, 'Ana'], [world.citizen2, 'Bo']]) await must(200, client.put(`/api/v1/rounds/${id}/seat`, { name }));
  for (const to of ['lobby', 'briefing', 'groups']) await must(200, world.moderator.post(`/api/v1/rounds/${id}/transitions`, { to }));
  return { round: id, ...(await must(201, world.citizen.post(`/api/v1/rounds/${id}/statements`, { text: 'A bench at every stop.', language: 'en' }))) };
}

/** `of` names what the request is about: {slug, idea, comment, report, decision, pending, merge, draft, phase, person, officer, round, seat, statement, deliberation, facilitator, vote, batch}. */
export const bodies = {
  'PATCH /api/v1/me': () => ({ name: 'Somebody else' }),
  'POST /api/v1/me/drafts': (of) => ({ redesign: of.slug, title: 'A draft' }),
  'POST /api/v1/redesigns': () => ({ slug: `made-${(count += 1)}`, title: { en: 'Made' }, languages: ['en'] }),
  'PATCH /api/v1/redesigns/{slug}': () => ({ territory: `Place ${(count += 1)}` }),
  'POST /api/v1/redesigns/{slug}/transitions': () => ({ to: 'paused', reason: a_reason }),
  'POST /api/v1/redesigns/{slug}/phases': () => ({ type: 'discussion', state: 'open' }),
  'POST /api/v1/redesign-templates/{name}/redesigns': () => ({ slug: `made-${(count += 1)}`, starts_on: '2027-01-15' }),
  'POST /api/v1/redesigns/{slug}/copies': () => ({ slug: `made-${(count += 1)}`, starts_on: '2027-01-15' }),
  'PUT /api/v1/redesigns/{slug}/roadmap': () => ({ context: `A place, number ${(count += 1)}.` }),
  'PUT /api/v1/redesigns/{slug}/timeline': (of) => ({ phases: [{ id: of.phase, type: 'ideas', titles: { en: `Renamed ${(count += 1)}` } }, { type: 'follow_up' }] }),
  'PUT /api/v1/redesigns/{slug}/texts/{language}': () => ({ texts: [{ key: 'aim', text: `An aim, number ${(count += 1)}.` }] }),
  'PUT /api/v1/redesigns/{slug}/languages/{language}': () => undefined,
  'DELETE /api/v1/redesigns/{slug}/languages/{language}': () => undefined,
  'DELETE /api/v1/phases/{id}': () => undefined,
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
  'POST /api/v1/statements/{id}/hide': () => ({ rule: 'spam', reason: a_reason }),
  'POST /api/v1/statements/{id}/restore': () => ({ reason: a_reason }),
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
  'POST /api/v1/admin/people/{id}/suspension': () => ({ reason: a_reason }),
  'POST /api/v1/admin/people/{id}/reinstatement': () => ({ reason: a_reason }),
  'PUT /api/v1/admin/people/{id}/administrator': () => undefined,
  'DELETE /api/v1/admin/people/{id}/administrator': () => undefined,
  'POST /api/v1/admin/organisations': () => ({ kind: 'association', names: { en: `Friends ${(count += 1)}` } }),
  'PATCH /api/v1/admin/organisations/{id}': () => ({ names: { en: `Friends ${(count += 1)}` } }),
  'PUT /api/v1/admin/organisations/{id}/theme': () => a_theme,
  'DELETE /api/v1/admin/organisations/{id}/theme': () => undefined,
  'PUT /api/v1/admin/texts/{subject}/{language}': () => ({ body: `# Charter ${(count += 1)}\n\nBe kind.`, version: 0 }),
  'DELETE /api/v1/admin/texts/{subject}/{language}': () => undefined,
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
  'POST /api/v1/redesigns/{slug}/rounds': (of) => announcement(of.deliberation, [of.facilitator]),
  'PATCH /api/v1/rounds/{id}': () => ({ turn_seconds: 60 + (count += 1) }),
  'POST /api/v1/rounds/{id}/transitions': () => ({ to: 'lobby' }),
  'PUT /api/v1/rounds/{id}/lead': () => undefined,
  'PUT /api/v1/rounds/{id}/seat': () => ({ name: 'Ana' }),
  'DELETE /api/v1/rounds/{id}/seat': () => undefined,
  'POST /api/v1/rounds/{id}/seats': () => ({ name: 'By phone', channel: 'phone' }),
  'POST /api/v1/seats/{id}/care': () => ({ care: 'nudged' }),
  'PUT /api/v1/rounds/{id}/help': () => ({ is_wanted: true }),
  'POST /api/v1/rounds/{id}/turns': () => ({ mode: 'text' }),
  'POST /api/v1/turns/{id}/end': () => ({ to: 'done' }),
  'POST /api/v1/rounds/{id}/statements': () => ({ text: `A statement ${(count += 1)}.` }),
  'PUT /api/v1/rounds/{id}/judgements': () => ({ statement: '1', choice: 'agree' }),
  'POST /api/v1/rounds/{id}/joins': () => ({ statement: '1', into: '2' }),
  'POST /api/v1/joins/{id}/answer': () => ({ is_given: true }),
  'PUT /api/v1/rounds/{id}/report': () => ({ body: 'What we found together, in a few words.' }),
  'PUT /api/v1/rounds/{id}/hold': () => ({ is_held: true, reason: a_reason }),
  'PUT /api/v1/rounds/{id}/dissent': () => ({ text: 'I see it otherwise.' }),
  'PUT /api/v1/phases/{id}/vote': () => ({ method: 'approval', question: { en: `What comes first, number ${(count += 1)}?` }, seats: 1, options: [{ title: { en: 'A bench' } }, { title: { en: 'A tree' } }] }),
  'POST /api/v1/votes/{id}/freeze': () => ({ reason: a_reason }),
  'POST /api/v1/votes/{id}/ballots': () => ({ receipt: '7K2F-9QXM-4TDB-HW3C-PZ6R', choices: [[1]] }),
  'POST /api/v1/votes/{id}/count': () => undefined,
  'POST /api/v1/votes/{id}/sign': () => undefined,
  'POST /api/v1/votes/{id}/codes': () => ({ count: 1 }),
  'POST /api/v1/votes/{id}/handed-out': () => ({}),
  'POST /api/v1/votes/{id}/batches': () => ({ label: `Envelope ${(count += 1)}`, papers: 2 }),
  'POST /api/v1/vote-batches/{id}/papers': () => ({ entries: [{ code: '7K2F-9QXM-4TDB-HW3C-PZ6R', choices: [[1]] }] }),
  'PUT /api/v1/vote-batches/{id}/spoiled': () => ({ spoiled: 1 }),
  'POST /api/v1/vote-batches/{id}/sign': () => ({ lost_reason: a_reason }),
};

/** The address of a route for `of`. */
export function address_of(pattern, of) {
  const noun = /^\/(?:api\/v1|\{lang\})\/(?:me\/|admin\/)?([\w-]+)\/\{id\}/.exec(pattern)?.[1];
  const id = { ideas: of.idea, comments: of.comment, reports: of.report, merges: of.merge, drafts: of.draft, pictures: of.picture, 'commitment-entries': of.news, phases: of.phase, entries: of.entry, people: of.person, organisations: 1, commitments: of.commitment, rounds: of.round, seats: of.seat, turns: of.turn, joins: of.join, statements: of.statement, votes: of.vote, 'vote-batches': of.batch, decisions: of.decision, 'pending-answers': of.pending }[noun] ?? of.idea;
  const query = { '/api/v1/me/marks': `?redesign=${of.slug}`, '/api/v1/events': `?channels=redesign:${of.redesign}`, '/api/v1/search': '?q=bench' }[pattern] ?? '';
  return pattern.replace('{slug}', of.slug).replace('{id}', id).replace('{target}', `idea:${of.idea}`).replace('{role}', of.role ?? 'facilitator').replace('{person}', of.person).replace('{phase}', of.phase)
    .replace('{name}', 'allotments').replace('{subject}', 'charter').replace('{file}', 'none.css').replace('{language}', 'fr') + query;
}
