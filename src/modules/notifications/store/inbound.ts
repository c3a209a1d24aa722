import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import type { Channel } from '#modules/people/index.ts';
import { addressIndexOf } from './suppressions.ts';

export type InboundMeaning = 'stop' | 'start' | 'help' | 'status' | 'unknown' | 'mail';
/** What we answered: a message, or why none. */
export type InboundAnswer = 'sent' | 'too_many' | 'robot' | 'repeated' | 'none';

export interface NewInbound {
  readonly agencyId: string;
  readonly channel: Channel;
  readonly from: string;
  readonly sentTo: string;
  readonly text: string;
  readonly meaning: InboundMeaning;
  readonly answer: InboundAnswer;
}

const place = (field: string, id: string) => `notifications.inbound.${field}.${id}`;
/** More than any SMS of ten parts; of a mail the beginning. */
const LONGEST = 2000;

/** Keeps what somebody wrote, sealed, once under each `id`. It is made by the caller, who may answer under it. */
export async function insertInbound(tx: Ctx, id: string, inbound: NewInbound): Promise<void> {
  const { agencyId, channel, from, sentTo, text, meaning, answer } = inbound;
  await tx.db.named(
    'inbound_insert',
    `insert into notifications.inbound (id, agency_id, channel, address_index, from_sealed, sent_to, text_sealed, received_at,
       meaning, answer) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
    [
      id,
      agencyId,
      channel,
      addressIndexOf(tx, channel, from),
      tx.crypt.seal(from, place('from', id)),
      sentTo,
      tx.crypt.seal(text.slice(0, LONGEST), place('text', id)),
      tx.clock.now(),
      meaning,
      answer,
    ],
  );
}

/** How often an address wrote since then. */
export async function countInbound(
  tx: Ctx,
  channel: Channel,
  from: string,
  since: Temporal.Instant,
): Promise<{ all: number; answered: number; unknown: number }> {
  const [row] = await tx.db.named<{ all: number; answered: number; unknown: number }>(
    'inbound_count',
    `select count(*)::int as all, (count(*) filter (where answer = 'sent'))::int as answered,
       (count(*) filter (where meaning = 'unknown'))::int as unknown
     from notifications.inbound where address_index = $1 and channel = $2 and received_at > $3`,
    [addressIndexOf(tx, channel, from), channel, since],
  );
  return row ?? { all: 0, answered: 0, unknown: 0 };
}

/** What an address wrote, without its words. */
export interface InboundRow {
  readonly id: string;
  readonly receivedAt: Temporal.Instant;
  readonly meaning: InboundMeaning;
  readonly answer: InboundAnswer;
}

/** The last things that an address wrote, the newest first. */
export function listInbound(ctx: Ctx, channel: Channel, address: string, limit: number): Promise<InboundRow[]> {
  return ctx.db.named(
    'inbound_list',
    `select id, received_at as "receivedAt", meaning, answer from notifications.inbound
     where address_index = $1 and channel = $2 order by received_at desc, id desc limit $3`,
    [addressIndexOf(ctx, channel, address), channel, limit],
  );
}

/** The agencies that notify, the oldest first: a wish said to our common number is a wish to all of them. */
export async function notifyingAgencies(db: Db): Promise<string[]> {
  const rows = await db.named<{ agencyId: string }>(
    'agencies_notifying',
    // An agency whose notices only other systems ask for has texts and no rules.
    `select agency_id as "agencyId" from notifications.rules union
     select agency_id from notifications.template_versions order by 1`,
    [],
  );
  return rows.map(({ agencyId }) => agencyId);
}
