import type { Ctx } from '#platform/context.ts';
import { closedAgencies } from '../store/closed-agencies.ts';

/** Messages whose time has come. */
export interface Due {
  /** How many wait since before the given instant, and nothing holds them back. */
  readonly late: number;
  /** How many quiet hours or a spent budget hold back: they wait on purpose. */
  readonly held: number;
  /** From when the oldest waits that nothing holds back; null: none does. */
  readonly oldest: Temporal.Instant | null;
}

/** What waits to be sent, of one agency or of all. For whoever watches over the program: it names nobody. */
export async function dueMessages(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { agencyId, before }: { agencyId?: string; before: Temporal.Instant },
): Promise<Due> {
  const closed = await closedAgencies(ctx, 'sms');
  const [row] = await ctx.db.named<Due>(
    'messages_due',
    `select count(*) filter (where not held and due < $2)::int as late, count(*) filter (where held)::int as held,
       min(due) filter (where not held) as oldest
     from (select m.due, m.channel = 'sms' and exists (
         select from unnest($4::uuid[], $5::int[]) as closed (party, open_lane)
         where closed.party = m.agency_id and m.lane > closed.open_lane) as held
       from notifications.queue m
       where m.state = 'queued' and m.due <= $1 and ($3::uuid is null or m.agency_id = $3)) waiting`,
    [
      ctx.clock.now(),
      before,
      agencyId ?? null,
      closed.map(({ party }) => party),
      closed.map(({ openLane }) => openLane),
    ],
  );
  return row ?? { late: 0, held: 0, oldest: null };
}
