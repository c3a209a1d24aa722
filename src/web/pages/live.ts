import type { Route } from '#platform/http/routes.ts';
import { ownTopic } from '#platform/live/topics.ts';
import { SITE_PATHS } from '../page-context.ts';

const MAX_TOPICS = 20;
const EVERYTHING = '*';

/**
 * Tells a staff screen that something it shows has changed: a hint without content. The screen then asks for itself
 * again, through the same gates as ever, so a stream gives nobody more than the page does.
 */
export const liveRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: SITE_PATHS.live,
    access: { kind: 'staff' },
    async handle(ctx) {
      const own = ctx.actor.kind === 'staff' ? [ownTopic(ctx.actor.staffId)] : [];
      const asked = (ctx.request.query.temas ?? '').split(' ').filter(Boolean).slice(0, MAX_TOPICS);
      const wanted = new Set([...asked, ...own]);
      return {
        kind: 'events',
        subscribe: (send) =>
          ctx.live.subscribe((topics) => {
            if (topics.has(EVERYTHING) || !wanted.isDisjointFrom(topics)) send('changed', '');
          }),
      };
    },
  },
];
