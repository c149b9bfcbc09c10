// The addresses of every page, with somebody who may see it, and a store in which none of them is empty.
// Used by the accessibility test and by the pictures.
import { in_days } from './browser.mjs';
import { form, plain_jpeg, png } from './pictures.mjs';
import { announcement } from './requests.mjs';

async function upload(base, token, home, file) {
  const { raw, type } = form({ description: 'A stop without a bench; three people stand waiting.', language: 'en' }, file);
  const answer = await fetch(`${base}/api/v1/${home}/pictures`, { method: 'POST', headers: { 'content-type': type, authorization: `Bearer ${token}` }, body: raw });
  if (!answer.ok) throw new Error(`a picture: ${answer.status} ${await answer.text()}`);
}

/** Three rounds: one at its tables, one where statements are judged, one closed with a draft that somebody sees otherwise. */
async function prepare_rounds(stage, slug) {
  const [citizen, citizen2, moderator, facilitator, owner] = await Promise.all(['citizen', 'citizen2', 'moderator', 'facilitator', 'owner'].map((name) => stage.person(name)));
  const phase = await owner.post(`/redesigns/${slug}/phases`, { type: 'deliberation', state: 'open', titles: { en: 'Meeting at tables', fr: 'Rencontres' } });
  const at_stage = async (stages) => {
    const { id } = await moderator.post(`/redesigns/${slug}/rounds`, announcement(phase.id, [facilitator.person.id]));
    const { seat } = await citizen.put(`/rounds/${id}/seat`, { name: 'Ana', kind: 'user' });
    await citizen2.put(`/rounds/${id}/seat`, { name: 'Bo', wishes: ['text'] });
    for (const to of stages) {
      await moderator.post(`/rounds/${id}/transitions`, { to });
      if (to !== 'groups') continue;
      await facilitator.post(`/rounds/${id}/seats`, { name: 'Cy, by telephone', channel: 'phone' });
      await citizen.post(`/seats/${seat.id}/care`, { care: 'rapporteur' });
      for (const text of ['A night bus must run every day of the year.', 'Half of the seats stay free for those who call late.']) await citizen.post(`/rounds/${id}/statements`, { text, language: 'en' });
    }
    return id;
  };
  const planned = await at_stage([]);
  const tables = await at_stage(['lobby', 'briefing', 'groups']);
  await citizen.post(`/rounds/${tables}/turns`, {});
  await citizen2.post(`/rounds/${tables}/turns`, { mode: 'text' });
  await citizen2.put(`/rounds/${tables}/help`, {});
  const judging = await at_stage(['lobby', 'briefing', 'groups', 'plenary', 'converge']);
  const closed = await at_stage(['lobby', 'briefing', 'groups', 'plenary', 'converge', 'closed']);
  await moderator.put(`/rounds/${closed}/report`, { body: '**What unites us**\n\nA bus that runs **every day**.\n\n**What stays open**\n\n- Who pays for the last hour?', language: 'en' });
  await citizen2.put(`/rounds/${closed}/dissent`, { text: 'Not on the night before a holiday.', is_named: true });
  const say = (text) => citizen2.post(`/rounds/${tables}/statements`, { text, language: 'en' });
  const hidden = await say('The driver of line 4 is called Bert and never waits.');
  await moderator.post(`/statements/${hidden.id}/hide`, { rule: 'private_data', reason: 'It names a driver.' });
  const accused = await say('Whoever lives on the hill pays for the bus on the hill.');
  await citizen.post('/reports', { target: `statement:${accused.id}`, rule: 'hate', text: 'It sets people against each other.' });
  return { planned, tables, judging, closed, hidden: hidden.id, accused: accused.id };
}

/** A vote of money that is set up and not frozen, and an envelope of the demo's open vote. */
async function prepare_polls(stage, slug, open) {
  const [owner, facilitator] = await Promise.all(['owner', 'facilitator'].map((name) => stage.person(name)));
  const { id: phase } = await owner.post(`/redesigns/${slug}/phases`, { type: 'vote', titles: { en: 'The vote', fr: 'Le vote' }, opens_at: in_days(12), closes_at: in_days(20) });
  const idea = await stage.propose(slug, 'citizen', { title: 'A lift to the upper platform', body: 'Who uses a wheelchair cannot change trains.' });
  await owner.put(`/phases/${phase}/vote`, { method: 'budget', question: { en: 'What shall we pay for?', fr: 'Que financer\u202f?' }, budget: 50_000, currency: 'EUR', options: [{ idea: idea.id, cost: 45_000 }, { title: { en: 'Benches at every stop', fr: 'Des bancs aux arrêts' }, cost: 8_000 }] });
  const { id: envelope } = await facilitator.post(`/votes/${open}/batches`, { label: 'Town hall, envelope 2', papers: 3 });
  return { phase, envelope };
}

/** Reports, a hidden comment, a merge under way, answers, drafts: what staff pages show. */
export async function prepare(stage) {
  const made = await stage.make_redesign();
  const [citizen, citizen2, moderator, officer] = await Promise.all(['citizen', 'citizen2', 'moderator', 'officer'].map((name) => stage.person(name)));
  const idea = await stage.propose(made.slug, 'citizen', { title: 'A night bus that comes when you call', body: 'After nine there is no bus. A small one could come **on call**, as in the mountains.\n\n- by phone\n- by text message', tags: ['buses', 'night'], place: { label: 'Market square', lat: 44.7012, lon: 10.631 } });
  await upload(stage.base, citizen.token, `ideas/${idea.id}`, png(900, 600));
  const twin = await stage.propose(made.slug, 'citizen2', { title: 'Buses on call after dark', body: 'The last bus leaves at nine. Let people book a later one by phone.' });
  await citizen.send('PATCH', `/ideas/${idea.id}`, { title: idea.title, body: 'After nine there is no bus at all. A small one could come **on call**, as it does in the valleys.', version: 1, note: 'Where it exists already' });
  await citizen2.put(`/ideas/${idea.id}/support`);
  const comment = await citizen2.post(`/ideas/${idea.id}/comments`, { body: 'My shift ends at ten. Today I walk.', stance: 'for' });
  const own = await citizen.post(`/ideas/${idea.id}/comments`, { body: 'Which lines first?', stance: 'question', parent: comment.id });
  const rude = await citizen2.post(`/ideas/${twin.id}/comments`, { body: 'The driver of line 4 is called Bert and never waits.', stance: 'against' });
  const bad = await citizen.post(`/ideas/${twin.id}/comments`, { body: 'Call me on 555-0199.', stance: 'neutral' });
  await citizen.post('/reports', { target: `comment:${rude.id}`, rule: 'private_data', text: 'It names a driver.' });
  await moderator.post(`/comments/${bad.id}/hide`, { rule: 'private_data', reason: 'It shows a telephone number.' });
  const merge = await moderator.post(`/ideas/${twin.id}/merges`, { into: idea.id, reason: 'Both ask for buses on call.' });
  await officer.post(`/ideas/${idea.id}/answers`, { kind: 'in_study', body: 'We count the riders until March.' });
  await officer.post(`/ideas/${idea.id}/answers`, { kind: 'deferred', body: 'The contract with the bus company ends next year; we ask for it then.', review_on: in_days(200).slice(0, 10) });
  const draft = await citizen.post('/me/drafts', { redesign: made.slug, title: 'A roof at the market stop', body: 'When it rains we stand in the bakery.', language: 'en', place: 'Market square', latitude: 44.7012, longitude: 10.631 });
  await upload(stage.base, citizen.token, `me/drafts/${draft.id}`, plain_jpeg);
  const third = await stage.propose(made.slug, 'citizen', { title: 'A bench at the clinic', body: 'The stop has none, and those who wait there are ill.' });
  await upload(stage.base, citizen.token, `ideas/${third.id}`, png(700, 900));
  const owner = await stage.person('owner');
  const wordy = await stage.propose(made.slug, 'citizen2', { title: 'Timetables large enough to read', body: 'The letters at the stops are too small.' });
  await citizen.post('/reports', { target: `idea:${wordy.id}`, rule: 'off_topic', text: 'Not about the lines.' });
  await moderator.post(`/cases/idea:${wordy.id}/second-opinion`, { note: 'Does it belong to the redesign of the lines?' });
  await officer.put(`/ideas/${third.id}/assignee`, { person: officer.person.id });
  await officer.post(`/ideas/${third.id}/clarifications`, { body: 'Which side of the road?', language: 'en' });
  await officer.put(`/ideas/${third.id}/answer-draft`, { kind: 'declined', reason_code: 'competence', texts: { en: 'The stop belongs to the neighbouring town; we', fr: 'L’arrêt est à la commune voisine\u202f; nous' } });
  const fourth = await stage.propose(made.slug, 'citizen2', { title: 'Lamps on the way to the station', body: 'Two hundred metres are dark; people turn back.' });
  await officer.post(`/ideas/${fourth.id}/answers`, { kind: 'accepted', body: 'We put up lamps before winter.' });
  const promise = await officer.post(`/redesigns/${made.slug}/commitments`, { title: { en: 'Six lamps on the way to the station', fr: 'Six lampes vers la gare' }, body: 'Two hundred metres of path, **before winter**.', ideas: [fourth.id], organisation: '1', due_on: in_days(60).slice(0, 10), milestones: [{ title: 'Model chosen', due_on: in_days(10).slice(0, 10) }, { title: 'Lamps put up', due_on: in_days(50).slice(0, 10) }], budget_eur: 4800, accept: true });
  await officer.post(`/commitments/${promise.id}/dates`, { milestone: promise.milestones[0].id, due_on: in_days(13).slice(0, 10), text: 'The supplier answers in two weeks.' });
  const { history: [news] } = await officer.post(`/commitments/${promise.id}/updates`, { text: { en: 'The model is chosen; three people from the estate tried it.', fr: 'Le modèle est choisi\u202f; trois personnes du quartier l’ont essayé.' } });
  for (const file of [png(900, 600), plain_jpeg]) await upload(stage.base, officer.token, `commitment-entries/${news.id}`, file);
  await owner.put(`/redesigns/${made.slug}/four-eyes`, { on: true });
  const pending = await officer.post(`/ideas/${wordy.id}/answers`, { kind: 'accepted', texts: { en: 'All timetables get letters twice as large **by June**.', fr: 'Tous les horaires seront deux fois plus grands **en juin**.' } });
  const slug = 'valdolce-bien-grandir';
  const listed = await stage.visitor.get(`/redesigns/${slug}/ideas?sort=discussed&limit=5`);
  const admin = await stage.person('admin');
  const planned = await admin.post('/redesign-templates/shared-living/redesigns', { slug: `planned-${process.pid}-${Date.now()}`, starts_on: in_days(20).slice(0, 10), languages: ['en', 'fr', 'nl'] });
  await admin.post(`/redesigns/${planned.slug}/roles`, { email: 'owner@demo.palabre.example', role: 'owner' });
  await admin.put(`/redesigns/${planned.slug}/roadmap`, { language: 'en', context: 'An estate of forty blocks, built fifty years ago.\nOne person in three is over sixty-five.', values: 'With people, never in their place.', people: 400, offline_percent: 30, moderator_hours: 6, facilitator_hours: 12, officer_hours: 8 });
  const rounds = await prepare_rounds(stage, made.slug);
  const reported = (await stage.visitor.get(`/redesigns/${slug}/rounds`)).items[0];
  const facilitator = await stage.person('facilitator');
  const met = { name: 'H. K.', contact: '555-0199', consent: { given: true, version: 1, language: 'en' }, source: 'stall', collected_on: new Date().toISOString().slice(0, 10) };
  const entered = await facilitator.post(`/redesigns/${made.slug}/entries`, { ...met, key: 'every-page-1', kind: 'idea', title: 'A handrail at the ford', body: 'My husband does not dare to cross when it is wet.', language: 'en' });
  await facilitator.post(`/redesigns/${made.slug}/entries`, { ...met, key: 'every-page-2', kind: 'support', slip: entered.slip, idea: third.id });
  await (await stage.person('owner')).post(`/redesigns/${made.slug}/batches`, { label: '12 sheets from the market', reason: 'The box was found on Monday.', collected_from: in_days(-3).slice(0, 10), collected_until: in_days(-1).slice(0, 10) });
  const vote_of = async (of) => (await stage.visitor.get(`/redesigns/${of}/votes`)).items[0].id;
  const votes = { open: await vote_of(slug), budget: await vote_of('lipowe-vivre-ensemble'), ranked: await vote_of('mae-aide-au-village') };
  const polls = await prepare_polls(stage, made.slug, votes.open);
  return { polls, votes, made, idea, twin, third, comment, own, rude, bad, merge, draft, slug, full: listed.items[0], pending, planned, rounds, reported, entered, fourth, promise, news };
}

export function pages({ polls, votes, made, idea, twin, third, comment, own, rude, bad, merge, draft, slug, full, pending, planned, rounds, reported, entered, fourth, promise, news }) {
  const here = `/redesigns/${made.slug}`;
  return [
    { name: 'home', path: '/' },
    { name: 'redesign', path: `/redesigns/${slug}` },
    { name: 'first-visit', path: `/r/${slug}` },
    { name: 'standing', path: `/r/${slug}/results` },
    { name: 'poster', path: `/redesigns/${slug}/poster` },
    { name: 'poster-idea', path: `/ideas/${full.id}/poster` },
    { name: 'light-form', path: `/redesigns/${slug}/light`, as: 'owner' },
    { name: 'home-easy', path: '/?easy=1' },
    { name: 'redesign-easy', path: `/redesigns/${slug}?easy=1` },
    { name: 'redesign-easy-missing', path: `${here}?easy=1` },
    { name: 'ideas', path: `/redesigns/${slug}/ideas`, as: 'citizen' },
    { name: 'ideas-filtered', path: `/redesigns/${slug}/ideas?sort=newest&q=zzzz` },
    { name: 'idea', path: `/ideas/${full.id}`, as: 'citizen' },
    { name: 'idea-visitor', path: `/ideas/${idea.id}` },
    { name: 'versions', path: `/ideas/${idea.id}/versions` },
    { name: 'search', path: '/search?q=bus' },
    { name: 'search-empty', path: '/search' },
    { name: 'sign-in', path: '/sign-in' },
    { name: 'sign-up', path: '/sign-up' },
    { name: 'about-help', path: '/about/help' },
    { name: 'about-accessibility', path: '/about/accessibility' },
    { name: 'about-privacy', path: '/about/privacy' },
    { name: 'about-charter', path: '/about/charter' },
    { name: 'data', path: '/data' },
    { name: 'idea-whole', path: `/ideas/${full.id}?thread=all` },
    { name: 'propose', path: `${here}/ideas/new`, as: 'citizen' },
    { name: 'propose-draft', path: `${here}/ideas/new?draft=${draft.id}`, as: 'citizen' },
    { name: 'propose-details', path: `${here}/ideas/new?draft=${draft.id}&step=2`, as: 'citizen' },
    { name: 'propose-preview', path: `${here}/ideas/new?draft=${draft.id}&step=3`, as: 'citizen' },
    { name: 'propose-visitor', path: `${here}/ideas/new` },
    { name: 'idea-pictures', path: `/ideas/${third.id}/pictures`, as: 'citizen' },
    { name: 'ideas-map', path: `/redesigns/${slug}/ideas?view=map` },
    { name: 'ideas-map-near', path: `${here}/ideas?view=map&near=44.7012,10.631&radius=500` },
    { name: 'edit-idea', path: `/ideas/${twin.id}/edit`, as: 'citizen2' },
    { name: 'withdraw-idea', path: `/ideas/${twin.id}/withdraw`, as: 'citizen2' },
    { name: 'reply', path: `/comments/${comment.id}/reply`, as: 'citizen' },
    { name: 'edit-comment', path: `/comments/${own.id}/edit`, as: 'citizen' },
    { name: 'withdraw-comment', path: `/comments/${own.id}/withdraw`, as: 'citizen' },
    { name: 'report', path: `/report?target=comment:${comment.id}`, as: 'citizen' },
    { name: 'account', path: '/me', as: 'citizen' },
    { name: 'me-ideas', path: '/me/ideas', as: 'citizen' },
    { name: 'me-drafts', path: '/me/drafts', as: 'citizen' },
    { name: 'me-supports', path: '/me/supports', as: 'citizen2' },
    { name: 'me-follows', path: '/me/follows', as: 'citizen' },
    { name: 'me-comments', path: '/me/comments', as: 'citizen' },
    { name: 'me-rounds', path: '/me/rounds', as: 'citizen' },
    { name: 'me-votes', path: '/me/votes', as: 'citizen' },
    { name: 'vote-setup', path: `${here}/phases/${polls.phase}/vote`, as: 'owner' },
    { name: 'polling-desk', path: `/votes/${votes.open}/desk`, as: 'owner' },
    { name: 'polling-desk-facilitator', path: `/votes/${votes.open}/desk`, as: 'facilitator' },
    { name: 'envelope', path: `/vote-batches/${polls.envelope}`, as: 'facilitator' },
    { name: 'envelope-signing', path: `/vote-batches/${polls.envelope}`, as: 'moderator' },
    { name: 'vote', path: `/votes/${votes.open}`, as: 'citizen' },
    { name: 'vote-visitor', path: `/votes/${votes.open}` },
    { name: 'vote-budget', path: `/votes/${votes.budget}` },
    { name: 'vote-ranked', path: `/votes/${votes.ranked}`, as: 'owner' },
    { name: 'receipt-check', path: `/votes/${votes.open}/receipt` },
    { name: 'me-notices', path: '/me/notices', as: 'citizen' },
    { name: 'me-notices-empty', path: '/me/notices', as: 'admin' },
    { name: 'me-settings', path: '/me/settings', as: 'citizen' },
    { name: 'me-data', path: '/me/data', as: 'citizen' },
    { name: 'me-erase', path: '/me/erase', as: 'citizen' },
    { name: 'idea-merging', path: `/ideas/${twin.id}`, as: 'citizen2' },
    { name: 'merge-consent', path: `/merges/${merge.id}`, as: 'citizen' },
    { name: 'merge-propose', path: `/ideas/${third.id}/merge`, as: 'moderator' },
    { name: 'moderation', path: `${here}/moderation`, as: 'moderator' },
    { name: 'hide-comment', path: `/comments/${rude.id}/hide`, as: 'moderator' },
    { name: 'hide-statement', path: `/statements/${rounds.accused}/hide`, as: 'moderator' },
    { name: 'restore-statement', path: `/statements/${rounds.hidden}/restore`, as: 'moderator' },
    { name: 'report-statement', path: `/report?target=statement:${rounds.accused}`, as: 'citizen' },
    { name: 'restore-comment', path: `/comments/${bad.id}/restore`, as: 'moderator' },
    { name: 'phases', path: `${here}/phases`, as: 'moderator' },
    { name: 'phases-demo', path: `/redesigns/${slug}/phases`, as: 'owner' },
    { name: 'inbox', path: `/redesigns/${slug}/inbox`, as: 'officer' },
    { name: 'inbox-facet', path: `${here}/inbox`, as: 'owner' },
    { name: 'inbox-none', path: `${here}/inbox?q=zzzz`, as: 'officer' },
    { name: 'inbox-commitments', path: `${here}/inbox?show=commitments`, as: 'officer' },
    { name: 'commitment-form', path: `/ideas/${fourth.id}/commit`, as: 'officer' },
    { name: 'commitment-work', path: `/commitments/${promise.id}/work`, as: 'officer' },
    { name: 'commitment', path: `/commitments/${promise.id}` },
    { name: 'commitment-pictures', path: `/commitment-entries/${news.id}/pictures`, as: 'officer' },
    { name: 'commitment-pictures-moderator', path: `/commitment-entries/${news.id}/pictures`, as: 'moderator' },
    { name: 'commitment-idea', path: `/ideas/${fourth.id}`, as: 'officer' },
    { name: 'commitment-check', path: '/commitments/11', as: 'citizen' },
    { name: 'commitment-contested', path: '/commitments/15' },
    { name: 'commitment-dropped', path: '/commitments/4' },
    { name: 'follow-up', path: '/redesigns/lipowe-vivre-ensemble/follow-up' },
    { name: 'follow-up-empty', path: `${here}/follow-up?show=dropped` },
    { name: 'answer', path: `/ideas/${idea.id}/answer`, as: 'officer' },
    { name: 'answer-draft', path: `/ideas/${third.id}/answer`, as: 'officer' },
    { name: 'release', path: `/pending-answers/${pending.id}`, as: 'owner' },
    { name: 'release-own', path: `/pending-answers/${pending.id}`, as: 'officer' },
    { name: 'answers', path: `/redesigns/${slug}/answers` },
    { name: 'answers-officer', path: `${here}/answers`, as: 'officer' },
    { name: 'answers-none', path: `${here}/answers?kind=accepted` },
    { name: 'log', path: `${here}/log` },
    { name: 'log-staff', path: `/redesigns/${slug}/log`, as: 'owner' },
    { name: 'merge-cancel', path: `/merges/${merge.id}`, as: 'moderator' },
    { name: 'roles', path: `${here}/roles`, as: 'owner' },
    { name: 'settings', path: `/redesigns/${slug}/settings`, as: 'owner' },
    { name: 'redesign-new', path: '/redesigns/new', as: 'admin' },
    { name: 'redesign-blank', path: '/redesigns/new/blank', as: 'admin' },
    { name: 'redesign-template', path: '/redesigns/new/template?name=shared-living', as: 'admin' },
    { name: 'redesign-copy', path: `/redesigns/new/copy?of=${slug}`, as: 'admin' },
    { name: 'roadmap', path: `/redesigns/${slug}/roadmap`, as: 'owner' },
    { name: 'roadmap-draft', path: `/redesigns/${planned.slug}/roadmap`, as: 'owner' },
    { name: 'roadmap-questions', path: `/redesigns/${planned.slug}/roadmap/edit`, as: 'owner' },
    { name: 'timeline', path: `/redesigns/${planned.slug}/timeline`, as: 'owner' },
    { name: 'timeline-demo', path: `/redesigns/${slug}/timeline`, as: 'owner' },
    { name: 'texts', path: `/redesigns/${slug}/texts`, as: 'owner' },
    { name: 'texts-language', path: `/redesigns/${slug}/texts?language=en`, as: 'owner' },
    { name: 'desk', path: `${here}/desk?done=${entered.entry}`, as: 'facilitator' },
    { name: 'desk-support', path: `${here}/desk?kind=support`, as: 'facilitator' },
    { name: 'desk-entry', path: `${here}/desk/entries/${entered.entry}`, as: 'facilitator' },
    { name: 'desk-paper', path: `${here}/desk/paper`, as: 'facilitator' },
    { name: 'desk-people', path: `${here}/desk/people`, as: 'facilitator' },
    { name: 'desk-slip', path: `${here}/desk/entries/${entered.entry}/slip`, as: 'facilitator' },
    { name: 'desk-slips', path: `${here}/desk/slips`, as: 'facilitator' },
    { name: 'batches', path: `${here}/batches`, as: 'owner' },
    { name: 'slip', path: `/slip?number=${entered.slip}`, as: 'citizen' },
    { name: 'slip-visitor', path: '/slip' },
    { name: 'redesign-owner', path: here, as: 'owner' },
    { name: 'rounds', path: `${here}/rounds`, as: 'moderator' },
    { name: 'round', path: `/rounds/${rounds.tables}` },
    { name: 'round-reported', path: `/rounds/${reported.id}` },
    { name: 'round-seat', path: `/rounds/${rounds.planned}/seat`, as: 'citizen' },
    { name: 'round-room', path: `/rounds/${rounds.tables}/room`, as: 'citizen' },
    { name: 'round-judging', path: `/rounds/${rounds.judging}/room`, as: 'citizen' },
    { name: 'round-desk', path: `/rounds/${rounds.tables}/desk`, as: 'moderator' },
    { name: 'round-desk-planned', path: `/rounds/${rounds.planned}/desk`, as: 'moderator' },
    { name: 'round-new', path: `${here}/rounds/new`, as: 'moderator' },
    { name: 'round-draft', path: `/rounds/${rounds.closed}/report`, as: 'citizen2' },
    { name: 'round-writing', path: `/rounds/${rounds.closed}/report`, as: 'moderator' },
    { name: 'admin-health', path: '/admin', as: 'admin' },
    { name: 'admin-people', path: '/admin/people', as: 'admin' },
    { name: 'admin-person', path: '/admin/people/2', as: 'admin' },
    { name: 'admin-organisations', path: '/admin/organisations', as: 'admin' },
    { name: 'admin-theme', path: '/admin/organisations/1/theme', as: 'admin' },
    { name: 'admin-texts', path: '/admin/texts', as: 'admin' },
    { name: 'admin-text', path: '/admin/texts/charter/en', as: 'admin' },
    { name: 'admin-audit', path: '/admin/audit', as: 'admin' },
    { name: 'admin-settings', path: '/admin/settings', as: 'admin' },
    { name: 'not-found', path: '/ideas/999999', is_problem: true },
    { name: 'not-allowed', path: `${here}/moderation`, as: 'citizen', is_problem: true },
  ];
}
