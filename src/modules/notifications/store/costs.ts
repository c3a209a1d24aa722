import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';

/** What a carrier asks for one part, from a civil day on. */
export interface Price {
  readonly carrier: string;
  readonly validFrom: Temporal.PlainDate;
  /** Ten-thousandths of a peso. */
  readonly partMxnE4: number;
}

/** What a carrier took of a message. */
export interface Taken {
  readonly agencyId: string;
  readonly messageId: string;
  readonly carrier: string;
  readonly parts: number;
  /** All parts that were to be taken: the message is submitted now. */
  readonly whole: boolean;
}

/** What one part costs, by agency and carrier. */
export type PartPrices = (agencyId: string, carrier: string) => number;

/** What carriers ask today for a part, in ten-thousandths of a peso; 0 where nothing is set. Asked once for a whole batch. */
export async function pricesOf(
  tx: Ctx,
  taken: readonly Omit<Taken, 'parts' | 'whole' | 'messageId'>[],
): Promise<PartPrices> {
  const pairs = [...new Map(taken.map((one) => [`${one.agencyId} ${one.carrier}`, one])).values()];
  if (pairs.length === 0) return () => 0;
  const rows = await tx.db.named<{ agencyId: string; carrier: string; price: number }>(
    'prices_now',
    `select distinct on (p.agency_id, p.carrier) p.agency_id as "agencyId", p.carrier, p.part_mxn_e4 as price
     from unnest($1::uuid[], $2::text[]) as asked (agency_id, carrier)
     join notifications.prices p on p.agency_id = asked.agency_id and p.carrier = asked.carrier
       and p.valid_from <= ($3::timestamptz at time zone 'America/Mexico_City')::date
     order by p.agency_id, p.carrier, p.valid_from desc`,
    [pairs.map(({ agencyId }) => agencyId), pairs.map(({ carrier }) => carrier), tx.clock.now()],
  );
  const prices = new Map(rows.map(({ agencyId, carrier, price }) => [`${agencyId} ${carrier}`, price]));
  return (agencyId, carrier) => prices.get(`${agencyId} ${carrier}`) ?? 0;
}

/**
 * Carriers took parts of messages: they cost what that carrier asks on this day, whatever becomes of them. Each taking
 * adds, so that a repeated message shows what it really cost.
 */
export async function chargeTaken(tx: Ctx, taken: readonly Taken[], prices: PartPrices): Promise<void> {
  if (taken.length === 0) return;
  // Late answers of two parts of one message may come together; an UPDATE would count one of them.
  const sums = new Map<string, { carrier: string; parts: number; whole: boolean; cost: number }>();
  for (const { agencyId, messageId, carrier, parts, whole } of taken) {
    const before = sums.get(messageId) ?? { parts: 0, whole: false, cost: 0 };
    const cost = before.cost + parts * prices(agencyId, carrier);
    sums.set(messageId, { carrier, parts: before.parts + parts, whole: before.whole || whole, cost });
  }
  const rows = [...sums.values()];
  await tx.db.named(
    'messages_charge',
    `update notifications.messages m set carrier = t.carrier, charged_parts = charged_parts + t.parts,
       accepted_at = coalesce(accepted_at, $6), cost_mxn_e4 = cost_mxn_e4 + t.cost,
       status = case when t.whole and m.status in ('sending', 'uncertain') then 'submitted' else m.status end,
       lease_until = case when t.whole and m.status in ('sending', 'uncertain') then null else m.lease_until end
     from unnest($1::uuid[], $2::text[], $3::int[], $4::boolean[], $5::bigint[]) as t (id, carrier, parts, whole, cost)
     where m.id = t.id`,
    [
      [...sums.keys()],
      rows.map(({ carrier }) => carrier),
      rows.map(({ parts }) => parts),
      rows.map(({ whole }) => whole),
      rows.map(({ cost }) => cost),
      tx.clock.now(),
    ],
  );
}

/** Sets what a carrier asks from a day on. A day whose price was set already gets the new one. */
export async function putPrice(tx: Ctx, agencyId: string, price: Price): Promise<void> {
  await tx.db.named(
    'price_put',
    `insert into notifications.prices (id, agency_id, carrier, valid_from, part_mxn_e4, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (agency_id, carrier, valid_from)
       do update set part_mxn_e4 = excluded.part_mxn_e4, set_by = excluded.set_by, set_at = excluded.set_at`,
    [
      newId(),
      agencyId,
      price.carrier,
      price.validFrom.toString(),
      price.partMxnE4,
      actorLabel(tx.actor),
      tx.clock.now(),
    ],
  );
}

/** Every price of an agency, by carrier, the newest first. */
export async function listPrices(ctx: Ctx, agencyId: string): Promise<Price[]> {
  const rows = await ctx.db.named<{ carrier: string; validFrom: string; partMxnE4: number }>(
    'price_list',
    `select carrier, valid_from::text as "validFrom", part_mxn_e4 as "partMxnE4" from notifications.prices
     where agency_id = $1 order by carrier, valid_from desc`,
    [agencyId],
  );
  return rows.map(({ validFrom, ...row }) => ({ ...row, validFrom: Temporal.PlainDate.from(validFrom) }));
}
