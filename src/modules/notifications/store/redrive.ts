import type { Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';

/**
 * The terms on which a failed message may go again: made in the last week, no code, no try, not erased. `$1` is the agency,
 * `$2` now, `which` says the rest.
 */
const requeue = (which: string): string =>
  `update notifications.messages m set status = 'queued', next_attempt_at = $2, attempts = 1, lease_until = null,
     settled_at = null, receipt_retries = 0, expires_at = $2 + (m.expires_at - m.created_at)
   where m.id in (
     select f.id from notifications.messages f
     where f.agency_id = $1 and f.created_at > $2::timestamptz - interval '7 days' and f.status = 'failed'
       and f.lane > 1 and f.mode <> 'test' and f.body_sealed <> '' and ${which} for update of f)
   returning m.id`;

/** Puts failed messages of one cause back into the queue, the oldest first; parts that did not arrive go again. */
export async function requeueFailed(
  tx: Ctx,
  wanted: { agencyId: string; channel: Channel; reason: string; limit: number },
): Promise<string[]> {
  const rows = await tx.db.named<{ id: string }>(
    'messages_redrive',
    requeue(`f.channel = $3 and $4 = (
       select reason from notifications.evidence where message_id = f.id and kind = 'failed' order by at desc, id desc limit 1)
       order by f.created_at limit $5`),
    [wanted.agencyId, tx.clock.now(), wanted.channel, wanted.reason, wanted.limit],
  );
  return openParts(tx, rows);
}

/** Puts one failed message back into the queue. False: it has not failed, or may not go again. */
export async function requeueOne(tx: Ctx, agencyId: string, id: string): Promise<boolean> {
  const rows = await tx.db.named<{ id: string }>('message_redrive_one', requeue('f.id = $3'), [
    agencyId,
    tx.clock.now(),
    id,
  ]);
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
