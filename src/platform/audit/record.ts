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
export async function recordAudit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  await ctx.db.named(
    'audit_insert',
    `insert into platform.audit_entries
       (id, agency_id, at, actor, action, entity_type, entity_id, unit_id, detail, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      newId(),
      entry.agencyId ?? null,
      ctx.clock.now(),
      actorLabel(ctx.actor),
      entry.action,
      entry.entityType,
      entry.entityId,
      entry.unitId ?? null,
      JSON.stringify(entry.detail ?? {}),
      ctx.requestId,
    ],
  );
}
