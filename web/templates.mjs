// What the build, the golden renderer and the tests share about templates: compacting, nesting of message keys, rendering.
import Mustache from 'mustache';

/** Drops comments and line breaks. A line break next to a tag leaves nothing, elsewhere one space; spaces inside a line stay. */
export function compactTemplate(text) {
  return text
    .replace(/\{\{![\s\S]*?\}\}/g, '')
    .trim()
    .replace(/\s*\n\s*/g, '\n')
    .replace(/([>}])\n/g, '$1')
    .replace(/\n(?=[<{])/g, '')
    .replace(/\n/g, ' ');
}

/** {"a.b": "x"} -> {a: {b: "x"}}; a key that is both a text and a group is an error. */
export function nested(flat) {
  const tree = {};
  for (const [key, text] of Object.entries(flat)) {
    const steps = key.split('.');
    const last = steps.pop();
    let node = tree;
    for (const step of steps) {
      node[step] ??= {};
      node = node[step];
      if (typeof node !== 'object') throw new Error(`message ${key} lies under a message`);
    }
    if (last in node) throw new Error(`message ${key} is also a group`);
    node[last] = text;
  }
  return tree;
}

/** Puts the interface words of one language into a template: {{t.a.b}} becomes its escaped text. */
export function withStrings(template, words) {
  return template.replace(/\{\{\s*t\.([\w.]+)\s*\}\}/g, (_, key) => {
    const text = key.split('.').reduce((node, step) => node?.[step], words);
    if (typeof text !== 'string') throw new Error(`no message ${key}`);
    return Mustache.escape(text);
  });
}
