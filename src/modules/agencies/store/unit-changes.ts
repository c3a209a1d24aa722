import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';

export const UNIT_CHANGES = ['created', 'renamed', 'moved', 'closed', 'reopened'] as const;

export interface UnitChange {
  readonly agencyId: string;
  readonly unitId: string;
  readonly kind: (typeof UNIT_CHANGES)[number];
  readonly fromName?: string;
  readonly toName?: string;
  readonly fromParent?: string | null;
  readonly toParent?: string | null;
}

/** Notes in the history of a unit what the running command does to it. */
export async function insertUnitChange(tx: Ctx, change: UnitChange): Promise<void> {
  await tx.db.k
    .insertInto('agencies.unit_changes')
    .values({
      id: newId(),
      agency_id: change.agencyId,
      unit_id: change.unitId,
      at: tx.clock.now(),
      actor: actorLabel(tx.actor),
      kind: change.kind,
      from_name: change.fromName ?? null,
      to_name: change.toName ?? null,
      from_parent: change.fromParent ?? null,
      to_parent: change.toParent ?? null,
    })
    .execute();
}
