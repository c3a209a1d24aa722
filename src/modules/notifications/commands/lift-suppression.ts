import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { forgetFailuresOf } from '../store/address-failures.ts';
import { endSuppressions, findSuppressionAgency } from '../store/suppressions.ts';

const SHORTEST = 10;

/**
 * Takes an address off the list, with the reason, which is kept. Errors: `unknownSuppression`, `reasonNeeded`,
 * `notSuppressed` when somebody was faster.
 */
export async function liftSuppression(ctx: Ctx, { id, because }: { id: string; because: string }): Promise<void> {
  const agencyId = await findSuppressionAgency(ctx, id);
  // Without the right it makes no difference whether there is one.
  authorizeNotices(ctx, 'notifications.operate', agencyId ?? '');
  if (agencyId === undefined) throw new Refusal(noticeRefusals.unknownSuppression);
  const reason = because.trim();
  if (reason.length < SHORTEST) throw new Refusal(noticeRefusals.reasonNeeded);
  await transact(ctx, async (tx) => {
    if ((await endSuppressions(tx, { suppressionId: id }, reason)) === 0)
      throw new Refusal(noticeRefusals.notSuppressed);
    await forgetFailuresOf(tx, id);
    const entry = { action: 'notifications.lift', entityType: 'suppression', entityId: id, agencyId };
    await recordAudit(tx, { ...entry, detail: { reasonLength: reason.length } });
  });
}
