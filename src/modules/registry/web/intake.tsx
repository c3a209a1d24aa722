import { z } from 'zod';
import { formatDate } from '#platform/i18n/format.ts';
import { maskEmail, maskPhone } from '#platform/i18n/mask.ts';
import { parseForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { transact } from '#platform/context.ts';
import { reach } from '#platform/permissions/permissions.ts';
import { findOffice, listOffices, officesWithin, type Office } from '#modules/agencies/index.ts';
import { findService, listServices, type Service } from '#modules/catalogue/index.ts';
import { loadPerson, normaliseMobile, registerPerson } from '#modules/people/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { CheckboxGroup, SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import { EmailField, TelField, TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { QrCode } from '#web/ui/qr/qr.tsx';
import { enterProcedure } from '../commands/enter-procedure.ts';
import { getProcedure, type Procedure } from '../queries/procedure.ts';
import { deskTexts } from '../desk-texts.ts';

const line = z.string().max(200);
const intakeSchema = z
  .object({
    unitId: z.uuid(),
    names: line.max(80),
    surnames: line.max(80),
    mobile: line.max(30).optional(),
    email: z.email().max(120).optional(),
    consent: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .transform((value) => (value === undefined ? [] : [value].flat())),
    service: line,
    propertyFolio: line.max(40).optional(),
    propertyLocation: line,
    documents: z.string().max(2000).optional(),
  })
  .strip();

async function ownOffices(ctx: WebCtx): Promise<readonly Office[]> {
  const roots = reach(ctx.access, ctx.actor, 'registry.enter');
  return roots === 'everywhere' ? listOffices(ctx.db) : officesWithin(ctx.db, roots);
}

function IntakePage(props: { ctx: WebCtx; form: FormState; offices: readonly Office[]; services: readonly Service[] }) {
  const { ctx, form, offices, services } = props;
  const t = deskTexts(ctx.locale);
  const channels = [
    { value: 'sms', label: t('consentSms') },
    { value: 'email', label: t('consentEmail') },
  ];
  return (
    <StaffPage context={ctx.page} title={t('newProcedure')}>
      <ErrorSummary form={form} />
      <h1>{t('newProcedure')}</h1>
      <Form action="/personal/registro/nuevo" state={form} submit={t('save')} warnUnsaved>
        <div class="field-row">
          <TextField name="names" label={t('names')} autocomplete="off" autofocus={form === EMPTY_FORM} />
          <TextField name="surnames" label={t('surnames')} autocomplete="off" />
        </div>
        <div class="field-row">
          <SelectField
            name="service"
            label={t('service')}
            choices={services.map((service) => ({ value: service.slug, label: service.name }))}
            width="full"
          />
          <SelectField
            name="unitId"
            label={t('office')}
            prompt="none"
            choices={offices.map((office) => ({ value: office.unitId, label: office.name }))}
            width="full"
          />
        </div>
        <div class="field-row">
          <TextField
            name="propertyLocation"
            label={t('propertyLocation')}
            hint={t('propertyLocationHint')}
            autocomplete="off"
          />
          <TextField name="propertyFolio" label={t('propertyFolio')} optional autocomplete="off" width="l" />
        </div>
        <TextArea name="documents" label={t('documents')} hint={t('documentsHint')} optional />
        <Notice>
          <p>{t('contactNotice')}</p>
        </Notice>
        <div class="field-row">
          <TelField name="mobile" label={t('mobile')} hint={t('mobileHint')} optional autocomplete="off" />
          <EmailField name="email" label={t('email')} optional autocomplete="off" />
        </div>
        <CheckboxGroup name="consent" label={t('consent')} choices={channels} inline optional />
      </Form>
    </StaffPage>
  );
}

async function showIntake(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const [offices, services] = await Promise.all([ownOffices(ctx), listServices(ctx.db, ctx.locale, 'registry')]);
  return page(
    <IntakePage ctx={ctx} form={form} offices={offices} services={services} />,
    form === EMPTY_FORM ? 200 : 422,
  );
}

async function lodge(ctx: WebCtx): Promise<RouteResult> {
  const t = deskTexts(ctx.locale);
  const parsed = parseForm(intakeSchema, ctx.request.form, ctx.locale, { email: t('wrongEmail') });
  if (!parsed.ok) return showIntake(ctx, parsed.state);
  const { data } = parsed;
  const errors: Record<string, string> = {};
  const mobile = data.mobile === undefined ? undefined : normaliseMobile(data.mobile);
  if (mobile && !mobile.ok) errors.mobile = t('wrongMobile');
  const consents = { sms: data.consent.includes('sms'), email: data.consent.includes('email') };
  if (consents.sms && !data.mobile) errors.mobile = t('consentWithout');
  if (consents.email && !data.email) errors.email = t('consentWithout');
  if (Object.keys(errors).length > 0) return showIntake(ctx, { ...filledForm(ctx.request.form), errors });
  const office = (await ownOffices(ctx)).find((one) => one.unitId === data.unitId);
  const entered = await transact(ctx, async (tx) => {
    const { personId } = await registerPerson(tx, {
      agencyId: office?.agencyId ?? '',
      unitId: data.unitId,
      names: data.names,
      surnames: data.surnames,
      mobile: consents.sms && mobile?.ok ? mobile.e164 : undefined,
      email: consents.email ? data.email : undefined,
      source: 'counter',
    });
    return enterProcedure(tx, {
      unitId: data.unitId,
      service: data.service,
      personId,
      propertyFolio: data.propertyFolio,
      propertyLocation: data.propertyLocation,
      documents: (data.documents ?? '').split('\n').flatMap((text) => text.trim() || []),
    });
  });
  return redirect(`/personal/registro/${entered.procedureId}/comprobante`);
}

interface ReceiptFacts {
  readonly procedure: Procedure;
  readonly serviceName: string;
  readonly office: Office | undefined;
  readonly applicant: string;
  readonly channels: readonly string[];
}

function ReceiptPage({ ctx, facts }: { ctx: WebCtx; facts: ReceiptFacts }) {
  const t = deskTexts(ctx.locale);
  const { procedure, office } = facts;
  const url = `${ctx.publicUrl}/f/${procedure.folio}`;
  return (
    <StaffPage context={ctx.page} title={`${t('receipt')} ${procedure.folio}`}>
      <p class="no-print">{t('receiptLead')}</p>
      <article class="card">
        <div class="receipt">
          <div>
            <p class="soft">{t('receipt')}</p>
            <h1 class="folio">{procedure.folio}</h1>
            <dl class="summary">
              <div>
                <dt>{t('service')}</dt>
                <dd>{facts.serviceName}</dd>
              </div>
              <div>
                <dt>{t('applicant')}</dt>
                <dd>{facts.applicant}</dd>
              </div>
              <div>
                <dt>{t('propertyLocation')}</dt>
                <dd>{procedure.propertyLocation}</dd>
              </div>
              <div>
                <dt>{t('enteredOn')}</dt>
                <dd>{formatDate(procedure.enteredAt, ctx.locale)}</dd>
              </div>
              <div>
                <dt>{t('office')}</dt>
                <dd>{office && `${office.name}. ${office.address}`}</dd>
              </div>
              <div>
                <dt>{t('channels')}</dt>
                <dd>
                  {facts.channels.length > 0
                    ? facts.channels.join(', ')
                    : t('noChannels', { url: `${ctx.publicUrl}/estado` })}
                </dd>
              </div>
            </dl>
            <h2>{t('whatNext')}</h2>
            <p>{t('whatNextText', { date: formatDate(procedure.dueOn, ctx.locale) })}</p>
          </div>
          <div>
            <div class="qr">
              <QrCode content={url} title={url} />
            </div>
            <p class="small mono">{url.replace(/^https?:\/\//, '')}</p>
          </div>
        </div>
      </article>
      <ButtonRow>
        <LinkButton href="/personal/registro/nuevo">{t('another')}</LinkButton>
        <LinkButton href={`/personal/registro/${procedure.id}`} kind="secondary">
          {t('detail')}
        </LinkButton>
      </ButtonRow>
    </StaffPage>
  );
}

async function showReceipt(ctx: WebCtx): Promise<RouteResult> {
  const procedure = await getProcedure(ctx, ctx.request.params.id ?? '');
  const [service, office, person] = await Promise.all([
    findService(ctx.db, ctx.locale, procedure.service),
    findOffice(ctx.db, procedure.unitId),
    loadPerson(ctx, procedure.personId),
  ]);
  const channels = (person?.contacts ?? []).map(({ channel, address }) =>
    channel === 'sms' ? maskPhone(address) : maskEmail(address),
  );
  const facts = {
    procedure,
    serviceName: service?.name ?? procedure.service,
    office,
    applicant: person ? `${person.names} ${person.surnames}` : '',
    channels,
  };
  return page(<ReceiptPage ctx={ctx} facts={facts} />);
}

const access = { kind: 'staff', action: 'registry.enter' } as const;

export const intakeRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/registro/nuevo',
    access,
    title: (locale) => deskTexts(locale)('newProcedure'),
    handle: (ctx) => showIntake(ctx, EMPTY_FORM),
  },
  { method: 'POST', url: '/personal/registro/nuevo', access, csrf: 'form-token', handle: lodge },
  {
    method: 'GET',
    url: '/personal/registro/:id/comprobante',
    access: { kind: 'staff', action: 'registry.read' },
    title: (locale) => deskTexts(locale)('receipt'),
    handle: showReceipt,
  },
];
