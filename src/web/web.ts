import type { Config } from '#platform/config.ts';
import type { Services } from '#platform/context.ts';
import type { HttpOptions, PageFacts } from '#platform/http/server.ts';
import { KeyPace } from '#platform/http/key-pace.ts';
import { callerNetwork } from '#platform/http/caller-network.ts';
import { takeToken } from '#platform/http/rate-limit.ts';
import type { Route, SessionInfo } from '#platform/http/routes.ts';
import { findSession, manageTexts } from '#modules/staff/index.ts';
import type { Metrics } from '#platform/telemetry/metrics.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { calendarTexts, officeEditorTexts, unitTexts } from '#modules/agencies/index.ts';
import { editorTexts } from '#modules/catalogue/index.ts';
import { findNoticeKey, NOTICE_SECTIONS, noticeAdminTexts } from '#modules/notifications/index.ts';
import { peoplePageTexts } from '#modules/people/index.ts';
import { privacyPageTexts } from '#modules/privacy/index.ts';
import { deskTexts, findClient, importTexts, unreachedTexts } from '#modules/registry/index.ts';
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
import { staffStartRoutes, type LookAtSetup } from './pages/staff-start.tsx';
import { menuTexts } from './menu-texts.ts';
import { openApiRoutes } from './pages/openapi.ts';
import { SITE_PATHS, type PageContext } from './page-context.ts';
import { renderDocument } from './render.tsx';

interface WebParts {
  readonly config: Config;
  readonly services: Services;
  /** Pages that only some installations have. */
  readonly extraRoutes: readonly Route[];
  readonly formKey: Buffer;
  readonly metrics: Metrics;
  readonly isDraining: () => boolean;
  /** What the agency of who looks still needs before real work. */
  readonly setup: LookAtSetup;
}

const apiPaths = Object.fromEntries(MODULES.flatMap((module) => Object.entries(module.apiPaths ?? {})));

/** Puts the web together: the routes of all modules and of the shell, and how pages get their frame. */
export function webOptions({
  config,
  services,
  extraRoutes,
  formKey,
  metrics,
  isDraining,
  setup,
}: WebParts): HttpOptions {
  const pace = new KeyPace(services);
  return {
    services,
    routes: [
      ...assetRoutes,
      ...healthRoutes({ metrics, metricsToken: config.metricsToken, isDraining }),
      ...homeRoutes,
      ...aboutRoutes,
      ...liveRoutes,
      ...staffStartRoutes(
        MODULES.flatMap((module) => module.tasks ?? []),
        setup,
      ),
      ...openApiRoutes(apiPaths),
      ...apiPageRoutes(apiPaths),
      ...galleryRoutes,
      ...MODULES.flatMap((module) => module.routes ?? []),
      ...extraRoutes,
    ],
    formKey,
    demo: config.demo,
    trustedProxies: config.trustedProxies,
    resolveVisitor: (cookie, passive) => findSession(services, cookie, passive),
    resolveClient: (key) => (key.startsWith('vn_') ? findNoticeKey(services, key) : findClient(services, key)),
    limit: ({ rateLimit }, ip) =>
      rateLimit && config.rateLimits
        ? takeToken(services, `${rateLimit.name}:${services.crypt.blindIndex(callerNetwork(ip), 'http.ip')}`, rateLimit)
        : Promise.resolve(),
    limitKey: (client) => (config.rateLimits ? pace.take(client) : Promise.resolve()),
    pageContext: (facts) => pageContext(config, services, facts),
    failurePage: (page, failure, kept) => failurePage({ page, failure, kept }),
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
    hasTour: config.demo && facts.isHere,
    navigation: navigation(services, facts),
    ...(facts.flash ? { flash: facts.flash } : {}),
    ...(facts.session
      ? {
          staff: {
            name: facts.session.staffName,
            post: facts.session.postName,
            unit: facts.session.unitName,
            initials: initials(facts.session.staffName),
            agency: agencyAtHand(facts.session),
            hasOtherAgencies: facts.session.agencies.length > 1,
          },
        }
      : {}),
  };
}

function agencyAtHand({ agencyId, agencies }: SessionInfo): { id: string; name: string } {
  return { id: agencyId, name: agencies.find(({ id }) => id === agencyId)?.name ?? '' };
}

/** The menu: only what this person may open. Who works on procedures begins with them, all others on the start page. */
function navigation(services: Services, { actor, locale }: PageFacts): NonNullable<PageContext['navigation']> {
  if (actor.kind !== 'staff') return [];
  const t = deskTexts(locale);
  const m = menuTexts(locale);
  const notices = noticeAdminTexts(locale);
  const may = (action: string) => canSomewhere(services.access, actor, action);
  const entries = [
    ['registry.enter', t('newProcedure'), '/personal/registro/nuevo', 'enter'],
    ['registry.read', t('queue'), '/personal/registro', 'queue'],
    ['registry.reach', unreachedTexts(locale)('title'), '/personal/sin-contacto', 'unreached'],
    ['reports.read', reportTexts(locale)('title'), '/personal/indicadores', 'figures'],
    ['registry.import', importTexts(locale)('title'), '/personal/importar', 'import'],
    ['people.read', peoplePageTexts(locale)('title'), '/personal/personas', 'people'],
    ['privacy.read', privacyPageTexts(locale)('title'), '/personal/derechos', 'rights'],
    ['notifications.read', notices('title'), '/personal/avisos', 'notices'],
    ['catalogue.edit', editorTexts(locale)('title'), '/personal/catalogo', 'catalogue'],
    ['agencies.manage', unitTexts(locale)('title'), '/personal/unidades', 'units'],
    ['agencies.edit_offices', officeEditorTexts(locale)('title'), '/personal/oficinas', 'offices'],
    ['staff.manage', manageTexts(locale)('title'), '/personal/cuentas', 'accounts'],
    ['agencies.calendar', calendarTexts(locale)('menu'), '/personal/calendario', 'calendar'],
  ] as const;
  const inside = NOTICE_SECTIONS.filter(({ action }) => may(action)).map(({ key, href }) => ({
    label: notices(key),
    href,
  }));
  const home = may('registry.read')
    ? { label: t('home'), href: SITE_PATHS.staffHome }
    : { label: m('start'), href: SITE_PATHS.staffStart };
  const items = entries
    .filter(([action]) => may(action))
    .map(([, label, href, about]) => ({
      label,
      href,
      about: m(about),
      ...(about === 'notices' ? { pages: inside } : {}),
    }));
  return [{ label: '', items: [home, ...items] }];
}

function initials(name: string): string {
  const words = name.split(' ').filter((word) => /^\p{Lu}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join('');
}
