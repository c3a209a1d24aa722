import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatClock, formatDate, formatDateTime, formatTime } from './format.ts';

const nine = Temporal.PlainTime.from('09:05');

test('hours are written in one way, without a zero before them', () => {
  assert.equal(formatTime(nine, 'es-MX'), '9:05 h');
  assert.equal(formatClock(nine, 'es-MX'), '9:05');
  assert.equal(formatTime(Temporal.PlainTime.from('15:00'), 'es-MX'), '15:00 h');
  assert.equal(formatTime(Temporal.PlainTime.from('00:00'), 'es-MX'), '0:00 h');
});

test('English says morning or afternoon, with or without a unit', () => {
  for (const format of [formatTime, formatClock]) assert.match(format(nine, 'en'), /^9:05\sAM$/);
});

test('a moment is told in the civil time of the state', () => {
  const moment = Temporal.Instant.from('2026-03-05T15:05:00Z');
  assert.equal(formatDateTime(moment, 'es-MX', 'short'), '5 mar 2026, 9:05 h');
});

test('the day is that of the state, also when it is tomorrow in UTC or the year was one with summer time', () => {
  assert.equal(formatDate(Temporal.Instant.from('2026-03-06T05:59:00Z'), 'es-MX'), '5 de marzo de 2026');
  assert.equal(
    formatDateTime(Temporal.Instant.from('2021-07-02T04:30:00Z'), 'es-MX', 'numeric'),
    '01/07/2021, 23:30 h',
  );
  assert.equal(formatDate(Temporal.PlainDate.from('2026-03-05'), 'es-MX', 'full'), 'jueves 5 de marzo de 2026');
});
