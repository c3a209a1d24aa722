import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorize } from '#platform/permissions/permissions.ts';
import { insertPost } from '../store/units.ts';

export interface FillPost {
  agencyId: string;
  unitId: string;
  /** As it stands on the door, e.g. `Registradora`. */
  title: string;
  roles: readonly string[];
  holderId: string;
}

/** Creates a post in a unit and gives it to a person, who thereby has its roles there and below. */
export async function fillPost(ctx: Ctx, input: FillPost): Promise<void> {
  authorize(ctx, 'agencies.manage', input.unitId);
  await transact(ctx, async (tx) => {
    await insertPost(tx.db, input);
    await recordAudit(tx, {
      action: 'agencies.manage',
      entityType: 'staff',
      entityId: input.holderId,
      agencyId: input.agencyId,
      unitId: input.unitId,
      detail: { roles: [...input.roles] },
    });
  });
}
