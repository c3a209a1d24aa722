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
  // State holidays on a weekend are kept on the nearest weekday: 6 May and 1 November 2024, 3 November 2025.
  ['2024-05-03', 1, '2024-05-07'],
  ['2024-10-31', 1, '2024-11-04'],
  ['2025-10-31', 1, '2025-11-04'],
  // Summer vacations of 2025: 21 to 29 July.
  ['2025-07-18', 1, '2025-07-30'],
] as const;

for (const [from, days, until] of GOLDEN) {
  test(`${days} working days after ${from} end on ${until}`, () => {
    assert.equal(addWorkingDays(day(from), days).toString(), until);
    assert.equal(workingDaysBetween(day(from), day(until)), days);
  });
}

test('2024 has exactly the eleven non-working days of its official calendar, vacations and weekends apart', () => {
  const off: string[] = [];
  for (let at = day('2024-01-01'); at.year === 2024; at = at.add({ days: 1 })) {
    const monthDay = at.toString().slice(5);
    const vacation =
      (monthDay > '01-01' && monthDay <= '01-06') ||
      (monthDay >= '03-25' && monthDay <= '03-29') ||
      (monthDay >= '07-22' && monthDay <= '07-26') ||
      (monthDay >= '12-20' && monthDay !== '12-25');
    if (at.dayOfWeek <= 5 && !vacation && !isWorkingDay(at)) off.push(monthDay);
  }
  assert.deepEqual(off, [
    '01-01',
    '02-05',
    '03-01',
    '03-18',
    '05-01',
    '05-06',
    '09-16',
    '10-01',
    '11-01',
    '11-18',
    '12-25',
  ]);
});

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
