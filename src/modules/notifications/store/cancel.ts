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
  await noteCancelled(tx, cancelled);
  return cancelled.length;
}

/**
 * One message that a system asked for stays here, if nothing of it ever left: what waits for another try may have arrived.
 * True if it was so.
 */
export async function cancelRequested(
  tx: Ctx,
  message: { id: string; agencyId: string; system: string },
): Promise<boolean> {
  const cancelled = await tx.db.named<MessageRef>(
    'message_cancel_requested',
    `update notifications.messages m set status = 'expired', lease_until = null, settled_at = $4
     where id = $1 and agency_id = $2 and system = $3 and status = 'queued' and not possible_duplicate
       and not exists (select from notifications.parts p where p.message_id = m.id)
     returning id, agency_id as "agencyId"`,
    [message.id, message.agencyId, message.system, tx.clock.now()],
  );
  await noteCancelled(tx, cancelled);
  return cancelled.length > 0;
}

function noteCancelled(tx: Ctx, cancelled: readonly MessageRef[]): Promise<void> {
  return addEvidenceRows(
    tx,
    cancelled.map(({ id, agencyId }) => ({ agencyId, messageId: id, kind: 'expired', reason: 'cancelled' })),
  );
}
