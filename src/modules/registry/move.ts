import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { announce, type EventType } from '#platform/outbox/events.ts';
import { authorize, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { startsOf, type Status, type Step } from './domain/statuses.ts';
import { registryRefusals } from './errors.ts';
import { changeStatus, insertStep, lockProcedure, type ProcedureRow, type StatusChange } from './store/procedures.ts';

interface Move<Extra extends object> {
  readonly procedureId: string;
  readonly action: string;
  readonly step: Step;
  readonly to: Status;
  readonly reasons?: readonly string[];
  /** Refuses or adds columns, once the row is locked. */
  readonly change?: (tx: Ctx, procedure: ProcedureRow) => StatusChange | Promise<StatusChange>;
  readonly event: EventType<EventFacts & Extra>;
  readonly extra: Extra;
}

interface EventFacts {
  procedureId: string;
  folio: string;
  unitId: string;
  personId: string;
  service: string;
}

/** What all steps of a procedure share: permission, lock, guard, status, history, audit and event, in one transaction. */
export async function move<Extra extends object>(ctx: Ctx, given: Move<Extra>): Promise<ProcedureRow> {
  authorizeSomewhere(ctx, given.action);
  return transact(ctx, async (tx) => {
    const procedure = await lockProcedure(tx, given.procedureId);
    if (!procedure) throw new Refusal(registryRefusals.notFound);
    authorize(tx, given.action, procedure.unitId);
    if (!startsOf(given.step).includes(procedure.status)) {
      throw new Refusal(registryRefusals.wrongStatus, { folio: procedure.folio });
    }
    const change = (await given.change?.(tx, procedure)) ?? {};
    await changeStatus(tx, procedure.id, given.to, change);
    await insertStep(tx, procedure, procedure.status, given.to, given.reasons);
    await recordAudit(tx, {
      action: given.action,
      entityType: 'procedure',
      entityId: procedure.id,
      agencyId: procedure.agencyId,
      unitId: procedure.unitId,
      detail: { from: procedure.status, to: given.to },
    });
    const { id, folio, unitId, personId, service, agencyId } = procedure;
    const facts = { procedureId: id, folio, unitId, personId, service };
    await announce(tx, given.event, { agencyId, entity: `procedure:${id}` }, { ...facts, ...given.extra });
    return procedure;
  });
}
