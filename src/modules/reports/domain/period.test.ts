import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { coverage, moved, periodOf, SPANS, trendOf, type Days } from './period.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const words = ({ first, next }: Days) => `${first.toString()} ${next.toString()}`;

test('periods begin where people begin them', () => {
  assert.equal(words(periodOf('week', day('2026-11-22'))), '2026-11-16 2026-11-23', 'a Sunday ends its week');
  assert.equal(words(periodOf('month', day('2026-02-10'))), '2026-02-01 2026-03-01');
  assert.equal(words(periodOf('year', day('2026-12-31'))), '2026-01-01 2027-01-01');
  assert.equal(words(moved(periodOf('month', day('2026-01-31')), -1)), '2025-12-01 2026-01-01');
  const trend = trendOf(periodOf('month', day('2026-11-21')));
  assert.deepEqual([trend.length, words(trend[0] ?? assert.fail())], [12, '2025-12-01 2026-01-01']);
});

test('every day of a period is covered exactly once, from months, days or rows, and no sum reaches past the horizon', () => {
  const anyDay = fc.integer({ min: 0, max: 900 }).map((days) => day('2025-01-01').add({ days }));
  fc.assert(
    fc.property(anyDay, anyDay, fc.constantFrom(...SPANS), fc.boolean(), (at, horizon, span, byMonth) => {
      const period = periodOf(span, at);
      const { months, daysBefore, daysAfter, counted } = coverage(period, horizon, byMonth);
      const covered = [months, daysBefore, daysAfter, counted].flatMap(listDays);
      assert.deepEqual(covered.toSorted(), listDays(period));
      for (const one of [months, daysBefore, daysAfter].flatMap(listDays)) assert.ok(one < horizon.toString());
      if (listDays(months).length > 0) assert.deepEqual([months.first.day, months.next.day], [1, 1]);
    }),
  );
});

function listDays({ first, next }: Days): string[] {
  const count = Math.max(0, first.until(next).days);
  return Array.from({ length: count }, (_, days) => first.add({ days }).toString());
}
