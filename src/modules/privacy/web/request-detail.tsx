import { formatDateTime } from '#platform/i18n/format.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import type { Person } from '#modules/people/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { RadioGroup, SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { IDENTITY_PROOFS, type Right } from '../domain/requests.ts';
import { privacyPageTexts } from '../page-texts.ts';
import type { RequestStep, RightsRequest } from '../store/requests.ts';
import { REQUESTS, Term } from './request-list.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { SummaryList } from '#web/ui/summary-list/summary-list.tsx';

export interface DetailView {
  readonly request: RightsRequest & { readonly steps: readonly RequestStep[] };
  readonly person: Person;
  /** Account -> name, for the history. */
  readonly names: ReadonlyMap<string, string>;
  readonly form: FormState;
}

export function DetailPage({ ctx, view }: { ctx: WebCtx; view: DetailView }) {
  const t = privacyPageTexts(ctx.locale);
  const { request, person, form } = view;
  const facts = [
    [t('person'), <a key="p" href={`/personal/personas/${person.id}`}>{`${person.names} ${person.surnames}`}</a>],
    [
      t('asked'),
      <span key="a" class="notice-text">
        {request.asked}
      </span>,
    ],
    [t('identity'), t(request.identity)],
    [t('receivedOn'), formatDateTime(request.receivedAt, ctx.locale)],
    [request.status === 'granted' ? t('effectiveBy') : t('dueOn'), <Term key="t" ctx={ctx} request={request} />],
    [t('extendedBecause'), request.extendedBecause ?? false],
    [t('grounds'), request.grounds || false],
  ] as const;
  return (
    <StaffPage context={ctx.page} title={request.folio}>
      <ErrorSummary form={form} />
      <BackLink href={REQUESTS}>{t('back')}</BackLink>
      <p class="soft">{t(request.kind)}</p>
      <h1 class="folio">{request.folio}</h1>
      <p>
        <span class={request.closedAt ? 'tag' : 'tag tag-accent'}>{t(request.status)}</span>
      </p>
      <div class="columns">
        <section>
          <SummaryList rows={facts} />
          {request.status === 'received' && <Answer ctx={ctx} request={request} form={form} />}
          {request.status === 'granted' && <Fulfil ctx={ctx} request={request} form={form} />}
          {request.status === 'fulfilled' && <Result ctx={ctx} request={request} />}
        </section>
        <aside>
          <h2>{t('history')}</h2>
          <ol class="plain-list">
            {request.steps.map((step, index) => (
              <li key={index}>
                <p>
                  <strong>{t(step.to)}</strong> · {formatDateTime(step.at, ctx.locale)}
                </p>
                <p class="soft small">
                  {t('by', { name: whoIs(step.actor, view.names, t) })}
                  {step.note && `: ${step.note}`}
                </p>
              </li>
            ))}
          </ol>
        </aside>
      </div>
    </StaffPage>
  );
}

function whoIs(actor: string, names: ReadonlyMap<string, string>, t: ReturnType<typeof privacyPageTexts>): string {
  if (actor.startsWith('citizen:')) return t('citizen');
  return names.get(actor.replace('staff:', '')) ?? t('system');
}

interface PartProps {
  readonly ctx: WebCtx;
  readonly request: RightsRequest;
  readonly form: FormState;
}

function Answer({ ctx, request, form }: PartProps) {
  const t = privacyPageTexts(ctx.locale);
  const at = `${REQUESTS}/${request.id}`;
  return (
    <>
      <h2>{t('answer')}</h2>
      <Form action={`${at}/responder`} state={form} submit={t('sendAnswer')}>
        <RadioGroup
          name="decision"
          label={t('decision')}
          inline
          choices={[
            { value: 'grant', label: t('grant') },
            { value: 'refuse', label: t('refuse') },
          ]}
        />
        {request.identity === 'code' && (
          <SelectField
            name="identity"
            label={t('identityNow')}
            hint={t('identityNowHint')}
            choices={IDENTITY_PROOFS.filter((proof) => proof !== 'code').map((proof) => ({
              value: proof,
              label: t(proof),
            }))}
          />
        )}
        <TextArea name="grounds" label={t('grounds')} hint={t('groundsHint')} maxLength={1000} rows={4} />
      </Form>
      {request.extendedBecause === null && (
        <details>
          <summary>{t('extend')}</summary>
          <p>{t('extendLead')}</p>
          <Form action={`${at}/ampliar`} state={form} submit={t('extend')} submitKind="secondary">
            <TextField name="reason" label={t('reason')} maxLength={500} autocomplete="off" />
          </Form>
        </details>
      )}
      <ActionButton action={`${at}/retirar`} kind="secondary">
        {t('takeBack')}
      </ActionButton>
    </>
  );
}

const LEADS = {
  access: 'fulfilAccess',
  rectification: 'fulfilRectification',
  cancellation: 'fulfilCancellation',
  opposition: 'fulfilOpposition',
} as const satisfies Record<Right, string>;
const BUTTONS = {
  access: 'doFulfil',
  rectification: 'doRectify',
  cancellation: 'doCancel',
  opposition: 'doOppose',
} as const satisfies Record<Right, string>;

function Fulfil({ ctx, request, form }: PartProps) {
  const t = privacyPageTexts(ctx.locale);
  const at = `${REQUESTS}/${request.id}`;
  return (
    <>
      <h2>{t('fulfil')}</h2>
      <p>{t(LEADS[request.kind])}</p>
      {request.kind === 'access' && <FileLinks ctx={ctx} request={request} />}
      <Form
        action={`${at}/cumplir`}
        state={form}
        submit={t(BUTTONS[request.kind])}
        submitKind={request.kind === 'cancellation' ? 'danger' : 'primary'}
      >
        {request.kind === 'rectification' && (
          <div class="field-row">
            <TextField name="names" label={t('names')} maxLength={80} autocomplete="off" />
            <TextField name="surnames" label={t('surnames')} maxLength={80} autocomplete="off" />
          </div>
        )}
      </Form>
    </>
  );
}

function FileLinks({ ctx, request }: { ctx: WebCtx; request: RightsRequest }) {
  const t = privacyPageTexts(ctx.locale);
  return (
    <ButtonRow>
      <LinkButton href={`${REQUESTS}/${request.id}/datos`} kind="secondary" icon="document">
        {t('openFile')}
      </LinkButton>
      <LinkButton href={`${REQUESTS}/${request.id}/datos.json`} kind="secondary" icon="download" download>
        {t('downloadFile')}
      </LinkButton>
    </ButtonRow>
  );
}

function Result({ ctx, request }: { ctx: WebCtx; request: RightsRequest }) {
  const t = privacyPageTexts(ctx.locale);
  const { addresses, notices, stopped, nameKept } = request.result;
  return (
    <>
      <h2>{t('result')}</h2>
      <ul>
        {typeof addresses === 'number' && <li>{t('resultAddresses', { count: addresses })}</li>}
        {typeof notices === 'number' && <li>{t('resultNotices', { count: notices })}</li>}
        {typeof stopped === 'number' && <li>{t('resultStopped', { count: stopped })}</li>}
        {typeof nameKept === 'boolean' && <li>{t(nameKept ? 'resultNameKept' : 'resultNameGone')}</li>}
      </ul>
      {request.kind === 'access' && <FileLinks ctx={ctx} request={request} />}
    </>
  );
}
