import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { refusedForm } from '#platform/http/form.ts';
import { parseFolio } from '#platform/folios/folio.ts';
import { findOffice } from '#modules/agencies/index.ts';
import { findService } from '#modules/catalogue/index.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { publicStatusTexts } from '../public-status-texts.ts';
import { correctUntil } from '../queries/terms.ts';
import { findPublicStatus } from '../queries/procedure.ts';
import { provesSurname } from '../second-datum.ts';
import { StatusPage } from './public-status-page.tsx';

const LIMIT = { name: 'folio', burst: 60, seconds: 60 } as const;

function AskFolioPage({ ctx, form }: { ctx: WebCtx; form: FormState }) {
  const t = publicStatusTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <Form action="/estado" method="get" state={form} submit={t('submit')}>
        <TextField name="folio" label={t('folio')} hint={t('folioHint')} width="m" capitals autocomplete="off" />
      </Form>
    </PublicPage>
  );
}

/** `written`: undefined before anything was asked; empty when the form was sent empty. */
async function show(ctx: WebCtx, written: string | undefined, surname: string | undefined): Promise<RouteResult> {
  const t = publicStatusTexts(ctx.locale);
  if (written === undefined) return page(<AskFolioPage ctx={ctx} form={EMPTY_FORM} />);
  const wrong = (message: string) =>
    page(<AskFolioPage ctx={ctx} form={refusedForm({ folio: written.slice(0, 60) }, { folio: message })} />, 422);
  if (written.trim() === '') return wrong(t('noFolio'));
  const parsed = parseFolio(written);
  if (!parsed.ok) return wrong(parsed.reason === 'check' ? t('badCheck') : t('badFormat'));
  const status = await findPublicStatus(ctx, parsed.text);
  if (!status) return wrong(t('unknown'));
  const service = await findService(ctx.db, ctx.locale, status.service);
  const view = {
    status,
    serviceName: service?.name ?? status.service,
    office: await findOffice(ctx.db, status.unitId),
    correctUntil: await correctUntil(ctx, status),
  };
  if (surname === undefined)
    return page(<StatusPage ctx={ctx} view={{ ...view, form: EMPTY_FORM, reasons: undefined }} />);
  if (!(await provesSurname(ctx, status, surname))) {
    const form = refusedForm({ surname }, { surname: t(surname.trim() === '' ? 'noSurname' : 'whyWrong') });
    return page(<StatusPage ctx={ctx} view={{ ...view, form, reasons: undefined }} />, 422);
  }
  const reasons = status.steps.findLast((step) => step.reasons.length > 0)?.reasons ?? [];
  return page(<StatusPage ctx={ctx} view={{ ...view, form: filledForm({}), reasons }} />);
}

export const publicStatusRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/estado',
    access: { kind: 'public' },
    noStore: true,
    rateLimit: LIMIT,
    title: (locale) => publicStatusTexts(locale)('title'),
    handle: (ctx) => show(ctx, ctx.request.query.folio, undefined),
  },
  {
    // Short, because it stands in messages: /f/TOL-2026-000123-K
    method: 'GET',
    url: '/f/:folio',
    access: { kind: 'public' },
    noStore: true,
    rateLimit: LIMIT,
    title: (locale) => publicStatusTexts(locale)('title'),
    handle: (ctx) => show(ctx, ctx.request.params.folio ?? '', undefined),
  },
  {
    method: 'POST',
    url: '/estado',
    access: { kind: 'public' },
    csrf: 'form-token',
    noStore: true,
    rateLimit: { name: 'second-datum', burst: 10, seconds: 300 },
    title: (locale) => publicStatusTexts(locale)('title'),
    handle: (ctx) =>
      show(ctx, String(ctx.request.form.folio ?? ''), String(ctx.request.form.surname ?? '').slice(0, 60)),
  },
];
