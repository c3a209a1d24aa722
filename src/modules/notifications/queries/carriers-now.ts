import type { Ctx } from '#platform/context.ts';
import { listCarriers, totalsSince, type CarrierRow, type CarrierTotals } from '../store/carriers.ts';

export interface CarrierNow extends CarrierRow {
  readonly lastHour: CarrierTotals | undefined;
  /** Taken from 20 to 5 minutes ago, and usual (last day): the share that has an answer. */
  readonly answeredNow: number | null;
  readonly answeredUsual: number | null;
}

/** Below this many parts a share says nothing. */
const LEAST = 20;

export async function carriersNow(ctx: Ctx): Promise<CarrierNow[]> {
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
