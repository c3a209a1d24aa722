import { Refusal } from '#platform/errors.ts';
import { formatPesos } from '#platform/i18n/format.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { page, type Route, type WebCtx } from '#platform/http/routes.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { searchByText } from '../domain/search.ts';
import { findService, listServices, type Service } from '../queries/services.ts';

const texts = defineTexts(
  {
    title: 'Trámites',
    lead: 'Qué necesita, cuánto cuesta y cuánto tarda cada trámite del registro público de la propiedad.',
    search: 'Buscar un trámite',
    searchHint: 'Con sus palabras; no importan los acentos. Por ejemplo: cancelar hipoteca',
    submit: 'Buscar',
    none: 'No encontramos un trámite con esas palabras.',
    noneNext: 'Pruebe con otras, o vea la lista completa.',
    all: 'Ver todos los trámites',
    requirements: 'Qué debe llevar',
    cost: 'Costo',
    time: 'Tiempo de respuesta',
    days: '{days, plural, one {un día hábil} other {# días hábiles}}',
    where: 'Dónde',
    whereText: 'En la oficina registral que corresponde al municipio del inmueble.',
    offices: 'Buscar mi oficina',
    legal: 'Fundamento',
    back: 'Todos los trámites',
  },
  {
    title: 'Services',
    lead: 'What you need, what it costs and how long each procedure of the public property registry takes.',
    search: 'Search a service',
    searchHint: 'In your own words; accents do not matter.',
    submit: 'Search',
    none: 'We found no service with those words.',
    noneNext: 'Try others, or see the whole list.',
    all: 'See all services',
    requirements: 'What to bring',
    cost: 'Cost',
    time: 'Response time',
    days: '{days, plural, one {one working day} other {# working days}}',
    where: 'Where',
    whereText: 'At the registry office of the municipality where the property is.',
    offices: 'Find my office',
    legal: 'Legal basis',
    back: 'All services',
  },
);

function ServicesPage({ ctx, query, services }: { ctx: WebCtx; query: string; services: readonly Service[] }) {
  const t = texts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <Form action="/tramites" method="get" submit={t('submit')} state={filledForm({ q: query })}>
        <TextField name="q" type="search" label={t('search')} hint={t('searchHint')} width="l" maxLength={100} />
      </Form>
      {services.length === 0 && (
        <div class="empty">
          <p>
            {t('none')} {t('noneNext')}
          </p>
          <p>
            <a href="/tramites">{t('all')}</a>
          </p>
        </div>
      )}
      <ul class="grid">
        {services.map((service) => (
          <li key={service.slug}>
            <a class="card card-link" href={`/tramites/${service.slug}`}>
              <h3>{service.name}</h3>
              <p class="small">{service.description}</p>
            </a>
          </li>
        ))}
      </ul>
    </PublicPage>
  );
}

function ServicePage({ ctx, service }: { ctx: WebCtx; service: Service }) {
  const t = texts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={service.name}>
      <p>
        <a href="/tramites">{t('back')}</a>
      </p>
      <h1>{service.name}</h1>
      <p class="lead">{service.description}</p>
      <div class="columns">
        <section>
          <h2>{t('requirements')}</h2>
          <ul>
            {service.requirements.map((requirement) => (
              <li key={requirement}>{requirement}</li>
            ))}
          </ul>
          <p class="small soft">
            {t('legal')}: {service.legalBasis}.
          </p>
        </section>
        <aside class="card">
          <dl>
            <dt>{t('cost')}</dt>
            <dd>{formatPesos(service.costPesos, ctx.locale)}</dd>
            <dt>{t('time')}</dt>
            <dd>{t('days', { days: service.responseDays })}</dd>
            <dt>{t('where')}</dt>
            <dd>{t('whereText')}</dd>
          </dl>
          <LinkButton href="/oficinas" kind="secondary">
            {t('offices')}
          </LinkButton>
        </aside>
      </div>
    </PublicPage>
  );
}

export const serviceRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/tramites',
    access: { kind: 'public' },
    title: (locale) => texts(locale)('title'),
    async handle(ctx) {
      const query = (ctx.request.query.q ?? '').slice(0, 100);
      const services = await listServices(ctx.db, ctx.locale);
      const found = searchByText(services, query, (service) => `${service.name} ${service.description}`);
      return page(<ServicesPage ctx={ctx} query={query} services={found} />);
    },
  },
  {
    method: 'GET',
    url: '/tramites/:slug',
    access: { kind: 'public' },
    title: (locale) => texts(locale)('title'),
    async handle(ctx) {
      const service = await findService(ctx.db, ctx.locale, ctx.request.params.slug ?? '');
      if (!service) throw new Refusal(httpRefusals.pageNotFound);
      return page(<ServicePage ctx={ctx} service={service} />);
    },
  },
];
