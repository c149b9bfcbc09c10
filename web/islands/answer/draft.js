// What the answer editor keeps, and when. No page and no network here.

/** The form's fields as the draft's JSON; what is empty is left out. */
export function draftOf(fields) {
  const draft = { texts: {} };
  for (const name of ['kind', 'reason_code', 'review_on']) if (fields.get(name)) draft[name] = fields.get(name);
  for (const [name, text] of fields) if (name.startsWith('body.') && text.trim()) draft.texts[name.slice(5)] = text;
  return draft;
}

/** Does something a moment after the last time it was asked to. */
export class Pace {
  constructor(after_ms, act) {
    this.after_ms = after_ms;
    this.act = act;
  }

  get is_waiting() { return this.timer !== undefined; }

  soon(after_ms = this.after_ms) {
    this.stop();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.act();
    }, after_ms);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
