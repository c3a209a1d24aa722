import type { Ctx } from '#platform/context.ts';
import { countParked } from '#platform/outbox/parked.ts';
import type { Channel } from '#modules/people/index.ts';
import { authorizeNotices } from '../access.ts';
import { listCarriers, totalsSince, type CarrierRow, type CarrierTotals } from '../store/carriers.ts';

/** How notices of an agency are doing. Shares are from 0 to 1; null where nothing was there to count. */
export interface Operations {
  readonly waiting: number;
  /** How long the oldest message that is due has waited; null: none is due. */
  readonly oldestSeconds: number | null;
  readonly within10: number | null;
  readonly delivered: number | null;
  /** Events that could not become notices, of all agencies. */
  readonly parked: number;
  readonly carriers: readonly CarrierNow[];
  readonly places: readonly Place[];
  readonly dead: readonly DeadLetters[];
}

export interface CarrierNow extends CarrierRow {
  readonly lastHour: CarrierTotals | undefined;
  /** Taken from 20 to 5 minutes ago, and usual (last day): the share that has an answer. */
  readonly answeredNow: number | null;
  readonly answeredUsual: number | null;
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

/** Below this many parts a share says nothing. */
const LEAST = 20;

export async function readOperations(ctx: Ctx, agencyId: string): Promise<Operations> {
  authorizeNotices(ctx, 'notifications.read', agencyId);
  const now = ctx.clock.now();
  const [queue] = await ctx.db.named<{ waiting: number; oldest: Temporal.Instant | null }>(
    'operations_queue',
    `select count(*)::int as waiting, min(next_attempt_at) filter (where next_attempt_at <= $2) as oldest
     from notifications.messages where agency_id = $1 and status = 'queued'`,
    [agencyId, now],
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
     from notifications.messages m, lateral (
       select reason from notifications.evidence where message_id = m.id and kind = 'failed' order by at desc, id desc limit 1) e
     where m.agency_id = $1 and m.created_at > $2 and m.status = 'failed' and m.mode <> 'test' and m.lane > 1
     group by m.channel, e.reason order by 3 desc limit 50`,
    [agencyId, now.subtract({ hours: 7 * 24 })],
  );
  const ended = places.reduce((sum, { messages }) => sum + messages, 0);
  return {
    waiting: queue?.waiting ?? 0,
    oldestSeconds: queue?.oldest ? Math.max(0, Math.round(now.since(queue.oldest).total('seconds'))) : null,
    within10: speed?.within10 ?? null,
    delivered: ended === 0 ? null : places.reduce((sum, { delivered }) => sum + delivered, 0) / ended,
    parked: await countParked(ctx.db),
    carriers: await carriersNow(ctx),
    places,
    dead,
  };
}

async function carriersNow(ctx: Ctx): Promise<CarrierNow[]> {
  const now = ctx.clock.now();
  const rows = await listCarriers(ctx);
  const hour = await totalsSince(ctx.db, now.subtract({ hours: 1 }));
  const answers = await ctx.db.named<{ carrier: string; now: number | null; usual: number | null }>(
    'carrier_answers',
    `select carrier,
       case when sum(taken) filter (where minute > $1::timestamptz - interval '20 minutes') >= ${LEAST} then
         sum(delivered + failed + expired) filter (where minute > $1::timestamptz - interval '20 minutes')::float
           / sum(taken) filter (where minute > $1::timestamptz - interval '20 minutes') end as now,
       case when sum(taken) >= ${LEAST} then sum(delivered + failed + expired)::float / sum(taken) end as usual
     from notifications.carrier_minutes
     where minute > $1::timestamptz - interval '1 day' and minute <= $1::timestamptz - interval '5 minutes' group by carrier`,
    [now],
  );
  return rows.map((row) => {
    const answered = answers.find(({ carrier }) => carrier === row.name);
    return {
      ...row,
      lastHour: hour.find(({ carrier }) => carrier === row.name),
      answeredNow: answered?.now ?? null,
      answeredUsual: answered?.usual ?? null,
    };
  });
}
