import { z } from 'zod';
import { formatDate, formatDateTime } from '#platform/i18n/format.ts';
import { maskEmail, maskPhone } from '#platform/i18n/mask.ts';
import { Refusal } from '#platform/errors.ts';
import { startOfOfficeDay } from '#platform/clock.ts';
import { parseFolio } from '#platform/folios/folio.ts';
import { refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { accessRefusals, can } from '#platform/permissions/permissions.ts';
import { findService, listServices, type Service } from '#modules/catalogue/index.ts';
import { evidenceOf, type EvidenceRow } from '#modules/notifications/index.ts';
import { loadPerson, type Person } from '#modules/people/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { Button, LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { CheckboxGroup, RadioGroup, SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { deliverProcedure, IDENTITY_CHECKS } from '../commands/deliver-procedure.ts';
import { reenterProcedure } from '../commands/reenter-procedure.ts';
import { signProcedure } from '../commands/sign-procedure.ts';
import { takeProcedure } from '../commands/take-procedure.ts';
import { withdrawProcedure } from '../commands/withdraw-procedure.ts';
import { OUTCOMES, STATUSES, stepsFrom, type Status } from '../domain/statuses.ts';
import { findByFolio, getProcedure, type Procedure } from '../queries/procedure.ts';
import { countByStatus, workQueue, type Page, type QueueRow } from '../queries/work-queue.ts';
import { registryTexts } from '../texts.ts';
import { EvidenceTable } from './evidence-table.tsx';
import { findDate } from './find-date.ts';
import { deskTexts } from '../desk-texts.ts';
import { StatusTag } from './status-tag.tsx';

interface HomeView {
  readonly counts: ReadonlyMap<Status, number>;
  readonly form: FormState;
  readonly mayEnter: boolean;
}

function HomePage({ ctx, view }: { ctx: WebCtx; view: HomeView }) {
  const t = deskTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('home')}>
      <ErrorSummary form={view.form} />
      <h1>{t('home')}</h1>
      <ul class="stats">
        {STATUSES.filter((status) => status !== 'withdrawn').map((status) => (
          <li key={status} class="stat">
            <a href={`/personal/registro?etapa=${status}`}>
              <strong>{view.counts.get(status) ?? 0}</strong>
              <span>{t(status)}</span>
            </a>
          </li>
        ))}
      </ul>
      <div class="columns columns-even">
        <section>
          {view.mayEnter && (
            <p>
              <LinkButton href="/personal/registro/nuevo">{t('newProcedure')}</LinkButton>
            </p>
          )}
          <p>
            <LinkButton href="/personal/registro" kind="secondary">
              {t('queue')}
            </LinkButton>
          </p>
        </section>
        <Form action="/personal" method="get" state={view.form} submit={t('open')} submitKind="secondary">
          <TextField name="folio" label={t('findFolio')} width="m" capitals autocomplete="off" />
        </Form>
      </div>
    </StaffPage>
  );
}

async function showHome(ctx: WebCtx): Promise<RouteResult> {
  const written = ctx.request.query.folio ?? '';
  let form = EMPTY_FORM;
  if (written) {
    const parsed = parseFolio(written);
    const id = parsed.ok ? await findByFolio(ctx, parsed.text) : undefined;
    if (id) return redirect(`/personal/registro/${id}`);
    form = refusedForm({ folio: written.slice(0, 60) }, { folio: deskTexts(ctx.locale)('folioUnknown') });
  }
  const mayEnter =
    ctx.actor.kind === 'staff' &&
    ctx.actor.grants.some((grant) => ctx.access.roles.permits(grant.role, 'registry.enter'));
  return page(
    <HomePage ctx={ctx} view={{ counts: await countByStatus(ctx), form, mayEnter }} />,
    form === EMPTY_FORM ? 200 : 422,
  );
}

interface QueueView {
  readonly rows: Page<QueueRow>;
  readonly services: readonly Service[];
  readonly query: Readonly<Record<string, string>>;
}

function QueuePage({ ctx, view }: { ctx: WebCtx; view: QueueView }) {
  const t = deskTexts(ctx.locale);
  const r = registryTexts(ctx.locale);
  const names = new Map(view.services.map((service) => [service.slug, service.name]));
  const today = ctx.clock.today();
  return (
    <StaffPage context={ctx.page} title={t('queue')}>
      <h1>{t('queue')}</h1>
      <Form action="/personal/registro" method="get" state={filledForm(view.query)} class="filters">
        <SelectField
          name="etapa"
          label={t('status')}
          prompt={t('all')}
          choices={STATUSES.map((status) => ({ value: status, label: r(`status.${status}`) }))}
          width="m"
        />
        <SelectField
          name="tramite"
          label={t('service')}
          prompt={t('all')}
          choices={view.services.map((service) => ({ value: service.slug, label: service.name }))}
          width="l"
        />
        <CheckboxGroup name="vencidos" label={t('due')} choices={[{ value: 'si', label: t('overdue') }]} inline />
        <Button kind="secondary">{t('filter')}</Button>
      </Form>
      {view.rows.rows.length === 0 ? (
        <div class="empty">
          <p>{t('empty')}</p>
        </div>
      ) : (
        <div class="table-wrap" tabIndex={0} role="region" aria-label={t('queue')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('folio')}</th>
                <th scope="col">{t('status')}</th>
                <th scope="col">{t('service')}</th>
                <th scope="col">{t('location')}</th>
                <th scope="col">{t('enteredOn')}</th>
                <th scope="col">{t('due')}</th>
              </tr>
            </thead>
            <tbody>
              {view.rows.rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <a class="mono" href={`/personal/registro/${row.id}`}>
                      {row.folio}
                    </a>
                  </td>
                  <td>
                    <StatusTag status={row.status} />
                  </td>
                  <td>{names.get(row.service) ?? row.service}</td>
                  <td>{row.propertyLocation}</td>
                  <td>{formatDate(row.enteredAt, ctx.locale, 'short')}</td>
                  <td>
                    {Temporal.PlainDate.compare(row.dueOn, today) < 0 && stepsFrom(row.status).includes('withdraw') ? (
                      <strong>{formatDate(row.dueOn, ctx.locale, 'short')}</strong>
                    ) : (
                      formatDate(row.dueOn, ctx.locale, 'short')
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="pages">
        {view.query.despues && <a href={pageUrl(view.query, undefined)}>{t('first')}</a>}
        {view.rows.next && <a href={pageUrl(view.query, view.rows.next)}>{t('next')}</a>}
      </p>
    </StaffPage>
  );
}

function pageUrl(query: Readonly<Record<string, string>>, after: string | undefined): string {
  const { despues: _, ...rest } = query;
  return `/personal/registro?${new URLSearchParams({ ...rest, ...(after ? { despues: after } : {}) })}`;
}

async function showQueue(ctx: WebCtx): Promise<RouteResult> {
  const { query } = ctx.request;
  const status = STATUSES.find((one) => one === query.etapa);
  const outcome = OUTCOMES.find((one) => one === query.resultado);
  const [since, until] = [findDate(query.desde), findDate(query.hasta)];
  const rows = await workQueue(ctx, {
    ...(status ? { statuses: [status] } : {}),
    ...(query.tramite ? { service: query.tramite } : {}),
    ...(outcome ? { outcome } : {}),
    ...(isId(query.oficina) ? { unitId: query.oficina } : {}),
    ...(since ? { since: startOfOfficeDay(since) } : {}),
    ...(until ? { until: startOfOfficeDay(until.add({ days: 1 })) } : {}),
    ...(query.vencidos
      ? { dueBefore: ctx.clock.today(), statuses: status ? [status] : ['entered', 'in_analysis'] }
      : {}),
    ...(isId(query.despues) ? { after: query.despues } : {}),
  });
  return page(<QueuePage ctx={ctx} view={{ rows, services: await listServices(ctx.db, ctx.locale), query }} />);
}

interface DetailView {
  readonly procedure: Procedure;
  readonly service: Service | undefined;
  readonly person: Person | undefined;
  readonly evidence: readonly EvidenceRow[];
  readonly form: FormState;
}

function DetailPage({ ctx, view }: { ctx: WebCtx; view: DetailView }) {
  const t = deskTexts(ctx.locale);
  const r = registryTexts(ctx.locale);
  const { procedure, service, person } = view;
  const here = `/personal/registro/${procedure.id}`;
  const may = (action: string) => can(ctx.access, ctx.actor, action, procedure.unitId);
  const steps = stepsFrom(procedure.status);
  const reasons = [...(service?.suspensionReasons ?? []), ...(service?.rejectionGrounds ?? [])];
  return (
    <StaffPage context={ctx.page} title={procedure.folio}>
      <ErrorSummary form={view.form} />
      <p class="soft">{service?.name ?? procedure.service}</p>
      <h1 class="folio">{procedure.folio}</h1>
      <p>
        <StatusTag status={procedure.status} />{' '}
        {procedure.status === 'suspended' && procedure.correctBy && (
          <span>{t('correctBy', { date: formatDate(procedure.correctBy, ctx.locale) })}</span>
        )}
      </p>
      <div class="columns">
        <section>
          {steps.includes('analyse') && may('registry.analyse') && (
            <p>
              <ActionButton action={`${here}/tomar`} kind="primary">
                {t('take')}
              </ActionButton>
            </p>
          )}
          {steps.includes('sign') && may('registry.sign') && (
            <section class="card" aria-labelledby="sign">
              <h2 id="sign">{t('sign')}</h2>
              <Form action={`${here}/firmar`} state={view.form} submit={t('sign')}>
                <RadioGroup
                  name="outcome"
                  label={t('outcome')}
                  choices={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome_${outcome}`) }))}
                />
                <CheckboxGroup
                  name="reasons"
                  label={t('reasons')}
                  optional
                  choices={reasons.map((reason) => ({ value: reason, label: reason }))}
                />
                <TextField name="other" label={t('otherReason')} optional maxLength={200} />
              </Form>
            </section>
          )}
          {steps.includes('deliver') && may('registry.deliver') && (
            <section class="card" aria-labelledby="deliver">
              <h2 id="deliver">{t('deliver')}</h2>
              <Form action={`${here}/entregar`} state={view.form} submit={t('deliver')}>
                <RadioGroup
                  name="identity"
                  label={t('identity')}
                  choices={IDENTITY_CHECKS.map((check) => ({ value: check, label: t(check) }))}
                />
              </Form>
            </section>
          )}
          {may('registry.enter') && (
            <p class="button-row">
              {steps.includes('reenter') && <ActionButton action={`${here}/reingresar`}>{t('reenter')}</ActionButton>}
              {steps.includes('withdraw') && (
                <ActionButton action={`${here}/desistir`} kind="quiet">
                  {t('withdraw')}
                </ActionButton>
              )}
            </p>
          )}
          <h2>{t('evidence')}</h2>
          <EvidenceTable rows={view.evidence} />
        </section>
        <aside>
          <dl class="summary">
            <div>
              <dt>{t('applicant')}</dt>
              <dd>{person && `${person.names} ${person.surnames}`}</dd>
            </div>
            <div>
              <dt>{t('channels')}</dt>
              <dd>
                {(person?.contacts ?? [])
                  .map(({ channel, address }) => (channel === 'sms' ? maskPhone(address) : maskEmail(address)))
                  .join(', ')}
              </dd>
            </div>
            <div>
              <dt>{t('location')}</dt>
              <dd>{procedure.propertyLocation}</dd>
            </div>
            <div>
              <dt>{t('propertyFolio')}</dt>
              <dd class="mono">{procedure.propertyFolio}</dd>
            </div>
            <div>
              <dt>{t('due')}</dt>
              <dd>{formatDate(procedure.dueOn, ctx.locale)}</dd>
            </div>
            <div>
              <dt>{t('documents')}</dt>
              <dd>{procedure.documents.join('; ')}</dd>
            </div>
          </dl>
          <h2>{t('history')}</h2>
          <ol>
            {procedure.steps.map((step, index) => (
              <li key={index}>
                {r(`status.${step.to}`)} <span class="soft small">{formatDateTime(step.at, ctx.locale)}</span>
                {step.to !== 'delivered' &&
                  step.reasons.map((reason) => (
                    <p key={reason} class="small">
                      {reason}
                    </p>
                  ))}
              </li>
            ))}
          </ol>
        </aside>
      </div>
    </StaffPage>
  );
}

async function showDetail(ctx: WebCtx, form: FormState = EMPTY_FORM): Promise<RouteResult> {
  const procedure = await getProcedure(ctx, idOf(ctx));
  const [service, person, evidence] = await Promise.all([
    findService(ctx.db, ctx.locale, procedure.service),
    loadPerson(ctx, procedure.personId),
    evidenceOf(ctx, { type: 'procedure', id: procedure.id, unitId: procedure.unitId }),
  ]);
  return page(
    <DetailPage ctx={ctx} view={{ procedure, service, person, evidence, form }} />,
    form === EMPTY_FORM ? 200 : 422,
  );
}

function idOf(ctx: WebCtx): string {
  const { id } = ctx.request.params;
  if (!isId(id)) throw new Refusal(accessRefusals.notFound);
  return id;
}

const signSchema = z.object({
  outcome: z.enum(OUTCOMES),
  reasons: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat())),
  other: z.string().max(200).optional(),
});

async function sign(ctx: WebCtx): Promise<RouteResult> {
  const t = deskTexts(ctx.locale);
  const form = signSchema.safeParse(withoutEmpty(ctx.request.form));
  if (!form.success) return showDetail(ctx, refusedForm(ctx.request.form, { outcome: t('outcomeNeeded') }));
  const { outcome, other } = form.data;
  const reasons = outcome === 'accepted' ? [] : [...form.data.reasons, ...(other ? [other] : [])];
  if (outcome !== 'accepted' && reasons.length === 0) {
    return showDetail(ctx, refusedForm(ctx.request.form, { reasons: t('reasonNeeded') }));
  }
  try {
    await signProcedure(ctx, { procedureId: idOf(ctx), outcome, reasons });
  } catch (error) {
    const stepUp = error instanceof Refusal && error.kind === accessRefusals.stepUpNeeded;
    if (stepUp) return redirect(`/entrar/codigo?volver=${encodeURIComponent(`/personal/registro/${idOf(ctx)}`)}`);
    throw error;
  }
  return done(ctx, 'doneSigned');
}

async function deliver(ctx: WebCtx): Promise<RouteResult> {
  const identity = IDENTITY_CHECKS.find((check) => check === ctx.request.form.identity);
  if (!identity)
    return showDetail(ctx, refusedForm(ctx.request.form, { identity: deskTexts(ctx.locale)('identityNeeded') }));
  await deliverProcedure(ctx, idOf(ctx), identity);
  return done(ctx, 'doneDelivered');
}

type Done = 'doneTaken' | 'doneSigned' | 'doneDelivered' | 'doneReentered' | 'doneWithdrawn';

async function done(ctx: WebCtx, key: Done): Promise<RouteResult> {
  const { folio, id } = await getProcedure(ctx, idOf(ctx));
  return redirect(`/personal/registro/${id}`, { kind: 'success', text: deskTexts(ctx.locale)(key, { folio }) });
}

function withoutEmpty(form: Readonly<Record<string, string | string[]>>): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''));
}

function step(name: string, action: string, work: (ctx: WebCtx) => Promise<RouteResult>): Route {
  return {
    method: 'POST',
    url: `/personal/registro/:id/${name}`,
    access: { kind: 'staff', action },
    csrf: 'form-token',
    handle: work,
  };
}

const read = { kind: 'staff', action: 'registry.read' } as const;

export const deskRoutes: readonly Route[] = [
  { method: 'GET', url: '/personal', access: read, title: (locale) => deskTexts(locale)('home'), handle: showHome },
  {
    method: 'GET',
    url: '/personal/registro',
    access: read,
    title: (locale) => deskTexts(locale)('queue'),
    handle: showQueue,
  },
  {
    method: 'GET',
    url: '/personal/registro/:id',
    access: read,
    title: (locale) => deskTexts(locale)('detail'),
    handle: (ctx) => showDetail(ctx),
  },
  step('tomar', 'registry.analyse', async (ctx) => {
    await takeProcedure(ctx, idOf(ctx));
    return done(ctx, 'doneTaken');
  }),
  step('firmar', 'registry.sign', sign),
  step('entregar', 'registry.deliver', deliver),
  step('reingresar', 'registry.enter', async (ctx) => {
    await reenterProcedure(ctx, idOf(ctx));
    return done(ctx, 'doneReentered');
  }),
  step('desistir', 'registry.enter', async (ctx) => {
    await withdrawProcedure(ctx, idOf(ctx));
    return done(ctx, 'doneWithdrawn');
  }),
];
