import { OFFICE_TIME_ZONE } from '#platform/clock.ts';
import type { Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import { announceBudget } from '../budget-alert.ts';

/** At which share of the cap somebody is told. */
const WARN_SHARE = 0.8;

/** First day of the month in which money is spent now, by the civil calendar of the state. */
export const spendingMonth = (now: Temporal.Instant): string =>
  now.toZonedDateTimeISO(OFFICE_TIME_ZONE).toPlainDate().with({ day: 1 }).toString();

/** What a part costs at most on a channel today, over the carriers that an agency has a price for. */
const PART_PRICE = `coalesce((select max(p.part_mxn_e4) from (
  select distinct on (carrier) carrier, part_mxn_e4 from notifications.prices
  where agency_id = s.agency_id and (carrier = 'smtp') = ($2 = 'email')
    and valid_from <= ($3::timestamptz at time zone 'America/Mexico_City')::date
  order by carrier, valid_from desc) p), 0)::int`;

/** The dearest part that an agency pays for on a channel today, in ten-thousandths of a peso; 0 where nothing costs. */
export async function highestPartPrice(ctx: Ctx, agencyId: string, channel: Channel): Promise<number> {
  const [row] = await ctx.db.named<{ price: number }>(
    'part_price_highest',
    `select ${PART_PRICE} as price from (select $1::uuid as agency_id) s`,
    [agencyId, channel, ctx.clock.now()],
  );
  return row?.price ?? 0;
}

interface Billable {
  readonly id: string;
  readonly agencyId: string;
  readonly channel: Channel;
  readonly lane: number;
  readonly parts: number;
}

/**
 * Sets money aside for messages that are about to leave, and says which may: those of agencies without a cap, those that fit
 * under it, and codes, which people need to enter. The row of the month is locked until the claim commits, so fifty senders
 * cannot spend the same peso. With the first message that does not fit, the agency stops until its cap is raised or the
 * month ends.
 */
export async function reserveBudget<Message extends Billable>(
  tx: Ctx,
  channel: Channel,
  messages: readonly Message[],
): Promise<{ leaving: Message[]; held: Message[] }> {
  const now = tx.clock.now();
  const agencies = [...new Set(messages.map(({ agencyId }) => agencyId))].toSorted();
  const capped = await tx.db.named<{ agencyId: string; cap: string; price: number }>(
    'budget_caps',
    `select s.agency_id as "agencyId", s.monthly_cap_mxn_e4::text as cap, ${PART_PRICE} as price
     from notifications.settings s where s.agency_id = any($1) and s.monthly_cap_mxn_e4 is not null order by s.agency_id`,
    [agencies, channel, now],
  );
  const held = new Set<string>();
  for (const { agencyId, cap, price } of capped) {
    if (price === 0) continue;
    const own = messages.filter((message) => message.agencyId === agencyId);
    for (const id of await reserveFor(tx, { agencyId, cap: Number(cap), price, messages: own })) held.add(id);
  }
  return {
    leaving: messages.filter(({ id }) => !held.has(id)),
    held: messages.filter(({ id }) => held.has(id)),
  };
}

/** Returns the ids that do not fit. */
async function reserveFor(
  tx: Ctx,
  order: { agencyId: string; cap: number; price: number; messages: readonly Billable[] },
): Promise<string[]> {
  const { agencyId, cap, price } = order;
  const now = tx.clock.now();
  const month = spendingMonth(now);
  await tx.db.named(
    'spending_open',
    'insert into notifications.spending (agency_id, month) values ($1, $2) on conflict do nothing',
    [agencyId, month],
  );
  const [row] = await tx.db.named<{ reserved: string; warned: boolean }>(
    'spending_lock',
    `select reserved_mxn_e4::text as reserved, warned_at is not null as warned
     from notifications.spending where agency_id = $1 and month = $2 for update`,
    [agencyId, month],
  );
  const before = Number(row?.reserved ?? 0);
  let reserved = before;
  const held: string[] = [];
  for (const { id, lane, parts } of order.messages) {
    const cost = parts * price;
    if (reserved + cost > cap && lane > 1) held.push(id);
    else reserved += cost;
  }
  const warn = row?.warned === false && reserved >= cap * WARN_SHARE;
  await tx.db.named(
    'spending_reserve',
    `update notifications.spending set reserved_mxn_e4 = $3,
       warned_at = case when $4 then $6 else warned_at end,
       exhausted_at = case when $5 then coalesce(exhausted_at, $6) else exhausted_at end
     where agency_id = $1 and month = $2`,
    [agencyId, month, reserved, warn, held.length > 0, now],
  );
  if (warn) await announceBudget(tx, agencyId, { reservedMxnE4: reserved, capMxnE4: cap });
  return held;
}

/** Agencies that have spent their month. */
export async function listExhausted(tx: Pick<Ctx, 'db' | 'clock'>): Promise<string[]> {
  const rows = await tx.db.named<{ agencyId: string }>(
    'spending_exhausted',
    `select s.agency_id as "agencyId" from notifications.spending s
     where s.month = $1 and s.exhausted_at is not null`,
    [spendingMonth(tx.clock.now())],
  );
  return rows.map(({ agencyId }) => agencyId);
}

/**
 * After the cap was changed: who was stopped may send again, and is told again. What the month has cost so far counts, also
 * of the days on which there was no cap and nothing was set aside.
 */
export async function reopenMonth(tx: Ctx, agencyId: string): Promise<void> {
  await tx.db.named(
    'spending_reopen',
    `insert into notifications.spending (agency_id, month) values ($1, $2)
     on conflict (agency_id, month) do update set exhausted_at = null, warned_at = null`,
    [agencyId, spendingMonth(tx.clock.now())],
  );
  await settleSpending(tx, agencyId);
}

/**
 * Puts what is set aside back to what this month really costs: what carriers took, and what is on its way to them. Money
 * kept for messages that failed before a carrier took them comes free.
 */
export async function settleSpending(tx: Ctx, agencyId: string): Promise<void> {
  const now = tx.clock.now();
  const month = spendingMonth(now);
  await tx.db.named(
    'spending_settle_lock',
    'select from notifications.spending where agency_id = $1 and month = $2 for update',
    [agencyId, month],
  );
  await tx.db.named(
    'spending_settle',
    `update notifications.spending sp set reserved_mxn_e4 = used.total,
       exhausted_at = case when used.total < s.monthly_cap_mxn_e4 then null else sp.exhausted_at end
     from notifications.settings s,
       lateral (select coalesce(sum(case
           when m.accepted_at is not null then m.cost_mxn_e4
             + case when m.status = 'sending' and m.channel = 'sms' then m.parts * sms.price else 0 end
           when m.status in ('sending', 'uncertain') and m.channel = 'sms' then m.parts * sms.price
           else 0 end), 0) as total
         from (select ${PART_PRICE.replaceAll('$2', `'sms'`)} as price) sms,
           notifications.messages m
         where m.agency_id = s.agency_id and m.created_at >= $4::timestamptz - interval '100 days'
           and (m.accepted_at >= $4 or m.accepted_at is null and m.status in ('sending', 'uncertain'))) used
     where sp.agency_id = $1 and sp.month = $2 and s.agency_id = sp.agency_id`,
    [agencyId, month, now, monthStart(month)],
  );
}

const monthStart = (month: string): Temporal.Instant =>
  Temporal.PlainDate.from(month).toZonedDateTime(OFFICE_TIME_ZONE).toInstant();

/** Agencies that set money aside this month. */
export async function listSpending(tx: Ctx): Promise<string[]> {
  const rows = await tx.db.named<{ agencyId: string }>(
    'spending_agencies',
    'select agency_id as "agencyId" from notifications.spending where month = $1 order by agency_id',
    [spendingMonth(tx.clock.now())],
  );
  return rows.map(({ agencyId }) => agencyId);
}

export interface MonthSpending {
  readonly reservedMxnE4: number;
  readonly warned: boolean;
  readonly exhausted: boolean;
}

/** What this month has taken so far; only kept where there is a cap. */
export async function findSpending(ctx: Ctx, agencyId: string): Promise<MonthSpending> {
  const [row] = await ctx.db.named<{ reserved: string; warned: boolean; exhausted: boolean }>(
    'spending_find',
    `select reserved_mxn_e4::text as reserved, warned_at is not null as warned, exhausted_at is not null as exhausted
     from notifications.spending where agency_id = $1 and month = $2`,
    [agencyId, spendingMonth(ctx.clock.now())],
  );
  return {
    reservedMxnE4: Number(row?.reserved ?? 0),
    warned: row?.warned ?? false,
    exhausted: row?.exhausted ?? false,
  };
}
