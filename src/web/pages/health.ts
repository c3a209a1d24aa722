import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '#platform/errors.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { json, type Route, type RouteRequest } from '#platform/http/routes.ts';
import type { Metrics } from '#platform/telemetry/metrics.ts';

interface HealthParts {
  readonly metrics: Metrics;
  /** Asked for by `/metrics`; undefined = only callers on this machine. */
  readonly metricsToken: string | undefined;
  /** The process is about to stop: a load balancer should send nobody here any more. */
  readonly isDraining: () => boolean;
}

/** For load balancers and monitoring: `/livez` is the process alone, `/readyz` also the database, `/metrics` for Prometheus. */
export function healthRoutes({ metrics, metricsToken, isDraining }: HealthParts): readonly Route[] {
  return [
    { method: 'GET', url: '/livez', access: { kind: 'public' }, handle: async () => json({ status: 'ok' }) },
    {
      method: 'GET',
      url: '/readyz',
      access: { kind: 'public' },
      noStore: true,
      async handle(ctx) {
        if (isDraining()) return json({ status: 'stopping', problems: [] }, 503);
        const problems = await ctx.db
          .ping()
          .then(() => [])
          .catch(() => ['database']);
        return json({ status: problems.length > 0 ? 'unavailable' : 'ok', problems }, problems.length > 0 ? 503 : 200);
      },
    },
    {
      method: 'GET',
      url: '/metrics',
      access: { kind: 'public' },
      noStore: true,
      async handle(ctx) {
        if (!mayMeasure(ctx.request, metricsToken)) throw new Refusal(httpRefusals.pageNotFound);
        return { kind: 'file', content: await metrics.text(), contentType: metrics.contentType };
      },
    },
  ];
}

function mayMeasure({ ip, headers }: RouteRequest, token: string | undefined): boolean {
  if (token === undefined) return ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.');
  const [given, wanted] = [Buffer.from(String(headers.authorization ?? '')), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
