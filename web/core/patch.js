// Brings the page up to date when something happened elsewhere: numbers, single parts, or the whole page's live regions.
import { announce } from './announce.js';
import { convergeSoon, refreshTotals } from './converge.js';
import { page, queueCount, showQuestion } from './counts.js';
import { offer, offerComments, offerIdea } from './offers.js';
import { byKey, refreshPart } from './parts.js';
import { jobsFor } from './plan.js';
import { text } from './state.js';
import { toast } from './toast.js';

export function applyEvent(event) {
  for (const job of jobsFor(event, page())) {
    if (job.say) announce(text(job.say));
    run[job.job](job, event);
  }
}

const run = {
  count: (job, event) => queueCount(job.name, job.idea, job.value, event.seq),
  question: (job, event) => showQuestion(event.data),
  part: (job) => refreshPart(job.part, job.id),
  'new-comment': (job) => { if (!byKey(document, `comment-${job.comment}`)) offerComments([job.comment]); },
  'new-idea': (job) => offerIdea(job.idea),
  'edited-notice': () => offer('edited', `${text('edited')} ${text('edited_action')}`, () => location.reload()),
  converge: () => convergeSoon(),
  added: () => toast(text('redesign_added'), { act: { text: text('reload'), run: () => location.reload() } }),
  totals: () => refreshTotals(),
};
