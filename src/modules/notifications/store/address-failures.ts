import { recordAudit } from '#platform/audit/record.ts';
import type { Ctx } from '#platform/context.ts';
import { doubtAddress, type Channel } from '#modules/people/index.ts';
import { failuresThatEnd, isOfTheAddress } from '../domain/address-failure.ts';
import { beginSuppression } from './begin-suppression.ts';
import { place } from './messages.ts';

interface FailedMessage {
  readonly id: string;
  readonly agencyId: string;
  readonly channel: Channel;
  readonly addressIndex: string;
  readonly addressSealed: string;
}

/**
 * Learns about addresses from what became of messages: one that a server says does not exist gets nothing any more, one
 * that a message reached starts anew. In the transaction that settles the messages.
 *
 * @param failed permanent failures, with the reason as the evidence keeps it.
 * @param delivered ids of messages of which a part arrived.
 */
export async function learnFromFates(
  tx: Ctx,
  failed: readonly { readonly messageId: string; readonly reason: string }[],
  delivered: readonly string[],
): Promise<void> {
  if (delivered.length > 0) await forgetFailures(tx, delivered);
  // Most failures are of telephones that are off; those need no look at the message.
  const reasons = new Map(
    failed
      .filter(({ reason }) => isOfTheAddress('sms', reason) || isOfTheAddress('email', reason))
      .map((one) => [one.messageId, one.reason]),
  );
  if (reasons.size === 0) return;
  for (const message of await findMessages(tx, [...reasons.keys()])) {
    const reason = reasons.get(message.id) ?? '';
    if (isOfTheAddress(message.channel, reason)) await noteFailure(tx, message, reason);
  }
}

function forgetFailures(tx: Ctx, delivered: readonly string[]): Promise<unknown> {
  return tx.db.named(
    'address_failures_forget',
    `delete from notifications.address_failures f using notifications.messages m
     where m.id = any($1) and f.agency_id = m.agency_id and f.channel = m.channel and f.address_index = m.address_index`,
    [[...delivered]],
  );
}

function findMessages(tx: Ctx, ids: readonly string[]): Promise<FailedMessage[]> {
  return tx.db.named<FailedMessage>(
    'address_failures_messages',
    `select id, agency_id as "agencyId", channel, address_index as "addressIndex", address_sealed as "addressSealed"
     from notifications.messages where id = any($1) and address_index is not null and address_sealed <> ''`,
    [[...ids]],
  );
}

async function noteFailure(tx: Ctx, message: FailedMessage, reason: string): Promise<void> {
  const { id, agencyId, channel, addressIndex } = message;
  await tx.db.named(
    'address_failure_insert',
    `insert into notifications.address_failures (message_id, agency_id, channel, address_index, reason, at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [id, agencyId, channel, addressIndex, reason, tx.clock.now()],
  );
  const [row] = await tx.db.named<{ failures: number }>(
    'address_failures_count',
    `select count(*)::int as failures from notifications.address_failures
     where agency_id = $1 and channel = $2 and address_index = $3`,
    [agencyId, channel, addressIndex],
  );
  if ((row?.failures ?? 0) < failuresThatEnd(channel)) return;
  const address = tx.crypt.open(message.addressSealed, place('address', id));
  const suppression = {
    agencyId,
    channel,
    address,
    topic: null,
    reason: 'hard_bounce',
    detail: reason,
    messageId: id,
  } as const;
  if (!(await beginSuppression(tx, suppression))) return;
  // When somebody lifts it, the number may be another person's by then.
  await doubtAddress(tx, { agencyId, channel, addressIndex }, 'hard_bounce');
  await recordAudit(tx, {
    action: 'notifications.suppress',
    entityType: 'message',
    entityId: id,
    agencyId,
    detail: { channel, reason: 'hard_bounce', code: reason },
  });
}

/** The address of a suppression starts anew: its earlier failures were answered by whoever lifted it. */
export async function forgetFailuresOf(tx: Ctx, suppressionId: string): Promise<void> {
  await tx.db.named(
    'address_failures_lift',
    `delete from notifications.address_failures f using notifications.suppressions s
     where s.id = $1 and f.agency_id = s.agency_id and f.channel = s.channel and f.address_index = s.address_index`,
    [suppressionId],
  );
}
