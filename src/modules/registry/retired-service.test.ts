import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transact } from '#platform/context.ts';
import { findService, listOfferedServices, retireService } from '#modules/catalogue/index.ts';
import { enterProcedures } from './commands/enter-procedures.ts';
import { signProcedure } from './commands/sign-procedure.ts';
import { takeProcedure } from './commands/take-procedure.ts';
import { procedureSigned } from './events.ts';
import { registryNotices } from './notices.ts';
import { getProcedure } from './queries/procedure.ts';
import { useTestOffice } from './registry.testing.ts';

const office = await useTestOffice();
const slug = 'copias-certificadas';
const analyst = await office.hire('Ana', ['analyst']);
const registrar = await office.hire('Adriana', ['registrar']);

test('a procedure whose service is retired keeps its name, its reasons and its term to the end; none is entered any more', async () => {
  const procedureId = await office.enter();
  const before = await findService(office.system.db, 'es-MX', slug);
  await retireService(office.system, { agencyId: office.agencyId, slug });

  const offered = await listOfferedServices(office.system.db, 'es-MX');
  assert.ok(offered.length > 0 && offered.every((service) => service.slug !== slug));
  const after = await findService(office.system.db, 'es-MX', slug);
  assert.ok(after);
  assert.deepEqual(after, { ...before, retired: true });

  await takeProcedure(analyst.ctx, procedureId);
  await signProcedure(registrar.ctx, {
    procedureId,
    outcome: 'suspended',
    reasons: after.suspensionReasons.slice(0, 1),
  });
  const { folio, unitId, personId, service, correctBy } = await getProcedure(office.system, procedureId);
  assert.ok(correctBy);
  const notice = registryNotices.find(({ event }) => event.name === procedureSigned.name);
  const about = { procedureId, folio, unitId, personId, service, outcome: 'suspended' as const, reasons: [] };
  const told = await transact(office.system, async (tx) => notice?.facts(tx, about));
  assert.equal(told?.values.tramite, before?.name, 'the citizen reads its name, not its code');

  await assert.rejects(office.enter(), { message: 'registry.unknownService' });
  const facts = { unitId, personId, service, propertyLocation: 'Calle 1', documents: [] };
  await assert.rejects(enterProcedures(office.system, [facts]), { message: 'registry.unknownService' });
});
