import type { Ctx } from '#platform/context.ts';
import { addEvidenceRows, type MessageRef } from './messages.ts';

/**
 * Messages about this that have not left stay here: what they would say is no longer true. One that a sender claimed
 * has left, and its evidence says so. Returns how many stay.
 */
export async function cancelWaiting(tx: Ctx, subject: { type: string; id: string }): Promise<number> {
  const cancelled = await tx.db.named<MessageRef>(
    'message_cancel_about',
    `update notifications.messages set status = 'expired', lease_until = null, settled_at = $3
     where subject_type = $1 and subject_id = $2 and status = 'queued' returning id, agency_id as "agencyId"`,
    [subject.type, subject.id, tx.clock.now()],
  );
  const entries = cancelled.map(({ id, agencyId }) => ({ agencyId, messageId: id }));
  await addEvidenceRows(
    tx,
    entries.map((entry) => ({ ...entry, kind: 'expired', reason: 'cancelled' })),
  );
  return cancelled.length;
}
