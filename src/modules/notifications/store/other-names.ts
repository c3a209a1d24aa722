import type { Ctx } from '#platform/context.ts';
import { recipientIndexOf, settleParts, type CarrierReceipt, type SettledPart } from './receipts.ts';

/**
 * Settles receipts by any of the names that each may mean (hex for decimal, the reverse, without zeros), the likeliest first.
 * Only a part of a message to the telephone that the receipt names is believed: "10" alone may be two different messages.
 * `matched` are those receipts, as they came, with the name that was meant; also of parts that had their receipt before,
 * whose repetition must not wait for a message to come that happens to bear that name.
 */
export async function settleByNames(
  tx: Ctx,
  receipts: readonly CarrierReceipt[],
  namesFor: (receipt: CarrierReceipt) => readonly string[],
): Promise<{ settled: SettledPart[]; matched: ReadonlyMap<CarrierReceipt, string> }> {
  const asked = receipts.flatMap((receipt, position) => {
    const index = recipientIndexOf(tx, receipt);
    return index === null ? [] : namesFor(receipt).map((id, rank) => ({ position, rank, id, index }));
  });
  if (asked.length === 0) return { settled: [], matched: new Map() };
  const found = await tx.db.named<{ position: number; known: string }>(
    'parts_by_name',
    `select distinct on (asked.position) asked.position, p.carrier_message_id as known
     from unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::text[]) as asked (position, rank, carrier, id, recipient)
     join notifications.parts p on p.carrier = asked.carrier and p.carrier_message_id = asked.id
     join notifications.messages m on m.id = p.message_id and m.address_index = asked.recipient
     order by asked.position, asked.rank`,
    [
      asked.map(({ position }) => position),
      asked.map(({ rank }) => rank),
      asked.map(({ position }) => receipts[position]?.carrier),
      asked.map(({ id }) => id),
      asked.map(({ index }) => index),
    ],
  );
  const matched = new Map<CarrierReceipt, string>();
  for (const { position, known } of found) {
    const receipt = receipts[position];
    if (receipt) matched.set(receipt, known);
  }
  const renamed = [...matched].map(([receipt, carrierMessageId]) => ({ ...receipt, carrierMessageId }));
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
