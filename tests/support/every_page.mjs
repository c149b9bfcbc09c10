// The addresses of every page, with somebody who may see it, and a store in which none of them is empty.
// Used by the accessibility test and by the pictures.
import { in_days } from './browser.mjs';
import { form, plain_jpeg, png } from './pictures.mjs';

async function upload(base, token, home, file) {
  const { raw, type } = form({ description: 'A stop without a bench; three people stand waiting.', language: 'en' }, file);
  const answer = await fetch(`${base}/api/v1/${home}/pictures`, { method: 'POST', headers: { 'content-type': type, authorization: `Bearer ${token}` }, body: raw });
  if (!answer.ok) throw new Error(`a picture: ${answer.status} ${await answer.text()}`);
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
  const fourth = await stage.propose(made.slug, 'citizen2', { title: 'Lamps on the way to the station', body: 'Two hundred metres are dark; people turn back.' });
  await officer.post(`/ideas/${fourth.id}/answers`, { kind: 'accepted', body: 'We put up lamps before winter.' });
  const promise = await officer.post(`/redesigns/${made.slug}/commitments`, { title: { en: 'Six lamps on the way to the station', fr: 'Six lampes vers la gare' }, body: 'Two hundred metres of path, **before winter**.', ideas: [fourth.id], organisation: '1', due_on: in_days(60).slice(0, 10), milestones: [{ title: 'Model chosen', due_on: in_days(10).slice(0, 10) }, { title: 'Lamps put up', due_on: in_days(50).slice(0, 10) }], budget_eur: 4800, accept: true });
  await officer.post(`/commitments/${promise.id}/dates`, { milestone: promise.milestones[0].id, due_on: in_days(13).slice(0, 10), text: 'The supplier answers in two weeks.' });
  const slug = 'valdolce-bien-grandir';
  const listed = await stage.visitor.get(`/redesigns/${slug}/ideas?sort=discussed&limit=5`);
  return { made, idea, twin, third, comment, own, rude, bad, merge, draft, fourth, promise, slug, full: listed.items[0] };
}

export function pages({ made, idea, twin, third, comment, own, rude, bad, merge, draft, fourth, promise, slug, full }) {
  const here = `/redesigns/${made.slug}`;
  return [
    { name: 'home', path: '/' },
    { name: 'redesign', path: `/redesigns/${slug}` },
    { name: 'first-visit', path: `/r/${slug}` },
    { name: 'standing', path: `/r/${slug}/results` },
    { name: 'poster', path: `/redesigns/${slug}/poster` },
    { name: 'poster-idea', path: `/ideas/${full.id}/poster` },
    { name: 'light-form', path: `/redesigns/${slug}/light`, as: 'owner' },
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
    { name: 'idea-merging', path: `/ideas/${twin.id}`, as: 'citizen2' },
    { name: 'merge-consent', path: `/merges/${merge.id}`, as: 'citizen' },
    { name: 'merge-propose', path: `/ideas/${third.id}/merge`, as: 'moderator' },
    { name: 'moderation', path: `${here}/moderation`, as: 'moderator' },
    { name: 'hide-comment', path: `/comments/${rude.id}/hide`, as: 'moderator' },
    { name: 'restore-comment', path: `/comments/${bad.id}/restore`, as: 'moderator' },
    { name: 'phases', path: `${here}/phases`, as: 'moderator' },
    { name: 'phases-demo', path: `/redesigns/${slug}/phases`, as: 'owner' },
    { name: 'inbox', path: `/redesigns/${slug}/inbox`, as: 'officer' },
    { name: 'inbox-commitments', path: `${here}/inbox?show=commitments`, as: 'officer' },
    { name: 'commitment-form', path: `/ideas/${fourth.id}/commit`, as: 'officer' },
    { name: 'commitment-work', path: `/commitments/${promise.id}/work`, as: 'officer' },
    { name: 'commitment', path: `/commitments/${promise.id}` },
    { name: 'commitment-idea', path: `/ideas/${fourth.id}`, as: 'officer' },
    { name: 'commitment-check', path: '/commitments/11', as: 'citizen' },
    { name: 'commitment-contested', path: '/commitments/15' },
    { name: 'commitment-dropped', path: '/commitments/4' },
    { name: 'follow-up', path: '/redesigns/lipowe-vivre-ensemble/follow-up' },
    { name: 'follow-up-empty', path: `${here}/follow-up?show=dropped` },
    { name: 'answer', path: `/ideas/${idea.id}/answer`, as: 'officer' },
    { name: 'roles', path: `${here}/roles`, as: 'owner' },
    { name: 'settings', path: `/redesigns/${slug}/settings`, as: 'owner' },
    { name: 'redesign-new', path: '/redesigns/new', as: 'admin' },
    { name: 'redesign-owner', path: here, as: 'owner' },
    { name: 'not-found', path: '/ideas/999999', is_problem: true },
    { name: 'not-allowed', path: `${here}/moderation`, as: 'citizen', is_problem: true },
  ];
}
