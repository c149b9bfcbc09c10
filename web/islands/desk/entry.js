// The desk's form as the entry that is sent, and an entry put back into the form. Pure but for the form itself.
import { newSlip, shownSlip, tidySlip } from './slip.js';

const titles_min = 5;
const ideas_min = 10;
const named = ['idea', 'comment'];
const about_an_idea = ['comment', 'support', 'reaction'];

const value = (form, name) => (new FormData(form).get(name) ?? '').toString().trim();

/** [name of the field, code of what is wrong] of the first thing the server would refuse; nothing when it looks right. */
export function firstFault(form) {
  const kind = value(form, 'kind');
  if (value(form, 'consent.given') !== 'yes') return ['consent.given', 'consent'];
  if (about_an_idea.includes(kind) && !value(form, 'idea')) return ['idea', 'needed'];
  if (kind === 'answer' && !value(form, 'choice')) return ['choice', 'needed'];
  if (kind === 'idea' && value(form, 'title').length < titles_min) return ['title', value(form, 'title') ? 'short' : 'needed'];
  if (kind === 'idea' && value(form, 'body').length < ideas_min) return ['body', value(form, 'body') ? 'short' : 'needed'];
  if (kind === 'comment' && !value(form, 'body')) return ['body', 'needed'];
  if (named.includes(kind) && !value(form, 'name') && !value(form, 'slip')) return ['name', 'needed'];
  if (value(form, 'slip') && !tidySlip(value(form, 'slip'))) return ['slip', 'slip'];
  if (!value(form, 'collected_on')) return ['collected_on', 'needed'];
  return undefined;
}

/** The body of POST …/entries. Without a number of a slip one is made, to be handed over at once. */
export function entryOf(form, key) {
  const kind = value(form, 'kind');
  const entry = {
    key, kind, slip: shownSlip(tidySlip(value(form, 'slip')) || newSlip()), source: value(form, 'source'), collected_on: value(form, 'collected_on'),
    consent: { given: true, version: Number(value(form, 'consent.version')), language: value(form, 'consent.language') },
  };
  for (const name of ['name', 'contact', 'batch']) if (value(form, name)) entry[name] = value(form, name);
  if (about_an_idea.includes(kind)) entry.idea = value(form, 'idea');
  if (kind === 'answer') entry.choice = Number(value(form, 'choice'));
  if (kind === 'comment') entry.stance = value(form, 'stance') || 'neutral';
  if (kind === 'idea') entry.title = value(form, 'title');
  if (kind === 'idea' && value(form, 'place')) entry.place = value(form, 'place');
  if (named.includes(kind)) Object.assign(entry, { body: value(form, 'body'), language: value(form, 'language') });
  return entry;
}

/** What stays the same at a stall stays: kind, language, source and day. */
export function emptyForm(form) {
  for (const name of ['title', 'body', 'place', 'name', 'slip', 'contact', 'idea']) {
    const field = form.elements.namedItem(name);
    if (field) field.value = '';
  }
  for (const radio of form.querySelectorAll('[name="choice"]')) radio.checked = false;
  form.elements.namedItem('consent.given').checked = false;
}

export function fillForm(form, entry) {
  emptyForm(form);
  for (const name of ['title', 'body', 'place', 'name', 'slip', 'contact', 'idea', 'language', 'source', 'collected_on', 'batch']) {
    const field = form.elements.namedItem(name);
    if (field && entry[name] !== undefined) field.value = entry[name];
  }
  for (const name of ['kind', 'choice', 'stance']) {
    const radio = form.querySelector(`[name="${name}"][value="${CSS.escape(String(entry[name] ?? ''))}"]`);
    if (radio) radio.checked = true;
  }
}
