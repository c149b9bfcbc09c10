// Makes the moderators' queue quick: keys, decisions in place, undo, who else is looking, what is new.
// Loaded by core/islands.js; without it every act is a plain form on the same page.
import { format } from '../../core/format.js';
import { ask, post } from './requests.js';

const watch_every_ms = 8000;

export function start(root) {
  new Triage(root).start();
}

class Triage {
  constructor(root) {
    this.root = root;
    this.lang = document.documentElement.lang || 'en';
    this.words = JSON.parse(root.querySelector('[data-triage-words]').textContent);
    this.since = root.dataset.now;
    this.current = null;
    this.done = [];
  }

  text(key, values) { return format(this.words[key] ?? '', values, this.lang); }

  say(words) {
    const region = document.querySelector('[data-announce]');
    if (region && words) region.textContent = words;
  }

  get cases() { return [...this.root.querySelectorAll('[data-case]')]; }
  get open_cases() { return this.cases.filter((one) => !one.classList.contains('co-case--done')); }

  start() {
    for (const one of this.cases) one.tabIndex = -1;
    for (const one of this.root.querySelectorAll('[data-act="opinion"] summary')) one.dataset.shortcut = 'e';
    this.root.addEventListener('submit', (event) => this.submitted(event));
    this.root.addEventListener('change', (event) => this.ground_chosen(event.target));
    this.root.addEventListener('toggle', (event) => this.toggled(event.target, event.timeStamp), true);
    document.addEventListener('keydown', (event) => this.pressed(event), true);
    this.root.addEventListener('focusin', (event) => { this.current = event.target.closest('[data-case]') ?? this.current; });
    this.build_bar();
    this.watch();
  }

  /** The keys themselves are core/keys.js: an element with data-shortcut, meant in the case that has the focus. */
  build_bar() {
    const bar = this.root.querySelector('[data-triage-bar]');
    this.fresh = document.createElement('span');
    const hint = document.createElement('span');
    hint.className = 'co-soft';
    hint.textContent = this.text('keys_hint');
    const help = document.createElement('button');
    help.type = 'button';
    help.className = 'utrecht-button utrecht-button--subtle co-button';
    help.dataset.keysHelp = '';
    help.textContent = this.text('keys_button');
    bar.append(this.fresh, hint, help);
    bar.hidden = false;
  }

  pressed(event) {
    this.key_at = event.timeStamp;
    if (event.key === 'Escape' && this.close_open()) event.preventDefault();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.open_form()?.requestSubmit();
  }

  focus(one) {
    if (!one) return;
    this.current = one;
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    this.watch();
  }

  /** Onwards to the next case that is still open, else the one before. */
  move_on(from) {
    const all = this.cases;
    const at = all.indexOf(from);
    const next = [...all.slice(at + 1), ...all.slice(0, at).reverse()].find((one) => !one.classList.contains('co-case--done'));
    this.focus(next ?? from);
  }

  open_form() { return document.activeElement?.closest?.('[data-case] details[open] form'); }

  close_open() {
    const details = this.open_form()?.closest('details');
    if (!details) return false;
    details.open = false;
    this.focus(details.closest('[data-case]'));
    return true;
  }

  /** Opened by its key, a form gets the focus; opened with a finger, it does not call the keyboard of a phone. */
  toggled(details, at) {
    if (!details.open || !details.closest('[data-act]')) return;
    if (details.dataset.act === 'hide') this.prepare(details.querySelector('input[name="rule"]:checked'));
    if (at - (this.key_at ?? -1000) < 500) (details.querySelector('input:checked') ?? details.querySelector('textarea'))?.focus();
  }

  ground_chosen(input) {
    if (input.name === 'rule') this.prepare(input);
  }

  /** The prepared reason of the ground stands in the field, to be changed before it is sent; own words are never replaced. */
  prepare(input) {
    const field = input?.form?.querySelector('textarea[name="reason"]');
    if (!field || (field.value && field.value !== field.dataset.prepared)) return;
    field.value = input.closest('label').querySelector('.co-choice__hint')?.textContent.trim() ?? '';
    field.dataset.prepared = field.value;
  }

  async submitted(event) {
    const form = event.target;
    const fields = new FormData(form);
    const act = fields.get('do');
    if (!act || event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = '1';
    try {
      if (act === 'undo') await this.take_back(fields.get('decision'));
      else await this.decide(form.closest('[data-case]'), act, fields);
    } catch {
      this.tell(form.closest('[data-case]') ?? this.root, this.text('failed'));
    } finally {
      delete form.dataset.busy;
    }
  }

  async decide(card, act, fields) {
    const { answer, body } = await ask(act, fields, this.lang);
    if (answer.ok && act === 'opinion') {
      card.querySelector('[data-act="opinion"]')?.remove();
      this.tell(card, this.text('opinion_asked'), 'good');
      this.focus(card);
      return;
    }
    if (answer.ok) {
      this.mark(card, act === 'hide' ? 'hidden_here' : 'kept_here', body.decision);
      this.move_on(card);
      return;
    }
    if (body.code === 'already_decided' || body.code === 'nothing_changed') {
      await this.watch();
      if (!card.classList.contains('co-case--done')) this.tell(card, body.instead ? `${body.title} ${body.instead}` : body.title);
      return;
    }
    this.tell(card, [body.title, body.instead ?? body.detail].filter(Boolean).join(' '));
  }

  /** A decided case shrinks to one line with the way back. */
  mark(card, words, decision) {
    const title = card.querySelector('h3').textContent.trim();
    const line = document.createElement('p');
    line.className = 'co-case__done';
    const said = document.createElement('span');
    said.textContent = this.text(words, { title });
    line.append(said);
    if (decision) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'utrecht-button utrecht-button--secondary-action co-button';
      button.textContent = this.text('undo');
      button.addEventListener('click', () => this.take_back(decision));
      line.append(button);
      const timer = setTimeout(() => { button.remove(); this.forget(decision); }, Number(this.root.dataset.undoSeconds) * 1000);
      this.done.push({ decision, card, timer });
    }
    card.querySelector('.co-case__done')?.remove();
    card.append(line);
    card.classList.add('co-case--done');
    this.offer_undo_key();
    this.say(said.textContent);
  }

  forget(decision) {
    this.done = this.done.filter((one) => one.decision !== decision);
    this.offer_undo_key();
  }

  /** U means the last decision that can still be taken back. */
  offer_undo_key() {
    const buttons = [...this.done.map((one) => one.card.querySelector('.co-case__done button')), ...this.root.querySelectorAll('form[data-undo] button')].filter(Boolean);
    for (const one of this.root.querySelectorAll('[data-shortcut="u"]')) delete one.dataset.shortcut;
    const last = this.done.at(-1)?.card.querySelector('.co-case__done button') ?? buttons[0];
    if (last) last.dataset.shortcut = 'u';
  }

  async take_back(decision) {
    const { answer, body } = await post(`/api/v1/decisions/${decision}/undo`, {}, this.lang);
    const known = this.done.find((one) => one.decision === decision);
    this.forget(decision);
    if (!known) {
      if (answer.ok) location.reload();
      else this.tell(this.root, [body.title, body.instead ?? body.detail].filter(Boolean).join(' '));
      return;
    }
    clearTimeout(known.timer);
    if (!answer.ok) {
      known.card.querySelector('.co-case__done button')?.remove();
      known.card.querySelector('.co-case__done').append(` ${[body.title, body.instead ?? body.detail].filter(Boolean).join(' ')}`);
      return;
    }
    known.card.querySelector('.co-case__done').remove();
    known.card.classList.remove('co-case--done');
    for (const details of known.card.querySelectorAll('details[data-act]')) details.open = false;
    this.focus(known.card);
    this.say(this.text('undone'));
  }

  tell(place, words, kind = 'bad') {
    const note = document.createElement('p');
    note.className = `co-notice co-notice--${kind}`;
    note.dataset.told = '';
    note.textContent = words;
    place.querySelector('[data-told]')?.remove();
    place.prepend(note);
    this.say(words);
  }

  /** Says what we look at, hears who else does, what is new and what was decided elsewhere. */
  async watch() {
    clearTimeout(this.timer);
    try {
      const shown = this.open_cases.map((one) => one.dataset.case);
      const { answer, body } = await post(this.root.dataset.watch, { looking: this.current?.dataset.case ?? null, shown, since: this.since }, this.lang);
      if (answer.ok) this.hear(body);
    } catch { /* the next time */ }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (document.hidden ? this.watch_later() : this.watch()), watch_every_ms);
  }

  watch_later() {
    document.addEventListener('visibilitychange', () => this.watch(), { once: true });
  }

  hear({ watching, decided, new: fresh }) {
    for (const one of this.open_cases) {
      const count = watching[one.dataset.case] ?? 0;
      const words = count ? this.text('watching', { count }) : '';
      const place = one.querySelector('[data-watching]');
      if (place.textContent !== words) place.textContent = words;
    }
    for (const { target, decision } of decided) {
      const card = this.open_cases.find((one) => one.dataset.case === target);
      if (!card || this.done.some((one) => one.card === card)) continue;
      const had_focus = card.contains(document.activeElement);
      this.mark(card, 'decided', null);
      card.querySelector('.co-case__done span').textContent = this.text('decided', { what: this.text(decision) });
      this.say(card.querySelector('.co-case__done span').textContent);
      if (had_focus) card.focus();
    }
    this.offer(fresh);
  }

  offer(count) {
    if (!count) return;
    let button = this.fresh.querySelector('button');
    if (!button) {
      button = document.createElement('button');
      button.type = 'button';
      button.className = 'utrecht-button utrecht-button--primary-action co-button';
      button.addEventListener('click', () => { location.hash = 'cases'; location.reload(); });
      this.fresh.append(button);
    }
    const words = this.text('new', { count });
    if (button.textContent === words) return;
    button.textContent = words;
    this.say(words);
  }
}
