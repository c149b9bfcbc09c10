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
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let acts = 0;
  const pace = new Pace(100, () => { acts += 1; });
  for (const wait of [60, 60, 60]) { pace.soon(); context.mock.timers.tick(wait); }
  assert.deepEqual([acts, pace.is_waiting], [0, true]);
  context.mock.timers.tick(100);
  assert.deepEqual([acts, pace.is_waiting], [1, false]);
  pace.soon();
  pace.stop();
  context.mock.timers.tick(1000);
  assert.equal(acts, 1);
});
