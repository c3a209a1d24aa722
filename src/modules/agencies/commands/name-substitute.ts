import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { ownTopic } from '#platform/live/topics.ts';
import { accessRefusals, authorize, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { agencyRefusals } from '../errors.ts';
import { findPost, holdPost } from '../store/posts.ts';
import { findSubstitute, insertSubstitute, removeSubstitute } from '../store/substitutes.ts';
import { requireGrantable, requireOther } from './fill-post.ts';

/**
 * Somebody stands in for the holder of a post, with its roles, from the first day to the last, both included. The limits
 * are those of giving the post itself.
 */
export async function nameSubstitute(
  ctx: Ctx,
  input: { postId: string; staffId: string; from: Temporal.PlainDate; until: Temporal.PlainDate },
): Promise<void> {
  authorizeSomewhere(ctx, 'agencies.fill_posts');
  const post = await findPost(ctx.db, input.postId);
  if (!post) throw new Refusal(accessRefusals.notFound);
  authorize(ctx, 'agencies.fill_posts', post.unitId);
  requireOther(ctx, input.staffId);
  requireGrantable(ctx, post.roles, post.unitId);
  if (Temporal.PlainDate.compare(input.from, input.until) > 0) throw new Refusal(agencyRefusals.wrongPeriod);
  if (post.holderId === input.staffId) throw new Refusal(agencyRefusals.holdsItAlready);
  await transact(ctx, async (tx) => {
    if (!(await holdPost(tx.db, input.postId, 'share'))) throw new Refusal(accessRefusals.notFound);
    await insertSubstitute(tx.db, { ...input, agencyId: post.agencyId });
    await recordAudit(tx, {
      action: 'agencies.name_substitute',
      entityType: 'staff',
      entityId: input.staffId,
      agencyId: post.agencyId,
      unitId: post.unitId,
      detail: { post: input.postId, from: String(input.from), until: String(input.until) },
    });
    await tx.live.publish(tx.db, [ownTopic(input.staffId)]);
  });
}

/** Somebody stops standing in, before the last day or after. */
export async function endSubstitution(ctx: Ctx, substituteId: string): Promise<void> {
  authorizeSomewhere(ctx, 'agencies.fill_posts');
  const found = await findSubstitute(ctx.db, substituteId);
  if (!found) throw new Refusal(accessRefusals.notFound);
  authorize(ctx, 'agencies.fill_posts', found.unitId);
  requireOther(ctx, found.staffId);
  await transact(ctx, async (tx) => {
    await removeSubstitute(tx.db, substituteId);
    await recordAudit(tx, {
      action: 'agencies.end_substitution',
      entityType: 'staff',
      entityId: found.staffId,
      agencyId: found.agencyId,
      unitId: found.unitId,
      detail: { post: found.postId },
    });
    await tx.live.publish(tx.db, [ownTopic(found.staffId)]);
  });
}
