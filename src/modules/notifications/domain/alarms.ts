/** What the alarms look at; shares from 0 to 1, null where there is too little to count. */
export interface AlarmFigures {
  /** How long the oldest message has waited that nothing holds back: neither quiet hours nor a spent budget. */
  readonly oldestSeconds: number | null;
  /** Messages that failed in the last hour by no fault of who should get them, and the commonest cause. */
  readonly technical: { readonly count: number; readonly reason: string } | null;
  /** What became of messages and could not be told to the system that asked for them. */
  readonly unheard: number;
  /** Share of the month's cap that is spent; null without a cap. */
  readonly budget: number | null;
  /** Events that could not become notices. */
  readonly parked: number;
  /** Jobs given up after all their tries. */
  readonly jobs: number;
  readonly unbalanced: readonly {
    readonly carrier: string;
    readonly hour: string;
    readonly submitted: number;
    readonly accounted: number;
  }[];
  readonly carriers: readonly {
    readonly name: string;
    readonly channel: string;
    readonly enabled: boolean;
    readonly status: string;
    readonly reason: string;
    readonly answeredNow: number | null;
    readonly answeredUsual: number | null;
  }[];
}

/** Facts of an alarm. They go into mails: figures, codes and names of carriers, never people. */
export type Alarm =
  | { readonly kind: 'oldest'; readonly seconds: number }
  | { readonly kind: 'technical'; readonly count: number; readonly reason: string }
  | { readonly kind: 'unheard'; readonly count: number }
  | { readonly kind: 'budget'; readonly share: number }
  | { readonly kind: 'parked'; readonly count: number }
  | { readonly kind: 'jobs'; readonly count: number }
  | { readonly kind: 'away'; readonly carrier: string; readonly reason: string }
  | { readonly kind: 'receipts'; readonly carrier: string; readonly now: number; readonly usual: number }
  | {
      readonly kind: 'unbalanced';
      readonly carrier: string;
      /** Begin of the hour, an instant as text. */
      readonly hour: string;
      readonly submitted: number;
      readonly accounted: number;
    };

const OLDEST_SECONDS = 60;
const RECEIPT_DROP = 0.15;
const BUDGET_SHARE = 0.8;

/** What one person must know of at once (docs/acceptance/notifications.md, 25). Mail has receipts only when it fails. */
export function alarmsOf(figures: AlarmFigures): Alarm[] {
  const { oldestSeconds, technical, unheard, budget, parked, jobs, unbalanced, carriers } = figures;
  const alarms: Alarm[] = [];
  if (oldestSeconds !== null && oldestSeconds > OLDEST_SECONDS) alarms.push({ kind: 'oldest', seconds: oldestSeconds });
  for (const { name: carrier, channel, enabled, status, reason, answeredNow: now, answeredUsual: usual } of carriers) {
    if (!enabled) continue;
    if (status === 'waiting' || status === 'closed' || status === 'resting')
      alarms.push({ kind: 'away', carrier, reason });
    if (channel === 'sms' && now !== null && usual !== null && usual - now > RECEIPT_DROP)
      alarms.push({ kind: 'receipts', carrier, now, usual });
  }
  if (technical !== null) alarms.push({ kind: 'technical', ...technical });
  if (unheard > 0) alarms.push({ kind: 'unheard', count: unheard });
  if (parked > 0) alarms.push({ kind: 'parked', count: parked });
  if (jobs > 0) alarms.push({ kind: 'jobs', count: jobs });
  for (const one of unbalanced) alarms.push({ kind: 'unbalanced', ...one });
  if (budget !== null && budget >= BUDGET_SHARE) alarms.push({ kind: 'budget', share: budget });
  return alarms;
}

/** Alarms of one agency alone; the others are of everybody who shares the carriers and the program. */
export const OF_AGENCY: readonly Alarm['kind'][] = ['oldest', 'technical', 'unheard', 'budget'];

/** What makes two sights of an alarm the same one. */
export function alarmName(alarm: Alarm): string {
  switch (alarm.kind) {
    case 'away':
    case 'receipts':
      return `${alarm.kind}:${alarm.carrier}`;
    case 'unbalanced':
      return `${alarm.kind}:${alarm.carrier}:${alarm.hour}`;
    default:
      return alarm.kind;
  }
}
