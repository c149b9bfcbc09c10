// The numbers of slips: what the device makes the server takes, and a mistyped one is noticed.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';

import { newSlip, shownSlip, tidySlip } from './slip.js';

const freshSlip = () => newSlip((bytes) => webcrypto.getRandomValues(bytes));

test('a new number is its own check, and is read with spaces, hyphen and small letters', () => {
  for (let i = 0; i < 200; i += 1) {
    const slip = freshSlip();
    assert.equal(slip.length, 10);
    assert.equal(tidySlip(slip), slip);
    assert.equal(tidySlip(` ${shownSlip(slip).toLowerCase()} `), slip);
  }
});

test('one wrong letter and two exchanged neighbours are noticed', () => {
  const slip = freshSlip();
  for (let at = 0; at < slip.length; at += 1) {
    const other = slip[at] === '7' ? '8' : '7';
    assert.equal(tidySlip(slip.slice(0, at) + other + slip.slice(at + 1)), '');
  }
  for (let at = 0; at + 1 < 9; at += 1) {
    if (slip[at] === slip[at + 1]) continue;
    assert.equal(tidySlip(slip.slice(0, at) + slip[at + 1] + slip[at] + slip.slice(at + 2)), '');
  }
});

test('letters that look like digits, and other lengths, are no number', () => {
  for (const typed of ['', 'K7F3Q', '0000000000', 'IIIIIIIIII', 'K7F3Q-9XMP2-3']) assert.equal(tidySlip(typed), '');
});
