import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { withinUnits } from '#platform/permissions/permissions.ts';
import type { IdentityProof, RequestStatus, Right } from '../domain/requests.ts';

const place = (id: string) => `privacy.asked.${id}`;

/** A request as it stands. */
export interface RightsRequest {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly folio: string;
  readonly personId: string;
  readonly kind: Right;
  /** In the person's words. */
  readonly asked: string;
  readonly identity: IdentityProof;
  readonly status: RequestStatus;
  readonly receivedAt: Temporal.Instant;
  readonly dueOn: Temporal.PlainDate;
  readonly extendedBecause: string | null;
  readonly answeredAt: Temporal.Instant | null;
  readonly grounds: string;
  /** Last day to do what was granted. */
  readonly effectiveBy: Temporal.PlainDate | null;
  readonly closedAt: Temporal.Instant | null;
  /** What was done, in counts. */
  readonly result: Readonly<Record<string, number | boolean>>;
}

export interface RequestStep {
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly to: RequestStatus;
  readonly note: string;
}

const COLUMNS = `r.id, r.agency_id as "agencyId", r.unit_id as "unitId", r.folio, r.person_id as "personId", r.kind,
  r.asked_sealed as "askedSealed", r.identity, r.status, r.received_at as "receivedAt", r.due_on as "dueOn",
  r.extended_because as "extendedBecause", r.answered_at as "answeredAt", r.grounds, r.effective_by as "effectiveBy",
  r.closed_at as "closedAt", r.result`;

type Row = Omit<RightsRequest, 'asked'> & { readonly askedSealed: string };

const opened = (ctx: Ctx, { askedSealed, ...row }: Row): RightsRequest => ({
  ...row,
  asked: ctx.crypt.open(askedSealed, place(row.id)),
});

export type NewRequest = Pick<
  RightsRequest,
  'agencyId' | 'unitId' | 'folio' | 'personId' | 'kind' | 'asked' | 'identity' | 'dueOn'
>;

export async function insertRequest(tx: Ctx, request: NewRequest): Promise<string> {
  const id = newId();
  await tx.db.named(
    'privacy_insert',
    `insert into privacy.requests (id, agency_id, unit_id, folio, person_id, kind, asked_sealed, identity, status, received_at, due_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'received', $9, $10)`,
    [
      id,
      request.agencyId,
      request.unitId,
      request.folio,
      request.personId,
      request.kind,
      tx.crypt.seal(request.asked, place(id)),
      request.identity,
      tx.clock.now(),
      request.dueOn,
    ],
  );
  await insertStep(tx, { id, agencyId: request.agencyId }, null, 'received');
  return id;
}

export async function insertStep(
  tx: Ctx,
  request: { id: string; agencyId: string },
  from: RequestStatus | null,
  to: RequestStatus,
  note = '',
): Promise<void> {
  await tx.db.named(
    'privacy_step',
    `insert into privacy.request_steps (id, agency_id, request_id, at, actor, from_status, to_status, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), request.agencyId, request.id, tx.clock.now(), actorLabel(tx.actor), from, to, note],
  );
}

export function listSteps(ctx: Ctx, requestId: string): Promise<RequestStep[]> {
  return ctx.db.named(
    'privacy_steps',
    'select at, actor, to_status as "to", note from privacy.request_steps where request_id = $1 order by at, id',
    [requestId],
  );
}

export async function findRequest(ctx: Ctx, id: string): Promise<RightsRequest | undefined> {
  const [row] = await ctx.db.named<Row>('privacy_by_id', `select ${COLUMNS} from privacy.requests r where r.id = $1`, [
    id,
  ]);
  return row && opened(ctx, row);
}

/** The request, locked until the transaction ends. */
export async function lockRequest(tx: Ctx, id: string): Promise<RightsRequest | undefined> {
  const [row] = await tx.db.named<Row>(
    'privacy_lock',
    `select ${COLUMNS} from privacy.requests r where r.id = $1 for update`,
    [id],
  );
  return row && opened(tx, row);
}

export interface RequestChange {
  readonly status?: RequestStatus;
  readonly identity?: IdentityProof;
  readonly dueOn?: Temporal.PlainDate;
  readonly extendedBecause?: string;
  readonly answeredAt?: Temporal.Instant;
  readonly grounds?: string;
  readonly effectiveBy?: Temporal.PlainDate;
  readonly closedAt?: Temporal.Instant;
  readonly result?: Readonly<Record<string, number | boolean>>;
}

export async function changeRequest(tx: Ctx, id: string, change: RequestChange): Promise<void> {
  await tx.db.named(
    'privacy_change',
    `update privacy.requests set status = coalesce($2, status), identity = coalesce($3, identity),
       due_on = coalesce($4, due_on), extended_because = coalesce($5, extended_because),
       answered_at = coalesce($6, answered_at), grounds = coalesce($7, grounds), effective_by = coalesce($8, effective_by),
       closed_at = coalesce($9, closed_at), result = coalesce($10, result) where id = $1`,
    [
      id,
      change.status ?? null,
      change.identity ?? null,
      change.dueOn ?? null,
      change.extendedBecause ?? null,
      change.answeredAt ?? null,
      change.grounds ?? null,
      change.effectiveBy ?? null,
      change.closedAt ?? null,
      change.result ? JSON.stringify(change.result) : null,
    ],
  );
}

export interface RequestFilter {
  readonly open: boolean;
  readonly kind?: Right | undefined;
}

/**
 * Requests of an agency: open ones by their last day, closed ones the newest first; at most `limit`. `reach` is the
 * `reachParameter` of who reads.
 */
export async function listRequests(
  ctx: Ctx,
  agencyId: string,
  reach: readonly string[] | null,
  filter: RequestFilter,
  limit: number,
): Promise<RightsRequest[]> {
  const rows = await ctx.db.named<Row>(
    filter.open ? 'privacy_open' : 'privacy_closed',
    `select ${COLUMNS} from privacy.requests r where r.agency_id = $1 and ($2::text is null or r.kind = $2)
       and ${withinUnits('$3', 'r.unit_id')}
       and r.closed_at is ${filter.open ? 'null order by r.due_on, r.id' : 'not null order by r.closed_at desc, r.id'} limit $4`,
    [agencyId, filter.kind ?? null, reach, limit],
  );
  return rows.map((row) => opened(ctx, row));
}

/** Requests about one person, by any of their ids, newest first. */
export async function listRequestsOf(ctx: Ctx, personIds: readonly string[]): Promise<RightsRequest[]> {
  const rows = await ctx.db.named<Row>(
    'privacy_of_person',
    `select ${COLUMNS} from privacy.requests r where r.person_id = any($1) order by r.received_at desc, r.id`,
    [[...personIds]],
  );
  return rows.map((row) => opened(ctx, row));
}

/** The unit that answers for a whole agency: the root of its tree. */
export async function findRootUnit(ctx: Ctx, agencyId: string): Promise<string | undefined> {
  const [row] = await ctx.db.named<{ id: string }>(
    'privacy_root_unit',
    'select id from agencies.public_units where agency_id = $1 and parent_id is null order by id limit 1',
    [agencyId],
  );
  return row?.id;
}
