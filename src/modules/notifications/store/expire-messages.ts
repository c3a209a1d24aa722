import type { Ctx } from '#platform/context.ts';
import { lockWaiting } from './end-waiting.ts';
import { addEvidenceRows, type Fate, type MessageRef } from './messages.ts';

/**
 * Messages whose time was over before they left, or before they left once more: of those nobody knows whether the first try
 * arrived, so they stay uncertain, and a late receipt may still tell.
 */
export async function expireMessages(tx: Ctx, ids: readonly string[]): Promise<void> {
  const ended = await tx.db.named<MessageRef & { status: Extract<Fate, 'expired' | 'uncertain'> }>(
    'messages_expire',
    `update notifications.messages set lease_until = null, abandoned = false,
       status = case when possible_duplicate then 'uncertain' else 'expired' end,
       settled_at = case when possible_duplicate then null else $2::timestamptz end
     where id = any($1) and status in ('queued', 'sending') returning id, agency_id as "agencyId", status`,
    [[...ids], tx.clock.now()],
  );
  await addEvidenceRows(
    tx,
    ended.map(({ id, agencyId, status }) => ({ agencyId, messageId: id, kind: status, reason: 'tooLate' })),
  );
}

/**
 * Ends messages of the queue whose time is over, also those that no sender claims: of an agency that has spent its month, or
 * while there is no carrier. Who asked for them must learn it, and what waits is never erased. Returns how many.
 */
export async function expireOverdue(tx: Ctx, limit: number): Promise<number> {
  const rows = await tx.db.named<{ id: string }>(
    'queue_overdue',
    `select message_id as id from notifications.queue where state = 'queued' and expires_at < $1
     order by message_id limit $2`,
    [tx.clock.now(), limit],
  );
  const waiting = await lockWaiting(
    tx,
    rows.map(({ id }) => id),
  );
  if (waiting.length > 0) await expireMessages(tx, waiting);
  return rows.length;
}
