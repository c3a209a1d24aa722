import type { Config } from '#platform/config.ts';
import type { Services } from '#platform/context.ts';
import type { HttpOptions, PageFacts } from '#platform/http/server.ts';
import { MODULES } from '../modules.ts';
import { assetRoutes } from './assets.ts';
import { failurePage } from './pages/failure-page.tsx';
import { homeRoutes } from './pages/home.tsx';
import { healthRoutes } from './pages/health.ts';
import type { PageContext } from './page-context.ts';
import { renderDocument } from './render.tsx';

interface WebParts {
  readonly config: Config;
  readonly services: Services;
  readonly publicUrl: string;
  readonly formKey: Buffer;
}

/** Puts the web together: the routes of all modules and of the shell, and how pages get their frame. */
export function webOptions({ config, services, publicUrl, formKey }: WebParts): HttpOptions {
  return {
    services,
    routes: [...assetRoutes, ...healthRoutes, ...homeRoutes, ...MODULES.flatMap((module) => module.routes ?? [])],
    formKey,
    publicUrl,
    demo: config.demo,
    resolveVisitor: async () => undefined,
    resolveClient: async () => undefined,
    limit: async () => undefined,
    pageContext: (facts) => pageContext(config, services, facts),
    failurePage: (page, failure) => failurePage({ page, failure }),
    render: renderDocument,
  };
}

function pageContext(config: Config, services: Services, facts: PageFacts): PageContext {
  return {
    locale: facts.locale,
    path: facts.path,
    nonce: facts.nonce,
    formToken: facts.formToken,
    requestId: facts.requestId,
    theme: config.theme,
    year: services.clock.today().year,
    demo: config.demo,
    ...(facts.flash ? { flash: facts.flash } : {}),
    ...(facts.session
      ? {
          staff: {
            name: facts.session.staffName,
            post: facts.session.postName,
            unit: facts.session.unitName,
            initials: initials(facts.session.staffName),
          },
        }
      : {}),
  };
}

function initials(name: string): string {
  const words = name.split(' ').filter((word) => /^\p{Lu}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join('');
}
