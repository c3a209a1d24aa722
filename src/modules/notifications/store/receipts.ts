import type { Ctx } from '#platform/context.ts';
import { transact } from '#platform/context.ts';
import { addEvidence, setFate, type Fate } from './messages.ts';

export interface CarrierReceipt {
  readonly carrierMessageId: string;
  readonly state: 'delivered' | 'failed' | 'expired' | 'pending';
  readonly reason: string;
}

/** From which fates a receipt may still move a message. */
const OPEN: readonly Fate[] = ['sending', 'submitted', 'uncertain'];

/** The carrier took a part under this id; a receipt that was faster is applied now. */
export async function notePart(
  tx: Ctx,
  part: { carrier: string; carrierMessageId: string; agencyId: string; messageId: string; part: number },
): Promise<CarrierReceipt | undefined> {
  await tx.db.named(
    'part_insert',
    `insert into notifications.parts (carrier, carrier_message_id, agency_id, message_id, part, state)
     values ($1, $2, $3, $4, $5, 'submitted') on conflict do nothing`,
    [part.carrier, part.carrierMessageId, part.agencyId, part.messageId, part.part],
  );
  const [early] = await tx.db.named<CarrierReceipt>(
    'early_take',
    `delete from notifications.early_receipts where carrier = $1 and carrier_message_id = $2
     returning carrier_message_id as "carrierMessageId", state, reason`,
    [part.carrier, part.carrierMessageId],
  );
  return early;
}

/** Applies a receipt: repeated ones and late ones change nothing, unknown ones wait for their part. */
export async function applyReceipt(ctx: Ctx, carrier: string, receipt: CarrierReceipt): Promise<void> {
  if (receipt.state === 'pending') return;
  await transact(ctx, async (tx) => {
    const [part] = await tx.db.named<{ messageId: string; agencyId: string; part: number }>(
      'part_settle',
      `update notifications.parts set state = $3 where carrier = $1 and carrier_message_id = $2 and state = 'submitted'
       returning message_id as "messageId", agency_id as "agencyId", part`,
      [carrier, receipt.carrierMessageId, receipt.state],
    );
    if (!part) return keepIfUnknown(tx, carrier, receipt);
    const { messageId, agencyId } = part;
    await addEvidence(tx, {
      agencyId,
      messageId,
      kind: receipt.state as 'delivered',
      part: part.part,
      reason: receipt.reason,
    });
    const fate = await fateOfParts(tx, messageId);
    if (fate) await setFate(tx, messageId, fate, OPEN);
  });
}

async function keepIfUnknown(tx: Ctx, carrier: string, receipt: CarrierReceipt): Promise<void> {
  await tx.db.named(
    'early_insert',
    `insert into notifications.early_receipts (carrier, carrier_message_id, state, reason, received_at)
     select $1, $2, $3, $4, $5 where not exists (
       select from notifications.parts where carrier = $1 and carrier_message_id = $2)
     on conflict do nothing`,
    [carrier, receipt.carrierMessageId, receipt.state, receipt.reason, tx.clock.now()],
  );
}

/** Delivered when every part is; failed or expired as soon as one part is. Undefined while parts are open. */
async function fateOfParts(tx: Ctx, messageId: string): Promise<Fate | undefined> {
  // The row of the message is locked first, so that receipts of two parts at once see each other.
  const [row] = await tx.db.named<{ parts: number; delivered: string; failed: string; expired: string }>(
    'parts_count',
    `with message as (select id, parts from notifications.messages where id = $1 for update)
     select m.parts, count(*) filter (where p.state = 'delivered') as delivered,
       count(*) filter (where p.state = 'failed') as failed, count(*) filter (where p.state = 'expired') as expired
     from message m join notifications.parts p on p.message_id = m.id group by m.parts`,
    [messageId],
  );
  if (!row) return undefined;
  if (Number(row.failed) > 0) return 'failed';
  if (Number(row.expired) > 0) return 'expired';
  return Number(row.delivered) >= row.parts ? 'delivered' : undefined;
}
