import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { EntrancePage } from '#web/layout/entrance-page.tsx';
import { PublicPage } from '#web/layout/public-page.tsx';
import { SITE_PATHS, thenTo } from '#web/page-context.ts';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { enterAs } from '../commands/enter-as.ts';
import { logIn, logOut } from '../commands/log-in.ts';
import { askForPasskey, logInWithPasskey } from '../commands/passkeys.ts';
import { deviceOf } from '../domain/device.ts';
import { entranceTexts } from '../entrance-texts.ts';
import { PersonaList } from '../persona-list.tsx';
import { listPersonas, type Persona } from '../store/accounts.ts';
import { orRefused, passwordOf, returnPath, textOf, withNewSession, withoutSession } from './answers.ts';
import { PasskeyForm, passkeyResponse } from './passkey-form.tsx';

function LogInPage({ ctx, form, personas }: { ctx: WebCtx; form: FormState; personas: readonly Persona[] }) {
  const t = entranceTexts(ctx.locale);
  const volver = returnPath(ctx);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <h1>{t('title')}</h1>
      <Form action="/entrar" state={form} submit={t('submit')}>
        <Hidden name="volver" value={volver} />
        <TextField name="login" label={t('login')} width="l" autocomplete="username" />
        <TextField name="password" type="password" label={t('password')} width="l" autocomplete="current-password" />
      </Form>
      <p>
        <a href={thenTo('/entrar/llave', volver)}>{t('withPasskey')}</a>
      </p>
      {ctx.demo && personas.length > 0 && (
        <section aria-labelledby="personas">
          <h2 id="personas">{t('demoTitle')}</h2>
          <p>{t('demoLead')}</p>
          <PersonaList personas={personas} locale={ctx.locale} />
        </section>
      )}
    </PublicPage>
  );
}

async function showLogIn(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const personas = ctx.demo ? await listPersonas(ctx) : [];
  return page(<LogInPage ctx={ctx} form={form} personas={personas} />, hasErrors(form) ? 422 : 200);
}

async function showPasskey(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const t = entranceTexts(ctx.locale);
  const options = await askForPasskey(ctx, undefined);
  const volver = returnPath(ctx);
  return page(
    <EntrancePage context={ctx.page} title={t('passkeyTitle')}>
      <ErrorSummary form={form} />
      <h1>{t('passkeyTitle')}</h1>
      <p class="lead">{t('passkeyLead')}</p>
      <PasskeyForm
        action="/entrar/llave"
        locale={ctx.locale}
        purpose="get"
        options={options}
        submit={t('passkeyUse')}
        volver={volver}
      />
      <p>
        <a href={thenTo(SITE_PATHS.logIn, volver)}>{t('withPassword')}</a>
      </p>
    </EntrancePage>,
    hasErrors(form) ? 422 : 200,
  );
}

const deviceIn = (ctx: WebCtx) => deviceOf(ctx.request.headers['user-agent']);

export const entranceRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/entrar',
    access: { kind: 'public' },
    noStore: true,
    title: (locale) => entranceTexts(locale)('title'),
    handle: (ctx) => showLogIn(ctx, EMPTY_FORM),
  },
  {
    method: 'POST',
    url: '/entrar',
    access: { kind: 'public' },
    csrf: 'form-token',
    noStore: true,
    rateLimit: { name: 'log-in', burst: 30, seconds: 600 },
    handle: (ctx) =>
      orRefused(
        ctx,
        async () => {
          const written = { login: textOf(ctx, 'login'), password: passwordOf(ctx, 'password') };
          const { cookie } = await logIn(ctx, { ...written, device: deviceIn(ctx) });
          return withNewSession(ctx, cookie, thenTo(SITE_PATHS.confirm, returnPath(ctx)));
        },
        (form) => showLogIn(ctx, form),
      ),
  },
  {
    method: 'GET',
    url: '/entrar/llave',
    access: { kind: 'public' },
    noStore: true,
    // Each opening keeps a challenge for some minutes.
    rateLimit: { name: 'passkey', burst: 30, seconds: 600 },
    title: (locale) => entranceTexts(locale)('passkeyTitle'),
    handle: (ctx) => showPasskey(ctx, EMPTY_FORM),
  },
  {
    method: 'POST',
    url: '/entrar/llave',
    access: { kind: 'public' },
    csrf: 'form-token',
    noStore: true,
    rateLimit: { name: 'log-in', burst: 30, seconds: 600 },
    handle: (ctx) =>
      orRefused(
        ctx,
        async () => {
          const response = passkeyResponse(textOf(ctx, 'response'));
          const { cookie } = await logInWithPasskey(ctx, { response, device: deviceIn(ctx) });
          return withNewSession(ctx, cookie, returnPath(ctx));
        },
        (form) => showPasskey(ctx, form),
      ),
  },
  {
    method: 'POST',
    url: '/entrar/como',
    access: { kind: 'demo' },
    csrf: 'form-token',
    async handle(ctx) {
      const { cookie } = await enterAs(ctx, textOf(ctx, 'persona'), deviceIn(ctx));
      return withNewSession(ctx, cookie, SITE_PATHS.staffHome);
    },
  },
  {
    method: 'POST',
    url: SITE_PATHS.logOut,
    access: { kind: 'public' },
    csrf: 'form-token',
    async handle(ctx) {
      if (ctx.session) await logOut(ctx, ctx.session.id);
      return withoutSession(ctx, SITE_PATHS.home);
    },
  },
];
