/** What the alarms look at; shares from 0 to 1, null where there is too little to count. */
export interface AlarmFigures {
  readonly oldestSeconds: number | null;
  readonly parked: number;
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

export type Alarm =
  | { readonly kind: 'oldest'; readonly seconds: number }
  | { readonly kind: 'parked'; readonly count: number }
  | { readonly kind: 'away'; readonly carrier: string; readonly reason: string }
  | { readonly kind: 'receipts'; readonly carrier: string; readonly now: number; readonly usual: number };

const OLDEST_SECONDS = 60;
const RECEIPT_DROP = 0.15;

/** What one person must know of at once (research/notifications.md criterion 25). Mail has receipts only when it fails. */
export function alarmsOf({ oldestSeconds, parked, carriers }: AlarmFigures): Alarm[] {
  const alarms: Alarm[] = [];
  if (oldestSeconds !== null && oldestSeconds > OLDEST_SECONDS) alarms.push({ kind: 'oldest', seconds: oldestSeconds });
  for (const { name: carrier, channel, enabled, status, reason, answeredNow: now, answeredUsual: usual } of carriers) {
    if (!enabled) continue;
    if (status === 'waiting' || status === 'closed' || status === 'resting')
      alarms.push({ kind: 'away', carrier, reason });
    if (channel === 'sms' && now !== null && usual !== null && usual - now > RECEIPT_DROP)
      alarms.push({ kind: 'receipts', carrier, now, usual });
  }
  if (parked > 0) alarms.push({ kind: 'parked', count: parked });
  return alarms;
}
