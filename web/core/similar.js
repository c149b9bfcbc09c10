// While a title is being typed: ideas that say something close, so that support gathers instead of scattering.
import Mustache from 'mustache';
import { loadTemplates } from './http.js';
import { elementsOf } from './policy.js';
import { state, text } from './state.js';

const pause_ms = 300;
const shortest_title = 12;

/** The view of the part similar_list for the API's answer. */
export function similarView(items, lang, words, base = '') {
  return {
    has_items: items.length > 0,
    heading_text: words('similar', { count: items.length }),
    items: items.map((item) => {
      const own = item.title_language ?? item.language ?? lang;
      return { url: item.url ?? `${base}/ideas/${item.id}`, title: item.title, lang: own, original_text: own === lang ? '' : words('original', { language: labelOf(own, lang) }), supports_text: words('supports', { count: item.supports }) };
    }),
  };
}

/** "Néerlandais": what the server calls the language of a text too. */
function labelOf(language, lang) {
  const name = new Intl.DisplayNames([lang], { type: 'language' }).of(language);
  return name.charAt(0).toLocaleUpperCase(lang) + name.slice(1);
}

export function startSimilar() {
  const place = document.querySelector('[data-similar]');
  const field = place?.closest('form')?.querySelector('input[name="title"]');
  if (!field) return;
  let timer;
  let asked = 0;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const turn = ++asked;
      const title = field.value.trim();
      if (title.length < shortest_title) { place.replaceChildren(); return; }
      try {
        const language = place.closest('form').querySelector('[name="language"]')?.value || place.dataset.similarLanguage || state.lang;
        const query = new URLSearchParams({ q: title, language });
        const [answer, templates] = await Promise.all([fetch(`${place.dataset.similar}?${query}`, { credentials: 'same-origin' }), loadTemplates()]);
        if (!answer.ok || turn !== asked) return;
        const { items } = await answer.json();
        place.replaceChildren(elementsOf(Mustache.render(templates.similar_list, similarView(items, state.lang, text, state.base))));
      } catch { /* without an answer the writer simply goes on */ }
    }, pause_ms);
  });
}
