import { recordAudits } from '#platform/audit/record.ts';
import { endOfTerm } from '#platform/calendar/official.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { nextFolios } from '#platform/folios/next-folio.ts';
import { newId } from '#platform/ids.ts';
import { announceAll } from '#platform/outbox/events.ts';
import { authorize } from '#platform/permissions/permissions.ts';
import { findOffice, type Office } from '#modules/agencies/index.ts';
import { listOfferedServices } from '#modules/catalogue/index.ts';
import { registryRefusals } from '../errors.ts';
import { procedureEntered } from '../events.ts';
import { insertFirstSteps, insertProcedures } from '../store/enter-many.ts';
import type { NewProcedure } from '../store/procedures.ts';
import type { EnterProcedure } from './enter-procedure.ts';

/**
 * `enterProcedure` for many at once, in a handful of statements: what a file brings. All or none. The folios of an
 * office follow the order given; its counter is held until the transaction ends, so give some hundreds, not thousands.
 * Returns the ids in order.
 */
export async function enterProcedures(ctx: Ctx, inputs: readonly EnterProcedure[]): Promise<string[]> {
  const offices = new Map<string, Office>();
  for (const { unitId } of inputs) {
    if (offices.has(unitId)) continue;
    authorize(ctx, 'registry.enter', unitId);
    const office = await findOffice(ctx.db, unitId);
    if (!office || office.closed) throw new Refusal(registryRefusals.notFound);
    offices.set(unitId, office);
  }
  const services = new Map((await listOfferedServices(ctx.db, ctx.locale)).map((service) => [service.slug, service]));
  return transact(ctx, async (tx) => {
    const terms = new Map<string, Temporal.PlainDate>();
    const procedures: NewProcedure[] = [];
    for (const input of inputs) {
      const service = services.get(input.service);
      if (!service) throw new Refusal(registryRefusals.unknownService);
      const agencyId = offices.get(input.unitId)?.agencyId ?? '';
      const term = `${agencyId} ${service.responseDays}`;
      const dueOn = terms.get(term) ?? (await endOfTerm(tx, agencyId, service.responseDays));
      terms.set(term, dueOn);
      const { unitId, personId, propertyFolio = null, propertyLocation, documents } = input;
      const about = { unitId, personId, service: service.slug, propertyFolio, propertyLocation, documents, dueOn };
      procedures.push({ id: newId(), agencyId, folio: '', ...about });
    }
    const numbered = await number(tx, procedures, offices);
    await insertProcedures(tx, numbered);
    await insertFirstSteps(tx, numbered);
    const about = { action: 'registry.enter', entityType: 'procedure' };
    await recordAudits(
      tx,
      numbered.map(({ id, agencyId, unitId }) => ({ ...about, entityId: id, agencyId, unitId })),
    );
    await announceAll(
      tx,
      procedureEntered,
      numbered.map(({ id, agencyId, folio, unitId, personId, service }) => ({
        about: { agencyId, entity: `procedure:${id}` },
        payload: { procedureId: id, folio, unitId, personId, service },
      })),
    );
    return numbered.map(({ id }) => id);
  });
}

/** Gives each its folio. Counters are taken in one order by all, or two batches could wait for each other. */
async function number(
  tx: Ctx,
  procedures: readonly NewProcedure[],
  offices: ReadonlyMap<string, Office>,
): Promise<NewProcedure[]> {
  const folios = new Map<string, string[]>();
  for (const office of [...offices.values()].toSorted((one, other) => (one.code < other.code ? -1 : 1))) {
    const count = procedures.filter(({ unitId }) => unitId === office.unitId).length;
    folios.set(office.unitId, await nextFolios(tx, office.agencyId, office.code, count));
  }
  return procedures.map((procedure) => ({ ...procedure, folio: folios.get(procedure.unitId)?.shift() ?? '' }));
}
