import type { Route } from '#platform/http/routes.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { budgetRoutes } from './budget-routes.tsx';
import { failedRoutes } from './failed-routes.tsx';
import { mailingRoutes } from './mailing-routes.tsx';
import { operationsRoutes } from './operations-routes.tsx';
import { performanceRoutes } from './performance-page.tsx';
import { priceRoutes } from './price-routes.tsx';
import { rulesRoutes } from './rules-routes.tsx';
import { suppressionRoutes } from './suppression-routes.tsx';
import { systemRoutes } from './systems-routes.tsx';
import { templateRoutes } from './template-routes.tsx';
import { topicRoutes } from './topic-routes.tsx';
import { unsubscribeRoutes } from './unsubscribe.tsx';

/** The pages where notices are administered. */
export function noticeRoutes(modules: readonly NoticeKind[]): readonly Route[] {
  return [
    ...templateRoutes(modules),
    ...operationsRoutes,
    ...failedRoutes,
    ...rulesRoutes(modules),
    ...priceRoutes,
    ...budgetRoutes,
    ...topicRoutes,
    ...suppressionRoutes,
    ...mailingRoutes(modules),
    ...systemRoutes,
    ...unsubscribeRoutes,
    ...performanceRoutes,
  ];
}
