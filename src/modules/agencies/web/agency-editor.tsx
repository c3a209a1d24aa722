import { z } from 'zod';
import { Refusal } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import { EmailField, TelField, TextField } from '#web/ui/field/text-field.tsx';
import { filledForm, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { authorizeAgency } from '../access.ts';
import { agencyPageTexts } from '../agency-texts.ts';
import { editAgency } from '../commands/edit-agency.ts';
import { listAgencies, type Agency } from '../queries/agencies.ts';
import { MANAGE } from '../queries/organisation.ts';
import { unitTexts } from '../unit-texts.ts';
import { UNITS } from './units/tree-page.tsx';

const access = { kind: 'staff', action: MANAGE } as const;
const title = (locale: Locale) => agencyPageTexts(locale)('title');
const ONE = '/personal/dependencias/:slug';

const schema = z.object({
  nombre: z.string().min(3).max(200),
  siglas: z.string().min(2).max(40),
  telefono: z
    .string()
    .regex(/^\+?[\d\s()-]{8,20}$/)
    .optional(),
  correo: z.email().max(200).optional(),
  domicilio: z.string().max(300).optional(),
  horario: z.string().max(200).optional(),
  privacidad: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
  remitente: z
    .string()
    .max(60)
    .regex(/^[^"<>@\r\n]+$/)
    .optional(),
});

/** The agency in the address of the page; one that somebody else runs does not exist for this person. */
async function agencyIn(ctx: WebCtx): Promise<Agency> {
  const agency = (await listAgencies(ctx.db)).find(({ slug }) => slug === ctx.request.params.slug);
  if (!agency) throw new Refusal(accessRefusals.notFound);
  await authorizeAgency(ctx, MANAGE, agency.agencyId);
  return agency;
}

async function show(ctx: WebCtx, form?: FormState): Promise<RouteResult> {
  const agency = await agencyIn(ctx);
  const t = agencyPageTexts(ctx.locale);
  const known = filledForm({
    nombre: agency.name,
    siglas: agency.shortName,
    telefono: agency.phone ?? '',
    correo: agency.email ?? '',
    domicilio: agency.address ?? '',
    horario: agency.hours ?? '',
    privacidad: agency.privacyUrl ?? '',
    remitente: agency.mailSender ?? '',
  });
  const state = form ?? known;
  return page(
    <StaffPage context={ctx.page} title={agency.shortName} islands={['unsaved']}>
      <ErrorSummary form={state} />
      <p>
        <a href={UNITS}>{unitTexts(ctx.locale)('all')}</a>
      </p>
      <h1>{agency.name}</h1>
      <p class="lead">{t('lead')}</p>
      <Form action={`/personal/dependencias/${agency.slug}`} state={state} submit={t('save')} warnUnsaved>
        <TextField name="nombre" label={t('name')} maxLength={200} autocomplete="off" />
        <TextField name="siglas" label={t('shortName')} width="m" maxLength={40} autocomplete="off" />
        <TelField name="telefono" label={t('phone')} autocomplete="off" optional />
        <EmailField name="correo" label={t('email')} autocomplete="off" optional />
        <TextArea name="domicilio" label={t('address')} rows={2} optional />
        <TextField
          name="horario"
          label={t('hours')}
          hint={t('hoursHint')}
          maxLength={200}
          autocomplete="off"
          optional
        />
        <TextField
          name="privacidad"
          type="url"
          label={t('privacyUrl')}
          hint={t('privacyUrlHint')}
          maxLength={500}
          autocomplete="off"
          optional
        />
        <TextField
          name="remitente"
          label={t('mailSender')}
          hint={t('mailSenderHint')}
          width="l"
          maxLength={60}
          autocomplete="off"
          optional
        />
      </Form>
    </StaffPage>,
    hasErrors(state) ? 422 : 200,
  );
}

async function save(ctx: WebCtx): Promise<RouteResult> {
  const { agencyId, slug } = await agencyIn(ctx);
  const t = agencyPageTexts(ctx.locale);
  const parsed = parseForm(schema, ctx.request.form, ctx.locale, {
    nombre: { label: t('name') },
    siglas: { label: t('shortName') },
    telefono: t('wrongPhone'),
    correo: t('wrongEmail'),
    domicilio: { label: t('address') },
    horario: { label: t('hours') },
    privacidad: t('wrongUrl'),
    remitente: t('wrongSender'),
  });
  if (!parsed.ok) return show(ctx, parsed.state);
  const { nombre, siglas, telefono, correo, domicilio, horario, privacidad, remitente } = parsed.data;
  await editAgency(ctx, {
    agencyId,
    name: nombre,
    shortName: siglas,
    phone: telefono ?? null,
    email: correo ?? null,
    address: domicilio ?? null,
    hours: horario ?? null,
    privacyUrl: privacidad ?? null,
    mailSender: remitente ?? null,
  });
  return redirect(`/personal/dependencias/${slug}`, { kind: 'success', text: t('saved') });
}

export const agencyEditorRoutes: readonly Route[] = [
  { method: 'GET', url: ONE, access, title, handle: (ctx) => show(ctx) },
  { method: 'POST', url: ONE, access, csrf: 'form-token', title, handle: save },
];
