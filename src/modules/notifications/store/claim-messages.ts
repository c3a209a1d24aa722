import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { claimFairly } from '#platform/jobs/claim-fairly.ts';
import type { Channel } from '#modules/people/index.ts';
import { missingParts } from '../domain/next-try.ts';
import { reserveBudget } from './budget.ts';
import { closedAgencies } from './closed-agencies.ts';
import { place, type ClaimedMessage, type Terms } from './messages.ts';
import { heldParts } from './try-again.ts';

/** Claimed, but not to be sent now: as if they had never been claimed. */
async function putBack(db: Db, messages: readonly { readonly id: string }[]): Promise<void> {
  await db.named(
    'messages_put_back',
    `update notifications.messages set status = 'queued', lease_until = null, attempts = attempts - 1 where id = any($1)`,
    [messages.map(({ id }) => id)],
  );
}

/** Of messages that were tried before: which parts are still to be sent. Only those take money from the budget. */
async function leaveOutHeld<Row extends Pick<ClaimedMessage, 'id' | 'attempts' | 'parts'>>(
  ctx: Ctx,
  channel: Channel,
  messages: readonly Row[],
): Promise<(Row & { readonly onlyParts?: readonly number[] })[]> {
  const again = messages.filter(({ attempts }) => attempts > 1).map(({ id }) => id);
  if (channel !== 'sms' || again.length === 0) return [...messages];
  const held = await heldParts(ctx, again);
  return messages.map((message) => {
    const own = held.filter(({ messageId }) => messageId === message.id);
    if (own.length === 0) return message;
    const onlyParts = missingParts(message.parts, own);
    return { ...message, onlyParts, parts: onlyParts.length };
  });
}

/** Whether there is anything to claim, now or later: a look at one entry of an index, for senders that stand idle. */
export async function anyQueued(db: Db, channel: Channel): Promise<boolean> {
  const rows = await db.named(
    'messages_any_queued',
    `select from notifications.queue where channel = $1 and state = 'queued' limit 1`,
    [channel],
  );
  return rows.length > 0;
}

/**
 * Claims messages of a channel that are ready to go: codes first, bulk last, each agency its share of a lane, none of those
 * whose agency is in its quiet hours or has spent its month. Inside a transaction: money is set aside with the claim.
 */
export async function claimMessages(
  ctx: Ctx,
  channel: Channel,
  limit: number,
  terms: Terms,
): Promise<ClaimedMessage[]> {
  type Row = Omit<ClaimedMessage, 'address' | 'body' | 'onlyParts'> & { addressSealed: string; bodySealed: string };
  const now = ctx.clock.now();
  const claimed = await claimFairly<Row>(
    ctx.db,
    {
      name: `message_claim_${channel}`,
      table: 'notifications.messages',
      queue: 'notifications.queue',
      key: 'message_id',
      waiting: `state = 'queued' and channel = '${channel}'`,
      lane: 'lane',
      party: 'agency_id',
      due: 'due',
      set: `status = 'sending', lease_until = $2, attempts = attempts + 1`,
      returning: `id, agency_id as "agencyId", subject_type as "subjectType", subject_id as "subjectId", template, lane, channel, address_sealed as "addressSealed", address_index as "addressIndex", subject_line as "subjectLine",
        body_sealed as "bodySealed", policy, parts, carrier, attempts, possible_duplicate as "possibleDuplicate", expires_at as "expiresAt"`,
    },
    {
      now,
      leaseUntil: now.add({ seconds: terms.leaseSeconds }),
      limit,
      closed: await closedAgencies(ctx, channel),
    },
  );
  const toSend = await leaveOutHeld(ctx, channel, claimed);
  const { leaving: rows, held } = await reserveBudget(ctx, channel, toSend);
  if (held.length > 0) await putBack(ctx.db, held);
  return rows.map(({ addressSealed, bodySealed, ...row }) => ({
    ...row,
    address: ctx.crypt.open(addressSealed, place('address', row.id)),
    body: ctx.crypt.open(bodySealed, place('body', row.id)),
  }));
}
