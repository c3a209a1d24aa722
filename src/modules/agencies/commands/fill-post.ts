import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { ownTopic } from '#platform/live/topics.ts';
import { accessRefusals, authorize, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { agencyRefusals } from '../errors.ts';
import { mayGrant } from '../may-grant.ts';
import { findPost, holdPost, removePost } from '../store/posts.ts';
import { holdUnit, insertPost } from '../store/units.ts';

export interface FillPost {
  unitId: string;
  /** As it stands on the door, e.g. `Registradora`. */
  title: string;
  roles: readonly string[];
  holderId: string;
}

/**
 * Creates a post in a unit and gives it to a person, who thereby has its roles there and below. Nobody gives a role or a
 * unit beyond their own, and nobody gives anything to themselves.
 */
export async function fillPost(ctx: Ctx, input: FillPost): Promise<void> {
  authorize(ctx, 'agencies.fill_posts', input.unitId);
  requireOther(ctx, input.holderId);
  requireGrantable(ctx, input.roles, input.unitId);
  const { unitId, title, roles, holderId } = input;
  await transact(ctx, async (tx) => {
    const unit = await holdUnit(tx.db, unitId, 'share');
    if (!unit) throw new Refusal(accessRefusals.notFound);
    if (unit.closed) throw new Refusal(agencyRefusals.unitClosed);
    const { agencyId } = unit;
    await insertPost(tx.db, { agencyId, unitId, title, roles, holderId });
    await recordAudit(tx, {
      action: 'agencies.fill_post',
      entityType: 'staff',
      entityId: holderId,
      agencyId,
      unitId,
      detail: { roles: [...roles] },
    });
    await tx.live.publish(tx.db, [ownTopic(holderId)]);
  });
}

/** Takes a post away from its holder; the post ends, and with it who stands in for its holder. */
export async function vacatePost(ctx: Ctx, postId: string): Promise<void> {
  authorizeSomewhere(ctx, 'agencies.fill_posts');
  const post = await findPost(ctx.db, postId);
  if (!post?.holderId) throw new Refusal(accessRefusals.notFound);
  const { agencyId, unitId, holderId, roles } = post;
  authorize(ctx, 'agencies.fill_posts', unitId);
  requireOther(ctx, holderId);
  requireGrantable(ctx, roles, unitId);
  await transact(ctx, async (tx) => {
    if (!(await holdPost(tx.db, postId, 'change'))) throw new Refusal(accessRefusals.notFound);
    await removePost(tx.db, postId);
    await recordAudit(tx, {
      action: 'agencies.vacate_post',
      entityType: 'staff',
      entityId: holderId,
      agencyId,
      unitId,
      detail: { roles: [...roles] },
    });
    await tx.live.publish(tx.db, [ownTopic(holderId)]);
  });
}

/** Power over one's own permissions would make every other limit a courtesy. */
export function requireOther(ctx: Ctx, staffId: string): void {
  if (ctx.actor.kind === 'staff' && ctx.actor.staffId === staffId) throw new Refusal(agencyRefusals.notYourself);
}

export function requireGrantable(ctx: Ctx, roles: readonly string[], unitId: string): void {
  if (roles.length === 0 || !roles.every((role) => mayGrant(ctx, role, unitId)))
    throw new Refusal(agencyRefusals.beyondOwn);
}
