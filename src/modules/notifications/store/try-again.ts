import { randomInt } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { nextTry } from '../domain/next-try.ts';
import type { EvidenceEntry, Fate } from './messages.ts';
import type { SettledPart } from './receipts.ts';

interface Tried {
  readonly id: string;
  readonly agencyId: string;
  readonly status: Fate;
  readonly tries: number;
  readonly expiresAt: Temporal.Instant;
}

/**
 * Puts messages back into the queue whose receipts say that the telephone was off or full, while a try is left and it would
 * not come too late; what was erased meanwhile has nothing left to send. Their parts no longer count as failed. Before the
 * messages are settled, in the same transaction.
 *
 * @returns the evidence of it.
 */
export async function tryAgain(tx: Ctx, settled: readonly SettledPart[]): Promise<EvidenceEntry[]> {
  const passing = settled.filter(({ passing: may, state }) => may && state === 'failed');
  if (passing.length === 0) return [];
  const now = tx.clock.now();
  const messages = await tx.db.named<Tried>(
    'messages_tried',
    `select id, agency_id as "agencyId", status, receipt_retries as tries, expires_at as "expiresAt"
     from notifications.messages where id = any($1) and body_sealed <> '' order by id for update`,
    [[...new Set(passing.map(({ messageId }) => messageId))]],
  );
  const again: { message: Tried; at: Temporal.Instant }[] = [];
  const waiting = new Set<string>();
  for (const message of messages) {
    // A second part of a message that waits for its next try already: it goes with the others.
    if (message.status === 'queued' && message.tries > 0) waiting.add(message.id);
    if (message.status !== 'submitted') continue;
    const at = nextTry(message.tries, { now, expiresAt: message.expiresAt, random: randomInt(1_000_000) / 1_000_000 });
    if (at) again.push({ message, at });
  }
  for (const { message } of again) waiting.add(message.id);
  const retried = passing.filter(({ messageId }) => waiting.has(messageId));
  if (retried.length === 0) return [];
  await tx.db.named(
    'parts_retried',
    `update notifications.parts p set state = 'retried' from unnest($1::text[], $2::text[]) as gone (carrier, id)
     where p.carrier = gone.carrier and p.carrier_message_id = gone.id`,
    [retried.map(({ carrier }) => carrier), retried.map(({ carrierMessageId }) => carrierMessageId)],
  );
  await tx.db.named(
    'messages_try_again',
    `update notifications.messages m set status = 'queued', next_attempt_at = next.at, lease_until = null,
       receipt_retries = receipt_retries + 1
     from unnest($1::uuid[], $2::timestamptz[]) as next (id, at) where m.id = next.id`,
    [again.map(({ message }) => message.id), again.map(({ at }) => at.toString())],
  );
  return again.map(({ message: { id: messageId, agencyId } }) => {
    const reason = passing.find((part) => part.messageId === messageId)?.reason ?? '';
    return { agencyId, messageId, kind: 'retry', reason };
  });
}

/** Parts that a carrier has or a telephone got. */
export function heldParts(
  ctx: Ctx,
  messageIds: readonly string[],
): Promise<{ messageId: string; part: number; covers: number }[]> {
  return ctx.db.named(
    'parts_held',
    `select message_id as "messageId", part, covers from notifications.parts
     where message_id = any($1) and state in ('submitted', 'delivered')`,
    [[...messageIds]],
  );
}
