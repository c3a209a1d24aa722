import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from '../db/db.ts';
import { unsealedLag } from '../db/audit-links.ts';
import type { Services } from '../context.ts';

/** A number that is looked up when somebody asks for the metrics. Never a label that names a person. */
export interface GaugeDefinition {
  /** Prometheus name, with its unit: `ventanilla_messages_oldest_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly read: (db: Db, now: Temporal.Instant) => Promise<number>;
}

const secondsSince = (then: Temporal.Instant | null, now: Temporal.Instant): number =>
  then ? Math.max(0, now.since(then).total('seconds')) : 0;

const PLATFORM_GAUGES: readonly GaugeDefinition[] = [
  {
    name: 'ventanilla_outbox_unread_events',
    help: 'Events that the slowest subscriber has not read yet',
    read: async (db) => {
      const [row] = await db.named<{ unread: number }>(
        'metric_outbox',
        `select count(*)::int as unread from platform.outbox o
         where exists (select from platform.outbox_cursors c where (c.xact, c.position) < (o.xact, o.position))`,
        [],
      );
      return row?.unread ?? 0;
    },
  },
  {
    name: 'ventanilla_outbox_parked_events',
    help: 'Events that a subscriber could not take',
    read: async (db) => {
      const [row] = await db.named<{ parked: number }>(
        'metric_parked',
        'select count(*)::int as parked from platform.outbox_parked',
        [],
      );
      return row?.parked ?? 0;
    },
  },
  {
    name: 'ventanilla_audit_unsealed_seconds',
    help: 'Age of the oldest audit row without a link',
    read: async (db, now) => secondsSince((await unsealedLag(db)).oldest, now),
  },
];

/** What a process tells Prometheus. One for each process: two in one process (tests) do not mix. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;

  constructor(services: Services, gauges: readonly GaugeDefinition[]) {
    this.#requests = new Histogram({
      name: 'ventanilla_http_seconds',
      help: 'Time to answer, by the pattern of the route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
      registers: [this.#registry],
    });
    for (const { name, help, read } of [...PLATFORM_GAUGES, ...gauges]) {
      const gauge = new Gauge({
        name,
        help,
        registers: [],
        async collect() {
          // A database that is away must not hide what the process itself can tell.
          const value = await read(services.db, services.clock.now()).catch(() => Number.NaN);
          this.set(value);
        },
      });
      this.#registry.registerMetric(gauge);
    }
    collectDefaultMetrics({ register: this.#registry, prefix: 'ventanilla_' });
  }

  /** `route` is the pattern (`/f/:folio`), never the address. */
  observeRequest(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** In the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  readonly contentType: string = 'text/plain; version=0.0.4; charset=utf-8';
}
