import { z } from 'zod';
import { parseForm, type FieldWords } from '#platform/http/form.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { requireStepUp } from '#platform/permissions/permissions.ts';
import { unitsInReach } from '#modules/agencies/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { QrCode } from '#web/ui/qr/qr.tsx';
import { createAccount, type Invitation } from '../commands/invite.ts';
import { manageTexts } from '../manage-texts.ts';
import { orRefused } from './answers.ts';
import { PostFields } from './post-fields.tsx';

/** A post as a form gives it. */
export const postShape = {
  unidad: z.uuid(),
  puesto: z.string().max(120),
  permisos: z.preprocess((value) => (value === undefined ? undefined : [value].flat()), z.array(z.string()).min(1)),
};

/** What to say when a field of a post is wrong. */
export function postMessages(ctx: WebCtx): Record<keyof typeof postShape, FieldWords> {
  const t = manageTexts(ctx.locale);
  return { unidad: { label: t('unit') }, puesto: { label: t('post') }, permisos: t('rolesWrong') };
}

const accountForm = z.object({
  nombre: z.string().min(3).max(120),
  usuario: z
    .string()
    .toLowerCase()
    .regex(/^[\p{Ll}\d][\p{Ll}\d._@-]{2,59}$/u),
  ...postShape,
});

async function showNew(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  // Asked before anything is typed: afterwards it would be lost.
  requireStepUp(ctx);
  const t = manageTexts(ctx.locale);
  return page(
    <StaffPage context={ctx.page} title={t('new')}>
      <p>
        <a href="/personal/cuentas">{t('back')}</a>
      </p>
      <ErrorSummary form={form} />
      <h1>{t('new')}</h1>
      <p class="lead">{t('newLead')}</p>
      <Form action="/personal/cuentas/nueva" state={form} submit={t('create')}>
        <TextField
          name="nombre"
          label={t('fullName')}
          hint={t('fullNameHint')}
          width="l"
          maxLength={120}
          autocomplete="off"
        />
        <TextField
          name="usuario"
          label={t('login')}
          hint={t('loginHint')}
          width="m"
          maxLength={60}
          autocomplete="off"
        />
        <PostFields ctx={ctx} units={await unitsInReach(ctx, 'agencies.fill_posts')} />
      </Form>
    </StaffPage>,
    hasErrors(form) ? 422 : 200,
  );
}

/** The link of an invitation, shown once. */
export function LinkPage(props: { ctx: WebCtx; name: string; invitation: Invitation; accountId: string }) {
  const { ctx, name, invitation, accountId } = props;
  const t = manageTexts(ctx.locale);
  const link = ctx.publicUrl + invitation.path;
  return (
    <StaffPage context={ctx.page} title={t('linkTitle')}>
      <h1>{t('linkTitle')}</h1>
      <p class="lead">{t('linkLead', { name })}</p>
      <Notice kind="warning">
        <p>{t('linkOnce', { until: formatDateTime(invitation.expiresAt, ctx.locale, 'long') })}</p>
      </Notice>
      <p class="mono breakable">{link}</p>
      <div class="stack">
        <div class="qr">
          <QrCode content={link} title={t('linkQr')} />
        </div>
        <LinkButton href={`/personal/cuentas/${accountId}`}>{t('linkDone')}</LinkButton>
      </div>
    </StaffPage>
  );
}

async function submitNew(ctx: WebCtx): Promise<RouteResult> {
  const t = manageTexts(ctx.locale);
  const messages = { ...postMessages(ctx), nombre: { label: t('fullName') }, usuario: t('loginWrong') };
  const parsed = parseForm(accountForm, ctx.request.form, ctx.locale, messages);
  if (!parsed.ok) return showNew(ctx, parsed.state);
  const { nombre, usuario, unidad, puesto, permisos } = parsed.data;
  const made = await createAccount(ctx, {
    unitId: unidad,
    login: usuario,
    name: nombre,
    title: puesto,
    roles: permisos,
  });
  return page(<LinkPage ctx={ctx} name={nombre} {...made} />);
}

export const newAccountRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/cuentas/nueva',
    access: { kind: 'staff', action: 'staff.manage' },
    title: (locale) => manageTexts(locale)('new'),
    handle: (ctx) => showNew(ctx, filledForm({ unidad: ctx.request.query.unidad ?? '' })),
  },
  {
    method: 'POST',
    url: '/personal/cuentas/nueva',
    access: { kind: 'staff', action: 'staff.manage' },
    csrf: 'form-token',
    handle: (ctx) =>
      orRefused(
        ctx,
        () => submitNew(ctx),
        (form) => showNew(ctx, form),
      ),
  },
];
