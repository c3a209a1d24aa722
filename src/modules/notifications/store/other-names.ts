import type { Ctx } from '#platform/context.ts';
import { recipientIndexOf, settleParts, type CarrierReceipt, type SettledPart } from './receipts.ts';

/**
 * Settles receipts whose id no part has as it stands, by its other spellings (hex for decimal, the reverse, without zeros).
 * Only where the part is of a message to the telephone that the receipt names: "10" alone may be two different messages.
 * `matched` are those receipts, as they came.
 */
export async function settleByOtherNames(
  tx: Ctx,
  unknown: readonly CarrierReceipt[],
): Promise<{ settled: SettledPart[]; matched: ReadonlySet<CarrierReceipt> }> {
  const asked = unknown.flatMap((receipt, position) => {
    const index = recipientIndexOf(tx, receipt);
    return index === null ? [] : (receipt.otherNames?.ids ?? []).map((id) => ({ position, id, index }));
  });
  if (asked.length === 0) return { settled: [], matched: new Set() };
  const found = await tx.db.named<{ position: number; known: string }>(
    'parts_by_other_name',
    `select distinct on (asked.position) asked.position, p.carrier_message_id as known
     from unnest($1::int[], $2::text[], $3::text[], $4::text[]) as asked (position, carrier, id, recipient)
     join notifications.parts p on p.carrier = asked.carrier and p.carrier_message_id = asked.id and p.state = 'submitted'
     join notifications.messages m on m.id = p.message_id and m.address_index = asked.recipient
     order by asked.position, p.taken_at desc`,
    [
      asked.map(({ position }) => position),
      asked.map(({ position }) => unknown[position]?.carrier),
      asked.map(({ id }) => id),
      asked.map(({ index }) => index),
    ],
  );
  const matched = new Set<CarrierReceipt>();
  const renamed = found.flatMap(({ position, known }) => {
    const receipt = unknown[position];
    if (!receipt) return [];
    matched.add(receipt);
    return [{ ...receipt, carrierMessageId: known }];
  });
  return { settled: await settleParts(tx, renamed), matched };
}

/** Forgets receipts that no message was found for until `before`. Returns how many. */
export async function forgetUnknownReceipts(tx: Ctx, before: Temporal.Instant): Promise<number> {
  const rows = await tx.db.named(
    'early_forget',
    'delete from notifications.early_receipts where received_at < $1 returning carrier_message_id',
    [before],
  );
  return rows.length;
}
