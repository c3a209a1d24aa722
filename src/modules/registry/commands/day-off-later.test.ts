import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDate } from '#platform/i18n/format.ts';
import { setCalendarPeriod } from '#modules/agencies/index.ts';
import { procedureByFolio } from '../queries/folio-status.ts';
import { getProcedure } from '../queries/procedure.ts';
import { useTestOffice } from '../registry.testing.ts';
import { reenterProcedure } from './reenter-procedure.ts';
import { signProcedure } from './sign-procedure.ts';
import { takeProcedure } from './take-procedure.ts';

const office = await useTestOffice();
const { system: ctx, agencyId } = office;
const at = (day: Temporal.PlainDate) =>
  office.services.clock.set(day.toZonedDateTime('America/Mexico_City').toInstant());

async function suspended() {
  const procedureId = await office.enter();
  await takeProcedure(ctx, procedureId);
  await signProcedure(ctx, { procedureId, outcome: 'suspended', reasons: ['Falta el plano'] });
  const { correctBy, folio } = await getProcedure(ctx, procedureId);
  return { procedureId, folio, correctBy: correctBy ?? assert.fail('no term') };
}

test('whose last day to correct was declared a day off afterwards may come on the next working day, and no later', async () => {
  const [first, second] = [await suspended(), await suspended()];
  const { correctBy } = first;
  const until = correctBy.add({ days: 1 });
  const name = 'Suspensión por contingencia';
  await setCalendarPeriod(ctx, {
    agencyId,
    period: { from: correctBy, until, kind: 'holiday', name, legalBasis: 'Gaceta del Gobierno' },
  });
  let next = until.add({ days: 1 });
  while (next.dayOfWeek > 5) next = next.add({ days: 1 });
  at(next);
  const said = (await procedureByFolio(ctx, first.folio)) ?? '';
  assert.ok(said.includes(formatDate(next, 'es-MX', 'short')), said);
  await reenterProcedure(ctx, first.procedureId);
  assert.equal((await getProcedure(ctx, first.procedureId)).status, 'entered');
  at(next.add({ days: 1 }));
  await assert.rejects(reenterProcedure(ctx, second.procedureId), { message: 'registry.termOver' });
});
