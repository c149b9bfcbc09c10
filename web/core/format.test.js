import assert from 'node:assert/strict';
import test from 'node:test';
import { format } from './format.js';

const supports = '{count, plural, =0 {Aucun soutien} one {# soutien} many {# de soutiens} other {# soutiens}}';

test('French takes the singular for 0 and 1 and "de" for millions', () => {
  assert.equal(format(supports, { count: 0 }, 'fr'), 'Aucun soutien');
  assert.equal(format(supports, { count: 1 }, 'fr'), '1 soutien');
  assert.equal(format(supports, { count: 2500 }, 'fr'), '2\u202f500 soutiens');
  assert.equal(format(supports, { count: 1000000 }, 'fr'), '1\u202f000\u202f000 de soutiens');
});

test('arguments stand beside a plural and inside it', () => {
  const message = '{count, plural, one {# result for “{q}”} other {# results for “{q}”}} ({q})';
  assert.equal(format(message, { count: 2, q: 'vélo' }, 'en'), '2 results for “vélo” (vélo)');
});

test('select, ordinal and nested plural choose their branch', () => {
  const message = '{who, select, me {mine} other {{count, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}}}';
  assert.equal(format(message, { who: 'me', count: 1 }, 'en'), 'mine');
  assert.equal(format(message, { who: 'you', count: 22 }, 'en'), '22nd');
});

test('quotes protect braces, a doubled quote is one quote, a lone one stays', () => {
  assert.equal(format("it''s '{'here'}' and l'eau", {}, 'en'), "it's {here} and l'eau");
});

test('a missing argument stays visible instead of vanishing', () => {
  assert.equal(format('to {name}', {}, 'en'), 'to {name}');
});

test('numbers and dates follow the language', () => {
  assert.equal(format('{n, number}', { n: 1234.5 }, 'en'), '1,234.5');
  assert.match(format('{d, date, long}', { d: '2026-11-21T12:00:00Z' }, 'fr'), /21 novembre 2026/);
});
