import type { Ctx } from '#platform/context.ts';
import { countDeadJobs } from '#platform/jobs/dead-letters.ts';
import { countParked } from '#platform/outbox/parked.ts';
import type { AlarmFigures } from '../domain/alarms.ts';
import { explainReason, type ReasonWord } from '../domain/explain-reason.ts';
import { accountedOf } from '../domain/reconciliation.ts';
import { findSpending } from '../store/budget.ts';
import { listUnbalanced } from '../store/reconciliations.ts';
import { findSettings } from '../store/settings.ts';
import { carriersNow, type CarrierNow } from './carriers-now.ts';
import { dueMessages } from './due.ts';

type OfAgency = 'oldestSeconds' | 'technical' | 'unheard' | 'budget';
export type AgencyFigures = Pick<AlarmFigures, OfAgency>;
export type SharedFigures = Omit<AlarmFigures, OfAgency | 'carriers'> & { readonly carriers: readonly CarrierNow[] };

/** Causes that lie with whoever should get a message: its failure is no fault of ours or of a carrier. */
const OF_RECIPIENT: readonly (ReasonWord | undefined)[] = [
  'unknownRecipient',
  'absent',
  'full',
  'barred',
  'refused',
  'other',
  'tooLate',
  'wrongAddress',
  'cancelled',
];
const RECENT_HOURS = 1;

/** What concerns everybody who shares the carriers and the program. */
export async function sharedFigures(ctx: Ctx): Promise<SharedFigures> {
  const unbalanced = await listUnbalanced(ctx);
  return {
    parked: await countParked(ctx.db),
    jobs: await countDeadJobs(ctx.db),
    carriers: await carriersNow(ctx),
    unbalanced: unbalanced.map((counts) => ({
      carrier: counts.carrier,
      hour: counts.hour.toString(),
      submitted: counts.submitted,
      accounted: accountedOf(counts) === counts.submitted ? counts.counted : accountedOf(counts),
    })),
  };
}

/** What concerns one agency. */
export async function agencyFigures(ctx: Ctx, agencyId: string): Promise<AgencyFigures> {
  const now = ctx.clock.now();
  const { oldest } = await dueMessages(ctx, { agencyId, before: now });
  const { monthlyCapMxnE4: cap } = await findSettings(ctx, agencyId);
  const { reservedMxnE4 } = await findSpending(ctx, agencyId);
  return {
    oldestSeconds: oldest ? Math.max(0, Math.round(now.since(oldest).total('seconds'))) : null,
    technical: await technicalFailures(ctx, agencyId),
    unheard: await countUnheard(ctx, agencyId),
    budget: cap === undefined || cap === 0 ? null : reservedMxnE4 / cap,
  };
}

async function technicalFailures(ctx: Ctx, agencyId: string): Promise<AlarmFigures['technical']> {
  const causes = await ctx.db.named<{ reason: string; count: number }>(
    'alarm_technical',
    `select reason, count(*)::int as count from (
       select distinct on (e.message_id) e.reason
       from notifications.evidence e join notifications.messages m on m.id = e.message_id
       where e.agency_id = $1 and e.kind = 'failed' and e.at > $2 and m.status = 'failed' and m.mode <> 'test'
       order by e.message_id, e.at desc, e.id desc) last
     group by reason order by 2 desc, 1`,
    [agencyId, ctx.clock.now().subtract({ hours: RECENT_HOURS })],
  );
  const technical = causes.filter(({ reason }) => !OF_RECIPIENT.includes(explainReason(reason).word));
  const [commonest] = technical;
  return commonest ? { count: technical.reduce((sum, { count }) => sum + count, 0), reason: commonest.reason } : null;
}

async function countUnheard(ctx: Ctx, agencyId: string): Promise<number> {
  const [row] = await ctx.db.named<{ dead: number }>(
    'alarm_unheard',
    `select count(*)::int as dead from notifications.callback_events where agency_id = $1 and state = 'dead'`,
    [agencyId],
  );
  return row?.dead ?? 0;
}
