import { json, type Route } from '#platform/http/routes.ts';

/** For load balancers: `/livez` is the process alone, `/readyz` also the database. */
export const healthRoutes: readonly Route[] = [
  { method: 'GET', url: '/livez', access: { kind: 'public' }, handle: async () => json({ status: 'ok' }) },
  {
    method: 'GET',
    url: '/readyz',
    access: { kind: 'public' },
    async handle(ctx) {
      const problems = await ctx.db
        .ping()
        .then(() => [])
        .catch(() => ['database']);
      return json({ status: problems.length > 0 ? 'unavailable' : 'ok', problems }, problems.length > 0 ? 503 : 200);
    },
  },
];
