// Which parts of a page an event concerns. Pure: the page is described by three facts, the answer is a list of small jobs.

/** Which totals of a redesign or of the home page an event moves; their numbers are read again rather than guessed. */
const totals = {
  'idea.published': 'ideas',
  'idea.supported': 'supports',
  'idea.unsupported': 'supports',
  'comment.published': 'comments',
  'answer.published': 'answers',
};

/** `page` = {idea: id of the idea whose page this is or '', has: (part, key) => boolean, totals: set of totals shown}. */
export function jobsFor(event, page) {
  const jobs = partJobs(event, page);
  if (page.totals.has(totals[event.type])) jobs.push({ job: 'totals' });
  return jobs;
}

function partJobs(event, page) {
  const { type, data } = event;
  const idea = String(data.idea ?? '');
  const isItsPage = idea !== '' && idea === page.idea;
  switch (type) {
    case 'idea.supported':
    case 'idea.unsupported':
      return [{ job: 'count', name: 'supports', idea, value: data.supports }];
    case 'idea.reacted':
    case 'idea.unreacted':
      return [{ job: 'count', name: 'reactions', idea, value: data.reactions }];
    case 'question.answered':
      return [{ job: 'question' }];
    case 'comment.published':
      return [
        ...(Number.isInteger(data.comments) ? [{ job: 'count', name: 'comments', idea, value: data.comments }] : []),
        ...(isItsPage ? [{ job: 'new-comment', comment: String(data.comment) }] : []),
      ];
    case 'comment.edited':
    case 'comment.hidden':
    case 'comment.withdrawn':
    case 'comment.restored':
      return page.has('comment', `comment-${data.comment}`) ? [{ job: 'part', part: 'comment', id: String(data.comment) }] : [];
    case 'idea.published':
      return [{ job: 'new-idea', idea }];
    case 'idea.edited':
      if (isItsPage) return [{ job: 'edited-notice' }];
      return card(page, idea);
    case 'answer.published':
      return isItsPage ? [{ job: 'converge', say: 'answered' }] : card(page, idea);
    case 'idea.state_changed':
    case 'idea.merged':
    case 'idea.hidden':
    case 'idea.restored':
      return isItsPage ? [{ job: 'converge' }] : card(page, idea);
    case 'phase.state_changed':
      return [{ job: 'converge', say: 'phase_changed' }];
    case 'phase.edited':
    case 'phase.added':
    case 'phase.removed':
    case 'redesign.edited':
      return [{ job: 'converge' }];
    case 'vote.cast':
    case 'vote.paper_entered':
      return [{ job: 'count', name: 'ballots', idea: `vote-${data.vote}`, value: data.cast }];
    case 'redesign.added':
      return [{ job: 'added' }];
    default:
      if (/^round\.|^vote\.(defined|frozen|counted|published)$/.test(type)) return [{ job: 'converge' }];
      return type.startsWith('commitment.') && showsCommitment(data, page) ? [{ job: 'converge' }] : [];
  }
}

/** The page of the commitment or of an idea behind it, or one that sums up the follow-up. */
function showsCommitment(data, page) {
  return page.has('commitment', `commitment-${data.commitment}`) || page.has('follow_up', 'follow-up') || data.ideas.includes(page.idea);
}

function card(page, idea) {
  return page.has('idea_card', `idea-${idea}`) ? [{ job: 'part', part: 'idea_card', id: idea }] : [];
}
