import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { endOfTerm } from '#platform/calendar/official.ts';
import type { CalendarPeriod } from '#platform/calendar/periods.ts';
import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { loadUnitNodes, removeCalendarPeriod, replaceCalendarYear, seedAgencies, setCalendarPeriod } from '../index.ts';
import { readCalendarYear } from '../queries/calendar-year.ts';

const bed = await useTestBed('2024-03-14T16:00:00Z');
const { db, access, clock } = bed.services;
const { ifremId, ifremRoot, offices } = await seedAgencies(bed.system);
access.units.replace(await loadUnitNodes(db));
const { rows } = await bed.pool.query(
  `select u.id, u.agency_id from agencies.units u join agencies.agencies a using (agency_id) where a.slug = 'imevis'`,
);
const [imevis] = rows as { id: string; agency_id: string }[];
assert.ok(imevis);
const day = (text: string) => Temporal.PlainDate.from(text);

function staff(role: string, unitId: string): StaffActor {
  const grants = [{ role, unitId }];
  return { kind: 'staff', staffId: newId(), agencyId: ifremId, name: 'Prueba', grants, steppedUpAt: undefined };
}

const period = (from: string, until = from, kind: CalendarPeriod['kind'] = 'holiday'): CalendarPeriod => ({
  from: day(from),
  until: day(until),
  kind,
  name: 'Suspensión por contingencia',
  legalBasis: 'Gaceta del Gobierno',
});

const ACTS: Record<string, (ctx: Ctx) => Promise<unknown>> = {
  setCalendarPeriod: (ctx) => setCalendarPeriod(ctx, { agencyId: ifremId, period: period('2023-06-12') }),
  removeCalendarPeriod: (ctx) => removeCalendarPeriod(ctx, { agencyId: ifremId, period: period('2023-06-12') }),
  replaceCalendarYear: (ctx) =>
    replaceCalendarYear(ctx, { agencyId: ifremId, year: 2023, periods: [period('2023-06-12')] }),
  readCalendarYear: (ctx) => readCalendarYear(ctx, ifremId, 2023),
};

for (const [name, run] of Object.entries(ACTS)) {
  test(`${name} needs log-in, the right, the right at the head, and the own agency`, async () => {
    await assert.rejects(run(bed.as()), /access.signInNeeded/);
    await assert.rejects(run(bed.as(staff('registrar', ifremRoot))), /access.notAllowed/);
    await assert.rejects(run(bed.as(staff('director', offices.get('TOL') ?? ''))), /access.notFound/);
    await assert.rejects(run(bed.as(staff('system_administrator', imevis.id))), /access.notFound/);
    await run(bed.as(staff('director', ifremRoot)));
  });
}

const END = async (from: string, days: number, agencyId = ifremId) => {
  clock.set(Temporal.Instant.from(`${from}T16:00:00Z`));
  return String(await endOfTerm(bed.system, agencyId, days));
};

test('the golden dates of 2024 hold for an agency that loaded the official calendar, and for one that did not', async () => {
  const official = [
    ...['01-01', '02-05', '03-01', '03-18', '05-01', '05-06', '09-16', '10-01', '11-01', '11-18', '12-25'].map((date) =>
      period(`2024-${date}`),
    ),
    period('2024-01-02', '2024-01-05', 'vacation'),
    period('2024-03-25', '2024-03-29', 'vacation'),
    period('2024-07-22', '2024-07-26', 'vacation'),
    period('2024-12-20', '2024-12-24', 'vacation'),
    period('2024-12-26', '2024-12-31', 'vacation'),
  ];
  await replaceCalendarYear(bed.system, { agencyId: ifremId, year: 2024, periods: official });
  for (const agencyId of [ifremId, imevis.agency_id]) {
    assert.equal(await END('2024-03-14', 5, agencyId), '2024-03-22');
    assert.equal(await END('2024-03-14', 6, agencyId), '2024-04-01');
    assert.equal(await END('2024-02-29', 1, agencyId), '2024-03-04');
    assert.equal(await END('2024-07-18', 3, agencyId), '2024-07-30');
    assert.equal(await END('2024-12-19', 3, agencyId), '2025-01-09', 'over the end of a loaded year');
    assert.equal(await END('2024-03-16', 1, agencyId), '2024-03-19');
  }
});

test('a day off of one agency moves its terms and those of no other; taken out, they are as before', async () => {
  await setCalendarPeriod(bed.system, { agencyId: ifremId, period: period('2026-06-15', '2026-06-16') });
  assert.equal(await END('2026-06-12', 1), '2026-06-17');
  assert.equal(await END('2026-06-12', 1, imevis.agency_id), '2026-06-15');
  assert.equal(await END('2026-09-15', 1), '2026-09-17', 'the first change took the days of the rules along');
  const moved = period('2026-06-16', '2026-06-17');
  await setCalendarPeriod(bed.system, {
    agencyId: ifremId,
    period: moved,
    replaces: period('2026-06-15', '2026-06-16'),
  });
  assert.equal(await END('2026-06-12', 2), '2026-06-18');
  await removeCalendarPeriod(bed.system, { agencyId: ifremId, period: moved });
  assert.equal(await END('2026-06-12', 2), '2026-06-16');
  await setCalendarPeriod(bed.system, { agencyId: ifremId, period: period('2026-06-13', '2026-06-13', 'working') });
  assert.equal(await END('2026-06-12', 1), '2026-06-13', 'a Saturday that was declared a working day');
});

test('a period that is gone, ends before it begins or spans two years is refused, and nothing changes', async () => {
  const before = await readCalendarYear(bed.system, ifremId, 2026);
  const set = (one: CalendarPeriod, replaces?: CalendarPeriod) =>
    setCalendarPeriod(bed.system, { agencyId: ifremId, period: one, ...(replaces ? { replaces } : {}) });
  await assert.rejects(set(period('2026-08-10'), period('2026-08-11')), /agencies.periodGone/);
  await assert.rejects(set(period('2026-08-10', '2026-08-09')), /agencies.wrongPeriod/);
  await assert.rejects(set(period('2026-12-20', '2027-01-06')), /agencies.periodOverYears/);
  await assert.rejects(
    removeCalendarPeriod(bed.system, { agencyId: ifremId, period: period('2026-08-11') }),
    /agencies.periodGone/,
  );
  assert.deepEqual(await readCalendarYear(bed.system, ifremId, 2026), before);
});

test('each change is in the audit log with what was ordered', async () => {
  const { rows: entries } = await bed.pool.query(
    `select action, detail from platform.audit_entries where entity_type = 'calendar' and entity_id like '%:2026' order by id`,
  );
  assert.deepEqual(
    entries.map((entry) => entry.action),
    [
      'agencies.set_calendar_period',
      'agencies.set_calendar_period',
      'agencies.remove_calendar_period',
      'agencies.set_calendar_period',
    ],
  );
  assert.equal(entries[1]?.detail.replaces, '2026-06-15/2026-06-16');
});
