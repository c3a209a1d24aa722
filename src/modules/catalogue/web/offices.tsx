import { Refusal } from '#platform/errors.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import {
  findAgency,
  findOfficeByCode,
  hoursInWords,
  jurisdictionsOf,
  listOpenOffices,
  mapUrl,
  type Agency,
  type Jurisdiction,
  type Office,
} from '#modules/agencies/index.ts';
import { listMunicipalities, type Municipality } from '#modules/geography/index.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { officeTexts } from '../office-texts.ts';
import { listOfferedServices, type Service } from '../queries/services.ts';
import { OfficeFacts } from './office-facts.tsx';
import { FinderForm, showFinder } from './office-finder.tsx';
import { openingNow, type OpeningNow } from './office-words.ts';
import { isServedAt } from '../service-places.ts';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

function OfficesPage({ ctx, offices, names }: { ctx: WebCtx; offices: readonly Office[]; names: readonly string[] }) {
  const t = officeTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <FinderForm locale={ctx.locale} names={names} />
      <h2>{t('all')}</h2>
      <ul class="grid">
        {offices.map((office) => (
          <li key={office.code} class="card" id={office.code.toLowerCase()}>
            <h3>
              <a href={`/oficinas/${office.code.toLowerCase()}`}>{office.name}</a>
            </h3>
            <p class="small">
              <span class="visually-hidden">{t('address')}: </span>
              {office.address}
            </p>
            <p class="small">
              <span class="visually-hidden">{t('hours')}: </span>
              {hoursInWords(office.week, ctx.locale)}
            </p>
            {office.source === null && <p class="small soft">{t('unpublishedShort')}</p>}
            <p class="small">
              <a href={mapUrl(office)} rel="noreferrer">
                {t('map')}
                <span class="visually-hidden"> {office.name}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
    </PublicPage>
  );
}

interface OfficeView {
  readonly office: Office;
  readonly agency: Agency | undefined;
  readonly services: readonly Service[];
  readonly serves: readonly Jurisdiction[];
  readonly municipalities: readonly Municipality[];
  readonly opening: OpeningNow;
}

function OfficePage({ ctx, view }: { ctx: WebCtx; view: OfficeView }) {
  const { office, agency, services, serves } = view;
  const t = officeTexts(ctx.locale);
  const heading = t('office', { name: office.name });
  // In the order of the alphabet, which the codes do not keep.
  const served = view.municipalities.flatMap(({ code, name }) => {
    const found = serves.find(({ municipalityCode }) => municipalityCode === code);
    return found ? [{ code, name, confirmed: found.confirmed }] : [];
  });
  return (
    <PublicPage context={ctx.page} title={heading}>
      <BackLink href="/oficinas">{t('all')}</BackLink>
      {agency && <p class="soft small">{agency.name}</p>}
      <h1>{heading}</h1>
      <OfficeFacts locale={ctx.locale} office={office} agency={agency} opening={view.opening} />
      {served.length > 0 && (
        <section>
          <h2>{t('serves')}</h2>
          <ul class="inline-list">
            {served.map(({ code, name, confirmed }) => (
              <li key={code}>
                {name}
                {!confirmed && ' *'}
              </li>
            ))}
          </ul>
          {served.some(({ confirmed }) => !confirmed) && <p class="small soft">{t('servesNote')}</p>}
        </section>
      )}
      <section>
        <h2>{t('servicesHere')}</h2>
        <ul>
          {services.map(({ slug, name }) => (
            <li key={slug}>
              <a href={`/tramites/${slug}`}>{name}</a>
            </li>
          ))}
        </ul>
      </section>
      <p class="small soft">
        {t('code')}: <span class="mono">{office.code}</span>
      </p>
    </PublicPage>
  );
}

async function showOffices(ctx: WebCtx): Promise<RouteResult> {
  const [offices, municipalities] = await Promise.all([listOpenOffices(ctx.db), listMunicipalities(ctx.db)]);
  return page(<OfficesPage ctx={ctx} offices={offices} names={municipalities.map(({ name }) => name)} />);
}

async function showOffice(ctx: WebCtx): Promise<RouteResult> {
  const office = await findOfficeByCode(ctx.db, (ctx.request.params.code ?? '').slice(0, 10));
  if (!office || office.closed) throw new Refusal(httpRefusals.pageNotFound);
  const [agency, all, serves, municipalities, opening] = await Promise.all([
    findAgency(ctx.db, office.agencyId),
    listOfferedServices(ctx.db, ctx.locale),
    jurisdictionsOf(ctx.db, office.unitId),
    listMunicipalities(ctx.db),
    openingNow(ctx, office),
  ]);
  const services = all.filter((service) => isServedAt(service, office));
  return page(<OfficePage ctx={ctx} view={{ office, agency, services, serves, municipalities, opening }} />);
}

const title: Route['title'] = (locale) => officeTexts(locale)('title');
export const officeRoutes: readonly Route[] = [
  { method: 'GET', url: '/oficinas', access: { kind: 'public' }, title, handle: showOffices },
  {
    method: 'GET',
    url: '/oficinas/cual',
    access: { kind: 'public' },
    title: (locale) => officeTexts(locale)('finderTitle'),
    handle: showFinder,
  },
  { method: 'GET', url: '/oficinas/:code', access: { kind: 'public' }, title, handle: showOffice },
];
