import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorizeNotices } from '../access.ts';
import type { NumberRange } from '../domain/number-plan.ts';
import { putNumberPlan } from '../store/number-plan.ts';

/**
 * Puts a numbering plan in force for all agencies of the installation: SMS to numbers that it calls fixed are refused before
 * they are paid for (criterion 12).
 *
 * @param source name of the file, for whoever asks later where it came from.
 */
export async function loadNumberPlan(
  ctx: Ctx,
  input: { agencyId: string; ranges: readonly NumberRange[]; source: string },
): Promise<void> {
  const { agencyId, ranges, source } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  await transact(ctx, async (tx) => {
    await putNumberPlan(tx, ranges, source);
    await recordAudit(tx, {
      action: 'notifications.operate',
      entityType: 'number_plan',
      entityId: source.slice(0, 100),
      agencyId,
      detail: { ranges: ranges.length },
    });
  });
}
