import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import type { Channel } from '#modules/people/index.ts';
import type { InboundAnswer, InboundMeaning } from './inbound.ts';
import { addressIndexOf, type SuppressionReason } from './suppressions.ts';

export interface Address {
  readonly channel: Channel;
  readonly address: string;
}

/** What somebody wrote, in clear: for its writer. */
export interface Letter {
  readonly receivedAt: Temporal.Instant;
  readonly channel: Channel;
  /** Empty once it was erased. */
  readonly text: string;
  readonly meaning: InboundMeaning;
  readonly answer: InboundAnswer;
}

/** Why an address gets no notices, past reasons too. */
export interface Wish {
  readonly channel: Channel;
  readonly reason: SuppressionReason;
  readonly topic: string | null;
  readonly since: Temporal.Instant;
  readonly liftedAt: Temporal.Instant | null;
}

const indexesOf = (ctx: Ctx, addresses: readonly Address[]): string[] =>
  addresses
    .filter(({ address }) => address !== '')
    .map(({ channel, address }) => addressIndexOf(ctx, channel, address));

/** Everything that came from these addresses, the newest first, at most 1,000. */
export async function lettersFrom(ctx: Ctx, addresses: readonly Address[]): Promise<Letter[]> {
  const rows = await ctx.db.named<Omit<Letter, 'text'> & { id: string; textSealed: string }>(
    'letters_from',
    `select id, received_at as "receivedAt", channel, text_sealed as "textSealed", meaning, answer
     from notifications.inbound where address_index = any($1) order by received_at desc, id desc limit 1000`,
    [indexesOf(ctx, addresses)],
  );
  return rows.map(({ id, textSealed, ...letter }) => ({
    ...letter,
    text: textSealed === '' ? '' : ctx.crypt.open(textSealed, `notifications.inbound.text.${id}`),
  }));
}

/** Why these addresses get or got no notices, the newest first. */
export function wishesOf(ctx: Ctx, addresses: readonly Address[]): Promise<Wish[]> {
  return ctx.db.named(
    'wishes_of',
    `select channel, reason, topic, since, lifted_at as "liftedAt" from notifications.suppressions
     where address_index = any($1) order by since desc, id desc limit 1000`,
    [indexesOf(ctx, addresses)],
  );
}

/**
 * Empties what was written from the addresses that messages to these people went to, and the addresses of their wishes.
 * The wishes stay, under their index: who is forgotten did not ask to be written to again. Before the messages are emptied.
 */
export async function eraseLetters(tx: Ctx, personIds: readonly string[]): Promise<number> {
  const indexes = `select distinct address_index from notifications.messages where person_id = any($1) and address_index is not null`;
  await tx.db.named(
    'wishes_erase',
    `update notifications.suppressions set address_sealed = '' where address_index in (${indexes})`,
    [[...personIds]],
  );
  const rows = await tx.db.named(
    'letters_erase',
    `update notifications.inbound set from_sealed = '', text_sealed = '', address_index = ''
     where address_index in (${indexes}) and text_sealed <> '' returning id`,
    [[...personIds]],
  );
  return rows.length;
}

/** Empties what was written before `before`, a batch of it. Returns how many. */
export async function forgetLetters(db: Db, before: Temporal.Instant, limit: number): Promise<number> {
  const rows = await db.named(
    'letters_forget',
    `update notifications.inbound set from_sealed = '', text_sealed = '', address_index = ''
     where id in (select id from notifications.inbound where received_at < $1 and text_sealed <> '' order by received_at limit $2)
     returning id`,
    [before, limit],
  );
  return rows.length;
}
