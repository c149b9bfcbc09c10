// Renders every example of every part and screen with mustache.js and the French words, for the C++ renderer to equal byte for byte.
// Run by `node web/golden.mjs [--out build/web]` after build.mjs; writes build/web/golden/<template>.<example>.html.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Mustache from 'mustache';
import { nested } from './templates.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** [{template, example, view}] of every examples.json. */
export function allExamples() {
  return ['parts', 'screens'].flatMap((family) => fs.readdirSync(path.join(here, family)).sort().flatMap((template) => {
    const file = path.join(here, family, template, 'examples.json');
    if (!fs.existsSync(file)) return [];
    return Object.entries(JSON.parse(fs.readFileSync(file))).map(([example, view]) => ({ family, template, example, view }));
  }));
}

export function words(lang) {
  return { t: nested(JSON.parse(fs.readFileSync(path.join(here, 'messages', `${lang}.json`)))) };
}

/** The view stands over the shared words: its own fields win. */
export function render(templates, name, view, shared) {
  return Mustache.render(templates[name], new Mustache.Context(view, new Mustache.Context(shared)), templates);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flag = process.argv.indexOf('--out');
  const out = path.resolve(flag > 0 ? process.argv[flag + 1] : path.join(here, '../build/web'));
  const templates = JSON.parse(fs.readFileSync(path.join(out, 'templates.json')));
  const target = path.join(out, 'golden');
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target, { recursive: true });
  const french = words('fr');
  const examples = allExamples();
  for (const { template, example, view } of examples) {
    fs.writeFileSync(path.join(target, `${template}.${example}.html`), render(templates, template, view, french));
  }
  console.log(`${examples.length} golden pages in ${path.relative(process.cwd(), target)}`);
}
