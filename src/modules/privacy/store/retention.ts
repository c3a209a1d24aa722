import type { Ctx } from '#platform/context.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { KEEP_DAYS, type RetentionClass } from '../domain/requests.ts';

export interface RetentionRule {
  readonly class: RetentionClass;
  readonly keepDays: number;
  readonly legalBasis: string;
}

/** The rules of an agency; where it set none, the default stands with an empty basis. */
export async function readRules(ctx: Ctx, agencyId: string): Promise<RetentionRule[]> {
  const rows = await ctx.db.named<RetentionRule>(
    'retention_rules',
    `select class, keep_days as "keepDays", legal_basis as "legalBasis" from privacy.retention_rules where agency_id = $1`,
    [agencyId],
  );
  return (Object.entries(KEEP_DAYS) as [RetentionClass, number][]).map(
    ([name, keepDays]) => rows.find((row) => row.class === name) ?? { class: name, keepDays, legalBasis: '' },
  );
}

export async function writeRule(tx: Ctx, agencyId: string, rule: RetentionRule): Promise<void> {
  await tx.db.named(
    'retention_rule_write',
    `insert into privacy.retention_rules (agency_id, class, keep_days, legal_basis, set_by, set_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (agency_id, class) do update set keep_days = excluded.keep_days, legal_basis = excluded.legal_basis,
       set_by = excluded.set_by, set_at = excluded.set_at`,
    [agencyId, rule.class, rule.keepDays, rule.legalBasis, actorLabel(tx.actor), tx.clock.now()],
  );
}

/** Notes that something came to its end; a second end counts. */
export async function noteClosing(
  tx: Ctx,
  closing: { agencyId: string; type: string; id: string; at: Temporal.Instant },
): Promise<void> {
  await tx.db.named(
    'closing_note',
    `insert into privacy.closings (agency_id, subject_type, subject_id, closed_at) values ($1, $2, $3, $4)
     on conflict (agency_id, subject_type, subject_id) do update set closed_at = excluded.closed_at, erased_at = null`,
    [closing.agencyId, closing.type, closing.id, closing.at],
  );
}

export interface Closing {
  readonly agencyId: string;
  readonly type: string;
  readonly id: string;
  readonly closedAt: Temporal.Instant;
}

/** What closed before `before` and still has its contents, the oldest first; the next ones `after` the last of a batch. */
export function findDueClosings(
  ctx: Ctx,
  agencyId: string,
  before: Temporal.Instant,
  limit: number,
  after?: Closing,
): Promise<Closing[]> {
  return ctx.db.named(
    'closings_due',
    `select agency_id as "agencyId", subject_type as type, subject_id as id, closed_at as "closedAt"
     from privacy.closings where agency_id = $1 and closed_at < $2 and erased_at is null
       and ($4::timestamptz is null or (closed_at, subject_id) > ($4, $5::uuid)) order by closed_at, subject_id limit $3`,
    [agencyId, before, limit, after?.closedAt ?? null, after?.id ?? null],
  );
}

export async function markErased(tx: Ctx, closing: Closing, erased: number): Promise<void> {
  await tx.db.named(
    'closing_erased',
    `update privacy.closings set erased_at = $4, erased = $5 where agency_id = $1 and subject_type = $2 and subject_id = $3`,
    [closing.agencyId, closing.type, closing.id, tx.clock.now(), erased],
  );
}

export async function listAgencyIds(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db.named<{ id: string }>(
    'privacy_agencies',
    'select distinct agency_id as id from agencies.public_units',
    [],
  );
  return rows.map(({ id }) => id);
}
