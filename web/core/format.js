// ICU MessageFormat 1, the subset our catalogues use: argument, number, date, plural, selectordinal, select, #, =N, quoting.

/** Fills `message` with `values` by the rules of `lang`. */
export function format(message, values = {}, lang = 'en') {
  return new Reader(message, values, lang).read(null);
}

class Reader {
  constructor(message, values, lang) {
    Object.assign(this, { message, values, lang, at: 0 });
  }

  /** Reads up to the closing brace of the present branch; `count` is what # stands for. */
  read(count) {
    let out = '';
    while (this.at < this.message.length) {
      const letter = this.message[this.at];
      if (letter === '}') break;
      this.at += 1;
      if (letter === '{') out += this.argument(count);
      else if (letter === '#' && count !== null) out += new Intl.NumberFormat(this.lang).format(count);
      else if (letter === "'") out += this.quoted();
      else out += letter;
    }
    return out;
  }

  quoted() {
    if (this.message[this.at] === "'") { this.at += 1; return "'"; }
    if (!'{}#'.includes(this.message[this.at] ?? ' ')) return "'";
    const end = this.message.indexOf("'", this.at);
    const kept = this.message.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.message.length : end + 1;
    return kept;
  }

  word() {
    const found = /^[\s,]*([^\s,{}]+)[\s,]*/.exec(this.message.slice(this.at));
    if (!found) return '';
    this.at += found[0].length;
    return found[1];
  }

  argument() {
    const name = this.word();
    const value = this.values[name];
    if (this.message[this.at] === '}') { this.at += 1; return value ?? `{${name}}`; }
    const kind = this.word();
    if (kind === 'plural' || kind === 'selectordinal' || kind === 'select') return this.choose(kind, value);
    const style = this.word();
    this.at += 1;
    if (kind === 'number') return new Intl.NumberFormat(this.lang, style === 'percent' ? { style } : {}).format(value);
    return new Intl.DateTimeFormat(this.lang, { dateStyle: style || 'medium' }).format(new Date(value));
  }

  choose(kind, value) {
    const number = kind === 'select' ? null : Number(value);
    const type = kind === 'plural' ? 'cardinal' : 'ordinal';
    const wanted = number === null ? String(value) : new Intl.PluralRules(this.lang, { type }).select(number);
    const branches = {};
    while (this.at < this.message.length && this.message[this.at] !== '}') {
      const key = this.word();
      if (!key) break;
      this.at += 1;
      branches[key] = this.read(number);
      this.at += 1;
      while (/\s/.test(this.message[this.at] ?? '')) this.at += 1;
    }
    this.at += 1;
    return branches[`=${number}`] ?? branches[wanted] ?? branches.other ?? '';
  }
}
