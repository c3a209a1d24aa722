import type { ComponentChildren } from 'preact';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import { listAgencies } from '#modules/agencies/index.ts';
import { PublicPage } from '../layout/public-page.tsx';
import { SITE_PATHS } from '../page-context.ts';

const texts = defineTexts(
  {
    privacyTitle: 'Aviso de privacidad',
    privacy1:
      'Para avisarle cómo va su trámite le pedimos su nombre y, si usted quiere, su celular y su correo. Dar el celular o el correo es opcional: sin ellos su trámite se atiende igual.',
    privacy2:
      'Usamos esos datos solo para los avisos de estado que usted autoriza, por el medio que usted autoriza. Se guardan cifrados, los ve únicamente el personal de la oficina que atiende su trámite, y cada consulta queda registrada.',
    privacy3:
      'Usted puede dejar de recibir avisos cuando quiera, y pedir el acceso, la rectificación o la cancelación de sus datos, u oponerse a su uso: en la página «Mis datos», con un código a su celular o correo, o en cualquier oficina. Respondemos en 20 días hábiles. El texto de los avisos y los medios retirados se borran a los 90 días; queda la constancia de que se enviaron.',
    privacy4:
      'Fundamento: Ley General de Protección de Datos Personales en Posesión de Sujetos Obligados y la ley del Estado de México en la materia. Versión 2026-01.',
    privacyOwn: 'Avisos de privacidad de cada dependencia',
    accessTitle: 'Accesibilidad',
    access1:
      'Ventanilla se hace para que la use cualquier persona, en cualquier teléfono: las páginas para la ciudadanía funcionan sin programas en el navegador, se leen con lector de pantalla, se manejan con el teclado y se ven con letra grande o con colores oscuros.',
    access2:
      'Comprobamos cada página contra las pautas WCAG 2.2, nivel AA, de manera automática. Eso encuentra una parte de los problemas, no todos.',
    access3: 'Si algo le impide hacer su trámite, díganoslo en cualquier oficina y le atendemos por otro medio.',
  },
  {
    privacyTitle: 'Privacy notice',
    privacy1:
      'To tell you how your procedure goes we ask for your name and, if you wish, your mobile and e-mail. Giving them is optional: your procedure is handled the same without.',
    privacy2:
      'We use this data only for the status notices that you agree to, on the channel that you agree to. It is stored encrypted, only the staff of the office that handles your procedure sees it, and each look is recorded.',
    privacy3:
      'You can stop the notices whenever you like, and ask for access to your data, its correction or cancellation, or oppose its use: on the page "My data", with a code to your mobile or e-mail, or at any office. We answer within 20 working days. The text of notices and withdrawn contacts are erased after 90 days; the record that they were sent stays.',
    privacy4:
      'Legal basis: the general law on the protection of personal data held by public bodies and that of the Estado de México. Version 2026-01.',
    privacyOwn: 'Privacy notices of each agency',
    accessTitle: 'Accessibility',
    access1:
      'Ventanilla is made for anybody, on any telephone: the pages for citizens work without scripts, with a screen reader, by keyboard, in large type and in dark colours.',
    access2:
      'Every page is checked automatically against WCAG 2.2, level AA. That finds part of the problems, not all.',
    access3:
      'If something keeps you from doing your procedure, tell us at any office and we attend you in another way.',
  },
);

type Key = Parameters<ReturnType<typeof texts>>[0];

interface TextView {
  readonly ctx: WebCtx;
  readonly title: Key;
  readonly paragraphs: readonly Key[];
  readonly children?: ComponentChildren;
}

function TextPage({ ctx, title, paragraphs, children }: TextView) {
  const t = texts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t(title)}>
      <h1>{t(title)}</h1>
      {paragraphs.map((key) => (
        <p key={key}>{t(key)}</p>
      ))}
      {children}
    </PublicPage>
  );
}

const PRIVACY = {
  title: 'privacyTitle',
  paragraphs: ['privacy1', 'privacy2', 'privacy3', 'privacy4'],
} as const;

/** The notice of the window, and where agencies publish their own. */
async function showPrivacy(ctx: WebCtx): Promise<RouteResult> {
  const agencies = (await listAgencies(ctx.db)).filter(({ privacyUrl }) => privacyUrl !== null);
  return page(
    <TextPage ctx={ctx} {...PRIVACY}>
      {agencies.length > 0 && (
        <>
          <h2>{texts(ctx.locale)('privacyOwn')}</h2>
          <ul>
            {agencies.map(({ agencyId, name, privacyUrl }) => (
              <li key={agencyId}>
                <a href={privacyUrl ?? ''} rel="noreferrer">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </TextPage>,
  );
}

function textRoute(url: string, title: Key, paragraphs: readonly Key[]): Route {
  return {
    method: 'GET',
    url,
    access: { kind: 'public' },
    title: (locale) => texts(locale)(title),
    handle: async (ctx) => page(<TextPage ctx={ctx} title={title} paragraphs={paragraphs} />),
  };
}

/** What the foot of every page leads to. */
export const aboutRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: SITE_PATHS.privacy,
    access: { kind: 'public' },
    title: (locale) => texts(locale)('privacyTitle'),
    handle: showPrivacy,
  },
  textRoute(SITE_PATHS.accessibility, 'accessTitle', ['access1', 'access2', 'access3']),
];
