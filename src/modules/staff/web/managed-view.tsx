import type { WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Assignment } from '#modules/agencies/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { valueOf, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { manageTexts } from '../manage-texts.ts';
import type { AccountRow, ManagedAccount } from '../queries/managed-accounts.ts';
import { ActivityList } from './activity-list.tsx';
import { AssignmentList } from './assignment-list.tsx';
import { StateTag } from './managed-list.tsx';
import { PostFields } from './post-fields.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { SummaryList } from '#web/ui/summary-list/summary-list.tsx';

interface Part {
  readonly ctx: WebCtx;
  readonly managed: ManagedAccount;
}

interface ManagedView extends Part {
  readonly form: FormState;
  /** Who may be named as substitute. */
  readonly colleagues: readonly AccountRow[];
}

/** One account, for who manages it: posts on the left, access on the right. */
export function ManagedPage({ ctx, managed, form, colleagues }: ManagedView) {
  const t = manageTexts(ctx.locale);
  const { account, limit, elsewhere } = managed;
  return (
    <StaffPage context={ctx.page} title={account.name}>
      <BackLink href="/personal/cuentas">{t('back')}</BackLink>
      <ErrorSummary form={form} />
      <h1>{account.name}</h1>
      <p>
        {t('login')}: <strong>{account.login}</strong> <StateTag ctx={ctx} state={managed.state} />
      </p>
      {limit && (
        <Notice>
          <p>{t(limit)}</p>
        </Notice>
      )}
      <div class="columns columns-even">
        <section aria-labelledby="puestos">
          <h2 id="puestos">{t('posts')}</h2>
          {managed.assignments.length === 0 && elsewhere === 0 && <p class="soft">{t('noPosts')}</p>}
          {managed.assignments.map((assignment) => (
            <Post
              key={assignment.substitution?.id ?? assignment.postId}
              {...{ ctx, managed, form, colleagues, assignment }}
            />
          ))}
          {elsewhere > 0 && <p class="soft">{t('elsewhere', { count: elsewhere })}</p>}
          {limit !== 'notYourself' && <GivePost ctx={ctx} managed={managed} form={form} />}
        </section>
        <Access ctx={ctx} managed={managed} />
      </div>
      <ActivityList ctx={ctx} activity={managed.activity} own={false} />
    </StaffPage>
  );
}

const addressOf = ({ account }: ManagedAccount) => `/personal/cuentas/${account.id}`;

function Post({ ctx, managed, form, colleagues, assignment }: ManagedView & { assignment: Assignment }) {
  const t = manageTexts(ctx.locale);
  const { postId, title, substitution } = assignment;
  const address = addressOf(managed);
  const may = managed.limit !== 'notYourself';
  return (
    <div class="card">
      <AssignmentList ctx={ctx} assignments={[assignment]} />
      {managed.substitutes
        .filter((one) => one.postId === postId && !substitution)
        .map(({ id, name, from, until }) => (
          <div key={id}>
            <p>
              {t('substitutes', {
                name,
                from: formatDate(from, ctx.locale, 'short'),
                until: formatDate(until, ctx.locale, 'short'),
              })}
            </p>
            <ActionButton
              action={`${address}/suplencias/terminar`}
              fields={{ suplencia: id }}
              kind="quiet"
              hiddenText={name}
            >
              {t('endStandIn')}
            </ActionButton>
          </div>
        ))}
      {may && substitution && (
        <ActionButton
          action={`${address}/suplencias/terminar`}
          fields={{ suplencia: substitution.id }}
          kind="quiet"
          hiddenText={title}
        >
          {t('endStandIn')}
        </ActionButton>
      )}
      {may && !substitution && (
        <>
          <ActionButton
            action={`${address}/puestos/terminar`}
            fields={{ puesto: postId }}
            kind="quiet"
            hiddenText={title}
          >
            {t('endPost')}
          </ActionButton>
          <NameSubstitute {...{ ctx, form, colleagues, postId, address }} />
        </>
      )}
    </div>
  );
}

function NameSubstitute(props: {
  ctx: WebCtx;
  form: FormState;
  colleagues: readonly AccountRow[];
  postId: string;
  address: string;
}) {
  const { ctx, form, colleagues, postId, address } = props;
  const t = manageTexts(ctx.locale);
  const wrong = valueOf(form, 'suplir') === postId;
  return (
    <details open={wrong}>
      <summary>{t('nameSubstitute')}</summary>
      <Form
        action={`${address}/suplencias`}
        submit={t('nameSubstitute')}
        submitKind="secondary"
        idPrefix={`${postId}-`}
        {...(wrong ? { state: form } : {})}
      >
        <Hidden name="suplir" value={postId} />
        <SelectField
          name="persona"
          label={t('substitute')}
          choices={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <div class="field-row">
          <TextField name="desde" type="date" label={t('from')} width="m" />
          <TextField name="hasta" type="date" label={t('until')} width="m" />
        </div>
      </Form>
    </details>
  );
}

function GivePost({ ctx, managed, form }: Part & { form: FormState }) {
  const t = manageTexts(ctx.locale);
  const wrong = form.values['unidad'] !== undefined;
  return (
    <details open={wrong}>
      <summary>{t('givePost')}</summary>
      <Form
        action={`${addressOf(managed)}/puestos`}
        submit={t('give')}
        submitKind="secondary"
        {...(wrong ? { state: form } : {})}
      >
        <PostFields ctx={ctx} units={managed.units} />
      </Form>
    </details>
  );
}

function Access({ ctx, managed }: Part) {
  const t = manageTexts(ctx.locale);
  const { factors, account, limit, state } = managed;
  const address = addressOf(managed);
  const known = [
    factors.sealed === null ? undefined : t('factor.totp'),
    factors.passkeys > 0 ? t('factor.passkeys', { count: factors.passkeys }) : undefined,
    factors.recoveryCodes > 0 ? t('factor.codes', { count: factors.recoveryCodes }) : undefined,
  ].filter((one) => one !== undefined);
  return (
    <section aria-labelledby="acceso">
      <h2 id="acceso">{t('access')}</h2>
      <SummaryList
        rows={[
          [t('factor'), known.join(', ') || t('factor.none')],
          [t('openSessions'), managed.openSessions],
        ]}
      />
      {!limit && state === 'disabled' && (
        <ActionButton action={`${address}/habilitar`} kind="primary">
          {t('enable')}
        </ActionButton>
      )}
      {!limit && state !== 'disabled' && (
        <>
          {!account.persona && (
            <Act summary={t('invite')} lead={t('inviteLead')} action={`${address}/liga`} kind="secondary" />
          )}
          {known.length > 0 && (
            <Act summary={t('reset')} lead={t('resetLead')} action={`${address}/reponer`} kind="danger" />
          )}
          {managed.openSessions > 0 && (
            <Act summary={t('endSessions')} lead="" action={`${address}/cerrar-sesiones`} kind="secondary" />
          )}
          <Act summary={t('disable')} lead={t('disableLead')} action={`${address}/deshabilitar`} kind="danger" />
        </>
      )}
    </section>
  );
}

/** Opens before it acts: what cannot be taken back is said first. */
function Act(props: { summary: string; lead: string; action: string; kind: 'secondary' | 'danger' }) {
  return (
    <details>
      <summary>{props.summary}</summary>
      {props.lead && <p>{props.lead}</p>}
      <ActionButton action={props.action} kind={props.kind}>
        {props.summary}
      </ActionButton>
    </details>
  );
}
