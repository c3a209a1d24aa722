import type { Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import { lastFailures } from './last-failures.ts';

/** Which failed messages may go again: no code, no try, not erased. `$1` is the agency. */
const MAY_GO = `f.agency_id = $1 and f.status = 'failed' and f.lane > 1 and f.mode <> 'test' and f.body_sealed <> ''`;
/** What failed before it is left alone; `$2` is now. */
const WEEK_AGO = `$2::timestamptz - interval '7 days'`;

/** Queues these messages anew, with as much time as when they were last to leave, at least an hour where they had one. */
const requeue = (chosen: string): string =>
  `update notifications.messages m set status = 'queued', next_attempt_at = $2, attempts = 1, lease_until = null,
     settled_at = null, receipt_retries = 0,
     expires_at = $2 + greatest(m.expires_at - m.next_attempt_at, least(m.expires_at - m.created_at, interval '1 hour'))
   where m.id in (${chosen} for update of f) returning m.id`;

/** Puts failed messages of one cause back into the queue, the oldest first; parts that did not arrive go again. */
export async function requeueFailed(
  tx: Ctx,
  wanted: { agencyId: string; channel: Channel; reason: string; limit: number },
): Promise<string[]> {
  const rows = await tx.db.named<{ id: string }>(
    'messages_redrive',
    requeue(`select f.id from ${lastFailures(WEEK_AGO)} e join notifications.messages f on f.id = e.message_id
      where ${MAY_GO} and f.channel = $3 and e.reason = $4 order by f.created_at limit $5`),
    [wanted.agencyId, tx.clock.now(), wanted.channel, wanted.reason, wanted.limit],
  );
  return openParts(tx, rows);
}

/** Puts one failed message back into the queue. False: it has not failed, or may not go again. */
export async function requeueOne(tx: Ctx, agencyId: string, id: string): Promise<boolean> {
  const rows = await tx.db.named<{ id: string }>(
    'message_redrive_one',
    requeue(`select f.id from notifications.messages f
      where ${MAY_GO} and f.id = $3 and coalesce(f.settled_at, f.created_at) > ${WEEK_AGO}`),
    [agencyId, tx.clock.now(), id],
  );
  return (await openParts(tx, rows)).length > 0;
}

/** A part that failed would settle the new attempt at once; what arrived need not go again. */
async function openParts(tx: Ctx, rows: readonly { readonly id: string }[]): Promise<string[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return ids;
  await tx.db.named(
    'parts_redrive',
    `update notifications.parts set state = 'retried' where message_id = any($1) and state in ('failed', 'expired')`,
    [ids],
  );
  return ids;
}
