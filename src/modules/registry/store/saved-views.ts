import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';

export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** Filters of the work queue as in its address, without the question mark. */
  readonly query: string;
  readonly isDefault: boolean;
}

export interface ViewOwner {
  readonly agencyId: string;
  readonly staffId: string;
}

/** The views of one person, by name. */
export function listSavedViews(ctx: Ctx, { agencyId, staffId }: ViewOwner): Promise<SavedView[]> {
  return ctx.db.k
    .selectFrom('registry.saved_views')
    .select(['id', 'name', 'query', 'is_default as isDefault'])
    .where('agency_id', '=', agencyId)
    .where('staff_id', '=', staffId)
    .orderBy('name')
    .execute();
}

/** Under a name that exists already it takes the place of the old one. */
export async function upsertSavedView(
  tx: Ctx,
  owner: ViewOwner,
  view: { name: string; query: string; isDefault: boolean },
): Promise<void> {
  if (view.isDefault) await clearDefault(tx, owner);
  const changed = { query: view.query, is_default: view.isDefault, saved_at: tx.clock.now() };
  await tx.db.k
    .insertInto('registry.saved_views')
    .values({ id: newId(), agency_id: owner.agencyId, staff_id: owner.staffId, name: view.name, ...changed })
    .onConflict((conflict) => conflict.columns(['agency_id', 'staff_id', 'name']).doUpdateSet(changed))
    .execute();
}

/** True if the person had that view. */
export async function deleteSavedView(tx: Ctx, owner: ViewOwner, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db.k
    .deleteFrom('registry.saved_views')
    .where('agency_id', '=', owner.agencyId)
    .where('staff_id', '=', owner.staffId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

async function clearDefault(tx: Ctx, owner: ViewOwner): Promise<void> {
  await tx.db.k
    .updateTable('registry.saved_views')
    .set({ is_default: false })
    .where('agency_id', '=', owner.agencyId)
    .where('staff_id', '=', owner.staffId)
    .where('is_default', '=', true)
    .execute();
}
