import { Refusal } from '#platform/errors.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { otherLocale } from '#platform/i18n/locale.ts';
import { findAgency, listAgencies, listOpenOffices, type Agency } from '#modules/agencies/index.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { nearestServices, searchServices } from '../queries/search-services.ts';
import { findService, listOfferedServices, type Service } from '../queries/services.ts';
import { servicesTexts } from '../services-texts.ts';
import { ServicePage } from './service-page.tsx';
import { officesServing } from '../service-places.ts';
import { Empty } from '#web/ui/empty/empty.tsx';

/** Shown when a search finds nothing: the broadest services, and who answers any question. */
const FREQUENT = [
  'certificado-gravamenes',
  'inscripcion-compraventa',
  'copias-certificadas',
  'informacion-orientacion',
];

interface SearchView {
  readonly query: string;
  readonly all: readonly Service[];
  /** The same in the other language: people read one and ask in the other. */
  readonly translated: readonly Service[];
  readonly agencies: readonly Agency[];
}

function ServicesPage({ ctx, view }: { ctx: WebCtx; view: SearchView }) {
  const { query, all, translated, agencies } = view;
  const t = servicesTexts(ctx.locale);
  const found = searchServices(all, query, translated);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <Form action="/tramites" method="get" submit={t('submit')} state={filledForm({ q: query })} class="form-line">
        <TextField name="q" type="search" label={t('search')} hint={t('searchHint')} width="l" maxLength={100} />
      </Form>
      {query === '' &&
        byAgency(all, agencies).map(({ agency, own }) => (
          <section key={agency.agencyId}>
            <h2>{agency.name}</h2>
            <Cards services={own} />
          </section>
        ))}
      {query !== '' && found.length > 0 && (
        <section aria-live="polite">
          <h2>{t('found', { count: found.length, query })}</h2>
          <Cards services={found} agencies={agencies} />
          <p>
            <a href="/tramites">{t('all')}</a>
          </p>
        </section>
      )}
      {query !== '' && found.length === 0 && <NothingFound ctx={ctx} view={view} />}
    </PublicPage>
  );
}

/** Who offers most comes first. */
function byAgency(all: readonly Service[], agencies: readonly Agency[]): { agency: Agency; own: Service[] }[] {
  return agencies
    .map((agency) => ({ agency, own: all.filter(({ agencyId }) => agencyId === agency.agencyId) }))
    .filter(({ own }) => own.length > 0)
    .toSorted((one, other) => other.own.length - one.own.length);
}

function NothingFound({ ctx, view: { query, all, translated, agencies } }: { ctx: WebCtx; view: SearchView }) {
  const t = servicesTexts(ctx.locale);
  const near = nearestServices(all, query, translated);
  const frequent = FREQUENT.flatMap((slug) => all.find((service) => service.slug === slug) ?? []);
  const helpLine = agencies.find(({ slug }) => slug === 'catgem');
  return (
    <section>
      <Empty>
        <h2>{t('none')}</h2>
        <p>{t('noneText')}</p>
        {helpLine?.phone && (
          <p>{t('askPhone', { agency: helpLine.shortName, phone: helpLine.phone, hours: helpLine.hours ?? '' })}</p>
        )}
      </Empty>
      <h2>{near.length > 0 ? t('nearest') : t('frequent')}</h2>
      <Cards services={near.length > 0 ? near : frequent} agencies={agencies} />
      <p>
        <a href="/tramites">{t('all')}</a>
      </p>
    </section>
  );
}

function Cards({ services, agencies }: { services: readonly Service[]; agencies?: readonly Agency[] }) {
  return (
    <ul class="grid">
      {services.map((service) => {
        const agency = agencies?.find(({ agencyId }) => agencyId === service.agencyId);
        return (
          <li key={service.slug}>
            <a class="card card-link" href={`/tramites/${service.slug}`}>
              <h3>{service.name}</h3>
              <p class="small">{service.description}</p>
              {agency && <p class="small soft">{agency.shortName}</p>}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** Somebody kept its address, or has a case of it: what to do instead. */
function RetiredPage({ ctx, service }: { ctx: WebCtx; service: Service }) {
  const t = servicesTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={service.name}>
      <BackLink href="/tramites">{t('back')}</BackLink>
      <h1>{service.name}</h1>
      <p class="lead">{t('retired')}</p>
      <p>{t('retiredText')}</p>
      <div class="button-row">
        <LinkButton href="/tramites">{t('all')}</LinkButton>
        <LinkButton href="/estado" kind="secondary">
          {t('askStatus')}
        </LinkButton>
      </div>
    </PublicPage>
  );
}

async function showServices(ctx: WebCtx): Promise<RouteResult> {
  const query = (ctx.request.query.q ?? '').trim().slice(0, 100);
  const [all, translated, agencies] = await Promise.all([
    listOfferedServices(ctx.db, ctx.locale),
    listOfferedServices(ctx.db, otherLocale(ctx.locale)),
    listAgencies(ctx.db),
  ]);
  return page(<ServicesPage ctx={ctx} view={{ query, all, translated, agencies }} />);
}

async function showService(ctx: WebCtx): Promise<RouteResult> {
  const service = await findService(ctx.db, ctx.locale, ctx.request.params.slug ?? '');
  if (!service) throw new Refusal(httpRefusals.pageNotFound);
  if (service.retired) return page(<RetiredPage ctx={ctx} service={service} />, 410);
  const [agency, offices] = await Promise.all([findAgency(ctx.db, service.agencyId), listOpenOffices(ctx.db)]);
  return page(<ServicePage ctx={ctx} view={{ service, agency, offices: officesServing(service, offices) }} />);
}

export const serviceRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/tramites',
    access: { kind: 'public' },
    title: (locale) => servicesTexts(locale)('title'),
    handle: showServices,
  },
  {
    method: 'GET',
    url: '/tramites/:slug',
    access: { kind: 'public' },
    title: (locale) => servicesTexts(locale)('title'),
    handle: showService,
  },
];
