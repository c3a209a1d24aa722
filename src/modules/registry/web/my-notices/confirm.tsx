import { Refusal } from '#platform/errors.ts';
import { refusedForm } from '#platform/http/form.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import { confirmContact, denyContact, openQuestion, type OpenQuestion } from '#modules/people/index.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { confirmContactTexts } from './confirm-texts.ts';
import { myNoticesTexts } from './texts.ts';

const title = (locale: Locale) => confirmContactTexts(locale)('title');

interface QuestionProps {
  readonly ctx: WebCtx;
  readonly token: string;
  readonly question: OpenQuestion;
  readonly form: FormState;
}

/** The surname is asked for: whoever got the number of somebody else would say yes as well. */
function QuestionPage({ ctx, token, question: { channel, address }, form }: QuestionProps) {
  const t = confirmContactTexts(ctx.locale);
  const here = `/confirmar/${token}`;
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <h1>{t(channel, { address: maskAddress(channel, address) })}</h1>
      <p class="lead">{t('lead')}</p>
      <Form action={here} state={form} submit={t('yes')}>
        <TextField
          name="surname"
          label={t('surname')}
          hint={t('surnameHint')}
          autocomplete="family-name"
          width="l"
          maxLength={60}
        />
      </Form>
      <h2>{t('notTitle')}</h2>
      <p>{t('notLead')}</p>
      <Form action={`${here}/no`} submit={t('no')} submitKind="secondary" />
    </PublicPage>
  );
}

function DonePage({ ctx, answer }: { ctx: WebCtx; answer: 'done' | 'gone' }) {
  const t = confirmContactTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('doneTitle')}>
      <h1>{t('doneTitle')}</h1>
      <p class="lead">{t(answer)}</p>
      <p>
        <LinkButton href="/estado" kind="secondary">
          {t('status')}
        </LinkButton>
      </p>
    </PublicPage>
  );
}

const tokenOf = (ctx: WebCtx): string => ctx.request.params.token ?? '';

async function show(ctx: WebCtx, form: FormState = EMPTY_FORM): Promise<RouteResult> {
  const token = tokenOf(ctx);
  const question = await openQuestion(ctx, token);
  const view = <QuestionPage ctx={ctx} token={token} question={question} form={form} />;
  return page(view, form === EMPTY_FORM ? 200 : 422);
}

async function confirm(ctx: WebCtx): Promise<RouteResult> {
  const surname = String(ctx.request.form.surname ?? '')
    .trim()
    .slice(0, 60);
  if (surname === '') return show(ctx, refusedForm({}, { surname: myNoticesTexts(ctx.locale)('surnameMissing') }));
  try {
    await confirmContact(ctx, { token: tokenOf(ctx), surname });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind.status === 410) throw error;
    const { kind, data } = error;
    const words = `${kind.message(ctx.locale, data)} ${kind.whatNext(ctx.locale, data)}`;
    return show(ctx, refusedForm({ surname }, { surname: words }));
  }
  return page(<DonePage ctx={ctx} answer="done" />);
}

async function deny(ctx: WebCtx): Promise<RouteResult> {
  await denyContact(ctx, tokenOf(ctx));
  return page(<DonePage ctx={ctx} answer="gone" />);
}

const shown = { access: { kind: 'public' }, noStore: true, title } as const;
const LIMIT = { name: 'second-datum', burst: 10, seconds: 300 } as const;

/** Criterion 13: by the link of the message, without an account and without script. A look answers nothing. */
export const confirmContactRoutes: readonly Route[] = [
  {
    ...shown,
    method: 'GET',
    url: '/confirmar/:token',
    rateLimit: { name: 'folio', burst: 60, seconds: 60 },
    handle: (ctx) => show(ctx),
  },
  { ...shown, method: 'POST', url: '/confirmar/:token', csrf: 'form-token', rateLimit: LIMIT, handle: confirm },
  { ...shown, method: 'POST', url: '/confirmar/:token/no', csrf: 'form-token', rateLimit: LIMIT, handle: deny },
];
