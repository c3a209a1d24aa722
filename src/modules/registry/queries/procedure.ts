import { recordAudit } from '#platform/audit/record.ts';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorize, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { Outcome, Status } from '../domain/statuses.ts';
import { registryRefusals } from '../errors.ts';

export interface TimelineStep {
  readonly at: Temporal.Instant;
  readonly to: Status;
  readonly reasons: readonly string[];
}

/** A procedure as its office sees it. */
export interface Procedure {
  readonly id: string;
  readonly agencyId: string;
  readonly folio: string;
  readonly unitId: string;
  readonly service: string;
  readonly personId: string;
  readonly propertyFolio: string | null;
  readonly propertyLocation: string;
  readonly documents: readonly string[];
  readonly status: Status;
  readonly enteredAt: Temporal.Instant;
  readonly dueOn: Temporal.PlainDate;
  readonly correctBy: Temporal.PlainDate | null;
  readonly analystId: string | null;
  readonly proposal: Outcome | null;
  readonly proposalReasons: readonly string[];
  readonly steps: readonly OfficeStep[];
}

/** A step as the office sees it. */
export interface OfficeStep extends TimelineStep {
  /** Label of who did it, such as `staff:ID`. */
  readonly actor: string;
}

const SELECT = `select id, agency_id as "agencyId", folio, unit_id as "unitId", service, person_id as "personId",
  property_folio as "propertyFolio", property_location as "propertyLocation", documents, status,
  entered_at as "enteredAt", due_on as "dueOn", correct_by as "correctBy", analyst_id as "analystId", proposal, proposal_reasons as "proposalReasons"
  from registry.procedures`;

/** A procedure by id, for staff of its office. Outside one's units it does not exist. */
export async function getProcedure(ctx: Ctx, id: string): Promise<Procedure> {
  authorizeSomewhere(ctx, 'registry.read');
  const [row] = await ctx.db.named<Omit<Procedure, 'steps'>>('registry_by_id', `${SELECT} where id = $1`, [id]);
  if (!row) throw new Refusal(registryRefusals.notFound);
  authorize(ctx, 'registry.read', row.unitId);
  return { ...row, steps: await stepsOf(ctx, row.id) };
}

/**
 * The same, when a person opens it to read: the page shows who lodged it, so the reading is recorded (R9, access log).
 * What a screen asks for by itself is no reading.
 */
export async function openProcedure(ctx: Ctx, id: string): Promise<Procedure> {
  const procedure = await getProcedure(ctx, id);
  const { agencyId, unitId } = procedure;
  await recordAudit(ctx, { action: 'registry.read', entityType: 'procedure', entityId: id, agencyId, unitId });
  return procedure;
}

/** What was recorded when a procedure was lodged: what its receipt says. */
export type Lodged = Pick<
  Procedure,
  | 'folio'
  | 'unitId'
  | 'service'
  | 'personId'
  | 'propertyFolio'
  | 'propertyLocation'
  | 'documents'
  | 'enteredAt'
  | 'dueOn'
>;

/** The same for a citizen who proved that it is theirs (`web/my-notices/proof.ts`): the caller asks for that proof. */
export async function getLodged(ctx: Ctx, id: string): Promise<Lodged> {
  const [row] = await ctx.db.named<Lodged>('registry_by_id', `${SELECT} where id = $1`, [id]);
  if (!row) throw new Refusal(registryRefusals.notFound);
  return row;
}

/** Id of the procedure with this folio, if it is within reach: for the search box of staff. */
export async function findByFolio(ctx: Ctx, folio: string): Promise<string | undefined> {
  authorizeSomewhere(ctx, 'registry.read');
  const [row] = await ctx.db.named<{ id: string }>('registry_by_folio', `${SELECT} where folio = $1`, [folio]);
  return row?.id;
}

/** What anybody with the folio may know: nothing about the person or the property. */
export interface PublicStatus {
  readonly id: string;
  readonly agencyId: string;
  readonly folio: string;
  readonly unitId: string;
  readonly service: string;
  readonly status: Status;
  readonly dueOn: Temporal.PlainDate;
  readonly correctBy: Temporal.PlainDate | null;
  /** Only for the check of the second datum, never for the screen. */
  readonly personId: string;
  readonly steps: readonly TimelineStep[];
}

interface StepJson {
  readonly at: string;
  readonly to: Status;
  readonly reasons: string[];
}

/** R10: the status by folio, without an account. One query: this is the page that everybody opens. */
export async function findPublicStatus(ctx: Ctx, folio: string): Promise<PublicStatus | undefined> {
  const [row] = await ctx.db.named<Omit<PublicStatus, 'steps'> & { steps: StepJson[] }>(
    'registry_public',
    `select p.id, p.agency_id as "agencyId", p.folio, p.unit_id as "unitId", p.service, p.status, p.due_on as "dueOn",
       p.correct_by as "correctBy", p.person_id as "personId",
       (select json_agg(json_build_object('at', t.at, 'to', t.to_status, 'reasons', t.reasons) order by t.at, t.id)
        from registry.timeline t where t.procedure_id = p.id) as steps
     from registry.procedures p where p.folio = $1`,
    [folio],
  );
  return row && { ...row, steps: row.steps.map((step) => ({ ...step, at: Temporal.Instant.from(step.at) })) };
}

function stepsOf(ctx: Ctx, id: string): Promise<OfficeStep[]> {
  return ctx.db.named(
    'registry_steps',
    'select at, actor, to_status as "to", reasons from registry.timeline where procedure_id = $1 order by at, id',
    [id],
  );
}
