import { formatDate, formatDateTime } from '#platform/i18n/format.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import type { Office } from '#modules/agencies/index.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import { kitTexts } from '#web/ui/kit-texts.ts';
import { Notice } from '#web/ui/notice/notice.tsx';
import type { Status } from '../domain/statuses.ts';
import { publicStatusTexts } from '../public-status-texts.ts';
import type { PublicStatus } from '../queries/procedure.ts';
import { registryTexts } from '../texts.ts';
import { statusIcon, StatusTag } from './status-tag.tsx';

export interface StatusView {
  readonly status: PublicStatus;
  readonly serviceName: string;
  readonly office: Office | undefined;
  /** The last day to correct a suspended one. */
  readonly correctUntil: Temporal.PlainDate | null;
  readonly form: FormState;
  /** Shown only after the second datum. */
  readonly reasons: readonly string[] | undefined;
}

/** What the colour and the shape of a step say, for who does not see them. */
function Unseen({ children }: { children: string }) {
  return <span class="visually-hidden">, {children.toLowerCase()}</span>;
}

/** Steps that are still to come, so that people see how far they are. */
function stepsAhead(status: Status, isTermOver: boolean): ('stillCorrected' | 'stillSigned' | 'stillDelivered')[] {
  if (status === 'entered' || status === 'in_analysis') return ['stillSigned', 'stillDelivered'];
  if (status === 'suspended') return isTermOver ? [] : ['stillCorrected', 'stillSigned', 'stillDelivered'];
  return status === 'accepted' || status === 'rejected' ? ['stillDelivered'] : [];
}

/** A procedure as its folio shows it: no name, and the reasons only after the second datum. */
export function StatusPage({ ctx, view }: { ctx: WebCtx; view: StatusView }) {
  const t = publicStatusTexts(ctx.locale);
  const { status, office } = view;
  const { correctUntil } = view;
  const isTermOver = correctUntil !== null && Temporal.PlainDate.compare(ctx.clock.today(), correctUntil) > 0;
  const date = correctUntil ? formatDate(correctUntil, ctx.locale) : '';
  return (
    <PublicPage context={ctx.page} title={status.folio}>
      <ErrorSummary form={view.form} />
      <p class="soft">{view.serviceName}</p>
      <h1 class="folio">{status.folio}</h1>
      <p>
        <StatusTag status={status.status} />
      </p>
      <p class="lead">{t(isTermOver ? 'meaning_termOver' : `meaning_${status.status}`)}</p>
      <Notice kind={status.status === 'suspended' ? 'warning' : 'info'}>
        <p>
          <strong>{t(isTermOver ? 'next_termOver' : `next_${status.status}`, { date })}</strong>
        </p>
      </Notice>
      <div class="columns">
        <section>
          <h2>{t('timeline')}</h2>
          <ol class="timeline">
            <StepsDone ctx={ctx} status={status} />
            <StepsAhead ctx={ctx} status={status} isTermOver={isTermOver} correctBy={date} />
          </ol>
        </section>
        <aside>
          {(status.status === 'suspended' || status.status === 'rejected') && <Reasons ctx={ctx} view={view} />}
          <Offers ctx={ctx} folio={status.folio} />
          {office && (
            <section>
              <h2>{t('where')}</h2>
              <p>
                {t('officeName', { name: office.name })}
                <br />
                {office.address}
              </p>
              <p>{t('hours', { hours: office.hours })}</p>
            </section>
          )}
        </aside>
      </div>
      <p class="no-print">
        <a href="/estado">{t('another')}</a>
      </p>
      <p class="small soft no-print">{t('print')}</p>
    </PublicPage>
  );
}

interface StepsProps {
  ctx: WebCtx;
  status: PublicStatus;
}

function StepsDone({ ctx, status: { status, steps } }: StepsProps) {
  const r = registryTexts(ctx.locale);
  const k = kitTexts(ctx.locale);
  const last = steps.length - 1;
  const stopped = status === 'suspended' || status === 'rejected' || status === 'withdrawn';
  return steps.map((step, index) => (
    <li
      key={index}
      class={index < last ? 'done' : stopped ? 'stopped' : status === 'delivered' ? 'done' : 'current'}
      aria-current={index === last ? 'step' : undefined}
    >
      <span class="dot">
        <Icon name={statusIcon(step.to)} />
      </span>
      <h3>
        {index > 0 && step.to === 'entered' ? r('step.reentered') : r(`status.${step.to}`)}
        <Unseen>{k(index < last ? 'stepDone' : 'stepCurrent')}</Unseen>
      </h3>
      <p class="soft small">{formatDateTime(step.at, ctx.locale)}</p>
    </li>
  ));
}

function StepsAhead(props: StepsProps & { isTermOver: boolean; correctBy: string }) {
  const { ctx, status, isTermOver, correctBy } = props;
  const t = publicStatusTexts(ctx.locale);
  const k = kitTexts(ctx.locale);
  return stepsAhead(status.status, isTermOver).map((key) => (
    <li key={key} class="next">
      <span class="dot" aria-hidden="true" />
      <h3>
        {t(key)}
        <Unseen>{k('stepNext')}</Unseen>
      </h3>
      {key === 'stillCorrected' && <p class="soft small">{t('correctBy', { date: correctBy })}</p>}
      {key === 'stillSigned' && status.status !== 'suspended' && (
        <p class="soft small">{t('dueBy', { date: formatDate(status.dueOn, ctx.locale) })}</p>
      )}
    </li>
  ));
}

/** What was wrong, or the question that opens it. */
function Reasons({ ctx, view: { status, reasons, form } }: { ctx: WebCtx; view: StatusView }) {
  const t = publicStatusTexts(ctx.locale);
  return (
    <section class={reasons ? 'card' : 'card no-print'} id="motivos">
      <h2>{status.status === 'suspended' ? t('whyTitle') : t('whyTitleRejected')}</h2>
      {reasons ? (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : (
        <>
          <p>{t('whyAsk')}</p>
          <Form action="/estado" state={form} submit={t('whySubmit')} submitKind="secondary">
            <Hidden name="folio" value={status.folio} />
            <TextField name="surname" label={t('surname')} autocomplete="family-name" width="l" />
          </Form>
        </>
      )}
    </section>
  );
}

/** What else a folio is good for. */
function Offers({ ctx, folio }: { ctx: WebCtx; folio: string }) {
  const t = publicStatusTexts(ctx.locale);
  return (
    <>
      <section class="card no-print">
        <h2>{t('receipt')}</h2>
        <p>{t('receiptText')}</p>
        <p>
          <a href={`/f/${folio}/comprobante`}>{t('receiptGo')}</a>
        </p>
      </section>
      <section class="card no-print">
        <h2>{t('tellMe')}</h2>
        <p>{t('tellMeText')}</p>
        <p>
          <LinkButton href={`/f/${folio}/avisos`} kind="secondary">
            {t('tellMeGo')}
          </LinkButton>
        </p>
        <p class="small">
          <a href={`/f/${folio}/no-es-mio`}>{t('notMine')}</a>
        </p>
      </section>
    </>
  );
}
