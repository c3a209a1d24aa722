import { Refusal } from '#platform/errors.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { sessionCookieName } from '#platform/http/session-cookie.ts';
import { refusedForm } from '#platform/http/form.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { SITE_PATHS } from '#web/page-context.ts';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { QrCode } from '#web/ui/qr/qr.tsx';
import { enterAs } from '../commands/enter-as.ts';
import { logIn } from '../commands/log-in.ts';
import { confirmSecondFactor, enrolSecondFactor, hasSecondFactor, proposeSecret } from '../commands/second-factor.ts';
import { listPersonas, type Persona } from '../store/accounts.ts';
import { endSession } from '../store/sessions.ts';
import { staffTexts } from '../texts.ts';
import { PersonaList } from '../persona-list.tsx';

/** Only to a page of ours: the address is resolved as a browser would, so `//elsewhere` or `/\t/elsewhere` leads nowhere. */
function sameSitePath(path: string | undefined): string {
  const here = 'https://ventanilla.invalid';
  const target = path?.startsWith('/') && URL.canParse(path, here) ? new URL(path, here) : undefined;
  return target?.origin === here ? target.pathname + target.search : SITE_PATHS.staffHome;
}

function LogInPage({ ctx, form, personas }: { ctx: WebCtx; form: FormState; personas: readonly Persona[] }) {
  const t = staffTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <h1>{t('title')}</h1>
      <Form action="/entrar" state={form} submit={t('submit')}>
        <Hidden name="volver" value={sameSitePath(ctx.request.query.volver)} />
        <TextField name="login" label={t('login')} width="l" autocomplete="username" />
        <TextField name="password" type="password" label={t('password')} width="l" autocomplete="current-password" />
      </Form>
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

async function showLogIn(ctx: WebCtx, form: FormState, status = 200): Promise<RouteResult> {
  const personas = ctx.demo ? await listPersonas(ctx) : [];
  return page(<LogInPage ctx={ctx} form={form} personas={personas} />, status);
}

function CodePage({
  ctx,
  form,
  secret,
}: {
  ctx: WebCtx;
  form: FormState;
  secret: { secret: string; uri: string } | undefined;
}) {
  const t = staffTexts(ctx.locale);
  const title = secret ? t('enrolTitle') : t('codeTitle');
  return (
    <PublicPage context={ctx.page} title={title}>
      <ErrorSummary form={form} />
      <h1>{title}</h1>
      <p class="lead">{secret ? t('enrolLead') : t('codeLead')}</p>
      {secret && (
        <Notice>
          <div class="qr">
            <QrCode content={secret.uri} title={t('enrolTitle')} />
          </div>
          <p>
            {t('enrolKey')}: <span class="mono">{secret.secret}</span>
          </p>
        </Notice>
      )}
      <Form action="/entrar/codigo" state={form} submit={t('confirm')}>
        <Hidden name="volver" value={sameSitePath(ctx.request.query.volver ?? String(ctx.request.form.volver ?? ''))} />
        {secret && <Hidden name="secret" value={secret.secret} />}
        <TextField
          name="code"
          label={t('code')}
          width="s"
          inputmode="numeric"
          autocomplete="one-time-code"
          maxLength={8}
        />
      </Form>
    </PublicPage>
  );
}

function textOf(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

function staffIdOf(ctx: WebCtx): string {
  return ctx.actor.kind === 'staff' ? ctx.actor.staffId : '';
}

/** Answers a refusal with the same page, the reason at the top and what was typed. */
async function orRefused(
  ctx: WebCtx,
  work: () => Promise<RouteResult>,
  again: (form: FormState) => Promise<RouteResult>,
) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind.status !== 422) throw error;
    const { kind, data } = error;
    return again(
      refusedForm(
        { login: ctx.request.form.login ?? '' },
        {},
        `${kind.message(ctx.locale, data)} ${kind.whatNext(ctx.locale, data)}`,
      ),
    );
  }
}

export const staffRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/entrar',
    access: { kind: 'public' },
    noStore: true,
    title: (locale) => staffTexts(locale)('title'),
    handle: (ctx) => showLogIn(ctx, EMPTY_FORM),
  },
  {
    method: 'POST',
    url: '/entrar',
    access: { kind: 'public' },
    csrf: 'form-token',
    rateLimit: { name: 'log-in', burst: 30, seconds: 600 },
    handle: (ctx) =>
      orRefused(
        ctx,
        async () => {
          const { cookie } = await logIn(ctx, textOf(ctx.request.form.login), String(ctx.request.form.password ?? ''));
          return {
            kind: 'redirect',
            location: `/entrar/codigo?volver=${encodeURIComponent(sameSitePath(textOf(ctx.request.form.volver)))}`,
            cookies: [{ name: sessionCookieName(ctx.publicUrl), value: cookie }],
          };
        },
        (form) => showLogIn(ctx, form, 422),
      ),
  },
  {
    method: 'GET',
    url: '/entrar/codigo',
    access: { kind: 'staff-pending' },
    title: (locale) => staffTexts(locale)('codeTitle'),
    async handle(ctx) {
      const known = await hasSecondFactor(ctx, staffIdOf(ctx));
      return page(
        <CodePage
          ctx={ctx}
          form={EMPTY_FORM}
          secret={known ? undefined : proposeSecret(ctx.session?.staffName ?? '')}
        />,
      );
    },
  },
  {
    method: 'POST',
    url: '/entrar/codigo',
    access: { kind: 'staff-pending' },
    csrf: 'form-token',
    handle: (ctx) => {
      const secret = textOf(ctx.request.form.secret);
      return orRefused(
        ctx,
        async () => {
          const [account, code, session] = [staffIdOf(ctx), textOf(ctx.request.form.code), ctx.session?.id ?? ''];
          if (secret) await enrolSecondFactor(ctx, account, secret, code, session);
          else await confirmSecondFactor(ctx, account, code, session);
          return redirect(sameSitePath(textOf(ctx.request.form.volver)));
        },
        async (form) =>
          page(
            <CodePage
              ctx={ctx}
              form={form}
              secret={secret ? proposeSecret(ctx.session?.staffName ?? '') : undefined}
            />,
            422,
          ),
      );
    },
  },
  {
    method: 'POST',
    url: '/entrar/como',
    access: { kind: 'demo' },
    csrf: 'form-token',
    async handle(ctx) {
      const { cookie } = await enterAs(ctx, textOf(ctx.request.form.persona));
      return {
        kind: 'redirect',
        location: SITE_PATHS.staffHome,
        cookies: [{ name: sessionCookieName(ctx.publicUrl), value: cookie }],
      };
    },
  },
  {
    method: 'POST',
    url: '/salir',
    access: { kind: 'public' },
    csrf: 'form-token',
    async handle(ctx) {
      if (ctx.session) await endSession(ctx, ctx.session.id);
      return {
        kind: 'redirect',
        location: '/',
        cookies: [{ name: sessionCookieName(ctx.publicUrl), value: '', maxAge: 0 }],
      };
    },
  },
];
