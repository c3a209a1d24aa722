import { defineTexts } from '#platform/i18n/texts.ts';
import { page, type Route, type WebCtx } from '#platform/http/routes.ts';
import { PublicPage } from '../layout/public-page.tsx';
import { LinkButton } from '../ui/button/button.tsx';
import { Form } from '../ui/form/form.tsx';
import { TextField } from '../ui/field/text-field.tsx';

export const homeTexts = defineTexts(
  {
    title: 'Inicio',
    heading: '¿Cómo va su trámite?',
    lead: 'Escriba el folio de su comprobante. No necesita cuenta ni venir a la oficina.',
    folio: 'Folio',
    folioHint: 'Está en su comprobante y en los mensajes que le enviamos. Ejemplo: TOL-2026-000123-K',
    check: 'Consultar',
    beforeTitle: 'Antes de venir',
    beforeText: 'Revise qué documentos lleva cada trámite, cuánto cuesta y qué oficina le corresponde.',
    services: 'Ver los trámites',
    offices: 'Ver las 19 oficinas',
    noticesTitle: 'Le avisamos',
    noticesText:
      'Deje su celular o su correo al ingresar el trámite: recibirá un mensaje cuando avance y cuando pueda recogerlo.',
  },
  {
    title: 'Start',
    heading: 'How is your procedure going?',
    lead: 'Enter the folio on your receipt. No account and no visit needed.',
    folio: 'Folio',
    folioHint: 'It is on your receipt and in the messages we sent you. Example: TOL-2026-000123-K',
    check: 'Check',
    beforeTitle: 'Before you come',
    beforeText: 'See which documents each procedure needs, what it costs and which office is yours.',
    services: 'See the services',
    offices: 'See the 19 offices',
    noticesTitle: 'We tell you',
    noticesText:
      'Leave your mobile or e-mail when you lodge the procedure: you get a message when it moves and when you can collect it.',
  },
);

function HomePage({ ctx }: { ctx: WebCtx }) {
  const t = homeTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <div class="columns">
        <section>
          <h1>{t('heading')}</h1>
          <p class="lead">{t('lead')}</p>
          <Form action="/estado" method="get" submit={t('check')}>
            <TextField name="folio" label={t('folio')} hint={t('folioHint')} width="m" capitals autocomplete="off" />
          </Form>
        </section>
        <aside>
          <section class="card">
            <h2>{t('beforeTitle')}</h2>
            <p>{t('beforeText')}</p>
            <p>
              <LinkButton href="/tramites" kind="secondary">
                {t('services')}
              </LinkButton>
            </p>
            <p>
              <a href="/oficinas">{t('offices')}</a>
            </p>
          </section>
          <section>
            <h2>{t('noticesTitle')}</h2>
            <p>{t('noticesText')}</p>
          </section>
        </aside>
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
