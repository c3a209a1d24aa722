import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { monthCosts, partsOfMonth, unpricedCarriers } from '../queries/spending.ts';
import { findSettings, NO_SETTINGS } from '../store/settings.ts';
import { noteCarriers } from '../store/carriers.ts';
import { changeSettings } from './change-settings.ts';
import { loadNumberPlan } from './load-number-plan.ts';
import { setPrice } from './set-price.ts';

const bed = await useTestBed();
const agencyId = newId();

function staff(role: string, agency = agencyId): StaffActor {
  const grants = [{ role, unitId: newId() }];
  return { kind: 'staff', staffId: newId(), agencyId: agency, name: 'Prueba', grants, steppedUpAt: undefined };
}

test('cap and hours are set, and costs are read, by who may in that agency', async () => {
  const wanted = { ...NO_SETTINGS, agencyId, monthlyCapMxnE4: 130_000_000, alertEmail: 'avisos@dependencia.example' };
  const month = Temporal.PlainYearMonth.from('2026-03');
  const attempts = (ctx: ReturnType<typeof bed.as>) => [
    () => changeSettings(ctx, wanted),
    () => loadNumberPlan(ctx, { agencyId, ranges: [], source: 'plan.csv' }),
    () => partsOfMonth(ctx, agencyId, month),
    () => monthCosts(ctx, agencyId, 12),
    () => unpricedCarriers(ctx, agencyId),
  ];
  for (const attempt of attempts(bed.as())) await assert.rejects(attempt(), /access.signInNeeded/);
  for (const attempt of attempts(bed.as(staff('analyst')))) await assert.rejects(attempt(), /access.notAllowed/);
  const foreign = bed.as(staff('notice_administrator', newId()));
  for (const attempt of attempts(foreign)) await assert.rejects(attempt(), /access.notFound/);
  await assert.rejects(changeSettings(bed.as(staff('director')), wanted), /access.notAllowed/);
  await changeSettings(bed.as(staff('notice_administrator')), wanted);
  const { agencyId: _, ...saved } = wanted;
  assert.deepEqual(await findSettings(bed.system, agencyId), saved);
  assert.deepEqual(await monthCosts(bed.as(staff('director')), agencyId, 12), []);
});

test('a carrier that sends without a price is named until it has one that is in force', async () => {
  const sight = { channel: 'sms', kind: 'smpp', status: 'ready', reason: '', perSecond: null } as const;
  await noteCarriers(bed.system, [
    { ...sight, name: 'norte' },
    { ...sight, name: 'sur' },
  ]);
  const today = bed.services.clock.today();
  await setPrice(bed.system, { agencyId, carrier: 'norte', validFrom: today, partMxnE4: 1070 });
  await setPrice(bed.system, { agencyId, carrier: 'sur', validFrom: today.add({ days: 1 }), partMxnE4: 1200 });
  assert.deepEqual(await unpricedCarriers(bed.system, agencyId), ['sur']);
  bed.services.clock.advance({ hours: 24 });
  await noteCarriers(bed.system, [{ ...sight, name: 'sur' }]);
  assert.deepEqual(await unpricedCarriers(bed.system, agencyId), []);
});
