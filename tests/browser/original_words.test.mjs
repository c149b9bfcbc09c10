// People's words keep their language: in every page each of them stands under the right `lang`, and says so to readers of another.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, in_days, is_skipped, scene } from '../support/browser.mjs';

/** A word of each language that is in all texts we write in it, and in nothing else. */
const sentinels = { fr: 'baleine', en: 'hippo', nl: 'nijlpaard' };
let stage, made, french, english, comments;
before(async () => {
  if (is_skipped) return;
  stage = await Stage.open();
  made = await stage.make_redesign({
    languages: ['fr'], title: { fr: 'La baleine au marché' }, summary: { fr: 'Une baleine, des étals.' },
    promise: { fr: 'Chaque baleine compte.' }, decides: { fr: 'Le conseil de la baleine' }, easy_read: { fr: 'La baleine, en mots simples.' },
    can_change: [{ fr: 'La place de la baleine' }], fixed_points: [{ fr: 'La baleine reste' }],
    phases: [{ type: 'ideas', title: { fr: 'Imaginer la baleine' }, state: 'open', closes_at: in_days(10) }, { type: 'follow_up', title: { fr: 'Suivre la baleine' }, opens_at: in_days(20) }],
  });
  const [citizen, citizen2, officer, moderator] = await Promise.all(['citizen', 'citizen2', 'officer', 'moderator'].map((name) => stage.person(name)));
  french = await stage.propose(made.slug, 'citizen', { title: 'Une baleine pour la fontaine', body: 'La baleine crache de **l’eau** fraîche.', language: 'fr' });
  english = await stage.propose(made.slug, 'citizen2', { title: 'A hippo for the fountain', body: 'The hippo spits cold water.', language: 'en' });
  await citizen.send('PATCH', `/ideas/${french.id}`, { title: french.title, body: 'La baleine crache de l’eau très fraîche.', version: 1, note: 'La baleine précisée' });
  await citizen2.put(`/ideas/${french.id}/support`);
  comments = {
    nl: await citizen2.post(`/ideas/${french.id}/comments`, { body: 'Een nijlpaard drinkt meer.', stance: 'for', language: 'nl' }),
    fr: await citizen.post(`/ideas/${french.id}/comments`, { body: 'La baleine suffit.', stance: 'against', language: 'fr' }),
  };
  await citizen.post(`/ideas/${french.id}/comments`, { body: 'And the hippo?', stance: 'question', parent: comments.nl.id, language: 'en' });
  await citizen.post('/reports', { target: `comment:${comments.nl.id}`, rule: 'off_topic', text: 'Not about it.' });
  await moderator.post(`/ideas/${english.id}/merges`, { into: french.id, reason: 'Both are about water.' });
  await officer.post(`/ideas/${french.id}/answers`, { kind: 'in_study', texts: { fr: 'La baleine est mesurée.' } });
  await officer.post(`/ideas/${french.id}/answers`, { kind: 'accepted', texts: { fr: 'La baleine vient en mai.', en: 'The hippo comes in May.' } });
  await citizen.post('/me/drafts', { redesign: made.slug, title: 'Een nijlpaard', body: 'Het nijlpaard.', language: 'nl' });
});
after(() => stage?.close());

const here = () => `/redesigns/${made.slug}`;
const walk = () => [
  ['/'], [here()], [here(), 'owner'], [`${here()}/ideas`], [`/ideas/${french.id}`], [`/ideas/${french.id}`, 'citizen'], [`/ideas/${english.id}`, 'moderator'],
  [`/ideas/${french.id}/versions`], ['/search?q=baleine'], ['/search?q=hippo'], ['/search?q=nijlpaard'], ['/me', 'citizen2'], [`${here()}/ideas/new`, 'citizen'],
  [`/comments/${comments.nl.id}/reply`, 'citizen'], [`/report?target=comment:${comments.nl.id}`, 'citizen'], [`/report?target=idea:${french.id}`, 'citizen2'],
  [`${here()}/inbox`, 'officer'], [`/ideas/${french.id}/answer`, 'officer'], [`${here()}/phases`, 'moderator'], [`/comments/${comments.nl.id}/hide`, 'moderator'],
];

/** In the page: texts with a sentinel that do not stand under its language. Words for a choice and what a form holds are left out. */
function under_wrong_language(sentinels) {
  const wrong = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('script, option, textarea, .co-search__count')) continue;
    for (const [language, word] of Object.entries(sentinels)) {
      const found = node.parentElement.closest('[lang]').lang;
      if (node.data.toLowerCase().includes(word) && found !== language) wrong.push(`${found}: ${node.data.trim().slice(0, 60)}`);
    }
  }
  return wrong;
}

/** In the page: cards, lines, comments, answers and results with words of another language and no mark of it. */
function unmarked(names) {
  const own = document.documentElement.lang;
  const faults = [];
  for (const part of document.querySelectorAll('.co-idea-card, .co-idea-line, .co-comment, .co-answer, .co-result, .co-idea__head')) {
    const mine = (selector) => [...part.querySelectorAll(selector)].filter((node) => !node.matches('a[lang] *') && node.parentElement.closest('.co-idea-card, .co-idea-line, .co-comment, .co-answer, .co-result, .co-idea__head') === part);
    const foreign = new Set(mine(part.matches('.co-result') ? '.co-result__excerpt' : '[lang]').map((node) => node.lang).filter((lang) => lang !== own));
    const marks = mine('.co-lang').map((node) => node.textContent).join(' ');
    for (const lang of foreign) if (!marks.includes(names[lang])) faults.push(`${part.className} ${lang}: ${marks || 'no mark'}`);
  }
  return faults;
}

for (const [language, names] of Object.entries({ de: { fr: 'Französisch, Original', en: 'Englisch, Original', nl: 'Niederländisch, Original' }, nl: { fr: 'Frans, origineel', en: 'Engels, origineel' } })) {
  test(`readers in ${language} hear every text of others in its own language, and see which one it is`, { skip: is_skipped, timeout: 180_000 }, async () => {
    const found = [];
    const visits = new Map();
    for (const [path, as = ''] of walk()) {
      if (!visits.has(as)) visits.set(as, await stage.visit('', { as, scripts: false }));
      const page = visits.get(as);
      await page.goto(`${stage.base}/${language}${path}`, { waitUntil: 'domcontentloaded' });
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      const faults = [...await page.evaluate(under_wrong_language, sentinels), ...await page.evaluate(unmarked, names)];
      found.push(...faults.map((fault) => `${path} ${as}: ${fault}`));
    }
    for (const page of visits.values()) await page.context().close();
    assert.deepEqual(found, []);
  });
}

scene('an idea that came with a translation is read in it, says so, and leads to the original and back', async () => {
  const { items } = await stage.visitor.get('/redesigns/valdolce-bien-grandir/ideas?limit=50');
  const { id, title } = await (async () => {
    for (const one of items.filter(({ language }) => language === 'fr')) {
      const idea = await stage.visitor.get(`/ideas/${one.id}`);
      if (idea.translations.some(({ language }) => language === 'en')) return idea;
    }
    throw new Error('the demo has no translated idea');
  })();
  const page = await stage.visit(`/en/ideas/${id}`, { scripts: false });
  await page.locator('.co-idea__head .co-lang', { hasText: 'Translation, original: French' }).waitFor();
  assert.equal(await page.locator('h1').getAttribute('lang'), 'en');
  await page.locator('.co-idea__head a', { hasText: 'Read the original (French)' }).click();
  assert.equal(await page.locator('h1').textContent(), title);
  assert.equal(await page.locator('h1').getAttribute('lang'), 'fr');
  assert.equal(await page.locator('.co-idea__body').getAttribute('lang'), 'fr');
  await page.locator('.co-idea__head .co-lang', { hasText: 'French, original' }).waitFor();
  await page.locator('.co-idea__head a', { hasText: 'Read in English' }).click();
  assert.equal(new URL(page.url()).search, '');
  await page.goto(`${stage.base}/de/ideas/${id}`);
  await page.locator('.co-idea__head .co-lang', { hasText: 'Französisch, Original' }).waitFor();
  await page.locator('.co-idea__head a', { hasText: 'Auf Englisch lesen' }).click();
  await page.locator('.co-idea__head .co-lang', { hasText: 'Übersetzung, Original: Französisch' }).waitFor();
  await page.goto(`${stage.base}/de/ideas/${id}?in=zz`);
  assert.equal(await page.locator('h1').textContent(), title);
  await page.context().close();
});
