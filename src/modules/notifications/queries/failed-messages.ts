import type { Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import { authorizeNotices } from '../access.ts';
import { lastFailures } from '../store/last-failures.ts';

/** A message that failed and is not tried again by itself: never its text, nor whom it was for. */
export interface FailedMessage {
  readonly id: string;
  readonly channel: Channel;
  readonly template: string;
  readonly unitId: string | null;
  /** The procedure that it is about; null: something else asked for it. */
  readonly procedureId: string | null;
  readonly folio: string | null;
  /** The name that the system gave it which asked for it. */
  readonly reference: string | null;
  readonly failedAt: Temporal.Instant;
  /** As the evidence keeps it; empty where none was given. */
  readonly reason: string;
  /** Whether there is still something to send: contents are erased in time. */
  readonly sendable: boolean;
}

export const FAILED_PAGE_SIZE = 50;

/**
 * Failed messages of the last week that the operations screen counts by cause, the newest first, one page of them.
 *
 * @param filter of one channel and cause; all without. `before`: id of the last message of the page before.
 */
export async function listFailed(
  ctx: Ctx,
  agencyId: string,
  filter: { channel?: Channel; reason?: string; before?: string },
): Promise<{ rows: FailedMessage[]; more: boolean }> {
  authorizeNotices(ctx, 'notifications.read', agencyId);
  const rows = await ctx.db.named<FailedMessage>(
    'messages_failed_list',
    // Of all that notices are about only procedures have a folio; what has none is left without.
    `select m.id, m.channel, coalesce(m.template, '') as template, m.unit_id as "unitId", p.id as "procedureId", p.folio,
       m.reference, coalesce(m.settled_at, m.created_at) as "failedAt", e.reason, m.body_sealed <> '' as sendable
     from ${lastFailures('$2')} e join notifications.messages m on m.id = e.message_id
     left join registry.public_procedures p on m.subject_type = 'procedure' and p.id = m.subject_id and p.agency_id = m.agency_id
     where m.agency_id = $1 and m.status = 'failed' and m.mode <> 'test' and m.lane > 1
       and ($3::text is null or m.channel = $3) and ($4::text is null or e.reason = $4)
       and ($5::uuid is null or (m.created_at, m.id) < (select created_at, id from notifications.messages where id = $5))
     order by m.created_at desc, m.id desc limit $6`,
    [
      agencyId,
      ctx.clock.now().subtract({ hours: 7 * 24 }),
      filter.channel ?? null,
      filter.reason ?? null,
      filter.before ?? null,
      FAILED_PAGE_SIZE + 1,
    ],
  );
  return { rows: rows.slice(0, FAILED_PAGE_SIZE), more: rows.length > FAILED_PAGE_SIZE };
}
