import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextOpening, openingSpans, openingToday, type OpeningHours } from './opening.ts';

const time = (text: string) => Temporal.PlainTime.from(text);
const day = (weekday: number, opens = '09:00', closes = '15:00'): OpeningHours => ({
  weekday,
  opens: time(opens),
  closes: time(closes),
});
const WEEK = [1, 2, 3, 4, 5].map((weekday) => day(weekday));
const at = (text: string) => Temporal.PlainDateTime.from(text);

test('days in a row with equal hours are said once, others apart', () => {
  const spans = (week: OpeningHours[]) => openingSpans(week).map(({ first, last }) => [first, last]);
  assert.deepEqual(spans(WEEK), [[1, 5]]);
  const uneven = [day(1), day(2), day(4), day(5, '09:00', '14:00'), day(6, '09:00', '14:00')];
  assert.deepEqual(spans(uneven.toReversed()), [
    [1, 2],
    [4, 4],
    [5, 6],
  ]);
});

test('it is open from the first minute to the last before closing, and not on a holiday or a day without hours', () => {
  const kind = (text: string, holiday = false) => openingToday(WEEK, at(text), holiday).kind;
  assert.equal(kind('2026-03-04T08:59'), 'opens_later');
  assert.equal(kind('2026-03-04T09:00'), 'open');
  assert.equal(kind('2026-03-04T14:59'), 'open');
  assert.equal(kind('2026-03-04T15:00'), 'closed_already');
  assert.equal(kind('2026-03-07T10:00'), 'closed_weekday');
  assert.equal(kind('2026-03-16T10:00', true), 'closed_holiday');
});

test('the next opening is later today, or the next day with hours that is no holiday', () => {
  const juarez = Temporal.PlainDate.from('2026-03-16');
  const next = (text: string) => nextOpening(WEEK, at(text), (date) => date.equals(juarez))?.toString();
  assert.equal(next('2026-03-04T07:00'), '2026-03-04T09:00:00');
  assert.equal(next('2026-03-04T09:00'), '2026-03-05T09:00:00');
  assert.equal(next('2026-03-13T16:00'), '2026-03-17T09:00:00', 'Friday to Tuesday, over the weekend and a holiday');
  assert.equal(
    nextOpening([], at('2026-03-04T09:00'), () => false),
    undefined,
  );
});
