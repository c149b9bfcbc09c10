// Bundles the client into build/web: scripts, styles, pictures, templates and messages under content-hashed names.
// Run by `node web/build.mjs --out build/web [--messages a folder of catalogues]`; deploy/run and the tests call it. The server reads manifest.json and templates.json.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { outline } from './outline.mjs';
import { compactTemplate, nested, withStrings } from './templates.mjs';
import { parseTheme, themeCss } from './themes/theme.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const flag = (name, otherwise) => path.resolve(process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : path.join(here, otherwise));
const out = flag('--out', '../build/web');
const messages = flag('--messages', 'messages');
const assets = path.join(out, 'assets');
const manifest = {};
const written = new Set();

/** The parts a browser may redraw by itself; their words are put in at build time, one file per language. */
const redrawnParts = ['answer', 'author', 'comment', 'error_summary', 'history', 'idea_card', 'phase_compact',
  'phase_stepper', 'similar_list', 'support_button'];

/** The theme inside core.css; any other comes as a small sheet of its own after it. */
const builtInTheme = 'palabre';

const read = (file) => fs.readFileSync(path.join(here, file));
const list = (folder) => fs.readdirSync(path.join(here, folder)).sort();

function writeIfChanged(file, bytes) {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(Buffer.from(bytes))) return false;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
  return true;
}

/** Stores one asset as name.hash.ext with .br and .gz beside it, and returns its address. */
function emit(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const dot = name.lastIndexOf('.');
  const file = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
  const target = path.join(assets, file);
  for (const end of ['', '.br', '.gz']) written.add(file + end);
  if (writeIfChanged(target, bytes) || !fs.existsSync(`${target}.br`) || !fs.existsSync(`${target}.gz`)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    fs.writeFileSync(`${target}.br`, brotliCompressSync(bytes, { params }));
    fs.writeFileSync(`${target}.gz`, gzipSync(bytes, { level: 9 }));
  }
  manifest[name] = `/assets/${file}`;
  return manifest[name];
}

function emitPictures() {
  for (const file of list('public')) emit(file, read(`public/${file}`));
}

/** Every *.mustache of parts/ and screens/ by folder name, with asset://name replaced by the hashed address. */
function collectTemplates() {
  const templates = {};
  for (const family of ['parts', 'screens']) {
    for (const name of list(family)) {
      const file = path.join(here, family, name, `${name}.mustache`);
      if (!fs.existsSync(file)) continue;
      if (templates[name]) throw new Error(`two templates are called ${name}`);
      templates[name] = compactTemplate(fs.readFileSync(file, 'utf8')).replace(/asset:\/\/([\w.-]+)/g, (_, asset) => {
        if (!manifest[asset]) throw new Error(`${file} names the unknown picture ${asset}`);
        return manifest[asset];
      });
    }
  }
  return templates;
}

/** The longer texts, texts/<subject>.<lang>.md, as messages "document.<subject>"; a language that has none of its own takes the English one. */
function documents(lang) {
  const files = list('texts');
  const subjects = [...new Set(files.map((file) => file.split('.')[0]))];
  const best = (subject) => (files.includes(`${subject}.${lang}.md`) ? `${subject}.${lang}.md` : `${subject}.en.md`);
  return Object.fromEntries(subjects.map((subject) => [`document.${subject}`, read(`texts/${best(subject)}`).toString()]));
}

function emitTemplatesPerLanguage(templates) {
  const addresses = {};
  for (const file of fs.readdirSync(messages).sort()) {
    const lang = path.basename(file, '.json');
    const bytes = fs.readFileSync(path.join(messages, file));
    const words = nested(JSON.parse(bytes));
    const redrawn = Object.fromEntries(redrawnParts.map((name) => [name, withStrings(templates[name], words)]));
    redrawn['#refusals'] = words.refusal;
    addresses[lang] = emit(`templates.${lang}.json`, Buffer.from(JSON.stringify(redrawn)));
    writeIfChanged(path.join(out, 'messages', file), JSON.stringify({ ...JSON.parse(bytes), ...documents(lang) }, null, 1));
  }
  return addresses;
}

/** One style sheet: Utrecht component styles in a layer, over bare elements; our own classes, outside layers, win over both. */
function styleEntry() {
  const own = (folder) => list(folder).flatMap((name) => {
    const file = `${folder}/${name}/${name}.css`;
    return fs.existsSync(path.join(here, file)) ? [`@import "./${file}";`] : [];
  });
  const packages = Object.keys(JSON.parse(read('package.json')).dependencies).filter((name) => name.startsWith('@utrecht/'));
  return [
    '@import "./base/base.css" layer(base);',
    ...packages.map((name) => `@import "${name}/dist/index.min.css" layer(utrecht);`),
    '@import "theme:modes";', '@import "theme:built-in";',
    ...['tokens', 'controls', 'page'].map((name) => `@import "./base/${name}.css";`),
    ...own('parts'), ...own('screens'), '@import "./base/print.css";',
  ].join('\n');
}

const themeOf = (file) => parseTheme(read(file).toString());

/** Two modes from two blocks: themes/theme.mjs says how. */
const themeSheets = {
  name: 'theme-sheets',
  setup({ onResolve, onLoad }) {
    const files = { 'theme:modes': 'base/modes.css', 'theme:built-in': `themes/${builtInTheme}/theme.css` };
    onResolve({ filter: /^theme:/ }, ({ path: name }) => ({ path: name, namespace: 'theme' }));
    onLoad({ filter: /./, namespace: 'theme' }, ({ path: name }) => ({ contents: themeCss(themeOf(files[name])), loader: 'css' }));
  },
};

/** themes.json: what the server needs of each theme; a theme other than the built-in one gets its own asset. */
function emitThemes() {
  const themes = {};
  for (const name of list('themes').filter((one) => fs.existsSync(path.join(here, 'themes', one, 'theme.json')))) {
    const about = JSON.parse(read(`themes/${name}/theme.json`));
    const tokens = themeOf(`themes/${name}/theme.css`);
    const css = name === builtInTheme ? '' : emit(`theme-${name}.css`, Buffer.from(themeCss(tokens)));
    const bar = (mode) => ({ ...tokens.light, ...mode }).surface;
    themes[name] = { css, modes: about.modes.join(' '), light: bar(tokens.light), dark: bar(tokens.dark ?? tokens.light) };
  }
  writeIfChanged(path.join(out, 'themes.json'), JSON.stringify(themes, null, 1));
}

/** theme_rules.json: what the editor of themes measures by, on both sides of the wire. */
function emitThemeRules() {
  const names = list('themes').filter((one) => fs.existsSync(path.join(here, 'themes', one, 'theme.json')));
  const rules = {
    modes: themeOf('base/modes.css'), pairs: JSON.parse(read('themes/pairs.json')),
    themes: Object.fromEntries(names.map((name) => [name, { ...themeOf(`themes/${name}/theme.css`), label: JSON.parse(read(`themes/${name}/theme.json`)).label }])),
  };
  writeIfChanged(path.join(out, 'theme_rules.json'), JSON.stringify(rules, null, 1));
  emit('theme_rules.json', Buffer.from(JSON.stringify({ modes: rules.modes, pairs: rules.pairs })));
}

async function bundle(options) {
  const result = await build({
    bundle: true, minify: true, write: false, legalComments: 'none', absWorkingDir: here, logLevel: 'error', ...options,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

function removeStaleAssets() {
  for (const file of fs.readdirSync(assets)) if (!written.has(file)) fs.rmSync(path.join(assets, file));
}

/** Each islands/<name>/<name>.js, and its styles when it has some: loaded only by pages that carry it. */
async function emitIslands() {
  emit('outline.json', Buffer.from(outline()));
  for (const name of list('islands')) {
    emit(`${name}.js`, await bundle({ entryPoints: [`islands/${name}/${name}.js`], format: 'esm', target: 'es2022' }));
    if (!fs.existsSync(path.join(here, 'islands', name, `${name}.css`))) continue;
    emit(`${name}.css`, await bundle({ entryPoints: [`islands/${name}/${name}.css`], loader: { '.png': 'dataurl' } }));
  }
}

fs.mkdirSync(assets, { recursive: true });
emitPictures();
emitThemes();
emitThemeRules();
// A classic script before the styles: the reader's choice of day or night stands before the first paint.
emit('mode.js', await bundle({ entryPoints: ['core/mode.js'], format: 'iife', target: 'es2020' }));
await emitIslands();
const templates = collectTemplates();
writeIfChanged(path.join(out, 'templates.json'), JSON.stringify(templates, null, 1));
emit('templates.json', Buffer.from(JSON.stringify(templates)));
const addresses = emitTemplatesPerLanguage(templates);
const [css, js] = await Promise.all([
  bundle({ stdin: { contents: styleEntry(), loader: 'css', resolveDir: here }, target: ['chrome99', 'firefox97', 'safari15.4'], plugins: [themeSheets] }),
  bundle({ entryPoints: ['core/boot.js'], format: 'esm', target: 'es2020', define: { TEMPLATE_ADDRESSES: JSON.stringify(addresses) } }),
]);
emit('core.css', css);
emit('core.js', js);
removeStaleAssets();
writeIfChanged(path.join(out, 'manifest.json'), JSON.stringify(manifest, null, 1));
writeIfChanged(path.join(out, 'favicon.svg'), read('public/favicon.svg'));
const kib = (name) => (fs.statSync(path.join(out, `${manifest[name]}.gz`)).size / 1024).toFixed(1);
console.log(`web client built in ${path.relative(process.cwd(), out)}: script ${kib('core.js')} KiB, styles ${kib('core.css')} KiB (gzip)`);
