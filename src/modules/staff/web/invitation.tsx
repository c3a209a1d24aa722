import { Refusal } from '#platform/errors.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { SITE_PATHS } from '#web/page-context.ts';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { refusedForm } from '#platform/http/form.ts';
import { acceptInvitation } from '../commands/invite.ts';
import { deviceOf } from '../domain/device.ts';
import { entranceTexts } from '../entrance-texts.ts';
import { staffRefusals } from '../errors.ts';
import { findInvited } from '../store/invitations.ts';
import { orRefused, passwordOf, withNewSession } from './answers.ts';

async function showInvitation(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const t = entranceTexts(ctx.locale);
  const token = ctx.request.params.token ?? '';
  const invited = await findInvited(ctx, token);
  if (!invited) throw new Refusal(staffRefusals.linkSpent);
  return page(
    <PublicPage context={ctx.page} title={t('invitationTitle')}>
      <ErrorSummary form={form} />
      <h1>{t('invitationTitle')}</h1>
      <p class="lead">{t('invitationLead', { name: invited.name })}</p>
      <p>
        {t('login')}: <strong>{invited.login}</strong>
      </p>
      <Form action={`/invitacion/${token}`} state={form} submit={t('invitationSubmit')}>
        {/* For the browser that keeps passwords: it needs to know whose this one is. */}
        <input type="text" name="username" value={invited.login} autocomplete="username" readOnly hidden />
        <TextField
          name="password"
          type="password"
          label={t('newPassword')}
          hint={t('newPasswordHint')}
          width="l"
          autocomplete="new-password"
        />
        <TextField name="repeated" type="password" label={t('repeatPassword')} width="l" autocomplete="new-password" />
      </Form>
    </PublicPage>,
    hasErrors(form) ? 422 : 200,
  );
}

export const invitationRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/invitacion/:token',
    access: { kind: 'public' },
    noStore: true,
    rateLimit: { name: 'invitation', burst: 30, seconds: 600 },
    title: (locale) => entranceTexts(locale)('invitationTitle'),
    handle: (ctx) => showInvitation(ctx, EMPTY_FORM),
  },
  {
    method: 'POST',
    url: '/invitacion/:token',
    access: { kind: 'public' },
    csrf: 'form-token',
    noStore: true,
    rateLimit: { name: 'invitation', burst: 30, seconds: 600 },
    handle: (ctx) =>
      orRefused(
        ctx,
        async () => {
          const password = passwordOf(ctx, 'password');
          if (password !== passwordOf(ctx, 'repeated')) {
            const repeated = entranceTexts(ctx.locale)('notTheSame');
            return showInvitation(ctx, refusedForm({}, { repeated }));
          }
          const device = deviceOf(ctx.request.headers['user-agent']);
          const { cookie } = await acceptInvitation(ctx, { token: ctx.request.params.token ?? '', password, device });
          return withNewSession(ctx, cookie, SITE_PATHS.confirm);
        },
        (form) => showInvitation(ctx, form),
      ),
  },
];
