import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import { authorizeNotices } from '../access.ts';
import { addEvidenceRows } from '../store/messages.ts';
import { requeueFailed } from '../store/redrive.ts';

/** At once; the rest by asking again. */
const MOST = 10_000;

/**
 * Tries failed messages of one cause again (criterion 19): same message, new attempt, from now on with as much time as it
 * first had. Codes are never sent again, nor what has been erased. Returns how many.
 */
export async function redriveMessages(
  ctx: Ctx,
  input: { agencyId: string; channel: Channel; reason: string },
): Promise<number> {
  const { agencyId, channel, reason } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  return transact(ctx, async (tx) => {
    const ids = await requeueFailed(tx, { agencyId, channel, reason, limit: MOST });
    await addEvidenceRows(
      tx,
      ids.map((messageId) => ({ agencyId, messageId, kind: 'repeated', reason: 'byHand' })),
    );
    await recordAudit(tx, {
      action: 'notifications.operate',
      entityType: 'messages',
      entityId: reason === '' ? 'no-reason' : reason.slice(0, 100),
      agencyId,
      detail: { channel, redriven: ids.length },
    });
    return ids.length;
  });
}
