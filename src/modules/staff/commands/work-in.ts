import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { ownTopic } from '#platform/live/topics.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { hasPostIn } from '#modules/agencies/index.ts';
import { actingStaff } from '../authority.ts';
import { auditAccount } from '../audit.ts';
import { moveSession } from '../store/sessions.ts';

/**
 * Who has posts in several agencies works in one of them at a time, with what the posts there allow and no more (ADR 0024).
 * Open pages of the same session look again, and find that they are of another agency. 404 where the person has no post.
 */
export async function workIn(ctx: Ctx, sessionId: string, agencyId: string): Promise<void> {
  const { staffId } = actingStaff(ctx);
  await transact(ctx, async (tx) => {
    const has = await hasPostIn(tx.db, staffId, agencyId, tx.clock.today());
    if (!has || !(await moveSession(tx, { staffId, sessionId, agencyId }))) throw new Refusal(accessRefusals.notFound);
    await auditAccount(tx, 'work-in', { id: staffId, agencyId });
    await tx.live.publish(tx.db, [ownTopic(staffId)]);
  });
}
