import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import type { Channel } from '#modules/people/index.ts';

/**
 * Why an address gets nothing. `opt_out` and `complaint` are people's will: mandatory topics pass. `hard_bounce` says that
 * nobody is there: only codes pass, for a code that arrives is how an address shows that it is alive.
 */
export const SUPPRESSION_REASONS = ['opt_out', 'hard_bounce', 'complaint'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** What templates are of that nobody gave a topic. */
export const USUAL_TOPIC = 'tramites';

/** The same index as the contact points of people. */
export const addressIndexOf = (ctx: Pick<Ctx, 'crypt'>, channel: Channel, address: string): string =>
  ctx.crypt.blindIndex(channel === 'email' ? address.toLowerCase() : address, `people.${channel}`);

const place = (id: string) => `notifications.suppression.address.${id}`;

export interface NewSuppression {
  readonly agencyId: string;
  readonly channel: Channel;
  readonly address: string;
  /** Null: every topic that is not mandatory. */
  readonly topic: string | null;
  readonly reason: SuppressionReason;
  /** Code of the bounce, kind of complaint, or where the wish was said: `sms`, `one-click`, `page`, `mail`. */
  readonly detail: string;
  readonly messageId?: string;
}

/** True if this was not so already. */
export async function insertSuppression(tx: Ctx, wanted: NewSuppression): Promise<boolean> {
  const id = newId();
  const rows = await tx.db.named(
    'suppression_insert',
    `insert into notifications.suppressions
       (id, agency_id, channel, address_index, address_sealed, topic, reason, detail, message_id, since)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
    [
      id,
      wanted.agencyId,
      wanted.channel,
      addressIndexOf(tx, wanted.channel, wanted.address),
      tx.crypt.seal(wanted.address, place(id)),
      wanted.topic,
      wanted.reason,
      wanted.detail,
      wanted.messageId ?? null,
      tx.clock.now(),
    ],
  );
  return rows.length > 0;
}

/** Which suppressions end: one by its id, or those that an address may lift itself. */
export type Lifted =
  | { readonly suppressionId: string }
  | { readonly agencyId: string; readonly channel: Channel; readonly address: string; readonly topic: string | null };

/**
 * Ends suppressions in force. An address that asks for everything again (`topic` null) lifts all that was its own will;
 * for one topic it lifts that one and the general one. Returns how many ended.
 */
export async function endSuppressions(tx: Ctx, which: Lifted, because: string): Promise<number> {
  const [condition, values] =
    'suppressionId' in which
      ? ['id = $4', [which.suppressionId]]
      : [
          `agency_id = $4 and channel = $5 and address_index = $6 and reason in ('opt_out', 'complaint')
             and ($7::text is null or topic is null or topic = $7)`,
          [which.agencyId, which.channel, addressIndexOf(tx, which.channel, which.address), which.topic],
        ];
  const rows = await tx.db.sql(
    `update notifications.suppressions set lifted_at = $1, lifted_by = $2, lifted_because = $3
     where lifted_at is null and ${condition} returning id`,
    [tx.clock.now(), actorLabel(tx.actor), because, ...values],
  );
  return rows.length;
}

export interface Suppression {
  readonly id: string;
  readonly agencyId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly topic: string | null;
  readonly reason: SuppressionReason;
  readonly detail: string;
  readonly messageId: string | null;
  readonly since: Temporal.Instant;
  readonly liftedAt: Temporal.Instant | null;
  readonly liftedBy: string | null;
  readonly liftedBecause: string | null;
}

export interface SuppressionFilter {
  readonly channel?: Channel;
  readonly reason?: SuppressionReason;
  /** Only of this address. */
  readonly address?: string;
  /** Only this one. */
  readonly id?: string;
  /** Ended ones too. */
  readonly past?: boolean;
  /** Id of the last one seen: only older ones. */
  readonly before?: string;
}

/** Suppressions of an agency, the newest first. */
export async function listSuppressions(
  ctx: Ctx,
  agencyId: string,
  filter: SuppressionFilter,
  limit: number,
): Promise<Suppression[]> {
  const { channel, address } = filter;
  const indexes =
    address === undefined
      ? null
      : (channel ? [channel] : (['sms', 'email'] as const)).map((one) => addressIndexOf(ctx, one, address));
  const rows = await ctx.db.named<Omit<Suppression, 'address'> & { addressSealed: string }>(
    'suppression_list',
    `select s.id, s.agency_id as "agencyId", s.channel, s.address_sealed as "addressSealed", s.topic, s.reason, s.detail,
       s.message_id as "messageId", s.since, s.lifted_at as "liftedAt", s.lifted_by as "liftedBy",
       s.lifted_because as "liftedBecause"
     from notifications.suppressions s
     where s.agency_id = $1 and ($2::text is null or s.channel = $2) and ($3::text is null or s.reason = $3)
       and ($4::text[] is null or s.address_index = any($4)) and ($5 or s.lifted_at is null)
       and ($6::uuid is null or (s.since, s.id) < (select b.since, b.id from notifications.suppressions b where b.id = $6))
       and ($8::uuid is null or s.id = $8)
     order by s.since desc, s.id desc limit $7`,
    [
      agencyId,
      channel ?? null,
      filter.reason ?? null,
      indexes,
      filter.past ?? false,
      filter.before ?? null,
      limit,
      filter.id ?? null,
    ],
  );
  return rows.map(({ addressSealed, ...row }) => ({
    ...row,
    // Emptied on request of its owner: the wish stays.
    address: addressSealed === '' ? '' : ctx.crypt.open(addressSealed, place(row.id)),
  }));
}

/** One suppression; undefined for an unknown id. */
export async function findSuppressionAgency(ctx: Ctx, id: string): Promise<string | undefined> {
  const [row] = await ctx.db.named<{ agencyId: string }>(
    'suppression_agency',
    'select agency_id as "agencyId" from notifications.suppressions where id = $1',
    [id],
  );
  return row?.agencyId;
}
