// The three pictures of the documentation: an idea's page, a list of ideas, and what became of a redesign's promises. No test.
// Run by hand: node tests/browser/pictures.mjs
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { Person, Stage, live } from '../support/browser.mjs';
import { root } from '../support/server.mjs';

const folder = join(root, 'docs/pictures');
mkdirSync(folder, { recursive: true });
const stage = await Stage.open();

const names = ['Ines', 'Jonas', 'Leila', 'Marta', 'Noor', 'Piotr', 'Ruth', 'Tomas'];
async function sign_up(name) {
  const { token, person } = await new Person(stage.base).post('/accounts', { email: `${name.toLowerCase()}@people.example`, password: 'a long enough phrase', name, language: 'en' });
  return Object.assign(new Person(stage.base, token), { person });
}

try {
  const people = [];
  for (const name of names) people.push(await sign_up(name));
  stage.people.set('Leila', people[2]);
  const made = await stage.make_redesign();
  const ideas = [
    ['A night bus that comes when you call', 'After nine there is no bus. A small one could come **on call**, as it does in the valleys:\n\n- by phone or by text message, half an hour before\n- from any stop, to any stop\n- for the price of a normal ticket', ['night', 'on call']],
    ['Say at the stop when the bus is late', 'A button that speaks the minutes. Those who see badly cannot read the panel, and those who wait in the rain do not want to.', ['waiting']],
    ['A bench and a roof at the clinic', 'Those who wait there are ill. Today they stand, or lean on the fence.', ['waiting', 'health']],
    ['The last bus waits for the last train', 'When the train is ten minutes late the bus has gone, and it is six kilometres on foot.', ['night', 'connections']],
  ];
  const proposed = [];
  for (const [at, [title, body, tags]] of ideas.entries()) {
    const idea = await people[at].post(`/redesigns/${made.slug}/ideas`, { title, body, tags, language: 'en' });
    for (const one of people.slice(0, 8 - at * 2)) if (one !== people[at]) await one.put(`/ideas/${idea.id}/support`).catch(() => {});
    proposed.push(idea);
  }
  const [night, button] = proposed;
  const shift = await people[4].post(`/ideas/${night.id}/comments`, { body: 'My shift at the bakery starts at four. Today I walk.', stance: 'for' });
  await people[0].post(`/ideas/${night.id}/comments`, { body: 'Could it start that early? Then it would help the hospital too.', stance: 'question', parent: shift.id });
  await people[6].post(`/ideas/${night.id}/comments`, { body: 'Who drives? We already lack drivers during the day.', stance: 'against' });
  await people[1].post(`/ideas/${button.id}/comments`, { body: 'They have one in the next town; it is used every day.', stance: 'for' });
  const officer = await stage.person('officer');
  await officer.post(`/ideas/${night.id}/answers`, { kind: 'in_study', texts: { en: 'The taxi firm of the valley can drive three evenings a week. We count the calls from January to March and decide with you in April.' } });
  for (const [name, path, height] of [['idea', `/en/ideas/${night.id}`, 1560], ['ideas', `/en/redesigns/${made.slug}/ideas?sort=supported`, 1140], ['follow-up', '/en/redesigns/lipowe-vivre-ensemble/follow-up', 1140]]) {
    const page = await stage.visit(path, { as: 'Leila', height, reducedMotion: 'reduce' });
    if (name !== 'follow-up') await live(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.context().close();
  }
} finally {
  await stage.close();
}
