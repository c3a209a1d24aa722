import { recordAudit } from '#platform/audit/record.ts';
import { systemContext, transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { Channel } from '#modules/people/index.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { holdDoubtful } from '../reactions/hold-doubtful.ts';
import { addEvidenceRows } from '../store/messages.ts';
import { requeueFailed, requeueOne } from '../store/redrive.ts';

/** At once; the rest by asking again. */
const MOST = 10_000;

/**
 * Tries failed messages of one cause again (criterion 19): same message, new attempt, from now on with as much time as when
 * it was last to leave. Codes are never sent again, nor what has been erased. Returns how many.
 */
export async function redriveMessages(
  ctx: Ctx,
  input: { agencyId: string; channel: Channel; reason: string },
): Promise<number> {
  const { agencyId, channel, reason } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  return transact(ctx, async (tx) => {
    const ids = await requeueFailed(tx, { agencyId, channel, reason, limit: MOST });
    await noteRepeated(tx, agencyId, ids);
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

/**
 * Tries one failed message again, on the same terms. Error: `notFailed`, also for a message of another agency, whose ids
 * nobody shall find out.
 */
export async function redriveMessage(ctx: Ctx, input: { agencyId: string; messageId: string }): Promise<void> {
  const { agencyId, messageId } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  await transact(ctx, async (tx) => {
    if (!(await requeueOne(tx, agencyId, messageId))) throw new Refusal(noticeRefusals.notFailed);
    await noteRepeated(tx, agencyId, [messageId]);
    await recordAudit(tx, {
      action: 'notifications.operate',
      entityType: 'message',
      entityId: messageId,
      agencyId,
      detail: { redriven: 1 },
    });
  });
}

async function noteRepeated(tx: Ctx, agencyId: string, ids: readonly string[]): Promise<void> {
  await addEvidenceRows(
    tx,
    ids.map((messageId) => ({ agencyId, messageId, kind: 'repeated', reason: 'byHand' })),
  );
  // The number that failed may be another person's by now.
  await holdDoubtful(systemContext(tx, 'notifications.redrive', tx.requestId), ids);
}
