import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import type { Outcome, Status } from '../domain/statuses.ts';

export interface ProcedureRow {
  readonly id: string;
  readonly agencyId: string;
  readonly folio: string;
  readonly unitId: string;
  readonly service: string;
  readonly personId: string;
  readonly status: Status;
  readonly correctBy: Temporal.PlainDate | null;
  /** Account of whoever works on it. */
  readonly analystId: string | null;
  readonly proposal: Outcome | null;
}

/** A procedure, locked until the transaction ends: whoever changes it next waits and then sees the new status. */
export async function lockProcedure(tx: Ctx, id: string): Promise<ProcedureRow | undefined> {
  const [row] = await tx.db.named<ProcedureRow>(
    'registry_lock',
    `select id, agency_id as "agencyId", folio, unit_id as "unitId", service, person_id as "personId", status,
       correct_by as "correctBy", analyst_id as "analystId", proposal from registry.procedures where id = $1 for update`,
    [id],
  );
  return row;
}

export interface NewProcedure {
  id: string;
  agencyId: string;
  folio: string;
  unitId: string;
  service: string;
  personId: string;
  propertyFolio: string | null;
  propertyLocation: string;
  documents: readonly string[];
  dueOn: Temporal.PlainDate;
}

export async function insertProcedure(tx: Ctx, procedure: NewProcedure): Promise<void> {
  await tx.db.named(
    'registry_insert',
    `insert into registry.procedures (id, agency_id, folio, unit_id, service, person_id, property_folio,
       property_location, documents, status, entered_at, due_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'entered', $10, $11)`,
    [
      procedure.id,
      procedure.agencyId,
      procedure.folio,
      procedure.unitId,
      procedure.service,
      procedure.personId,
      procedure.propertyFolio,
      procedure.propertyLocation,
      [...procedure.documents],
      tx.clock.now(),
      procedure.dueOn,
    ],
  );
}

export interface StatusChange {
  analystId?: string;
  signedAt?: Temporal.Instant;
  correctBy?: Temporal.PlainDate;
  dueOn?: Temporal.PlainDate;
  closedAt?: Temporal.Instant;
  /** It goes back to everybody's queue: nobody's work, nothing proposed. */
  clearWork?: true;
}

export async function changeStatus(tx: Ctx, id: string, to: Status, change: StatusChange = {}): Promise<void> {
  await tx.db.named(
    'registry_status',
    `update registry.procedures set status = $2, signed_at = coalesce($4, signed_at),
       correct_by = coalesce($5, correct_by), due_on = coalesce($6, due_on), closed_at = coalesce($7, closed_at),
       analyst_id = case when $8 then null else coalesce($3, analyst_id) end,
       assigned_at = case when $8 then null when $3::uuid is null then assigned_at else $9 end,
       proposal = case when $8 then null else proposal end,
       proposal_reasons = case when $8 then '{}' else proposal_reasons end,
       proposed_at = case when $8 then null else proposed_at end
     where id = $1`,
    [
      id,
      to,
      change.analystId ?? null,
      change.signedAt ?? null,
      change.correctBy ?? null,
      change.dueOn ?? null,
      change.closedAt ?? null,
      change.clearWork ?? false,
      tx.clock.now(),
    ],
  );
}

/** One step in the history of a procedure. */
export async function insertStep(
  tx: Ctx,
  procedure: { id: string; agencyId: string; unitId: string },
  from: Status | null,
  to: Status,
  reasons: readonly string[] = [],
): Promise<void> {
  await tx.db.named(
    'registry_timeline',
    `insert into registry.timeline (id, agency_id, procedure_id, at, actor, unit_id, from_status, to_status, reasons)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      newId(),
      procedure.agencyId,
      procedure.id,
      tx.clock.now(),
      actorLabel(tx.actor),
      procedure.unitId,
      from,
      to,
      [...reasons],
    ],
  );
}
