import type { GaugeDefinition } from '#platform/telemetry/metrics.ts';

/** X4: what tells an operator that notices do not leave. */
export const MESSAGE_GAUGES: readonly GaugeDefinition[] = [
  {
    name: 'ventanilla_messages_waiting',
    help: 'Messages that wait to be sent',
    read: async (db) => {
      const [row] = await db.named<{ waiting: number }>(
        'metric_messages',
        `select count(*)::int as waiting from notifications.messages where status = 'queued'`,
        [],
      );
      return row?.waiting ?? 0;
    },
  },
  {
    name: 'ventanilla_messages_oldest_seconds',
    help: 'How long the oldest unsent message that is due has been waiting',
    read: async (db, now) => {
      const [row] = await db.named<{ oldest: Temporal.Instant | null }>(
        'metric_messages_oldest',
        `select min(next_attempt_at) as oldest from notifications.messages where status = 'queued'`,
        [],
      );
      return row?.oldest ? Math.max(0, now.since(row.oldest).total('seconds')) : 0;
    },
  },
];
