import type { ComponentChildren } from 'preact';
import type { WebCtx } from '#platform/http/routes.ts';
import { formatList, formatPesos } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import type { Agency, Office } from '#modules/agencies/index.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import type { Service } from '../queries/services.ts';
import { servicesTexts } from '../services-texts.ts';
import { serviceWords } from '../words.ts';
import { telUrl } from './office-words.ts';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

export interface ServiceView {
  readonly service: Service;
  readonly agency: Agency | undefined;
  /** Those that serve it; empty when its agency has no offices of its own here. */
  readonly offices: readonly Office[];
}

/** "Gratuito", "$1,012.00", or that nobody has published it. */
export function costWords(service: Service, locale: Locale): string {
  const w = serviceWords(locale);
  if (!service.costKnown) return w('costUnknown');
  return service.costPesos === 0 ? w('free') : formatPesos(service.costPesos, locale);
}

/** "5 días hábiles", "En el momento", or that nobody has published it. */
export function timeWords(service: Service, locale: Locale): string {
  const w = serviceWords(locale);
  if (!service.responseKnown) return w('timeUnknown');
  return service.responseDays === 0 ? w('atOnce') : w('days', { days: service.responseDays });
}

/** What a citizen must know before coming. `above` stands over the title: the words of a preview. */
export function ServicePage({ ctx, view, above }: { ctx: WebCtx; view: ServiceView; above?: ComponentChildren }) {
  const { service, agency } = view;
  const t = servicesTexts(ctx.locale);
  const w = serviceWords(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={service.name}>
      {above}
      <BackLink href="/tramites">{t('back')}</BackLink>
      {agency && <p class="soft small">{agency.name}</p>}
      <h1>{service.name}</h1>
      <p class="lead">{service.description}</p>
      <div class="columns">
        <div>
          <section>
            <h2>{t('requirements')}</h2>
            <ul class="checklist">
              {service.requirementDetails.map(({ document, copies, note }) => (
                <li key={document}>
                  <Icon name="document" />
                  <span>
                    {document}
                    {copies !== 'none' && <span class="soft"> ({w(`copies_${copies}`)})</span>}
                  </span>
                  {note && <span class="small soft note">{note}</span>}
                </li>
              ))}
            </ul>
          </section>
          {service.result && (
            <section>
              <h2>{t('result')}</h2>
              <p>{service.result}</p>
            </section>
          )}
          <section>
            <h2>{t('audience')}</h2>
            <ul class="inline-list">
              {service.audiences.map((audience) => (
                <li key={audience}>{w(`audience_${audience}`)}</li>
              ))}
            </ul>
          </section>
          {service.suspensionReasons.length > 0 && (
            <section>
              <h2>{t('avoid')}</h2>
              <p>{t('avoidText', { days: service.correctionDays })}</p>
              <ul>
                {service.suspensionReasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </section>
          )}
          <p class="small soft">
            {t('legal')}: {service.legalBasis}.
          </p>
        </div>
        <aside class="card aside-card">
          <dl class="fact-list">
            <dt>{t('cost')}</dt>
            <dd>
              {costWords(service, ctx.locale)}
              {service.costBasis && <span class="small soft block">{service.costBasis}.</span>}
            </dd>
            <dt>{t('time')}</dt>
            <dd>
              {timeWords(service, ctx.locale)}
              {service.timeNote && <span class="small soft block">{service.timeNote}.</span>}
            </dd>
            <dt>{t('channel')}</dt>
            <dd>
              {formatList(
                service.channels.map((channel) => w(`channel_${channel}`)),
                ctx.locale,
              )}
            </dd>
            <Where view={view} locale={ctx.locale} />
          </dl>
          {service.byMunicipality && view.offices.length > 0 && (
            <LinkButton href="/oficinas/cual" kind="secondary">
              {t('findOffice')}
            </LinkButton>
          )}
        </aside>
      </div>
    </PublicPage>
  );
}

function Where({ view, locale }: { view: ServiceView; locale: Locale }) {
  const { service, agency, offices } = view;
  const t = servicesTexts(locale);
  if (offices.length > 0) {
    return (
      <>
        <dt>{t('where')}</dt>
        <dd>
          {service.byMunicipality ? t('whereText') : t('anyOffice')}
          {service.offices.length > 0 && (
            <ul>
              {offices.map(({ code, name }) => (
                <li key={code}>
                  <a href={`/oficinas/${code.toLowerCase()}`}>{name}</a>
                </li>
              ))}
            </ul>
          )}
        </dd>
      </>
    );
  }
  if (!agency) return null;
  return (
    <>
      <dt>{t('contact')}</dt>
      <dd>
        {service.channels.includes('counter') && agency.address && <p>{agency.address}</p>}
        {agency.phone && (
          <p>
            <a href={telUrl(agency.phone)}>{agency.phone}</a>
          </p>
        )}
        {agency.email && (
          <p>
            <a class="break" href={`mailto:${agency.email}`}>
              {agency.email}
            </a>
          </p>
        )}
        {agency.hours && <p class="small soft">{agency.hours}</p>}
      </dd>
    </>
  );
}
