import { z } from 'zod';
import { parseForm, refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { SITE_PATHS } from '#web/page-context.ts';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Notice } from '#web/ui/notice/notice.tsx';
import { accountTexts } from '../account-texts.ts';
import { changePassword, endOwnSessions } from '../commands/own-account.ts';
import { dropPasskey, offerPasskey, registerPasskey } from '../commands/passkeys.ts';
import { makeRecoveryCodes } from '../commands/recovery-codes.ts';
import { workIn } from '../commands/work-in.ts';
import { dropTotp, enrolTotp, ownFactors, proposeTotp, requireFactorBefore } from '../commands/second-factor.ts';
import { entranceTexts } from '../entrance-texts.ts';
import { ownAccount } from '../queries/own-account.ts';
import { orRefused, passwordOf, textOf, withSession } from './answers.ts';
import { OwnAccountPage } from './own-account-view.tsx';
import { PasskeyForm, passkeyResponse } from './passkey-form.tsx';
import { EnrolTotpForm } from './totp-form.tsx';

const ACCOUNT = SITE_PATHS.staffAccount;
const access = { kind: 'staff' } as const;
const csrf = 'form-token';
const title: Route['title'] = (locale) => accountTexts(locale)('title');
const sessionOf = (ctx: WebCtx) => ctx.session?.id ?? '';

async function showAccount(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const own = await ownAccount(ctx);
  return page(<OwnAccountPage ctx={ctx} own={own} form={form} />, hasErrors(form) ? 422 : 200);
}

async function showTotp(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const t = accountTexts(ctx.locale);
  const proposal = await proposeTotp(ctx, textOf(ctx, 'proposal') || undefined);
  return page(
    <StaffPage context={ctx.page} title={t('totpTitle')}>
      <Back ctx={ctx} />
      <ErrorSummary form={form} />
      <h1>{t('totpTitle')}</h1>
      <p class="lead">{entranceTexts(ctx.locale)('enrolLead')}</p>
      <EnrolTotpForm action={`${ACCOUNT}/aplicacion`} locale={ctx.locale} form={form} proposal={proposal} />
    </StaffPage>,
    hasErrors(form) ? 422 : 200,
  );
}

async function showPasskey(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const t = accountTexts(ctx.locale);
  const options = await offerPasskey(ctx, sessionOf(ctx));
  return page(
    <StaffPage context={ctx.page} title={t('passkeyAdd')} islands={['passkey']}>
      <Back ctx={ctx} />
      <ErrorSummary form={form} />
      <h1>{t('passkeyAdd')}</h1>
      <p class="lead">{t('passkeyLead')}</p>
      <PasskeyForm
        action={`${ACCOUNT}/llave`}
        locale={ctx.locale}
        purpose="create"
        options={options}
        submit={entranceTexts(ctx.locale)('passkeyMake')}
      >
        <TextField
          name="nombre"
          label={t('passkeyName')}
          hint={t('passkeyNameHint')}
          width="m"
          maxLength={60}
          autocomplete="off"
          form={form}
        />
      </PasskeyForm>
      <p class="soft">{t('needsScript')}</p>
    </StaffPage>,
    hasErrors(form) ? 422 : 200,
  );
}

function Back({ ctx }: { ctx: WebCtx }) {
  return (
    <p>
      <a href={ACCOUNT}>{accountTexts(ctx.locale)('back')}</a>
    </p>
  );
}

function CodesPage({ ctx, codes }: { ctx: WebCtx; codes: readonly string[] }) {
  const t = accountTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('codesTitle')}>
      <h1>{t('codesTitle')}</h1>
      <Notice kind="warning">
        <p>{t('codesOnce')}</p>
      </Notice>
      <p>{t('codesPrint')}</p>
      <ul class="code-list">
        {codes.map((code) => (
          <li key={code} class="mono">
            {code}
          </li>
        ))}
      </ul>
      <p>
        <LinkButton href={ACCOUNT}>{t('codesDone')}</LinkButton>
      </p>
    </StaffPage>
  );
}

/** Leads to the start page of the agency that was chosen. */
async function changeAgency(ctx: WebCtx): Promise<RouteResult> {
  const agencyId = idIn(ctx, 'dependencia');
  await workIn(ctx, sessionOf(ctx), agencyId);
  const name = ctx.session?.agencies.find(({ id }) => id === agencyId)?.name ?? '';
  return redirect(SITE_PATHS.staffStart, { kind: 'success', text: accountTexts(ctx.locale)('worksIn', { name }) });
}

function say(ctx: WebCtx, key: 'changed' | 'removed' | 'passkeyAdded' | 'totpReplaced') {
  return { kind: 'success' as const, text: accountTexts(ctx.locale)(key) };
}

async function submitPassword(ctx: WebCtx): Promise<RouteResult> {
  const [current, next] = [passwordOf(ctx, 'current'), passwordOf(ctx, 'next')];
  if (next !== passwordOf(ctx, 'repeated')) {
    return showAccount(ctx, refusedForm({}, { repeated: accountTexts(ctx.locale)('notTheSame') }));
  }
  await changePassword(ctx, { current, next, sessionId: sessionOf(ctx) });
  return redirect(ACCOUNT, say(ctx, 'changed'));
}

const passkeySchema = z.object({ nombre: z.string().max(60), response: z.string() });

async function submitPasskey(ctx: WebCtx): Promise<RouteResult> {
  const parsed = parseForm(passkeySchema, ctx.request.form, ctx.locale);
  if (!parsed.ok) return showPasskey(ctx, parsed.state);
  const { nombre, response } = parsed.data;
  const made = await registerPasskey(ctx, {
    response: passkeyResponse(response),
    name: nombre,
    sessionId: sessionOf(ctx),
  });
  return withSession(ctx, made.cookie, ACCOUNT, say(ctx, 'passkeyAdded'));
}

async function endSessions(ctx: WebCtx, which: { only: string } | { except: string }): Promise<RouteResult> {
  const count = await endOwnSessions(ctx, which);
  return redirect(ACCOUNT, { kind: 'success', text: accountTexts(ctx.locale)('ended', { count }) });
}

/** An id from the form; one that is none belongs to nothing. */
function idIn(ctx: WebCtx, name: string): string {
  const id = textOf(ctx, name);
  return isId(id) ? id : '00000000-0000-0000-0000-000000000000';
}

export const ownAccountRoutes: readonly Route[] = [
  { method: 'GET', url: ACCOUNT, access, title, handle: (ctx) => showAccount(ctx, EMPTY_FORM) },
  {
    method: 'POST',
    url: `${ACCOUNT}/contrasena`,
    access,
    csrf,
    handle: (ctx) =>
      orRefused(
        ctx,
        () => submitPassword(ctx),
        (form) => showAccount(ctx, form),
      ),
  },
  {
    method: 'GET',
    url: `${ACCOUNT}/aplicacion`,
    access,
    title,
    async handle(ctx) {
      // Asked before the code is scanned: afterwards it would have to be scanned again.
      requireFactorBefore(ctx, await ownFactors(ctx));
      return showTotp(ctx, EMPTY_FORM);
    },
  },
  {
    method: 'POST',
    url: `${ACCOUNT}/aplicacion`,
    access,
    csrf,
    handle: (ctx) =>
      orRefused(
        ctx,
        async () => {
          const [proposal, code] = [textOf(ctx, 'proposal'), textOf(ctx, 'code')];
          const { cookie } = await enrolTotp(ctx, { proposal, code, sessionId: sessionOf(ctx) });
          return withSession(ctx, cookie, ACCOUNT, say(ctx, 'totpReplaced'));
        },
        (form) => showTotp(ctx, form),
      ),
  },
  {
    method: 'POST',
    url: `${ACCOUNT}/aplicacion/quitar`,
    access,
    csrf,
    handle: (ctx) =>
      orRefused(
        ctx,
        async () => {
          await dropTotp(ctx);
          return redirect(ACCOUNT, say(ctx, 'removed'));
        },
        (form) => showAccount(ctx, form),
      ),
  },
  { method: 'GET', url: `${ACCOUNT}/llave`, access, title, handle: (ctx) => showPasskey(ctx, EMPTY_FORM) },
  {
    method: 'POST',
    url: `${ACCOUNT}/llave`,
    access,
    csrf,
    handle: (ctx) =>
      orRefused(
        ctx,
        () => submitPasskey(ctx),
        (form) => showPasskey(ctx, form),
      ),
  },
  {
    method: 'POST',
    url: `${ACCOUNT}/llave/quitar`,
    access,
    csrf,
    handle: (ctx) =>
      orRefused(
        ctx,
        async () => {
          await dropPasskey(ctx, idIn(ctx, 'llave'));
          return redirect(ACCOUNT, say(ctx, 'removed'));
        },
        (form) => showAccount(ctx, form),
      ),
  },
  {
    method: 'POST',
    url: `${ACCOUNT}/codigos`,
    access,
    csrf,
    title: (locale) => accountTexts(locale)('codesTitle'),
    handle: async (ctx) => page(<CodesPage ctx={ctx} codes={await makeRecoveryCodes(ctx)} />),
  },
  { method: 'POST', url: SITE_PATHS.changeAgency, access, csrf, handle: changeAgency },
  {
    method: 'POST',
    url: `${ACCOUNT}/sesiones/cerrar`,
    access,
    csrf,
    handle: (ctx) => endSessions(ctx, { only: idIn(ctx, 'sesion') }),
  },
  {
    method: 'POST',
    url: `${ACCOUNT}/sesiones/cerrar-demas`,
    access,
    csrf,
    handle: (ctx) => endSessions(ctx, { except: sessionOf(ctx) }),
  },
];
