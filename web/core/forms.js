// Sends the writing forms without leaving the page. The same address and fields as without JavaScript; the server answers
// with the page it would have shown, so refusals come in the reader's language and typed words are never lost.
import { announce } from './announce.js';
import { convergeWith } from './converge.js';
import { drafts } from './drafts.js';
import { loadTemplates, reasonOf } from './http.js';
import { elementsOf, pageOf } from './policy.js';
import { text } from './state.js';
import { toast } from './toast.js';
import { keepForLater, post, startWaiting, wordsOfPage } from './waiting.js';
import Mustache from 'mustache';

const handled = new Set(['comment', 'idea', 'answer', 'report', 'withdraw', 'hide', 'redesign', 'envelope']);
/** What ballots say is never kept on a device: it stays on the page until it can be sent. */
const unkept = new Set(['envelope']);

const samePlace = (url) => new URL(url).pathname === location.pathname;

/** The fields as the browser would send them, with the pressed button. */
function fieldsOf(form, submitter) {
  const fields = new URLSearchParams(new FormData(form));
  if (submitter?.name) fields.set(submitter.name, submitter.value);
  return fields;
}

function setBusy(form, is_busy) {
  form.classList.toggle('co-waiting', is_busy);
  for (const button of form.querySelectorAll('button')) button.ariaDisabled = is_busy ? 'true' : null;
}

async function showErrors(form, errors) {
  const place = form.querySelector('[data-errors]');
  if (!place) return;
  const templates = await loadTemplates();
  const view = { title_text: text('errors', { count: errors.length }), errors };
  place.replaceChildren(elementsOf(Mustache.render(templates.error_summary, view)));
  place.firstElementChild.focus();
}

/** Takes the error summary and the field errors out of the page the server answered with; typed values stay. */
async function showRefusedPage(form, html) {
  const fresh = await pageOf(html);
  const next = [...fresh.querySelectorAll('form[data-form]')].find((other) => other.getAttribute('action') === form.getAttribute('action'));
  const summary = next?.querySelector('[data-error-summary]');
  if (!summary) {
    await showErrors(form, [{ href: '', text: wordsOfPage(fresh) }]);
    return;
  }
  for (const id of [...form.querySelectorAll('.utrecht-form-field-error-message')]) id.remove();
  for (const message of next.querySelectorAll('.utrecht-form-field-error-message')) {
    const field = form.querySelector(`#${CSS.escape(message.id.replace(/-error$/, ''))}`);
    field?.before(document.adoptNode(message));
    field?.setAttribute('aria-invalid', 'true');
  }
  form.querySelector('[data-errors]').replaceChildren(document.adoptNode(summary));
  form.querySelector('[data-error-summary]').focus();
}

async function accepted(form, answer) {
  if (form.dataset.draft) drafts.remove(form.dataset.draft);
  if (form.dataset.form !== 'comment' || !samePlace(answer.url)) {
    location.assign(answer.url);
    return;
  }
  form.reset();
  await convergeWith(await answer.text()).catch(() => location.assign(answer.url));
  toast(text('published'));
  announce(text('published'));
}

async function send(form, submitter) {
  if (form.classList.contains('co-waiting')) return;
  const fields = fieldsOf(form, submitter);
  const action = form.action;
  setBusy(form, true);
  try {
    const answer = await post(action, fields);
    const is_html = (answer.headers.get('content-type') ?? '').includes('text/html');
    if (answer.ok && answer.redirected) await accepted(form, answer);
    else if (is_html) await showRefusedPage(form, await answer.text());
    else await showErrors(form, [{ href: '', text: await reasonOf(answer) }]);
  } catch {
    if (!unkept.has(form.dataset.form) && keepForLater(form, action, fields)) toast(text('offline'));
    else await showErrors(form, [{ href: '', text: text('not_kept') }]).catch(() => toast(text('not_kept'), { is_bad: true }));
  } finally {
    setBusy(form, false);
  }
}

/** Something that had waited is published: the page that shows it shows it now. */
function showArrived(entry, url, html) {
  const form = [...document.forms].find((other) => other.action === entry.action);
  if (!form || !html || !samePlace(url)) return;
  form.reset();
  convergeWith(html).catch(() => location.assign(url));
}

export function startForms() {
  // What must be said without network is fetched before it is gone.
  if ([...document.forms].some((form) => unkept.has(form.dataset.form))) loadTemplates().catch(() => {});
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !handled.has(form.dataset.form)) return;
    if (['preview', 'draft', 'more'].includes(event.submitter?.value)) return;
    event.preventDefault();
    send(form, event.submitter);
  });
  startWaiting(showArrived);
}
