// Keeps "2 h ago" true while the page stays open.
import { text } from './state.js';

/** Which message tells an age, and with what number; null once the date itself is what the page shows. */
export function ageWords(age_s) {
  if (age_s < 60) return { key: 'now' };
  if (age_s < 3600) return { key: 'minutes_ago', count: Math.floor(age_s / 60) };
  if (age_s < 86400) return { key: 'hours_ago', count: Math.floor(age_s / 3600) };
  if (age_s < 7 * 86400) return { key: 'days_ago', count: Math.floor(age_s / 86400) };
  return null;
}

export function refreshTimes(root = document, now = Date.now()) {
  for (const node of root.querySelectorAll('time[data-when]')) {
    const words = ageWords((now - Date.parse(node.dateTime)) / 1000);
    const fresh = words && text(words.key, { count: words.count });
    if (fresh && fresh !== node.textContent) node.textContent = fresh;
  }
}

export function startTimes() {
  setInterval(() => { if (!document.hidden) refreshTimes(); }, 60000);
}
