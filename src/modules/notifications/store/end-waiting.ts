import type { Ctx } from '#platform/context.ts';
import { addEvidenceRows, type MessageRef } from './messages.ts';

/**
 * Of these messages, those that wait, so that no sender claims them before the running transaction ends. Whoever takes back
 * what waits begins here: a claim locks the queue before the messages, and two that lock in opposite orders block each other.
 */
export async function lockWaiting(tx: Ctx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.db.named<{ id: string }>(
    'queue_lock',
    `select message_id as id from notifications.queue where message_id = any($1) and state = 'queued'
     order by message_id for update`,
    [[...ids]],
  );
  return rows.map(({ id }) => id);
}

/**
 * Messages that wait stay here for good; `reasonOf` says why, for the evidence. What a sender claimed meanwhile has left.
 * Returns those that stay.
 */
export async function endWaiting(
  tx: Ctx,
  ids: readonly string[],
  fate: 'expired' | 'suppressed',
  reasonOf: (id: string) => string,
): Promise<MessageRef[]> {
  const waiting = await lockWaiting(tx, ids);
  if (waiting.length === 0) return [];
  const ended = await tx.db.named<MessageRef>(
    'messages_end_waiting',
    `update notifications.messages set status = $2, lease_until = null, settled_at = $3
     where id = any($1) and status = 'queued' returning id, agency_id as "agencyId"`,
    [waiting, fate, tx.clock.now()],
  );
  await addEvidenceRows(
    tx,
    ended.map(({ id, agencyId }) => ({ agencyId, messageId: id, kind: fate, reason: reasonOf(id) })),
  );
  return ended;
}
