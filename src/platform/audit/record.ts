import type { Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import { actorLabel } from '../permissions/actor.ts';

export interface AuditEntry {
  /** The action as permissions name it, e.g. `registry.sign`. */
  action: string;
  entityType: string;
  entityId: string;
  agencyId?: string;
  unitId?: string;
  /** Facts that matter for a later question. Never personal data: ids, states, counts. */
  detail?: Record<string, unknown>;
}

/** Writes one audit row in the running transaction. Reading personal data is recorded too (R9: access log). */
export function recordAudit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  return recordAudits(ctx, [entry]);
}

/** Rows for many things that happened at once, in the order given. */
export async function recordAudits(ctx: Ctx, entries: readonly AuditEntry[]): Promise<void> {
  await ctx.db.named(
    'audit_insert',
    `insert into platform.audit_entries
       (id, agency_id, at, actor, action, entity_type, entity_id, unit_id, detail, request_id)
     select id, agency_id, $1, $2, action, entity_type, entity_id, unit_id, detail::jsonb, $3
     from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[])
       as new (id, agency_id, action, entity_type, entity_id, unit_id, detail)`,
    [
      ctx.clock.now(),
      actorLabel(ctx.actor),
      ctx.requestId,
      entries.map(() => newId()),
      entries.map((entry) => entry.agencyId ?? null),
      entries.map((entry) => entry.action),
      entries.map((entry) => entry.entityType),
      entries.map((entry) => entry.entityId),
      entries.map((entry) => entry.unitId ?? null),
      entries.map((entry) => JSON.stringify(entry.detail ?? {})),
    ],
  );
}
