import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize } from '#platform/permissions/permissions.ts';
import { agencyRefusals } from '../errors.ts';
import { findPost, insertSubstitute } from '../store/substitutes.ts';

/** Somebody stands in for the holder of a post, with its roles, from the first day to the last, both included. */
export async function nameSubstitute(
  ctx: Ctx,
  input: { postId: string; staffId: string; from: Temporal.PlainDate; until: Temporal.PlainDate },
): Promise<void> {
  const post = await findPost(ctx.db, input.postId);
  if (!post) throw new Refusal(accessRefusals.notFound);
  authorize(ctx, 'agencies.manage', post.unitId);
  if (Temporal.PlainDate.compare(input.from, input.until) > 0) throw new Refusal(agencyRefusals.wrongPeriod);
  await transact(ctx, async (tx) => {
    await insertSubstitute(tx.db, { ...input, agencyId: post.agencyId });
    await recordAudit(tx, {
      action: 'agencies.name_substitute',
      entityType: 'post',
      entityId: input.postId,
      agencyId: post.agencyId,
      unitId: post.unitId,
      detail: { staff: input.staffId, from: String(input.from), until: String(input.until) },
    });
  });
}
