// The desk without network: every entry is first kept on the device, then sent under its own key until the server has it, once.
// A worker answers the desk's address while there is no network. Loaded by data-island on the desk's page.
import { keepPage, forgetPage } from './offline_page.js';
import { emptyForm, entryOf, fillForm, firstFault } from './entry.js';
import { shownSlip, tidySlip } from './slip.js';
import { store } from './store.js';
import { line, makeText, button, link } from './show.js';

const retry_ms = 15_000;
const lang = document.documentElement.lang;
const newKey = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

class Desk {
  constructor(box) {
    this.box = box;
    this.form = document.querySelector('[data-desk-form]');
    this.text = makeText(JSON.parse(box.dataset.words), lang);
    this.order = 0;
    this.sent = 0;
    this.is_sending = false;
    this.is_asked_again = false;
  }

  part(name) { return this.box.querySelector(`[data-desk-${name}]`); }
  mine(entry) { return entry.person === this.box.dataset.person; }

  async start() {
    this.box.hidden = false;
    this.form.noValidate = true;
    this.form.addEventListener('submit', (event) => { event.preventDefault(); event.stopPropagation(); this.enter(); });
    this.part('send').textContent = this.text('retry');
    this.part('send').addEventListener('click', () => this.send());
    this.part('clear').addEventListener('click', () => this.clear());
    for (const name of ['online', 'offline']) addEventListener(name, () => this.networkChanged());
    setInterval(() => this.send(), retry_ms);
    this.networkChanged();
    await this.show();
    keepPage(this.box.dataset);
  }

  networkChanged() {
    const is_off = navigator.onLine === false;
    this.part('net').classList.toggle('co-stall__net--off', is_off);
    this.part('net').textContent = this.text(is_off ? 'offline' : 'online');
    if (!is_off) this.send();
  }

  say(...nodes) { this.part('said').replaceChildren(...nodes); }

  /** Names the field at fault beside it, and takes the reader there. */
  fault([name, code]) {
    for (const old of this.form.querySelectorAll('[data-desk-fault]')) old.remove();
    for (const field of this.form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
    const found = this.form.elements.namedItem(name);
    const field = found instanceof RadioNodeList ? found[0] : found;
    const place = found instanceof RadioNodeList || field.type === 'checkbox' ? field.closest('label, .co-choices') : field;
    const words = document.createElement('p');
    words.className = 'utrecht-form-field-error-message';
    words.dataset.deskFault = '';
    words.id = 'desk-fault';
    words.textContent = this.text(code);
    place.before(words);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', 'desk-fault');
    field.focus();
  }

  async enter() {
    const wrong = firstFault(this.form);
    if (wrong) { this.fault(wrong); return; }
    for (const old of this.form.querySelectorAll('[data-desk-fault]')) old.remove();
    const key = newKey();
    const entry = entryOf(this.form, key);
    try {
      await store.put({ key, api: this.box.dataset.api, person: this.box.dataset.person, entry, state: 'waiting', reason: '', at: Date.now(), order: this.order += 1 });
    } catch {
      this.say(line(this.text('no_store')));
      this.form.submit();
      return;
    }
    navigator.storage?.persist?.();
    emptyForm(this.form);
    this.say(line(this.text('kept', { number: entry.slip }), 'strong'), button(this.text('same_person'), () => this.again(entry.slip)));
    this.form.querySelector('[name="consent.given"]').focus();
    await this.show();
    this.send();
  }

  again(slip) {
    this.form.elements.namedItem('slip').value = shownSlip(tidySlip(slip));
    this.form.querySelector('[name="kind"]:checked').focus();
  }

  /** One request for each entry, in order, as long as the server answers. Two windows at once do no harm: the key makes it one. */
  async send() {
    if (navigator.onLine === false) return;
    if (this.is_sending) { this.is_asked_again = true; return; } // what was entered meanwhile is not in the list being sent
    this.is_sending = true;
    this.is_asked_again = false;
    try {
      const waiting = (await store.all()).filter((one) => one.state === 'waiting' && this.mine(one));
      for (const one of waiting) if (!(await this.sendOne(one))) break;
    } catch { /* the device's store is closed: nothing is sent, nothing is lost */ } finally {
      this.is_sending = false;
      await this.show();
    }
    if (this.is_asked_again) await this.send();
  }

  /** False: stop for now, the rest would fare the same. */
  async sendOne(one) {
    let answer;
    try {
      answer = await fetch(one.api, {
        method: 'POST', credentials: 'same-origin', body: JSON.stringify(one.entry),
        headers: { 'content-type': 'application/json', accept: 'application/json', 'accept-language': lang },
      });
    } catch { return false; }
    if (answer.ok) {
      await store.remove(one.key);
      this.sent += 1;
      return true;
    }
    if (answer.status === 401) {
      this.say(line(this.text('sign_in')), link(this.text('sign_in_link'), this.box.dataset.signIn));
      return false;
    }
    if (answer.status === 429 || answer.status >= 500) return false;
    const problem = await answer.json().catch(() => ({}));
    await store.put({ ...one, state: 'refused', reason: [problem.title, problem.instead ?? problem.detail].filter(Boolean).join(' ') });
    return true;
  }

  async show() {
    const all = await store.all().catch(() => []);
    this.part('queue').replaceChildren(...all.map((one) => this.queued(one)));
    const waits = all.some((one) => one.state === 'waiting' && this.mine(one));
    this.part('send').hidden = !waits;
    if (!all.length) this.part('queue').append(line(this.text(this.sent ? 'sent' : 'none', { count: this.sent }), 'li'));
    if (this.sent) await this.showToday();
  }

  queued(one) {
    const item = document.createElement('li');
    item.className = 'co-desk-line';
    item.dataset.state = one.state;
    const state = this.mine(one) ? this.text(one.state) : this.text('other_person');
    item.append(line(`${this.text(`kind_${one.entry.kind}`)} – ${one.entry.title ?? one.entry.body ?? one.entry.name ?? ''}`, 'strong'),
      line(`${one.entry.slip} – ${state}${one.reason ? ` – ${one.reason}` : ''}`));
    if (one.state === 'refused') {
      item.append(button(this.text('correct'), async () => { fillForm(this.form, one.entry); await store.remove(one.key); await this.show(); this.form.querySelector('[name="consent.given"]').focus(); }),
        button(this.text('discard'), async () => { await store.remove(one.key); await this.show(); }));
    }
    return item;
  }

  /** The list the server has, after something arrived. */
  async showToday() {
    const list = document.querySelector('[data-desk-today]');
    const answer = await fetch(this.box.dataset.api, { credentials: 'same-origin', headers: { accept: 'application/json' } }).catch(() => undefined);
    if (!answer?.ok || !list) return;
    const { items } = await answer.json();
    list.replaceChildren(...items.map((one) => {
      const item = document.createElement('li');
      item.className = one.undone_at ? 'co-desk-line co-desk-line--undone' : 'co-desk-line';
      item.append(line(`${this.text(`kind_${one.kind}`)}${one.name ? ` – ${one.name}` : ''}${one.undone_at ? ` – ${this.text('taken_back')}` : ''}`, 'strong'),
        line(one.slip), link(this.text('open_entry'), `${this.box.dataset.desk}/entries/${one.id}`));
      return item;
    }));
    const count = document.querySelector('[data-desk-count]');
    if (count) count.textContent = '';
  }

  /** Asks a second time when something still waits. */
  async clear() {
    const left = await store.all().catch(() => []);
    if (left.length && !this.is_sure) {
      this.is_sure = true;
      this.say(line(this.text('clear_sure'), 'strong'));
      return;
    }
    this.is_sure = false;
    await store.clear();
    await forgetPage(this.box.dataset);
    this.say(line(this.text('cleared')));
    await this.show();
  }
}

export function start(box) {
  return new Desk(box).start();
}
