import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { findRootUnit } from './store/units.ts';

/** What holds for a whole agency is decided at the head of its tree; another agency does not exist for the caller. */
export async function authorizeAgency(ctx: Ctx, action: string, agencyId: string): Promise<void> {
  authorizeSomewhere(ctx, action);
  const root = await findRootUnit(ctx.db, agencyId);
  if (!root) throw new Refusal(accessRefusals.notFound);
  authorize(ctx, action, root);
}
