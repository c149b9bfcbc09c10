// Moves the bars of the timeline's drawing by pointer and by arrow keys. The day fields of the form below remain the truth: what is
// moved is written into them, what is typed is drawn. Loaded by data-island on the line under the drawing.
import { days_of, day_text, moved, place_of } from './days.js';

const svg_name = 'http://www.w3.org/2000/svg';
const grip_px = 26;
const parts = ['start', 'move', 'finish'];

const fieldsOf = (row) => ({ opens: row.querySelector('[name$=".opens"]'), closes: row.querySelector('[name$=".closes"]') });

/** One bar with its three grips, and the row of the form it stands for. */
class Bar {
  constructor(group, row, scale, words) {
    Object.assign(this, { row, scale, words, rect: group.querySelector('rect'), name: group.querySelector('text'), fields: fieldsOf(row) });
    this.grips = parts.map((part) => this.grip(group, part));
    for (const field of Object.values(this.fields)) field.addEventListener('change', () => this.draw());
    row.addEventListener('focusin', () => row.classList.add('co-timeline__row--near'));
    row.addEventListener('focusout', () => row.classList.remove('co-timeline__row--near'));
    this.draw();
  }

  grip(group, part) {
    const grip = document.createElementNS(svg_name, 'rect');
    grip.setAttribute('class', `co-plan__grip co-plan__grip--${part}`);
    for (const [name, value] of [['tabindex', '0'], ['role', 'slider'], ['height', grip_px], ['y', Number(this.rect.getAttribute('y')) - 2]]) grip.setAttribute(name, value);
    grip.addEventListener('keydown', (event) => this.key(event, part));
    grip.addEventListener('pointerdown', (event) => this.drag(event, grip, part));
    group.append(grip);
    return grip;
  }

  get days() { return { opens: days_of(this.fields.opens.value), closes: days_of(this.fields.closes.value) }; }

  /** Writes the days of `part` moved by `count`, from where they stood. */
  put(from, part, count) {
    const after = moved(from, part, count);
    if (!after) return;
    for (const name of ['opens', 'closes']) {
      if (after[name] === null || this.fields[name].value === day_text(after[name])) continue;
      this.fields[name].value = day_text(after[name]);
      this.fields[name].dispatchEvent(new Event('input', { bubbles: true }));
    }
    this.draw();
    this.words.say(this.spoken());
  }

  key(event, part) {
    const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 7, PageDown: -7 }[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.put(this.days, part, event.shiftKey && Math.abs(way) === 1 ? way * 7 : way);
  }

  drag(event, grip, part) {
    if (event.button !== 0) return;
    event.preventDefault();
    grip.focus();
    grip.setPointerCapture(event.pointerId);
    const from = this.days;
    const began = event.clientX;
    const day_px = grip.ownerSVGElement.getBoundingClientRect().width / (this.scale.end - this.scale.begin);
    const move = (now) => this.put(from, part, Math.round((now.clientX - began) / day_px));
    const end = () => { grip.removeEventListener('pointermove', move); grip.removeEventListener('pointerup', end); grip.removeEventListener('pointercancel', end); };
    grip.addEventListener('pointermove', move);
    grip.addEventListener('pointerup', end);
    grip.addEventListener('pointercancel', end);
  }

  spoken() {
    const { opens, closes } = this.days;
    const day = (number) => (number === null ? '…' : this.words.day.format(new Date(number * 86_400_000)));
    return `${this.name.textContent}: ${day(opens)} – ${day(closes)}`;
  }

  draw() {
    const { opens, closes } = this.days;
    const has_bar = opens !== null;
    const from = has_bar ? place_of(opens, this.scale) : 0;
    const to = closes === null ? 100 : Math.max(place_of(closes + 1, this.scale), from + 0.8);
    const is_late = from > 60;
    const hide = (node, is_hidden) => node.setAttribute('visibility', is_hidden ? 'hidden' : 'visible');
    hide(this.rect, !has_bar);
    hide(this.name, !has_bar);
    this.rect.setAttribute('x', `${from}%`);
    this.rect.setAttribute('width', `${to - from}%`);
    this.name.setAttribute('x', `${is_late ? to : from}%`);
    this.name.setAttribute('text-anchor', is_late ? 'end' : 'start');
    const middle = { start: [`${from}%`, 12], move: [`${from}%`, 0], finish: [`${to}%`, 12] };
    this.grips.forEach((grip, at) => {
      const part = parts[at];
      const value = part === 'finish' ? closes : opens;
      hide(grip, !has_bar || value === null);
      grip.setAttribute('x', middle[part][0]);
      grip.setAttribute('width', part === 'move' ? `${to - from}%` : middle[part][1] * 2);
      if (part !== 'move') grip.setAttribute('transform', `translate(${part === 'start' ? -6 : -18} 0)`);
      grip.setAttribute('aria-label', `${this.name.textContent}: ${this.words[part]}`);
      grip.setAttribute('aria-valuemin', this.scale.begin);
      grip.setAttribute('aria-valuemax', this.scale.end);
      grip.setAttribute('aria-valuenow', value ?? this.scale.begin);
      grip.setAttribute('aria-valuetext', value === null ? '' : this.words.day.format(new Date(value * 86_400_000)));
    });
  }
}

/** "Up" and "down" without a visit to the server: the order of the rows in the form is the order that is saved. */
function moveRows(form, say) {
  const renumber = () => [...form.querySelectorAll('[data-row] [data-number]')].forEach((node, at) => { node.textContent = at + 1; });
  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-step]');
    if (!button) return;
    event.preventDefault();
    const row = button.closest('[data-row]');
    const other = button.dataset.step === '-1' ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (button.dataset.step === '-1') other.before(row);
    else other.after(row);
    renumber();
    form.dispatchEvent(new Event('input'));
    for (const one of form.querySelectorAll('[data-row]')) {
      for (const step of one.querySelectorAll('[data-step]')) step.ariaDisabled = (step.dataset.step === '-1' ? one.previousElementSibling : one.nextElementSibling) ? null : 'true';
    }
    button.focus();
    row.scrollIntoView({ block: 'nearest' });
    say(row.querySelector('h2').textContent);
  });
}

export function start(status) {
  const svg = status.parentElement.querySelector('svg.co-plan');
  const form = document.querySelector('.co-timeline__form');
  const scale = { begin: days_of(svg.dataset.begin), end: days_of(svg.dataset.end) };
  const { keys, unsaved } = status.dataset;
  let is_touched = false;
  const words = {
    start: status.dataset.start, move: status.dataset.move, finish: status.dataset.finish,
    day: new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeZone: 'UTC' }),
    say: (text) => { status.textContent = `${text}. ${unsaved}`; },
  };
  status.textContent = keys;
  svg.setAttribute('role', 'group');
  for (const group of svg.querySelectorAll('[data-row]')) {
    const row = form.querySelector(`[data-row="${CSS.escape(group.dataset.row)}"][data-free]`);
    if (row) new Bar(group, row, scale, words);
  }
  moveRows(form, words.say);
  form.addEventListener('input', () => { is_touched = true; });
  form.addEventListener('submit', () => { is_touched = false; });
  addEventListener('beforeunload', (event) => { if (is_touched) event.preventDefault(); });
  status.dataset.ready = '';
}
