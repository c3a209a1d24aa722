import type { Ctx } from '#platform/context.ts';
import { endWaiting, lockWaiting } from './end-waiting.ts';

const CANCELLED = (): string => 'cancelled';

/**
 * Messages about this that have not left stay here: what they would say is no longer true. One that a sender claimed
 * has left, and its evidence says so. Returns how many stay.
 */
export async function cancelWaiting(tx: Ctx, subject: { type: string; id: string }): Promise<number> {
  const rows = await tx.db.named<{ id: string }>(
    'messages_waiting_about',
    `select id from notifications.messages where subject_type = $1 and subject_id = $2 and status = 'queued'`,
    [subject.type, subject.id],
  );
  const cancelled = await endWaiting(
    tx,
    rows.map(({ id }) => id),
    'expired',
    CANCELLED,
  );
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
  const waiting = await lockWaiting(tx, [message.id]);
  const rows = await tx.db.named<{ id: string }>(
    'message_never_left',
    `select id from notifications.messages m
     where id = any($1) and agency_id = $2 and system = $3 and not possible_duplicate
       and not exists (select from notifications.parts p where p.message_id = m.id)`,
    [waiting, message.agencyId, message.system],
  );
  const cancelled = await endWaiting(
    tx,
    rows.map(({ id }) => id),
    'expired',
    CANCELLED,
  );
  return cancelled.length > 0;
}
