// Makes the answer editor quick: fields that do not apply go away, the draft saves itself, the preview follows what is written.
// Loaded by core/islands.js; without it the same buttons send the form and the server answers with the page.
import { format } from '../../core/format.js';
import { draftOf, Pace } from './draft.js';

const save_after_ms = 1500;
const preview_after_ms = 700;
const retry_after_ms = 10_000;

export function start(form) {
  new Editor(form).start();
}

class Editor {
  constructor(form) {
    this.form = form;
    this.lang = document.documentElement.lang || 'en';
    this.words = JSON.parse(form.dataset.words);
    this.place = document.querySelector('[data-preview-place]');
    this.state = form.querySelector('[data-saved-state]');
    this.saving = new Pace(save_after_ms, () => this.save());
    this.previewing = new Pace(preview_after_ms, () => this.preview());
  }

  start() {
    // With scripts these are only there when they are needed.
    for (const words of this.form.querySelectorAll('[data-only] .co-field__optional')) words.remove();
    this.show_what_applies();
    this.form.addEventListener('input', () => {
      this.is_sent = false;
      this.show_what_applies();
      this.saving.soon();
      if (this.is_previewing) this.previewing.soon();
    });
    this.form.addEventListener('submit', (event) => this.submitted(event), true);
    // Leaving in the middle of a word loses none.
    addEventListener('pagehide', () => { if (this.saving.is_waiting && !this.is_sent) this.save(true); });
    addEventListener('online', () => { if (this.has_failed) this.save(); });
    this.is_previewing = this.place.childElementCount > 0;
  }

  /** A ground only for declined ideas, a day only for deferred ones; what is hidden is not sent. */
  show_what_applies() {
    const kind = this.form.querySelector('input[name="kind"]:checked')?.value ?? '';
    for (const box of this.form.querySelectorAll('[data-only]')) {
      const applies = box.dataset.only === kind;
      box.hidden = !applies;
      for (const field of box.querySelectorAll('select, input')) field.disabled = !applies;
    }
  }

  submitted(event) {
    const wish = event.submitter?.value;
    if (wish === 'preview') {
      event.preventDefault();
      this.preview({ is_asked: true });
      return;
    }
    this.saving.stop();
    this.is_sent = wish === 'send';
  }

  say(words, is_bad = false) {
    this.state.textContent = words;
    this.state.classList.toggle('co-late', is_bad);
  }

  async save(is_leaving = false) {
    this.saving.stop();
    const draft = draftOf(new FormData(this.form));
    if (!is_leaving) this.say(this.words.saving);
    try {
      const answer = await fetch(this.form.dataset.draftHref, {
        method: 'PUT',
        credentials: 'same-origin',
        keepalive: is_leaving,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify(draft),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.has_failed = false;
      const time = new Date().toLocaleTimeString(this.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
      this.say(format(this.words.saved, { time }, this.lang));
    } catch {
      this.has_failed = true;
      this.say(this.words.failed, true);
      this.saving.soon(retry_after_ms);
    }
  }

  /** The server's own preview. One that cannot be made, because something is missing, is shown only to who asked for it. */
  async preview({ is_asked = false } = {}) {
    this.previewing.stop();
    const number = (this.preview_number = (this.preview_number ?? 0) + 1);
    const fields = new URLSearchParams(new FormData(this.form));
    fields.set('do', 'preview');
    const page = await load_page(this.form.action, fields).catch(() => null);
    if (number !== this.preview_number) return;
    const shown = page?.querySelector('[data-preview]');
    if (shown) {
      this.place.replaceChildren(document.adoptNode(shown));
      if (is_asked) {
        this.is_previewing = true;
        this.place.querySelector('h2').focus();
      }
    } else if (is_asked) this.send_plainly();
  }

  /** As without scripts: the server shows the page again, with what is missing. */
  send_plainly() {
    const wish = Object.assign(document.createElement('input'), { type: 'hidden', name: 'do', value: 'preview' });
    this.form.append(wish);
    this.form.submit();
  }
}

/** A document that runs nothing; unlike DOMParser it needs no policy for trusted HTML. */
function load_page(address, fields) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.responseType = 'document';
    request.setRequestHeader('accept', 'text/html');
    request.addEventListener('load', () => resolve(request.response));
    request.addEventListener('error', () => reject(new Error('no network')));
    request.send(fields);
  });
}
