// A language from right to left that anybody who knows English can check: our English words in Arabic letters, a third longer.
// Used by the right-to-left test; no instance offers it.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { root, temporary_folder } from './server.mjs';

export const mirrored = 'ar';
const letters = Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz'].map((letter, at) => [letter, [...'ابكدعفجهيزقلمنوپكرستوڤوخيظ'][at]]));
const in_arabic = (words) => words.replace(/[a-z]/gi, (letter) => letters[letter.toLowerCase()]).replace(/\p{L}{6,}/gu, (word) => word + word.slice(0, Math.ceil(word.length / 3)));

/** An ICU message with its words changed and its arguments, selectors and apostrophes as they were. */
export function mirror(message) {
  let at = 0;
  const words = () => {
    let text = '';
    while (at < message.length && message[at] !== '{' && message[at] !== '}') text += message[at++];
    return in_arabic(text);
  };
  const argument = () => {
    const name = /^\{\s*(\w+)\s*(,\s*(plural|select|selectordinal)\s*,)?/.exec(message.slice(at));
    if (!name[2]) {
      const end = message.indexOf('}', at) + 1;
      const whole = message.slice(at, end);
      at = end;
      return whole;
    }
    let result = name[0];
    at += name[0].length;
    while (message[at] !== '}') {
      const selector = /^\s*=?\w+\s*\{/.exec(message.slice(at))[0];
      at += selector.length;
      result += `${selector}${text()}}`;
      at += 1 + /^\s*/.exec(message.slice(at + 1))[0].length;
    }
    at += 1;
    return `${result}}`;
  };
  const text = () => {
    let result = '';
    while (at < message.length && message[at] !== '}') result += message[at] === '{' ? argument() : words();
    return result;
  };
  return text();
}

/** A built client that speaks every language and the mirrored one; the folder for the server's setting `web`. */
export function build_with_mirrored() {
  const folder = temporary_folder();
  const messages = join(folder, 'messages');
  cpSync(join(root, 'web/messages'), messages, { recursive: true });
  const english = JSON.parse(readFileSync(join(messages, 'en.json'), 'utf8'));
  const kept = { 'language.direction': 'rtl', 'language.name': 'مرآة', 'site.name': english['site.name'] };
  const mirrored_words = Object.fromEntries(Object.entries(english).map(([key, message]) => [key, kept[key] ?? mirror(message)]));
  writeFileSync(join(messages, `${mirrored}.json`), JSON.stringify(mirrored_words, null, 1));
  mkdirSync(join(folder, 'web'));
  execFileSync(process.execPath, [join(root, 'web/build.mjs'), '--out', join(folder, 'web'), '--messages', messages]);
  return join(folder, 'web');
}
