import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { EntrancePage } from '#web/layout/entrance-page.tsx';
import { PublicPage } from '#web/layout/public-page.tsx';
import { SITE_PATHS, thenTo } from '#web/page-context.ts';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { confirmAsPersona } from '../commands/enter-as.ts';
import { askForPasskey, confirmPasskey, offerPasskey, registerPasskey } from '../commands/passkeys.ts';
import { confirmRecoveryCode } from '../commands/recovery-codes.ts';
import { confirmTotp, enrolTotp, hasFactor, ownFactors, proposeTotp } from '../commands/second-factor.ts';
import { isOwnPersona } from '../queries/own-account.ts';
import { entranceTexts } from '../entrance-texts.ts';
import { orRefused, returnPath, textOf, withSession } from './answers.ts';
import { PasskeyForm, passkeyResponse } from './passkey-form.tsx';
import { EnrolTotpForm, TotpForm } from './totp-form.tsx';

/** Between password and work, and before what binds: shows the second factor, or registers the first one. */
async function showConfirm(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const persona = ctx.demo && (await isOwnPersona(ctx));
  const factors = await ownFactors(ctx);
  if (!persona && !hasFactor(factors)) return showEnrol(ctx, form);
  const t = entranceTexts(ctx.locale);
  const volver = returnPath(ctx);
  // Who has signed in already is asked again because of what they are about to do.
  const again = ctx.actor.kind === 'staff' && ctx.actor.steppedUpAt !== undefined;
  const title = again ? t('againTitle') : t('codeTitle');
  const options = factors.passkeys > 0 ? await askForPasskey(ctx, ctx.session?.id) : undefined;
  return page(
    <EntrancePage context={ctx.page} title={title}>
      <ErrorSummary form={form} />
      <h1>{title}</h1>
      {again && <p class="lead">{t('againLead')}</p>}
      {persona && (
        <ActionButton action="/entrar/codigo/demo" fields={{ volver }} kind="primary">
          {t('confirmAsPersona')}
        </ActionButton>
      )}
      {factors.sealed !== null && (
        <>
          <p>{t('codeLead')}</p>
          <TotpForm action="/entrar/codigo" locale={ctx.locale} form={form} volver={volver} />
        </>
      )}
      {options && (
        <PasskeyForm
          action="/entrar/codigo/llave"
          locale={ctx.locale}
          purpose="get"
          options={options}
          submit={t('passkeyUse')}
          volver={volver}
        />
      )}
      {hasFactor(factors) && (
        <p>
          <a href={thenTo('/entrar/recuperacion', volver)}>{t('lostIt')}</a>
        </p>
      )}
    </EntrancePage>,
    hasErrors(form) ? 422 : 200,
  );
}

async function showEnrol(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const t = entranceTexts(ctx.locale);
  const proposal = await proposeTotp(ctx, textOf(ctx, 'proposal') || undefined);
  const options = await offerPasskey(ctx, ctx.session?.id ?? '');
  return page(
    <EntrancePage context={ctx.page} title={t('enrolTitle')}>
      <ErrorSummary form={form} />
      <h1>{t('enrolTitle')}</h1>
      <p class="lead">{t('enrolLead')}</p>
      <EnrolTotpForm action="/entrar/codigo" locale={ctx.locale} form={form} proposal={proposal} />
      <PasskeyForm
        action="/entrar/codigo/llave-nueva"
        locale={ctx.locale}
        purpose="create"
        options={options}
        submit={t('passkeyMake')}
      >
        <h2>{t('orPasskey')}</h2>
        <p>{t('orPasskeyLead')}</p>
      </PasskeyForm>
    </EntrancePage>,
    hasErrors(form) ? 422 : 200,
  );
}

async function showRecovery(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const t = entranceTexts(ctx.locale);
  return page(
    <PublicPage context={ctx.page} title={t('recoveryTitle')}>
      <ErrorSummary form={form} />
      <h1>{t('recoveryTitle')}</h1>
      <p class="lead">{t('recoveryLead')}</p>
      <Form action="/entrar/recuperacion" state={form} submit={t('confirm')}>
        <Hidden name="volver" value={returnPath(ctx)} />
        <TextField name="code" label={t('recoveryCode')} width="m" autocomplete="off" maxLength={20} />
      </Form>
    </PublicPage>,
    hasErrors(form) ? 422 : 200,
  );
}

/** A new second factor leads to the account: recovery codes are best made at once. */
function enrolled(ctx: WebCtx, cookie: string): RouteResult {
  const text = entranceTexts(ctx.locale)('enrolled');
  return withSession(ctx, cookie, SITE_PATHS.staffAccount, { kind: 'success', text });
}

const sessionOf = (ctx: WebCtx) => ctx.session?.id ?? '';
const responseIn = (ctx: WebCtx) => passkeyResponse(textOf(ctx, 'response'));

export const confirmRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/entrar/codigo',
    access: { kind: 'staff-pending' },
    title: (locale) => entranceTexts(locale)('codeTitle'),
    handle: (ctx) => showConfirm(ctx, EMPTY_FORM),
  },
  {
    method: 'POST',
    url: '/entrar/codigo',
    access: { kind: 'staff-pending' },
    csrf: 'form-token',
    handle: (ctx) =>
      orRefused(
        ctx,
        async () => {
          const [code, sessionId, proposal] = [textOf(ctx, 'code'), sessionOf(ctx), textOf(ctx, 'proposal')];
          if (proposal) return enrolled(ctx, (await enrolTotp(ctx, { proposal, code, sessionId })).cookie);
          return withSession(ctx, (await confirmTotp(ctx, code, sessionId)).cookie, returnPath(ctx));
        },
        (form) => showConfirm(ctx, form),
      ),
  },
  {
    method: 'POST',
    url: '/entrar/codigo/llave',
    access: { kind: 'staff-pending' },
    csrf: 'form-token',
    handle: (ctx) =>
      orRefused(
        ctx,
        async () =>
          withSession(ctx, (await confirmPasskey(ctx, responseIn(ctx), sessionOf(ctx))).cookie, returnPath(ctx)),
        (form) => showConfirm(ctx, form),
      ),
  },
  {
    method: 'POST',
    url: '/entrar/codigo/llave-nueva',
    access: { kind: 'staff-pending' },
    csrf: 'form-token',
    handle: (ctx) =>
      orRefused(
        ctx,
        async () => {
          const name = entranceTexts(ctx.locale)('firstPasskey');
          const made = await registerPasskey(ctx, { response: responseIn(ctx), name, sessionId: sessionOf(ctx) });
          return enrolled(ctx, made.cookie);
        },
        (form) => showConfirm(ctx, form),
      ),
  },
  {
    method: 'POST',
    url: '/entrar/codigo/demo',
    access: { kind: 'demo' },
    csrf: 'form-token',
    handle: async (ctx) => withSession(ctx, (await confirmAsPersona(ctx, sessionOf(ctx))).cookie, returnPath(ctx)),
  },
  {
    method: 'GET',
    url: '/entrar/recuperacion',
    access: { kind: 'staff-pending' },
    title: (locale) => entranceTexts(locale)('recoveryTitle'),
    handle: (ctx) => showRecovery(ctx, EMPTY_FORM),
  },
  {
    method: 'POST',
    url: '/entrar/recuperacion',
    access: { kind: 'staff-pending' },
    csrf: 'form-token',
    handle: (ctx) =>
      orRefused(
        ctx,
        async () =>
          withSession(
            ctx,
            (await confirmRecoveryCode(ctx, textOf(ctx, 'code'), sessionOf(ctx))).cookie,
            returnPath(ctx),
          ),
        (form) => showRecovery(ctx, form),
      ),
  },
];
