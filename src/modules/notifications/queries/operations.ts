import type { Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import { authorizeNotices } from '../access.ts';
import { lastFailures } from '../store/last-failures.ts';
import { listHours, type CheckedHour } from '../store/reconciliations.ts';
import { agencyFigures, sharedFigures } from './alarm-figures.ts';
import type { CarrierNow } from './carriers-now.ts';
import { presentAlarms, type PresentAlarm } from './present-alarms.ts';

/** How notices of an agency are doing. Shares are from 0 to 1; null where nothing was there to count. */
export interface Operations {
  readonly waiting: number;
  /** How long the oldest message has waited that is due and that nothing holds back; null: there is none. */
  readonly oldestSeconds: number | null;
  readonly within10: number | null;
  readonly delivered: number | null;
  /** Events that could not become notices, of all agencies. */
  readonly parked: number;
  readonly alarms: readonly PresentAlarm[];
  /** The hours of the last day that were counted, the newest first. */
  readonly hours: readonly CheckedHour[];
  readonly carriers: readonly CarrierNow[];
  readonly places: readonly Place[];
  readonly dead: readonly DeadLetters[];
}

export interface Place {
  readonly unitId: string | null;
  readonly template: string;
  readonly messages: number;
  readonly delivered: number;
}

export interface DeadLetters {
  readonly channel: Channel;
  readonly reason: string;
  readonly messages: number;
  readonly last: Temporal.Instant;
}

export async function readOperations(ctx: Ctx, agencyId: string): Promise<Operations> {
  authorizeNotices(ctx, 'notifications.read', agencyId);
  const now = ctx.clock.now();
  const [queue] = await ctx.db.named<{ waiting: number }>(
    'operations_queue',
    `select count(*)::int as waiting from notifications.queue where agency_id = $1 and state = 'queued'`,
    [agencyId],
  );
  const [speed] = await ctx.db.named<{ within10: number | null }>(
    'operations_speed',
    `select avg((accepted_at - created_at <= interval '10 seconds')::int)::float as within10 from notifications.messages
     where agency_id = $1 and created_at > $2 and accepted_at is not null and attempts = 1`,
    [agencyId, now.subtract({ hours: 1 })],
  );
  const places = await ctx.db.named<Place>(
    'operations_places',
    `select unit_id as "unitId", template, count(*)::int as messages,
       count(*) filter (where status = 'delivered')::int as delivered
     from notifications.messages where agency_id = $1 and created_at > $2 and mode <> 'test' and lane > 1
       and status in ('delivered', 'failed', 'expired') group by unit_id, template order by 3 desc limit 200`,
    [agencyId, now.subtract({ hours: 24 })],
  );
  const dead = await ctx.db.named<DeadLetters>(
    'operations_dead',
    `select m.channel, e.reason, count(*)::int as messages, max(m.settled_at) as last
     from ${lastFailures('$2')} e join notifications.messages m on m.id = e.message_id
     where m.agency_id = $1 and m.status = 'failed' and m.mode <> 'test' and m.lane > 1
     group by m.channel, e.reason order by 3 desc limit 50`,
    [agencyId, now.subtract({ hours: 7 * 24 })],
  );
  const shared = await sharedFigures(ctx);
  const own = await agencyFigures(ctx, agencyId);
  const ended = places.reduce((sum, { messages }) => sum + messages, 0);
  return {
    waiting: queue?.waiting ?? 0,
    oldestSeconds: own.oldestSeconds,
    within10: speed?.within10 ?? null,
    delivered: ended === 0 ? null : places.reduce((sum, { delivered }) => sum + delivered, 0) / ended,
    parked: shared.parked,
    alarms: await presentAlarms(ctx, agencyId, { ...shared, ...own }),
    hours: await listHours(ctx, now.subtract({ hours: 25 })),
    carriers: shared.carriers,
    places,
    dead,
  };
}
