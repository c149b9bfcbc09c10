import assert from 'node:assert/strict';
import test from 'node:test';

import { draftOf, Pace } from './draft.js';

test('a draft holds what was written, by language, and nothing that is empty', () => {
  const fields = new FormData();
  for (const [name, value] of [['key', 'k1'], ['kind', 'declined'], ['reason_code', 'cost'], ['review_on', ''], ['body.fr', 'Trop cher.'], ['body.en', '  ']]) fields.append(name, value);
  assert.deepEqual(draftOf(fields), { kind: 'declined', reason_code: 'cost', texts: { fr: 'Trop cher.' } });
  assert.deepEqual(draftOf(new FormData()), { texts: {} });
});

test('asked again and again, it acts once, a moment after the last time', (context) => {
  let now = 0;
  let due;
  context.mock.method(globalThis, 'setTimeout', (act, ms) => { due = { act, at: now + ms }; return due; });
  context.mock.method(globalThis, 'clearTimeout', (timer) => { if (timer === due) due = undefined; });
  const pass = (ms) => {
    now += ms;
    if (!due || due.at > now) return;
    const { act } = due;
    due = undefined;
    act();
  };
  let acts = 0;
  const pace = new Pace(100, () => { acts += 1; });
  for (const wait of [60, 60, 60]) { pace.soon(); pass(wait); }
  assert.deepEqual([acts, pace.is_waiting], [0, true]);
  pass(100);
  assert.deepEqual([acts, pace.is_waiting], [1, false]);
  pace.soon();
  pace.stop();
  pass(1000);
  assert.equal(acts, 1);
});
