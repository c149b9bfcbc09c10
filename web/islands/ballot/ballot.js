// Says while one chooses how much of the ballot is used: how many are chosen of how many, or how much money of the budget.
// Loaded by data-island on the line under a ballot's options; the server checks the ballot whether or not this ran.
import { sum_of } from './sum.js';

/** A number as people of the page's language write it, with its currency when it is money. */
function formatter(currency) {
  const options = currency ? { style: 'currency', currency, maximumFractionDigits: 0 } : {};
  return new Intl.NumberFormat(document.documentElement.lang, options);
}

function show(line, form) {
  const format = formatter(form.dataset.currency);
  const sum = sum_of(form.dataset, [...form.querySelectorAll('input[type="checkbox"]:checked')].map((box) => Number(box.dataset.cost)));
  const words = line.dataset.words.replace('#', format.format(sum.used));
  const text = sum.is_over ? `${words} – ${line.dataset.over.replace('#', format.format(sum.over))}` : words;
  const output = line.querySelector('output');
  if (output.textContent !== text) output.textContent = text;
  line.classList.toggle('is-over', sum.is_over);
  line.querySelector('rect + rect')?.setAttribute('width', sum.percent);
}

export function start(line) {
  const form = line.closest('form');
  if (!line.dataset.words) return;
  line.hidden = false;
  show(line, form);
  form.addEventListener('change', () => show(line, form));
  addEventListener('pageshow', () => show(line, form));
}
