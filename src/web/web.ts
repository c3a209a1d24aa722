import type { Config } from '#platform/config.ts';
import type { Services } from '#platform/context.ts';
import type { HttpOptions, PageFacts } from '#platform/http/server.ts';
import { KeyPace } from '#platform/http/key-pace.ts';
import { takeToken } from '#platform/http/rate-limit.ts';
import type { Route } from '#platform/http/routes.ts';
import { findSession, manageTexts } from '#modules/staff/index.ts';
import type { Metrics } from '#platform/telemetry/metrics.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { calendarTexts, officeEditorTexts } from '#modules/agencies/index.ts';
import { editorTexts } from '#modules/catalogue/index.ts';
import { findNoticeKey, noticeAdminTexts } from '#modules/notifications/index.ts';
import { peoplePageTexts } from '#modules/people/index.ts';
import { privacyPageTexts } from '#modules/privacy/index.ts';
import { deskTexts, findClient, importTexts } from '#modules/registry/index.ts';
import { reportTexts } from '#modules/reports/index.ts';
import { MODULES } from '../modules.ts';
import { assetRoutes } from './assets.ts';
import { aboutRoutes } from './pages/about.tsx';
import { failurePage } from './pages/failure-page.tsx';
import { galleryRoutes } from './gallery/gallery.tsx';
import { homeRoutes } from './pages/home.tsx';
import { healthRoutes } from './pages/health.ts';
import { liveRoutes } from './pages/live.ts';
import { apiPageRoutes } from './pages/api/api-page.tsx';
import { openApiRoutes } from './pages/openapi.ts';
import type { PageContext } from './page-context.ts';
import { renderDocument } from './render.tsx';

interface WebParts {
  readonly config: Config;
  readonly services: Services;
  /** Pages that only some installations have. */
  readonly extraRoutes: readonly Route[];
  readonly formKey: Buffer;
  readonly metrics: Metrics;
  readonly isDraining: () => boolean;
}

const apiPaths = Object.fromEntries(MODULES.flatMap((module) => Object.entries(module.apiPaths ?? {})));

/** Puts the web together: the routes of all modules and of the shell, and how pages get their frame. */
export function webOptions({ config, services, extraRoutes, formKey, metrics, isDraining }: WebParts): HttpOptions {
  const pace = new KeyPace(services);
  return {
    services,
    routes: [
      ...assetRoutes,
      ...healthRoutes({ metrics, metricsToken: config.metricsToken, isDraining }),
      ...homeRoutes,
      ...aboutRoutes,
      ...liveRoutes,
      ...openApiRoutes(apiPaths),
      ...apiPageRoutes(apiPaths),
      ...galleryRoutes,
      ...MODULES.flatMap((module) => module.routes ?? []),
      ...extraRoutes,
    ],
    formKey,
    demo: config.demo,
    resolveVisitor: (cookie, passive) => findSession(services, cookie, passive),
    resolveClient: (key) => (key.startsWith('vn_') ? findNoticeKey(services, key) : findClient(services, key)),
    limit: ({ rateLimit }, ip) =>
      rateLimit && config.rateLimits
        ? takeToken(services, `${rateLimit.name}:${services.crypt.blindIndex(ip, 'http.ip')}`, rateLimit)
        : Promise.resolve(),
    limitKey: (client) => (config.rateLimits ? pace.take(client) : Promise.resolve()),
    pageContext: (facts) => pageContext(config, services, facts),
    failurePage: (page, failure) => failurePage({ page, failure }),
    render: renderDocument,
    observe: (method, route, status, seconds) => metrics.observeRequest(method, route, status, seconds),
    isDraining,
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
    navigation: navigation(services, facts),
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

/** The menu: only what this person may open. */
function navigation(services: Services, { actor, locale }: PageFacts): NonNullable<PageContext['navigation']> {
  const t = deskTexts(locale);
  const items = [
    { action: 'registry.read', label: t('home'), href: '/personal' },
    { action: 'registry.enter', label: t('newProcedure'), href: '/personal/registro/nuevo' },
    { action: 'registry.read', label: t('queue'), href: '/personal/registro' },
    { action: 'reports.read', label: reportTexts(locale)('title'), href: '/personal/indicadores' },
    { action: 'registry.import', label: importTexts(locale)('title'), href: '/personal/importar' },
    { action: 'people.read', label: peoplePageTexts(locale)('title'), href: '/personal/personas' },
    { action: 'privacy.read', label: privacyPageTexts(locale)('title'), href: '/personal/derechos' },
    { action: 'notifications.read', label: noticeAdminTexts(locale)('title'), href: '/personal/avisos' },
    { action: 'catalogue.edit', label: editorTexts(locale)('title'), href: '/personal/catalogo' },
    { action: 'agencies.edit_offices', label: officeEditorTexts(locale)('title'), href: '/personal/oficinas' },
    { action: 'staff.manage', label: manageTexts(locale)('title'), href: '/personal/cuentas' },
    { action: 'agencies.calendar', label: calendarTexts(locale)('menu'), href: '/personal/calendario' },
  ];
  const allowed = items.filter(({ action }) => canSomewhere(services.access, actor, action));
  return [{ label: '', items: allowed.map(({ label, href }) => ({ label, href })) }];
}

function initials(name: string): string {
  const words = name.split(' ').filter((word) => /^\p{Lu}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join('');
}
