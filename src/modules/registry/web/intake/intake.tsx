import { z } from 'zod';
import { transact } from '#platform/context.ts';
import { parseForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { officesInReach, type Office } from '#modules/agencies/index.ts';
import { listOfferedServices, type Service } from '#modules/catalogue/index.ts';
import {
  askAboutEmail,
  contactTroubles,
  contactTroubleTexts,
  contactTroubleWords,
  emailAskNames,
  normaliseMobile,
  readPerson,
  registerPerson,
  type ContactTrouble,
  type Person,
  readableAddress,
} from '#modules/people/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { DidYouMean } from '#web/ui/did-you-mean/did-you-mean.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { CheckboxGroup, SelectField } from '#web/ui/field/choice-fields.tsx';
import { EmailField, TelField, TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, filledForm, valueOf, type FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { enterProcedure } from '../../commands/enter-procedure.ts';
import { deskTexts } from '../../desk-texts.ts';
import { intakeTexts } from '../../intake-texts.ts';
import { unreachableWords } from '../unreachable-mobile.ts';
import { DocumentFields, documentsOf } from './documents.tsx';
import { DoublesNotice, findDoubles, idsOf, NEW_PERSON, type Doubles } from './doubles.tsx';

const name = z.string().max(80);
const line = z.string().max(200);
const intakeSchema = z
  .object({
    unitId: z.uuid(),
    names: name,
    surnames: name,
    mobile: line.max(30).optional(),
    email: z.email().max(120).optional(),
    consent: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .transform((value) => (value === undefined ? [] : [value].flat())),
    service: line,
    propertyFolio: z.string().max(40).optional(),
    propertyLocation: line,
    documents: z.string().max(2000).optional(),
    /** Ids of what the clerk was warned of and goes on in spite of. */
    visto: z.string().max(800).default(''),
  })
  .strip();
/** The name of a person who is known already is not asked again. */
const knownPersonSchema = intakeSchema.partial({ names: true, surnames: true });
type Intake = z.output<typeof knownPersonSchema>;

interface IntakeView {
  readonly form: FormState;
  readonly offices: readonly Office[];
  readonly services: readonly Service[];
  /** For whom it is, when the clerk came from that person or recognised them. */
  readonly person: Person | undefined;
  readonly doubles: Doubles | undefined;
  /** The mailbox that was probably meant. */
  readonly askEmail: string | undefined;
  /** Why notices do not reach a person who is known: to be asked while they stand there. */
  readonly troubles: readonly ContactTrouble[];
}

async function ownOffices(ctx: WebCtx): Promise<readonly Office[]> {
  return (await officesInReach(ctx, 'registry.enter')).filter(({ closed }) => !closed);
}

function IntakePage({ ctx, view }: { ctx: WebCtx; view: IntakeView }) {
  const { form, doubles } = view;
  const t = deskTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('newProcedure')} islands={['unsaved', 'offer']}>
      <ErrorSummary form={form} />
      <h1>{t('newProcedure')}</h1>
      <Form action="/personal/registro/nuevo" state={form} submit={t('save')} warnUnsaved>
        {doubles && <DoublesNotice doubles={doubles} agreed={agreedIn(form.values.visto)} />}
        <PersonFields ctx={ctx} view={view} />
        <ProcedureFields ctx={ctx} view={view} />
        <ContactFields ctx={ctx} view={view} />
      </Form>
    </StaffPage>
  );
}

function PersonFields({ ctx, view: { person, form } }: { ctx: WebCtx; view: IntakeView }) {
  const t = deskTexts(ctx.locale);
  const i = intakeTexts(ctx.locale);
  if (person) {
    return (
      <Notice>
        <Hidden name="persona" value={person.id} />
        <p>
          {i('knownPerson')}{' '}
          <strong>
            {person.names} {person.surnames}
          </strong>
          {person.contacts.map((contact) => ` · ${readableAddress(contact)}`)}
        </p>
        <p>
          <a href="/personal/registro/nuevo">{i('otherPerson')}</a>
        </p>
      </Notice>
    );
  }
  return (
    <div class="field-row">
      <TextField name="names" label={t('names')} autocomplete="off" autofocus={form === EMPTY_FORM} />
      <TextField name="surnames" label={t('surnames')} autocomplete="off" />
    </div>
  );
}

function ProcedureFields({ ctx, view: { services, offices, form } }: { ctx: WebCtx; view: IntakeView }) {
  const t = deskTexts(ctx.locale);
  return (
    <>
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
      <DocumentFields services={services} form={form} />
    </>
  );
}

function ContactFields({ ctx, view }: { ctx: WebCtx; view: IntakeView }) {
  const t = deskTexts(ctx.locale);
  const channels = [
    { value: 'sms', label: t('consentSms') },
    { value: 'email', label: t('consentEmail') },
  ];
  return (
    <>
      <Notice>
        <p>{t('contactNotice')}</p>
      </Notice>
      {view.troubles.length > 0 && (
        <Notice kind="warning">
          <p>{contactTroubleTexts(ctx.locale)('confirm')}</p>
          <ul>
            {view.troubles.map((trouble) => (
              <li key={`${trouble.address} ${trouble.trouble}`}>{contactTroubleWords(trouble, ctx.locale)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div class="field-row">
        <TelField name="mobile" label={t('mobile')} hint={t('mobileHint')} optional autocomplete="off" />
        <EmailField name="email" label={t('email')} optional autocomplete="off" />
      </div>
      <DidYouMean typed={valueOf(view.form, 'email')} meant={view.askEmail} names={emailAskNames('email')} />
      <CheckboxGroup name="consent" label={t('consent')} choices={channels} inline optional />
    </>
  );
}

interface Questions {
  readonly doubles?: Doubles;
  readonly askEmail?: string;
}

async function showIntake(ctx: WebCtx, form: FormState, { doubles, askEmail }: Questions = {}): Promise<RouteResult> {
  const written = form === EMPTY_FORM ? ctx.request.query.persona : doubles ? undefined : form.values.persona;
  const [offices, services, person] = await Promise.all([
    ownOffices(ctx),
    listOfferedServices(ctx.db, ctx.locale, 'registry'),
    isId(written) ? readPerson(ctx, written) : undefined,
  ]);
  const troubles = person ? await contactTroubles(ctx, person.id) : [];
  const view = <IntakePage ctx={ctx} view={{ form, offices, services, person, doubles, askEmail, troubles }} />;
  return page(view, Object.keys(form.errors).length > 0 ? 422 : 200);
}

const agreedIn = (visto: string | readonly string[] | undefined): string[] =>
  String(visto ?? '')
    .split('.')
    .filter((id) => isId(id));

/** What is wrong with how the person can be told, looked at in what was typed. */
async function contactMistakes(
  ctx: WebCtx,
  form: Readonly<Record<string, string | readonly string[]>>,
): Promise<Record<string, string>> {
  const t = deskTexts(ctx.locale);
  const written = (field: string) => String(form[field] ?? '').trim();
  const [mobile, email, agreed] = [written('mobile'), written('email'), [form.consent ?? []].flat()];
  const errors: Record<string, string> = {};
  if (mobile) {
    const normal = normaliseMobile(mobile);
    const mistake = normal.ok ? await unreachableMobile(ctx, normal.e164) : t('wrongMobile');
    if (mistake) errors.mobile = mistake;
  }
  if (!mobile && agreed.includes('sms')) errors.mobile = t('consentWithout');
  if (!email && agreed.includes('email')) errors.email = t('consentWithout');
  // What was typed without the tick would be dropped unseen, and nobody would ever be told.
  if ((mobile && !agreed.includes('sms')) || (email && !agreed.includes('email'))) errors.consent = t('notAgreed');
  return errors;
}

/** A landline is said at once: while the person stands there, they can give another number. */
async function unreachableMobile(ctx: WebCtx, e164: string): Promise<string | undefined> {
  return ctx.actor.kind === 'staff' ? unreachableWords(ctx, ctx.actor.agencyId, e164) : undefined;
}

const FIELDS = ['names', 'surnames', 'service', 'unitId', 'propertyLocation', 'propertyFolio', 'documents'];

/** The summary lists mistakes from top to bottom; those of the contact stand at the end of the form. */
function inOrderOfForm(errors: Record<string, string>): Record<string, string> {
  const place = (field: string) => (FIELDS.includes(field) ? FIELDS.indexOf(field) : FIELDS.length);
  return Object.fromEntries(Object.entries(errors).toSorted(([a], [b]) => place(a) - place(b)));
}

/** What the form names, or what to say of it: it may have been opened before an office closed or a service was retired. */
async function findChosen(
  ctx: WebCtx,
  { unitId, service: slug }: Pick<Intake, 'unitId' | 'service'>,
): Promise<{ office: Office; service: Service } | { gone: Record<string, string> }> {
  const t = deskTexts(ctx.locale);
  const office = (await ownOffices(ctx)).find((one) => one.unitId === unitId);
  const service = (await listOfferedServices(ctx.db, ctx.locale, 'registry')).find((one) => one.slug === slug);
  if (office && service) return { office, service };
  return { gone: { ...(!service && { service: t('serviceGone') }), ...(!office && { unitId: t('officeGone') }) } };
}

async function lodge(ctx: WebCtx): Promise<RouteResult> {
  const t = deskTexts(ctx.locale);
  const { form, ask } = askAboutEmail(ctx.request.form, 'email');
  const personId = isId(form.persona) ? form.persona : undefined;
  const words = {
    names: { label: t('names') },
    surnames: { label: t('surnames') },
    service: { label: t('service') },
    unitId: { label: t('office') },
    propertyLocation: { label: t('propertyLocation') },
    propertyFolio: { label: t('propertyFolio') },
    documents: { label: t('documents') },
    email: t('wrongEmail'),
  };
  const parsed = personId
    ? parseForm(knownPersonSchema, form, ctx.locale, words)
    : parseForm(intakeSchema, form, ctx.locale, words);
  // All mistakes at once: with a line at the desk a second round costs a person their patience.
  const errors = { ...(await contactMistakes(ctx, form)), ...(parsed.ok ? {} : parsed.state.errors) };
  if (!parsed.ok) return showIntake(ctx, { ...parsed.state, errors: inOrderOfForm(errors) });
  const { data } = parsed;
  const mobile = data.mobile === undefined ? undefined : normaliseMobile(data.mobile);
  const consents = { sms: data.consent.includes('sms'), email: data.consent.includes('email') };
  if (Object.keys(errors).length > 0) return showIntake(ctx, { ...filledForm(form), errors });
  if (ask && consents.email) return showIntake(ctx, filledForm(form), { askEmail: ask });
  const chosen = await findChosen(ctx, data);
  if ('gone' in chosen) return showIntake(ctx, { ...filledForm(form), errors: chosen.gone });
  const { office, service } = chosen;
  const contacts = {
    mobile: consents.sms && mobile?.ok ? mobile.e164 : undefined,
    email: consents.email ? data.email : undefined,
  };
  const { names = '', surnames = '' } = data;
  const doubles = await findDoubles(ctx, {
    agencyId: office.agencyId,
    service: data.service,
    propertyFolio: data.propertyFolio,
    propertyLocation: data.propertyLocation,
    ...(personId ? {} : { person: { names, surnames, ...contacts } }),
  });
  const agreed = new Set(agreedIn(data.visto));
  if (idsOf(doubles).some((id) => !agreed.has(id))) {
    return showIntake(ctx, filledForm({ persona: NEW_PERSON, ...form }), { doubles });
  }
  const documents = documentsOf(form, service);
  const procedureId = await enter(ctx, { ...data, names, surnames, ...contacts, personId, documents });
  return redirect(`/personal/registro/${procedureId}/comprobante`);
}

async function enter(
  ctx: WebCtx,
  entry: Omit<Intake, 'documents'> & {
    names: string;
    surnames: string;
    personId: string | undefined;
    documents: readonly string[];
  },
): Promise<string> {
  const { unitId, names, surnames, mobile, email, service, propertyFolio, propertyLocation, documents } = entry;
  return transact(ctx, async (tx) => {
    const person = { unitId, names, surnames, mobile, email, source: 'counter', sameAs: entry.personId };
    const { personId } = await registerPerson(tx, person);
    const facts = { unitId, service, personId, propertyFolio, propertyLocation, documents };
    return (await enterProcedure(tx, facts)).procedureId;
  });
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
];
