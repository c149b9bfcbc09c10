// The theme editor while one types: picker and text stay one value, the samples change at once, every contrast is measured anew.
// Measures with the same arithmetic and pairs as the build and the server; without it the page's "preview" button does the same.
import { colourOf, measurePairs } from '../../themes/theme.mjs';
import { fieldOf, normal, roundedDown } from './measure.js';

const modes = ['light', 'dark'];

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function readTokens(form, mode) {
  const tokens = {};
  for (const box of form.querySelectorAll(`[name^="${mode}."]:not([type="color"])`)) tokens[box.name.slice(mode.length + 1)] = normal(box.value);
  return tokens;
}

/** The sample wears the tokens that are colours; what is half typed stays as it was. */
function paint(form, mode, tokens, shape) {
  const sample = form.querySelector(`[data-sample="${mode}"]`);
  for (const [name, value] of Object.entries(tokens)) if (colourOf(value)) sample.style.setProperty(`--co-${name}`, value);
  for (const [name, value] of Object.entries(shape)) sample.style.setProperty(`--co-${name}`, value);
}

function showError(field, words) {
  const line = field.querySelector('.utrecht-form-field-error-message');
  const box = field.querySelector('input:not([type="color"])');
  field.classList.toggle('utrecht-form-field--invalid', words !== '');
  line.hidden = words === '';
  line.textContent = words;
  if (words) box.setAttribute('aria-invalid', 'true'); else box.removeAttribute('aria-invalid');
  const hint = `${box.id}-hint`;
  box.setAttribute('aria-describedby', words ? `${box.id}-error ${hint}` : hint);
}

class Editor {
  constructor(form, rules) {
    Object.assign(this, { form, rules, words: form.dataset, fonts: JSON.parse(form.dataset.fonts) });
    this.number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
    this.rows = [...document.querySelectorAll('[data-theme-rows] tr')];
  }

  ratio(value) { return this.number.format(roundedDown(value)); }

  shape() {
    const { font, radius } = this.form.elements;
    return { font: this.fonts[font.value], radius: `${Math.min(24, Math.max(0, Number(radius.value) || 0)) / 16}rem` };
  }

  measure(mode, light) {
    const { modes: base, pairs } = this.rules;
    const own = readTokens(this.form, mode);
    if (Object.values(own).some((value) => !colourOf(value))) return null;
    return measurePairs(mode === 'light' ? { ...base.light, ...own } : { ...base.light, ...light, ...base.dark, ...own }, pairs);
  }

  showRow(at, mode, { ratio, least }) {
    const cell = this.rows[at]?.children[mode === 'light' ? 2 : 3];
    if (!cell) return;
    const passes = ratio >= least;
    cell.textContent = `${this.ratio(ratio)} ${passes ? this.words.pass : this.words.fail}`;
    cell.dataset.bad = passes ? '' : 'yes';
    this.rows[at].classList.toggle('co-theme__bad', Boolean(this.rows[at].querySelector('[data-bad="yes"]')));
  }

  /** Errors of one mode at its fields; the number of pairs measured and failed. */
  showMode(mode, light) {
    const tokens = readTokens(this.form, mode);
    paint(this.form, mode, tokens, this.shape());
    const measures = this.measure(mode, light);
    const errors = {};
    let failed = 0;
    for (const [name, value] of Object.entries(tokens)) if (!colourOf(value)) errors[name] = this.words.badColour;
    measures?.forEach((measure, at) => {
      this.showRow(at, mode, measure);
      if (measure.ratio >= measure.least) return;
      failed += 1;
      const name = fieldOf(measure, this.rules.modes[mode]);
      errors[name] ??= fill(this.words.tooClose, { pair: this.rows[at]?.children[0].textContent ?? `${measure.ink} / ${measure.on}`, ratio: this.ratio(measure.ratio), least: this.ratio(measure.least) });
    });
    for (const box of this.form.querySelectorAll(`[name^="${mode}."]:not([type="color"])`)) showError(box.closest('.co-field'), errors[box.name.slice(mode.length + 1)] ?? '');
    return { total: measures?.length ?? 0, failed, isBroken: !measures };
  }

  show() {
    const hasNight = this.form.elements.has_dark.checked;
    this.form.querySelector('[data-sample="dark"]').hidden = !hasNight;
    const light = readTokens(this.form, 'light');
    const results = modes.filter((mode) => mode === 'light' || hasNight).map((mode) => this.showMode(mode, light));
    const sum = (name) => results.reduce((all, one) => all + one[name], 0);
    const isBad = sum('failed') > 0 || results.some((one) => one.isBroken);
    const box = this.form.querySelector('[data-theme-box]');
    box.classList.toggle('co-notice--bad', isBad);
    box.classList.toggle('co-notice--good', !isBad);
    const words = results.some((one) => one.isBroken) ? this.words.badColour
      : fill(isBad ? this.words.someFail : this.words.allPass, { count: sum('failed'), total: sum('total') });
    const summary = this.form.querySelector('[data-theme-summary]');
    if (summary.textContent !== words) summary.textContent = words;
  }
}

export async function start(form) {
  const answer = await fetch(form.dataset.rules);
  const editor = new Editor(form, await answer.json());
  let waiting = 0;
  const soon = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => editor.show()); };
  form.addEventListener('input', ({ target }) => {
    if (target.type === 'color') target.nextElementSibling.value = target.value;
    else if (colourOf(normal(target.value)) && target.previousElementSibling?.type === 'color') target.previousElementSibling.value = normal(target.value);
    soon();
  });
  form.addEventListener('change', soon);
  form.dataset.isReady = 'yes';
}
