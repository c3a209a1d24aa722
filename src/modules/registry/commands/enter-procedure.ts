import { recordAudit } from '#platform/audit/record.ts';
import { endOfTerm } from '#platform/calendar/official.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { nextFolio } from '#platform/folios/next-folio.ts';
import { newId } from '#platform/ids.ts';
import { announce } from '#platform/outbox/events.ts';
import { authorize } from '#platform/permissions/permissions.ts';
import { findOffice } from '#modules/agencies/index.ts';
import { findService } from '#modules/catalogue/index.ts';
import { registryRefusals } from '../errors.ts';
import { procedureEntered } from '../events.ts';
import { insertProcedure, insertStep } from '../store/procedures.ts';

export interface EnterProcedure {
  /** The unit of the office that receives it. */
  unitId: string;
  /** Slug of the service in the catalogue. */
  service: string;
  personId: string;
  propertyFolio?: string | undefined;
  propertyLocation: string;
  /** Documents that were handed in, in words. */
  documents: readonly string[];
}

/** R1, R2: a citizen lodges a procedure. The folio is taken last, so that others of the office wait the least. */
export async function enterProcedure(ctx: Ctx, input: EnterProcedure): Promise<{ procedureId: string; folio: string }> {
  authorize(ctx, 'registry.enter', input.unitId);
  const office = await findOffice(ctx.db, input.unitId);
  if (!office || office.closed) throw new Refusal(registryRefusals.notFound);
  const service = await findService(ctx.db, ctx.locale, input.service);
  if (service?.handledBy !== 'registry' || service.retired) throw new Refusal(registryRefusals.unknownService);
  return transact(ctx, async (tx) => {
    const id = newId();
    const { agencyId, unitId } = office;
    const dueOn = await endOfTerm(tx, agencyId, service.responseDays);
    const procedure = { id, agencyId, unitId };
    const folio = await nextFolio(tx, agencyId, office.code);
    await insertProcedure(tx, {
      ...procedure,
      folio,
      service: service.slug,
      personId: input.personId,
      propertyFolio: input.propertyFolio ?? null,
      propertyLocation: input.propertyLocation,
      documents: input.documents,
      dueOn,
    });
    await insertStep(tx, procedure, null, 'entered');
    await recordAudit(tx, { action: 'registry.enter', entityType: 'procedure', entityId: id, agencyId, unitId });
    const facts = { procedureId: id, folio, unitId, personId: input.personId, service: service.slug };
    await announce(tx, procedureEntered, { agencyId, entity: `procedure:${id}` }, facts);
    return { procedureId: id, folio };
  });
}
