import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedDemo } from '#demo/seed.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { useTestBed } from '#test/support/context.ts';
import { officeIndicators } from './indicators.ts';

const bed = await useTestBed('2026-11-20T16:00:00Z');
await seedDemo(bed.services, () => undefined);
const period = { since: Temporal.Instant.from('2026-08-01T00:00:00Z'), until: bed.services.clock.now() };

test('the figures agree with a count of the rows by another way', async () => {
  const rows = await officeIndicators(bed.system, period);
  const oracle = await bed.system.db.sql<{
    unit_id: string;
    status: string;
    entered_at: Temporal.Instant;
    signed_at: Temporal.Instant | null;
  }>('select unit_id, status, entered_at, signed_at from registry.procedures');
  assert.ok(oracle.length > 200, `${oracle.length} procedures`);
  for (const row of rows) {
    const own = oracle.filter((one) => one.unit_id === row.unitId);
    assert.equal(row.entered, own.length);
    assert.equal(row.delivered, own.filter((one) => one.status === 'delivered').length);
    assert.equal(row.suspended, own.filter((one) => one.status === 'suspended').length);
    const hours = own
      .flatMap((one) => (one.signed_at ? [one.entered_at.until(one.signed_at).total('hours')] : []))
      .toSorted((a, b) => a - b);
    const middle =
      ((hours[Math.floor((hours.length - 1) / 2)] ?? 0) + (hours[Math.ceil((hours.length - 1) / 2)] ?? 0)) / 2;
    if (hours.length > 0)
      assert.ok(Math.abs((row.medianHours ?? 0) - middle) < 0.01, `${row.medianHours} against ${middle}`);
  }
});

test('a head of one office sees only that office', async () => {
  const toluca = (await listOffices(bed.services.db)).find((office) => office.code === 'TOL');
  const actor = {
    kind: 'staff',
    staffId: 'x',
    agencyId: 'x',
    name: '',
    grants: [{ role: 'office_head', unitId: toluca?.unitId ?? '' }],
    steppedUpAt: undefined,
  } as const;
  const rows = await officeIndicators(bed.as(actor), period);
  assert.deepEqual(
    rows.map((row) => row.unitId),
    [toluca?.unitId],
  );
  await assert.rejects(
    officeIndicators(bed.as({ ...actor, grants: [{ role: 'analyst', unitId: toluca?.unitId ?? '' }] }), period),
    { message: 'access.notAllowed' },
  );
});
