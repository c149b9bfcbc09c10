import assert from 'node:assert/strict';
import test from 'node:test';
import { jobsFor } from './plan.js';

const ideaPage = { idea: '40', has: (part, key) => key === 'comment-12', totals: new Set() };
const listPage = { idea: '', has: (part, key) => part === 'idea_card' && key === 'idea-40', totals: new Set(['ideas']) };

test('a support only moves a number, on any page', () => {
  const jobs = jobsFor({ type: 'idea.supported', data: { idea: 40, supports: 8 } }, listPage);
  assert.deepEqual(jobs, [{ job: 'count', name: 'supports', idea: '40', value: 8 }]);
});

test('a reaction only moves a number, an answer only the bars', () => {
  assert.deepEqual(jobsFor({ type: 'idea.reacted', data: { idea: '40', reactions: 3 } }, ideaPage), [{ job: 'count', name: 'reactions', idea: '40', value: 3 }]);
  assert.deepEqual(jobsFor({ type: 'idea.unreacted', data: { idea: '40', reactions: 2 } }, listPage), [{ job: 'count', name: 'reactions', idea: '40', value: 2 }]);
  assert.deepEqual(jobsFor({ type: 'question.answered', data: { redesign: '1', question: '3', answers: 2, counts: [1, 1] } }, listPage), [{ job: 'question' }]);
});

test('a new comment waits behind a button on its own page and is only counted elsewhere', () => {
  const event = { type: 'comment.published', data: { idea: 40, comment: 77, comments: 9 } };
  assert.deepEqual(jobsFor(event, ideaPage).map((job) => job.job), ['count', 'new-comment']);
  assert.deepEqual(jobsFor(event, listPage).map((job) => job.job), ['count']);
});

test('a hidden comment is redrawn only where it is shown', () => {
  assert.deepEqual(jobsFor({ type: 'comment.hidden', data: { idea: 40, comment: 12 } }, ideaPage), [{ job: 'part', part: 'comment', id: '12' }]);
  assert.deepEqual(jobsFor({ type: 'comment.hidden', data: { idea: 40, comment: 99 } }, ideaPage), []);
});

test('a new version never replaces the text under the reader\'s eyes', () => {
  assert.deepEqual(jobsFor({ type: 'idea.edited', data: { idea: 40, version: 2 } }, ideaPage), [{ job: 'edited-notice' }]);
  assert.deepEqual(jobsFor({ type: 'idea.edited', data: { idea: 40, version: 2 } }, listPage), [{ job: 'part', part: 'idea_card', id: '40' }]);
});

test('answers and phases bring the whole page up to date and are announced', () => {
  assert.deepEqual(jobsFor({ type: 'answer.published', data: { idea: 40, answer: 1 } }, ideaPage), [{ job: 'converge', say: 'answered' }]);
  assert.deepEqual(jobsFor({ type: 'phase.state_changed', data: { redesign: 12, phase: 4 } }, listPage), [{ job: 'converge', say: 'phase_changed' }]);
});

test('totals are read again only where they are shown', () => {
  assert.deepEqual(jobsFor({ type: 'idea.published', data: { idea: 50 } }, listPage).map((job) => job.job), ['new-idea', 'totals']);
  assert.deepEqual(jobsFor({ type: 'idea.published', data: { idea: 50 } }, ideaPage).map((job) => job.job), ['new-idea']);
});

test('an event of a later server is left alone', () => {
  assert.deepEqual(jobsFor({ type: 'petition.opened', data: {} }, ideaPage), []);
});

test('a commitment brings up to date its own page, the pages of its ideas and those that sum up the follow-up', () => {
  const event = { type: 'commitment.judged', data: { commitment: '8', ideas: ['40', '41'], state: 'delivered', done: 3, partly: 0, not_done: 0 } };
  const nothing = { idea: '', has: () => false, totals: new Set() };
  assert.deepEqual(jobsFor(event, nothing), []);
  assert.deepEqual(jobsFor(event, { ...nothing, idea: '41' }), [{ job: 'converge' }]);
  assert.deepEqual(jobsFor(event, { ...nothing, has: (part, key) => part === 'commitment' && key === 'commitment-8' }), [{ job: 'converge' }]);
  assert.deepEqual(jobsFor(event, { ...nothing, has: (part, key) => part === 'follow_up' && key === 'follow-up' }), [{ job: 'converge' }]);
});

test('a ballot only moves the number of ballots; what becomes of the vote draws the page anew', () => {
  assert.deepEqual(jobsFor({ type: 'vote.cast', data: { vote: '3', cast: 81 } }, listPage), [{ job: 'count', name: 'ballots', idea: 'vote-3', value: 81 }]);
  assert.deepEqual(jobsFor({ type: 'vote.published', data: { vote: '3' } }, listPage), [{ job: 'converge' }]);
});
