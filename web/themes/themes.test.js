// Every theme in every mode: complete, labelled in all languages, and readable. Run by `node --test web/`.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { colourOf, contrast, laidOver, measurePairs, parseTheme, references, sameInBothModes, themeCss } from './theme.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const read = (file) => fs.readFileSync(path.join(here, file), 'utf8');
const names = fs.readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
const themes = names.map((name) => ({ name, about: JSON.parse(read(`${name}/theme.json`)), ...parseTheme(read(`${name}/theme.css`)) }));
const derived = parseTheme(read('../base/modes.css'));
const pairs = JSON.parse(read('pairs.json'));

test('contrast is computed as WCAG computes it', () => {
  assert.equal(contrast(colourOf('#000000'), colourOf('#ffffff')), 21);
  assert.equal(contrast(colourOf('#777777'), colourOf('#ffffff')).toFixed(2), '4.48');
  assert.deepEqual(laidOver(colourOf('rgb(0 0 0 / 50%)'), colourOf('#ffffff')), [127.5, 127.5, 127.5, 1]);
});

test('a theme sets the reference tokens and nothing the contract does not name', () => {
  for (const { name, light, dark } of themes) {
    for (const token of references) assert.ok(light[token], `${name} lacks ${token}`);
    for (const token of Object.keys(light)) assert.ok(references.includes(token) || token in derived.light, `${name} sets the unknown ${token}`);
    if (dark) for (const token of references) assert.ok(dark[token] || sameInBothModes.includes(token), `${name} lacks ${token} at night`);
  }
});

test('a theme says whose it is, under which licence, its name in every language and its modes', () => {
  const languages = fs.readdirSync(path.join(here, '../messages')).map((file) => path.basename(file, '.json'));
  for (const { name, about, dark } of themes) {
    assert.ok(about.owner && about.licence, name);
    for (const language of languages) assert.ok(about.label[language], `${name} has no name in ${language}`);
    assert.deepEqual(about.modes, dark ? ['light', 'dark'] : ['light'], name);
  }
});

for (const { name, light, dark } of themes) {
  for (const [mode, tokens] of [['light', { ...derived.light, ...light }], ['dark', dark && { ...derived.light, ...light, ...derived.dark, ...dark }]]) {
    if (!tokens) continue;
    test(`in the theme ${name}, ${mode}, every text and every control stands out from its ground`, () => {
      const weak = measurePairs(tokens, pairs).filter(({ ratio, least }) => ratio < least).map(({ ink, on, ratio, least }) => `${ink} on ${on}: ${ratio.toFixed(2)} < ${least}`);
      assert.deepEqual(weak, []);
    });
  }
}

test('the written sheet turns dark only where the theme knows the night, and never on paper', () => {
  const css = themeCss({ light: { ink: '#000000' }, dark: { ink: '#ffffff' } });
  assert.match(css, /^:root\{color-scheme:light;--co-ink:#000000;\}/);
  assert.equal(css.match(/@media screen/g).length, 2);
  assert.equal(css.match(/data-modes~="dark"/g).length, 2);
  assert.doesNotMatch(themeCss({ light: { ink: '#000000' }, dark: null }), /dark/);
});
