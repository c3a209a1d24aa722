import type { Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';

/** Puts failed messages of one cause, made in the last week, back into the queue; parts that did not arrive go again. */
export async function requeueFailed(
  tx: Ctx,
  wanted: { agencyId: string; channel: Channel; reason: string; limit: number },
): Promise<string[]> {
  const now = tx.clock.now();
  const rows = await tx.db.named<{ id: string }>(
    'messages_redrive',
    `update notifications.messages m set status = 'queued', next_attempt_at = $5, attempts = 1, lease_until = null,
       settled_at = null, receipt_retries = 0, expires_at = $5 + (m.expires_at - m.created_at)
     where m.id in (
       select f.id from notifications.messages f, lateral (
         select reason from notifications.evidence where message_id = f.id and kind = 'failed' order by at desc, id desc limit 1) e
       where f.agency_id = $1 and f.created_at > $5::timestamptz - interval '7 days' and f.status = 'failed'
         and f.channel = $2 and e.reason = $3 and f.lane > 1 and f.mode <> 'test' and f.body_sealed <> ''
       order by f.created_at limit $4 for update of f)
     returning m.id`,
    [wanted.agencyId, wanted.channel, wanted.reason, wanted.limit, now],
  );
  const ids = rows.map(({ id }) => id);
  // A part that failed would settle the new attempt at once; what arrived need not go again.
  await tx.db.named(
    'parts_redrive',
    `update notifications.parts set state = 'retried' where message_id = any($1) and state in ('failed', 'expired')`,
    [ids],
  );
  return ids;
}
