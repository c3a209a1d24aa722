import type { Ctx } from '../context.ts';

export interface AuditRow {
  readonly id: string;
  readonly at: Temporal.Instant;
  /** Kind and id, e.g. `staff:0198…` or `anonymous`. */
  readonly actor: string;
  readonly action: string;
}

/**
 * The last things that happened to one entity, the newest first, of the actions of these modules. Who may see them is the
 * caller's question.
 */
export function lastAudits(
  ctx: Ctx,
  entity: { readonly type: string; readonly id: string },
  modules: readonly string[],
  limit: number,
): Promise<AuditRow[]> {
  return ctx.db.named<AuditRow>(
    'audit_last',
    `select id, at, actor, action from platform.audit_entries
     where entity_type = $1 and entity_id = $2 and split_part(action, '.', 1) = any($3)
     order by at desc, id desc limit $4`,
    [entity.type, entity.id, modules, limit],
  );
}
