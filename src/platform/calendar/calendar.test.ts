import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './calendar.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

// Golden dates of the official calendar of 2024 (11 non-working days, vacations 25-29 March, 22-26 July, 20 December-6 January).
const GOLDEN = [
  ['2024-03-14', 5, '2024-03-22'],
  ['2024-03-14', 6, '2024-04-01'],
  ['2024-02-29', 1, '2024-03-04'],
  ['2024-07-18', 3, '2024-07-30'],
  ['2024-12-19', 3, '2025-01-09'],
  ['2024-03-16', 1, '2024-03-19'],
] as const;

for (const [from, days, until] of GOLDEN) {
  test(`${days} working days after ${from} end on ${until}`, () => {
    assert.equal(addWorkingDays(day(from), days).toString(), until);
    assert.equal(workingDaysBetween(day(from), day(until)), days);
  });
}

test('a term ends on a working day and counts exactly its days', () => {
  for (let offset = 0; offset < 730; offset += 7) {
    const from = day('2025-01-01').add({ days: offset });
    for (const days of [1, 3, 15, 30]) {
      const until = addWorkingDays(from, days);
      assert.ok(isWorkingDay(until));
      assert.equal(workingDaysBetween(from, until), days);
    }
  }
});
