import { fixedClock } from '#platform/clock.ts';
import type { GaugeDefinition } from '#platform/telemetry/metrics.ts';
import { openAlarms } from '../store/alarms.ts';
import { dueMessages } from './due.ts';

/** X4: what tells an operator that notices do not leave. */
export const MESSAGE_GAUGES: readonly GaugeDefinition[] = [
  {
    name: 'ventanilla_messages_waiting',
    help: 'Messages that wait to be sent',
    read: async (db) => {
      const [row] = await db.named<{ waiting: number }>(
        'metric_messages',
        `select count(*)::int as waiting from notifications.queue where state = 'queued'`,
        [],
      );
      return row?.waiting ?? 0;
    },
  },
  {
    name: 'ventanilla_messages_oldest_seconds',
    help: 'How long the oldest unsent message has been waiting that is due and held back by nothing',
    read: async (db, now) => {
      const { oldest } = await dueMessages({ db, clock: fixedClock(now) }, { before: now });
      return oldest ? Math.max(0, now.since(oldest).total('seconds')) : 0;
    },
  },
  {
    name: 'ventanilla_notice_alarms',
    help: 'Alarms of the notices that go on: late, failing, missing receipts, sums that do not add up',
    read: async (db) => (await openAlarms({ db })).length,
  },
];
