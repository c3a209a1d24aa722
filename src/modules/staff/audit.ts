import { recordAudit } from '#platform/audit/record.ts';
import type { Ctx } from '#platform/context.ts';

/** Writes what happened to an account. `detail` holds ids, counts and kinds, never a name. */
export function auditAccount(
  tx: Ctx,
  action: string,
  account: { id: string; agencyId: string; unitId?: string | undefined },
  detail?: Record<string, unknown>,
): Promise<void> {
  return recordAudit(tx, {
    action: `staff.${action}`,
    entityType: 'staff',
    entityId: account.id,
    agencyId: account.agencyId,
    ...(account.unitId ? { unitId: account.unitId } : {}),
    ...(detail ? { detail } : {}),
  });
}
