// Contributions written without network. They wait on this device, in sight, under the account that wrote them, until the server has
// them; the form's own key makes sure that each arrives once, however often it is tried and in however many tabs.
const place = 'co-outbox';
const kept_ms = 30 * 24 * 3600 * 1000;

/** The waiting contributions over any Storage. One = {key, who, action, body, draft, at, refused?: words}. */
export class Outbox {
  constructor(storage, who, now = Date.now) {
    Object.assign(this, { storage, who, now });
  }

  all() {
    try {
      const kept = JSON.parse(this.storage.getItem(place) ?? '[]');
      return Array.isArray(kept) ? kept.filter((one) => this.now() - one.at < kept_ms) : [];
    } catch {
      return [];
    }
  }

  /** Those of the reader: another account on the same device neither sees nor sends them. */
  mine() {
    return this.who ? this.all().filter((one) => one.who === this.who) : [];
  }

  /** False: the device does not keep it (full, or forbidden). */
  put(entry) {
    const rest = this.all().filter((one) => one.key !== entry.key);
    return this.write([...rest, { at: this.now(), who: this.who, ...entry }]);
  }

  remove(key) {
    return this.write(this.all().filter((one) => one.key !== key));
  }

  write(entries) {
    try {
      if (entries.length) this.storage.setItem(place, JSON.stringify(entries));
      else this.storage.removeItem(place);
      return true;
    } catch {
      return false;
    }
  }
}

/** What a person recognises their words by. */
export function wordsOf(entry) {
  const fields = new URLSearchParams(entry.body);
  const texts = [...fields].filter(([name]) => !['key', 'do', 'stance'].includes(name)).map(([, value]) => value.trim());
  return fields.get('title')?.trim() || fields.get('body')?.trim() || texts.reduce((long, next) => (next.length > long.length ? next : long), '');
}
