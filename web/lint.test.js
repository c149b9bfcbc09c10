// Rules of the house for templates, words and weight. Run by `node --test web/` after build.mjs.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { allExamples, render, words } from './golden.mjs';
import { strayFields } from './strict.mjs';
import { nested } from './templates.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const built = process.env.PALABRE_WEB ?? path.join(here, '../build/web');
const json = (file) => JSON.parse(fs.readFileSync(file));
const templates = json(path.join(built, 'templates.json'));
const manifest = json(path.join(built, 'manifest.json'));
const catalogues = Object.fromEntries(fs.readdirSync(path.join(here, 'messages')).map((file) => [path.basename(file, '.json'), json(path.join(here, 'messages', file))]));
/** What people read: the messages and the longer texts that the build put beside them. */
const spoken = Object.fromEntries(Object.keys(catalogues).map((lang) => [lang, json(path.join(built, 'messages', `${lang}.json`))]));
const examples = allExamples();

test('raw HTML enters a template only through fields named …_html', () => {
  for (const [name, text] of Object.entries(templates)) {
    for (const [, field] of text.matchAll(/\{\{\{\s*([^}]+?)\s*\}\}\}/g)) assert.match(field, /_html$/, `${name} puts ${field} in raw`);
    assert.doesNotMatch(text, /\{\{&/, `${name} uses the unescaped form {{&`);
  }
});

/** The classes a style sheet gives a look of their own: those that stand alone before "{" or ",". */
const ownClasses = (css) => [...css.replace(/\/\*[^]*?\*\//g, '').matchAll(/(?:^|[{},])\s*\.(co-[\w-]+)\s*(?=[,{])/g)].map(([, name]) => name);

test('a class gets its look in one folder: two parts of the same name would dress each other', () => {
  const homes = {};
  for (const family of ['parts', 'screens']) for (const name of fs.readdirSync(path.join(here, family))) {
    const file = path.join(here, family, name, `${name}.css`);
    const screen = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').replace(/@media print \{[^]*?\n\}/g, '') : '';
    for (const one of ownClasses(screen)) (homes[one] ??= new Set()).add(`${family}/${name}`);
  }
  assert.deepEqual(Object.entries(homes).filter(([, at]) => at.size > 1).map(([one, at]) => `.${one}: ${[...at].join(', ')}`), []);
});

test('templates hold no inline style, script or handler, which the content policy forbids', () => {
  for (const [name, text] of Object.entries(templates)) assert.doesNotMatch(text, /\sstyle=|\son[a-z]+=|javascript:|<style/, name);
});

test('every word a template names exists in every language', () => {
  for (const [name, text] of Object.entries(templates)) {
    for (const [, key] of text.matchAll(/\{\{\s*t\.([\w.]+)\s*\}\}/g)) {
      for (const [lang, catalogue] of Object.entries(catalogues)) assert.ok(catalogue[key], `${name}: no ${lang} text for ${key}`);
    }
  }
});

test('words named by templates take no arguments', () => {
  for (const text of Object.values(templates)) {
    for (const [, key] of text.matchAll(/\{\{\s*t\.([\w.]+)\s*\}\}/g)) assert.doesNotMatch(catalogues.fr[key], /[{}]/, key);
  }
});

test('every language has the same keys, none of which is both a text and a group', () => {
  const keys = Object.keys(catalogues.fr).sort();
  for (const [lang, catalogue] of Object.entries(catalogues)) {
    assert.deepEqual(Object.keys(catalogue).sort(), keys, lang);
    nested(catalogue);
  }
});

test('every text of the instance exists in every language, with the same sections and the same arguments', () => {
  const folder = path.join(here, 'texts');
  const anatomy_of = (text) => ({
    titles: text.match(/^# /gm).length, sections: text.match(/^## /gm).length, points: text.match(/^(- |\d+\. )/gm)?.length ?? 0,
    names: [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
  });
  const subjects = new Set(fs.readdirSync(folder).map((file) => file.split('.')[0]));
  for (const subject of subjects) {
    const french = fs.readFileSync(path.join(folder, `${subject}.fr.md`), 'utf8');
    for (const lang of Object.keys(catalogues)) {
      const text = fs.readFileSync(path.join(folder, `${subject}.${lang}.md`), 'utf8');
      assert.deepEqual(anatomy_of(text), anatomy_of(french), `${subject} ${lang}`);
      assert.doesNotMatch(text, /'/, `${subject} ${lang}: a straight apostrophe begins a quotation in a message`);
    }
  }
});

/** Argument names with their kind, and the branch names of each plural. */
function anatomy(message) {
  const names = new Set([...message.matchAll(/(?<!(?:\b(?:zero|one|two|few|many|other)|=\d+)\s*)\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name));
  const plurals = [...message.matchAll(/\{\s*\w+\s*,\s*plural\s*,((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/g)].map(([, body]) => [...body.matchAll(/(=?\w+)\s*\{/g)].map(([, key]) => key));
  return { names: [...names].sort(), plurals };
}

test('every language asks for the same arguments and has all its plural categories', () => {
  for (const [key, french] of Object.entries(catalogues.fr)) {
    for (const [lang, catalogue] of Object.entries(catalogues)) {
      const { names, plurals } = anatomy(catalogue[key]);
      assert.deepEqual(names, anatomy(french).names, `${lang} ${key}`);
      const needed = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
      for (const branches of plurals) for (const category of needed) assert.ok(branches.includes(category), `${lang} ${key} lacks ${category}`);
    }
  }
});

test('French is set in French: « », narrow spaces before ; ! ?, a fixed space before the colon, curved apostrophes', () => {
  for (const [key, text] of Object.entries(spoken.fr)) assert.doesNotMatch(text, / [;:!?»]|« |[a-zé]'[a-zé]|"/i, key);
});

test('German is set in German: „…“, a spaced en dash, fixed spaces in abbreviations, curved apostrophes', () => {
  for (const [key, text] of Object.entries(spoken.de)) {
    assert.doesNotMatch(text, /["«»”‚‘]|[a-zäöüß]'[a-zäöüß]|\.\.\.|—| - |\b[a-z]\. ?[A-Zah]\.| [;:!?…]|[^\s\u00a0]–|–\S/i, key);
    assert.equal(text.replace(/„[^„“]*“/g, '').search(/[„“]/), -1, `${key}: „ and “ come in pairs`);
  }
});

test('German speaks to everybody: Sie, never du, and words for all people instead of stars inside words', () => {
  for (const [key, text] of Object.entries(spoken.de)) {
    assert.doesNotMatch(text, /(?<!\p{L})(du|dich|dir|dein\p{L}*|euch|euer|eure\p{L}*)(?!\p{L})/iu, key);
    assert.doesNotMatch(text, /\p{L}[*:_·]in(nen)?(?!\p{L})|\p{Ll}In(nen)?(?!\p{L})/u, key);
    assert.doesNotMatch(text, /(?<!\p{L})(\p{L}*[bn]utzer|Moderator|Teilnehmer|Verfasser|Autor|Bürger)(s|n|en)?(?!\p{L})/u, key);
  }
});

test('Dutch is set in Dutch: “…”, a spaced en dash, no space before ; : ! ?, curved apostrophes', () => {
  for (const [key, text] of Object.entries(spoken.nl)) {
    assert.doesNotMatch(text, /["'«»„‚`]|\.\.\.|—| - | [;:!?…]|\S–|–\S|\p{L}‘/u, key);
    assert.equal(text.replace(/“[^“”]*”/g, '').search(/[“”]/), -1, `${key}: “ and ” come in pairs`);
  }
});

test('Dutch speaks to everybody: u, never je, and Dutch words where there are any', () => {
  for (const [key, text] of Object.entries(spoken.nl)) {
    assert.doesNotMatch(text, /(?<!\p{L})(jij|je|jou|jouw|jullie)(?!\p{L})/iu, key);
    assert.doesNotMatch(text, /(?<!\p{L})(redesign|design|feedback|comments?|likes?|up ?daten|updates?|log ?in|inloggen|drafts?|support|merge|follow-up|issues?)(?!\p{L})/iu, key);
  }
});

test('every refusal says what happened and what to do instead', () => {
  const header = fs.readFileSync(path.join(here, '../server/base/refusal.hpp'), 'utf8');
  const body = /enum class Reason \{([\s\S]*?)\};/.exec(header)[1].replace(/\/\/.*$/gm, '');
  for (const reason of body.split(',').map((one) => one.trim()).filter(Boolean)) {
    for (const catalogue of Object.values(catalogues)) {
      assert.ok(catalogue[`refusal.${reason}.what`], `refusal.${reason}.what`);
      assert.ok(catalogue[`refusal.${reason}.instead`], `refusal.${reason}.instead`);
    }
  }
});

test('every template has examples, and each example holds every field its template names', () => {
  for (const name of Object.keys(templates)) assert.ok(examples.some((one) => one.template === name), `${name} has no example`);
  const strings = words('fr');
  const complaints = examples.flatMap(({ template, example, view }) => strayFields(templates, template, view, strings).map((text) => `${example}: ${text}`));
  assert.deepEqual(complaints, []);
});

test('hostile text stays text', () => {
  for (const { template, example, view } of examples) {
    const html = render(templates, template, view, words('fr'));
    assert.doesNotMatch(html, /<script>alert/, `${template}.${example}`);
  }
});

test('every example is valid HTML', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended', 'html-validate:a11y'],
    rules: { 'doctype-style': 'off', 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'long-title': 'off', 'no-trailing-whitespace': 'off', 'no-redundant-for': 'off', 'no-redundant-role': 'off', // tables drawn as blocks on phones name their roles
      'prefer-native-element': ['error', { exclude: ['log', 'status'] }], 'tel-non-breaking': 'off', 'text-content': 'error' },
  });
  const complaints = [];
  const layoutView = json(path.join(here, 'screens/layout/examples.json')).visitor;
  for (const { family, template, example, view } of examples) {
    const html = render(templates, template, view, words('fr'));
    const page = template === 'layout' ? html : render(templates, 'layout', { ...layoutView, content_html: family === 'parts' ? `<h1>x</h1><h2>x</h2>${html}` : html }, words('fr'));
    const report = await validator.validateString(page);
    complaints.push(...report.results.flatMap((result) => result.messages).map((m) => `${template}.${example}: ${m.ruleId} ${m.message} ${m.selector ?? ''}`));
  }
  assert.deepEqual(complaints, []);
});

test('the first load stays light', () => {
  const size = (name) => gzipSync(fs.readFileSync(path.join(built, manifest[name])), { level: 9 }).length / 1024;
  assert.ok(size('core.js') <= 25, `script ${size('core.js')} KiB`);
  assert.ok(size('core.css') <= 26, `styles ${size('core.css')} KiB`);
  assert.ok(size('templates.fr.json') <= 12, `templates ${size('templates.fr.json')} KiB`);
});
