import { page, type Route, type WebCtx } from '#platform/http/routes.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { PublicPage } from '../layout/public-page.tsx';
import { TextField } from '../ui/field/text-field.tsx';
import { Form } from '../ui/form/form.tsx';
import { Icon, type IconName } from '../ui/icon/icon.tsx';
import { homeTexts } from './home-texts.ts';

/** Words that lead straight to a service, in both languages of the catalogue. */
const OFTEN: Readonly<Record<Locale, readonly string[]>> = {
  'es-MX': ['Escrituras', 'Herencia', 'Hipoteca', 'Gravamen', 'Copias', 'No propiedad'],
  en: ['Sale', 'Inheritance', 'Mortgage', 'Encumbrances', 'Copies', 'No property'],
};

const PATH: readonly (readonly [step: 'entered' | 'analysed' | 'signed' | 'delivered', icon: IconName])[] = [
  ['entered', 'document'],
  ['analysed', 'search'],
  ['signed', 'check'],
  ['delivered', 'person'],
];

function HomePage({ ctx }: { ctx: WebCtx }) {
  const t = homeTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <section class="hero">
        <div>
          <h1>{t('heading')}</h1>
          <p class="lead">{t('lead')}</p>
          <Form action="/estado" method="get" submit={t('check')} class="form-line">
            <TextField name="folio" label={t('folio')} hint={t('folioHint')} width="l" capitals autocomplete="off" />
          </Form>
        </div>
        <aside aria-labelledby="pasos">
          <h2 id="pasos">{t('pathTitle')}</h2>
          <ol class="path">
            {PATH.map(([step, icon]) => (
              <li key={step}>
                <span class="dot">
                  <Icon name={icon} />
                </span>
                <strong>{t(step)}</strong>
                <span class="small soft">{t(`${step}Text`)}</span>
              </li>
            ))}
          </ol>
          <p class="small soft">{t('noticesText')}</p>
        </aside>
      </section>
      <div class="doors">
        <section class="card">
          <h2>{t('findTitle')}</h2>
          <Form action="/tramites" method="get" submit={t('search')} submitKind="secondary" class="form-line">
            <TextField name="q" type="search" label={t('find')} hint={t('findHint')} width="l" maxLength={100} />
          </Form>
          <p class="small soft" id="palabras">
            {t('oftenTitle')}
          </p>
          <ul class="chips" aria-labelledby="palabras">
            {OFTEN[ctx.locale].map((word) => (
              <li key={word}>
                <a href={`/tramites?q=${encodeURIComponent(word.toLowerCase())}`}>{word}</a>
              </li>
            ))}
          </ul>
          <p>
            <a href="/tramites">{t('services')}</a>
          </p>
        </section>
        <section class="card">
          <h2>{t('officeTitle')}</h2>
          <Form action="/oficinas/cual" method="get" submit={t('findOffice')} submitKind="secondary" class="form-line">
            <TextField
              name="municipio"
              label={t('municipality')}
              hint={t('municipalityHint')}
              width="l"
              maxLength={80}
              autocomplete="off"
            />
          </Form>
          <p>
            <a href="/oficinas">{t('offices')}</a>
          </p>
        </section>
      </div>
    </PublicPage>
  );
}

export const homeRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/',
    access: { kind: 'public' },
    title: (locale) => homeTexts(locale)('title'),
    handle: async (ctx) => page(<HomePage ctx={ctx} />),
  },
];
