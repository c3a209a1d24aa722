import { Refusal } from '#platform/errors.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { page, type Route, type WebCtx } from '#platform/http/routes.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { findOfficeByCode, listOffices, type Office } from '../queries/offices.ts';

const texts = defineTexts(
  {
    title: 'Oficinas registrales',
    lead: 'Ingrese y recoja su trámite en la oficina que corresponde al municipio del inmueble.',
    address: 'Domicilio',
    hours: 'Horario',
    map: 'Ver en el mapa',
    office: 'Oficina Registral de {name}',
    code: 'Clave en los folios',
    phone: 'Teléfono',
    all: 'Todas las oficinas',
    services: 'Ver los trámites y sus requisitos',
  },
  {
    title: 'Registry offices',
    lead: 'Lodge and collect your procedure at the office of the municipality where the property is.',
    address: 'Address',
    hours: 'Hours',
    map: 'See on the map',
    office: 'Registry office of {name}',
    code: 'Key in folios',
    phone: 'Telephone',
    all: 'All offices',
    services: 'See the services and what they need',
  },
);

/** Link to a map that needs no account. */
export function mapUrl(office: Pick<Office, 'latitude' | 'longitude'>): string {
  const { latitude, longitude } = office;
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
}

function OfficesPage({ ctx, offices }: { ctx: WebCtx; offices: readonly Office[] }) {
  const t = texts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <ul class="grid">
        {offices.map((office) => (
          <li key={office.code} class="card" id={office.code.toLowerCase()}>
            <h2>
              <a href={`/oficinas/${office.code.toLowerCase()}`}>{office.name}</a>
            </h2>
            <p class="small">
              <span class="visually-hidden">{t('address')}: </span>
              {office.address}
            </p>
            <p class="small">
              <span class="visually-hidden">{t('hours')}: </span>
              {office.hours}
            </p>
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

function OfficePage({ ctx, office }: { ctx: WebCtx; office: Office }) {
  const t = texts(ctx.locale);
  const heading = t('office', { name: office.name });
  return (
    <PublicPage context={ctx.page} title={heading}>
      <p>
        <a href="/oficinas">{t('all')}</a>
      </p>
      <h1>{heading}</h1>
      <dl>
        <dt>{t('address')}</dt>
        <dd>
          {office.address}
          <br />
          <a href={mapUrl(office)} rel="noreferrer">
            {t('map')}
          </a>
        </dd>
        <dt>{t('hours')}</dt>
        <dd>{office.hours}</dd>
        {office.phone && (
          <>
            <dt>{t('phone')}</dt>
            <dd>
              <a href={`tel:${office.phone.replace(/[^+\d]/g, '')}`}>{office.phone}</a>
            </dd>
          </>
        )}
        <dt>{t('code')}</dt>
        <dd class="mono">{office.code}</dd>
      </dl>
      <p>
        <a href="/tramites">{t('services')}</a>
      </p>
    </PublicPage>
  );
}

export const officeRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/oficinas',
    access: { kind: 'public' },
    title: (locale) => texts(locale)('title'),
    handle: async (ctx) => page(<OfficesPage ctx={ctx} offices={await listOffices(ctx.db)} />),
  },
  {
    method: 'GET',
    url: '/oficinas/:code',
    access: { kind: 'public' },
    title: (locale) => texts(locale)('title'),
    async handle(ctx) {
      const office = await findOfficeByCode(ctx.db, (ctx.request.params.code ?? '').slice(0, 10));
      if (!office) throw new Refusal(httpRefusals.pageNotFound);
      return page(<OfficePage ctx={ctx} office={office} />);
    },
  },
];
