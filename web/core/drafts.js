// Keeps what people type on their own device, per form, until it is sent or they sign out.
import { text } from './state.js';

const prefix = 'co-draft:';
const save_after_ms = 400;

/** Drafts over any Storage; every access may fail (private mode, full disk) and then drafts are simply off. */
export class Drafts {
  constructor(storage) {
    this.storage = storage;
  }

  read(key) {
    try {
      return JSON.parse(this.storage.getItem(prefix + key));
    } catch {
      return null;
    }
  }

  write(key, values) {
    try {
      if (Object.values(values).some(Boolean)) this.storage.setItem(prefix + key, JSON.stringify(values));
      else this.storage.removeItem(prefix + key);
      return true;
    } catch {
      return false;
    }
  }

  remove(key) {
    try {
      this.storage.removeItem(prefix + key);
      for (const step of [1, 2]) this.storage.removeItem(`${prefix}${key}:${step}`);
    } catch { /* storage is off: there is nothing to remove */ }
  }

  removeAll() {
    try {
      const keys = Array.from({ length: this.storage.length }, (_, i) => this.storage.key(i));
      for (const key of keys) if (key?.startsWith(prefix)) this.storage.removeItem(key);
    } catch { /* storage is off: there is nothing to remove */ }
  }
}

const storage = () => {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
};

export const drafts = new Drafts(storage());

const texts = (form) => [...form.querySelectorAll('textarea, input[type="text"], input[type="date"], input[type="datetime-local"]')].filter((field) => field.name);
const valuesOf = (form) => Object.fromEntries(texts(form).map((field) => [field.name, field.value]));

function say(form, words) {
  const node = form.querySelector('[data-draft-state]');
  if (node) node.textContent = words;
}

/** Puts a kept draft back, unless the server has already filled the form. */
export function restoreDraft(form) {
  const values = drafts.read(form.dataset.draft);
  if (!values || form.querySelector('[data-error-summary]')) return;
  let restored = false;
  for (const field of texts(form)) {
    const kept = values[field.name];
    if (kept && kept !== field.value && (field.value === '' || field.value === field.defaultValue)) {
      field.value = kept;
      restored = true;
    }
  }
  if (restored) say(form, text('draft_restored'));
}

export function startDrafts() {
  for (const form of document.querySelectorAll('form[data-draft]')) if (form.dataset.draft) restoreDraft(form);
  let timer, unsaved;
  const save = () => {
    clearTimeout(timer);
    if (unsaved && drafts.write(unsaved.dataset.draft, valuesOf(unsaved))) say(unsaved, text('draft_kept'));
    unsaved = undefined;
  };
  // Leaving right after the last letter, by a language link for one, loses nothing.
  addEventListener('pagehide', save);
  document.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-draft]');
    if (!form?.dataset.draft || event.target.type === 'password') return;
    clearTimeout(timer);
    if (unsaved !== form) save();
    unsaved = form;
    timer = setTimeout(save, save_after_ms);
  });
  document.addEventListener('submit', (event) => {
    save();
    if (event.target.dataset.form === 'sign-out') drafts.removeAll();
  });
}
