import { Refusal } from '#platform/errors.ts';
import { parseFolio } from '#platform/folios/folio.ts';
import { refusedForm } from '#platform/http/form.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { registryRefusals } from '../../errors.ts';
import { getLodged, findPublicStatus, type PublicStatus } from '../../queries/procedure.ts';
import { receiptTexts } from '../../receipt-texts.ts';
import { provesSurname } from '../../second-datum.ts';
import { addressesOf } from '../my-notices/pages.tsx';
import { findProof, proofCookie } from '../my-notices/proof.ts';
import { myNoticesTexts } from '../my-notices/texts.ts';
import { receiptFile } from './receipt-pdf.ts';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

async function statusOf(ctx: WebCtx): Promise<PublicStatus> {
  const parsed = parseFolio(ctx.request.params.folio ?? '');
  const status = parsed.ok ? await findPublicStatus(ctx, parsed.text) : undefined;
  if (!status) throw new Refusal(registryRefusals.notFound);
  return status;
}

/** Whose receipt it is must be proved first, as for everything personal behind a folio. */
function AskPage({ ctx, folio, form }: { ctx: WebCtx; folio: string; form: FormState }) {
  const t = receiptTexts(ctx.locale);
  const n = myNoticesTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('askTitle')}>
      <BackLink href={addressesOf(folio).status}>{t('backToStatus')}</BackLink>
      <ErrorSummary form={form} />
      <p class="soft folio-small">{folio}</p>
      <h1>{t('askTitle')}</h1>
      <p class="lead">{t('askLead')}</p>
      <Form action={`/f/${folio}/comprobante`} state={form} submit={t('askSubmit')}>
        <TextField
          name="surname"
          label={n('surname')}
          hint={n('surnameHint')}
          autocomplete="family-name"
          width="l"
          maxLength={60}
        />
      </Form>
    </PublicPage>
  );
}

async function show(ctx: WebCtx, form: FormState = EMPTY_FORM): Promise<RouteResult> {
  const { id, folio, personId } = await statusOf(ctx);
  const proven = findProof(ctx, folio)?.personId === personId;
  if (proven && form === EMPTY_FORM) return receiptFile(ctx, await getLodged(ctx, id));
  return page(<AskPage ctx={ctx} folio={folio} form={form} />, hasErrors(form) ? 422 : 200);
}

async function prove(ctx: WebCtx): Promise<RouteResult> {
  const status = await statusOf(ctx);
  const { folio, personId } = status;
  const surname = String(ctx.request.form.surname ?? '').slice(0, 60);
  if (!(await provesSurname(ctx, status, surname))) {
    const wrong = surname.trim() === '' ? 'surnameMissing' : 'surnameWrong';
    return show(ctx, refusedForm({ surname }, { surname: myNoticesTexts(ctx.locale)(wrong) }));
  }
  return { kind: 'redirect', location: `/f/${folio}/comprobante`, cookies: [proofCookie(ctx, { folio, personId })] };
}

const common = {
  url: '/f/:folio/comprobante',
  access: { kind: 'public' },
  noStore: true,
  title: (locale) => receiptTexts(locale)('askTitle'),
} as const satisfies Partial<Route>;

/** R10: the citizen gets the receipt again, without an account, by folio and second datum. */
export const publicReceiptRoutes: readonly Route[] = [
  { ...common, method: 'GET', rateLimit: { name: 'receipt', burst: 20, seconds: 60 }, handle: (ctx) => show(ctx) },
  {
    ...common,
    method: 'POST',
    csrf: 'form-token',
    rateLimit: { name: 'second-datum', burst: 10, seconds: 300 },
    handle: prove,
  },
];
