import { page, type Route, type WebCtx } from '#platform/http/routes.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { listOffices, type Office } from '../queries/offices.ts';

const texts = defineTexts(
  {
    title: 'Oficinas registrales',
    lead: 'Ingrese y recoja su trámite en la oficina que corresponde al municipio del inmueble.',
    address: 'Domicilio',
    hours: 'Horario',
    map: 'Ver en el mapa',
  },
  {
    title: 'Registry offices',
    lead: 'Lodge and collect your procedure at the office of the municipality where the property is.',
    address: 'Address',
    hours: 'Hours',
    map: 'See on the map',
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
            <h2>{office.name}</h2>
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

export const officeRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/oficinas',
    access: { kind: 'public' },
    title: (locale) => texts(locale)('title'),
    handle: async (ctx) => page(<OfficesPage ctx={ctx} offices={await listOffices(ctx.db)} />),
  },
];
