// Reads the text of /metrics as strictly as a scraper does. Used by the tests of monitoring and of the dashboard.

const name_form = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const number_form = /^(NaN|[+-]Inf|[+-]?\d+(\.\d+)?(e[+-]?\d+)?)$/;

/** `{a="x",b="y"}` as an object; throws where a quotation mark or an escape is wrong. */
function read_labels(text) {
  const labels = {};
  let rest = text;
  while (rest) {
    const found = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/.exec(rest);
    if (!found) throw new Error(`not a label: ${rest}`);
    if (found[1] in labels) throw new Error(`the label ${found[1]} stands twice: ${text}`);
    labels[found[1]] = found[2].replace(/\\(["\\n])/g, (_, c) => (c === 'n' ? '\n' : c));
    rest = rest.slice(found[0].length);
  }
  return labels;
}

/** {families: Map name -> {type, help, samples: [{name, labels, value}]}}; throws on anything that is not format 0.0.4. */
export function read_metrics(text) {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map();
  let family;
  for (const line of text.slice(0, -1).split('\n')) {
    const head = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (head) {
      const [, what, name, words] = head;
      if (what === 'HELP') {
        if (families.has(name)) throw new Error(`the family ${name} stands twice`);
        family = { name, help: words, samples: [] };
        families.set(name, family);
      } else family.type = words;
      if (family.name !== name || !name_form.test(name)) throw new Error(`a head out of place: ${line}`);
      continue;
    }
    const found = /^([^\s{]+)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (!found || !number_form.test(found[3])) throw new Error(`not a sample: ${line}`);
    const endings = family.type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
    if (!endings.some((ending) => found[1] === family.name + ending)) throw new Error(`a sample out of place: ${line}`);
    family.samples.push({ name: found[1], labels: read_labels(found[2] ?? ''), value: Number(found[3].replace('Inf', 'Infinity')) });
  }
  return families;
}

/** Every sample's value whose labels contain `wanted`, added up. */
export function sum_of(families, name, wanted = {}) {
  const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''));
  const samples = (family?.samples ?? []).filter((sample) => sample.name === name && Object.entries(wanted).every(([key, value]) => sample.labels[key] === value));
  return samples.reduce((sum, sample) => sum + sample.value, 0);
}
