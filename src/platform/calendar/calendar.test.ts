import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CALENDAR_BY_RULE, WorkingCalendar, type DayKind } from './calendar.ts';
import { periodsOf } from './periods.ts';
import { ruleDays } from './rules.ts';

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
    assert.equal(CALENDAR_BY_RULE.addWorkingDays(day(from), days).toString(), until);
    assert.equal(CALENDAR_BY_RULE.workingDaysBetween(day(from), day(until)), days);
  });
}

test('2024 by rule is its official calendar: eleven holidays and four periods of vacation', () => {
  const words = periodsOf(ruleDays(2024)).map(({ from, until, kind }) => `${kind} ${String(from)} ${String(until)}`);
  assert.deepEqual(words, [
    'holiday 2024-01-01 2024-01-01',
    'vacation 2024-01-02 2024-01-05',
    'holiday 2024-02-05 2024-02-05',
    'holiday 2024-03-01 2024-03-01',
    'holiday 2024-03-18 2024-03-18',
    'vacation 2024-03-25 2024-03-29',
    'holiday 2024-05-01 2024-05-01',
    'holiday 2024-05-06 2024-05-06',
    'vacation 2024-07-22 2024-07-26',
    'holiday 2024-09-16 2024-09-16',
    'holiday 2024-10-01 2024-10-01',
    'holiday 2024-11-01 2024-11-01',
    'holiday 2024-11-18 2024-11-18',
    'vacation 2024-12-20 2024-12-24',
    'holiday 2024-12-25 2024-12-25',
    'vacation 2024-12-26 2024-12-31',
  ]);
});

test('Holy Week is the week before Easter, as church tables give it', () => {
  // Easter Sundays from published tables: the computus under test is not asked.
  const EASTER = ['2020-04-12', '2021-04-04', '2022-04-17', '2023-04-09', '2024-03-31', '2025-04-20', '2026-04-05'];
  EASTER.push('2027-03-28', '2028-04-16', '2029-04-01', '2030-04-21', '2031-04-13', '2032-03-28', '2038-04-25');
  for (const easter of EASTER) {
    const days = ruleDays(Number(easter.slice(0, 4))).filter(({ name }) => name.includes('Semana Santa'));
    const wanted = [6, 5, 4, 3, 2].map((before) => dateOf(epochDay(easter) - before));
    assert.deepEqual(
      days.map((one) => one.day.toString()).filter((date) => date !== easter),
      wanted.filter((date) => days.some((one) => one.day.toString() === date)),
    );
    assert.ok(days.length >= 4, 'a holiday may stand in for one of them');
  }
});

// The oracle: whole days since 1970 as plain numbers, one lookup in a set of texts, no Temporal and nothing of the calendar.
const epochDay = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const dateOf = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
/** 1 January 1970 was a Thursday. */
const isWeekend = (number: number) => [2, 3].includes(((number % 7) + 7) % 7);

function oracle(off: ReadonlySet<string>, enabled: ReadonlySet<string>) {
  const works = (number: number) => enabled.has(dateOf(number)) || (!isWeekend(number) && !off.has(dateOf(number)));
  return {
    add(from: string, days: number): string {
      const open: number[] = [];
      for (let at = epochDay(from) + 1; open.length < days; at += 1) if (works(at)) open.push(at);
      return dateOf(open[days - 1] ?? epochDay(from));
    },
    between(from: string, until: string): number {
      const span = Array.from(
        { length: Math.max(0, epochDay(until) - epochDay(from)) },
        (_, n) => epochDay(from) + 1 + n,
      );
      return span.filter(works).length;
    },
  };
}

const date = fc.integer({ min: epochDay('2024-01-01'), max: epochDay('2026-06-30') }).map(dateOf);
const kind = fc.constantFrom<DayKind>('holiday', 'vacation', 'working');

test('terms in any loaded calendar are what counting days one by one gives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(date, kind), { maxLength: 150 }),
      date,
      fc.integer({ min: 0, max: 90 }),
      (entries, from, days) => {
        const known = new Map(entries);
        const years = new Map(
          [2024, 2025, 2026, 2027].map((year) => [
            year,
            new Map([...known].filter(([text]) => text.startsWith(`${year}`))),
          ]),
        );
        const calendar = new WorkingCalendar(years);
        const of = (wanted: (kind: DayKind) => boolean) =>
          new Set([...known].filter(([, one]) => wanted(one)).map(([text]) => text));
        const counted = oracle(
          of((one) => one !== 'working'),
          of((one) => one === 'working'),
        );
        const until = calendar.addWorkingDays(day(from), days).toString();
        assert.equal(until, counted.add(from, days));
        assert.equal(calendar.workingDaysBetween(day(from), day(until)), counted.between(from, until));
        assert.equal(counted.between(from, until), days);
      },
    ),
    { numRuns: 500 },
  );
});

test('a loaded year counts alone, the years beside it by rule', () => {
  const calendar = new WorkingCalendar(new Map([[2026, new Map<string, DayKind>([['2026-03-07', 'working']])]]));
  assert.ok(calendar.isWorkingDay(day('2026-09-16')), 'not in the loaded calendar, so no day off');
  assert.ok(calendar.isWorkingDay(day('2026-03-07')), 'a Saturday that was declared a working day');
  assert.ok(!calendar.isWorkingDay(day('2026-03-14')));
  assert.ok(!calendar.isWorkingDay(day('2025-09-16')));
  assert.ok(!calendar.isWorkingDay(day('2027-09-16')));
});
