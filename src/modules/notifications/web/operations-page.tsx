import type { WebCtx } from '#platform/http/routes.ts';
import {
  civilDate,
  formatDateTime,
  formatNumber,
  formatPercent,
  formatRelative,
  formatTime,
} from '#platform/i18n/format.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { Checkbox } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { alarmWords } from '../alarm-words.ts';
import { alarmName } from '../domain/alarms.ts';
import { isSilent, weightNow } from '../domain/weight-now.ts';
import { causeWords } from '../evidence-words.ts';
import { operationsTexts } from '../operations-texts.ts';
import type { CarrierNow } from '../queries/carriers-now.ts';
import type { DeadLetters, Operations, Place } from '../queries/operations.ts';
import type { PresentAlarm } from '../queries/present-alarms.ts';
import { failedHref } from './failed-page.tsx';
import { NoticeSections } from './notice-sections.tsx';
import { ReconciledHours } from './reconciled-hours.tsx';
import { DataTable, hiddenColumn, numericColumn } from '#web/ui/table/data-table.tsx';

const AGAIN_SECONDS = 5;
/** Mail servers report only what did not arrive: a share of it would read as a failure. */
const NO_RECEIPTS = '–';

export interface OperationsView {
  readonly operations: Operations;
  readonly offices: ReadonlyMap<string, string>;
  /** A form that was refused, and the carrier it is of. */
  readonly refused?: { readonly carrier: string; readonly form: FormState };
}

/** The one screen from which one person runs the notices of an agency. */
export function OperationsPage({ ctx, view }: { ctx: WebCtx; view: OperationsView }) {
  const t = operationsTexts(ctx.locale);
  const { operations, refused } = view;
  const mayOperate = canSomewhere(ctx.access, ctx.actor, 'notifications.operate');
  // Also when a form came back with mistakes: where that was sent to, nothing can be read.
  const context = { ...ctx.page, path: '/personal/avisos/operacion' };
  return (
    <StaffPage context={context} title={t('title')} live={['notifications']}>
      {refused && <ErrorSummary form={refused.form} idPrefix={`${refused.carrier}-`} />}
      <h1>{t('title')}</h1>
      <NoticeSections ctx={ctx} here="operations" />
      <p class="lead">{t('lead')}</p>
      <LiveRegion id="ahora" again={AGAIN_SECONDS}>
        <Alarms ctx={ctx} alarms={operations.alarms} />
        <Figures ctx={ctx} operations={operations} />
      </LiveRegion>
      <section>
        <h2>{t('carriers')}</h2>
        <p>{t('carriersLead')}</p>
        {operations.carriers.length === 0 ? (
          <p class="soft">{t('noCarriers')}</p>
        ) : (
          <LiveRegion id="companias" again={AGAIN_SECONDS}>
            <Carriers ctx={ctx} carriers={operations.carriers} />
          </LiveRegion>
        )}
        {mayOperate && (
          <div class="columns columns-even">
            {operations.carriers.map((carrier) => (
              <SteerForm
                key={carrier.name}
                ctx={ctx}
                carrier={carrier}
                form={refused?.carrier === carrier.name ? refused.form : undefined}
              />
            ))}
          </div>
        )}
      </section>
      <ReconciledHours ctx={ctx} hours={operations.hours} />
      <Dead ctx={ctx} dead={operations.dead} mayOperate={mayOperate} />
      {operations.places.length > 0 && <Places ctx={ctx} places={operations.places} offices={view.offices} />}
    </StaffPage>
  );
}

function Alarms({ ctx, alarms }: { ctx: WebCtx; alarms: readonly PresentAlarm[] }) {
  const t = operationsTexts(ctx.locale);
  if (alarms.length === 0) return null;
  return (
    <Notice kind="warning">
      <h2>{t('alarms')}</h2>
      <ul>
        {alarms.map(({ alarm, since }) => (
          <li key={alarmName(alarm)}>
            {alarmWords(alarm, ctx.locale)}
            {since && (
              <>
                {' '}
                <strong>{t('alarmSince', { since: sinceWords(ctx, since) })}</strong>
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Of today the hour is enough. */
function sinceWords(ctx: WebCtx, since: Temporal.Instant): string {
  return civilDate(since).equals(ctx.clock.today())
    ? formatTime(since, ctx.locale)
    : formatDateTime(since, ctx.locale, 'short');
}

function Figures({ ctx, operations }: { ctx: WebCtx; operations: Operations }) {
  const t = operationsTexts(ctx.locale);
  const { waiting, oldestSeconds, within10, delivered, parked } = operations;
  const share = (value: number | null) => (value === null ? '–' : formatPercent(value, ctx.locale));
  const figures = [
    [formatNumber(waiting, ctx.locale), t('waiting')],
    [oldestSeconds === null ? '–' : t('seconds', { count: oldestSeconds }), t('oldest')],
    [share(within10), t('within10')],
    [share(delivered), t('delivered')],
    [formatNumber(parked, ctx.locale), t('parked')],
  ];
  return (
    <ul class="stats">
      {figures.map(([value, words]) => (
        <li key={words} class="stat">
          <div class="stat-plate">
            <strong>{value}</strong>
            <span>{words}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function statusOf(ctx: WebCtx, carrier: CarrierNow): { key: string; tone: string } {
  const { enabled, status } = carrier;
  if (isSilent(carrier, ctx.clock.now())) return { key: 'silent', tone: 'tag-bad' };
  if (!enabled) return { key: 'off', tone: '' };
  return { key: status, tone: status === 'ready' ? 'tag-good' : status === 'connecting' ? '' : 'tag-bad' };
}

function Carriers({ ctx, carriers }: { ctx: WebCtx; carriers: readonly CarrierNow[] }) {
  const t = operationsTexts(ctx.locale);
  const share = (part: number, whole: number) => (whole === 0 ? '–' : formatPercent(part / whole, ctx.locale));
  return (
    <DataTable
      label={t('carriers')}
      look="grid"
      caption={<span class="soft">{t('lastHour')}</span>}
      columns={[
        t('carrier'),
        t('state'),
        ...(['share', 'wish', 'taken', 'arrived', 'prompt', 'refusals', 'faults'] as const).map((key) =>
          numericColumn(t(key)),
        ),
      ]}
    >
      {carriers.map((carrier) => {
        const { name, channel, resting, reason, perSecond, lastHour } = carrier;
        const { key, tone } = statusOf(ctx, carrier);
        const totals = lastHour ?? { taken: 0, delivered: 0, prompt: 0, refused: 0, errors: 0 };
        return (
          <tr key={name}>
            <th scope="row">
              {name} <span class="soft">{t(`channel.${channel}`)}</span>
            </th>
            <td>
              <span class={`tag ${tone}`}>{t(`status.${key}` as 'status.ready')}</span>
              {reason !== '' && <code> {reason}</code>}
              {perSecond !== null && (
                <span class="soft"> {t('pace', { count: formatNumber(perSecond, ctx.locale, 0) })}</span>
              )}
            </td>
            <td class="numeric">{weightNow(carrier, carriers, ctx.clock.now())}</td>
            <td class="numeric">{resting}</td>
            <td class="numeric">{formatNumber(totals.taken, ctx.locale)}</td>
            <td class="numeric">{channel === 'sms' ? share(totals.delivered, totals.taken) : NO_RECEIPTS}</td>
            <td class="numeric">{channel === 'sms' ? share(totals.prompt, totals.taken) : NO_RECEIPTS}</td>
            <td class="numeric">{formatNumber(totals.refused, ctx.locale)}</td>
            <td class="numeric">{formatNumber(totals.errors, ctx.locale)}</td>
          </tr>
        );
      })}
    </DataTable>
  );
}

function SteerForm({ ctx, carrier, form }: { ctx: WebCtx; carrier: CarrierNow; form: FormState | undefined }) {
  const t = operationsTexts(ctx.locale);
  const { name, resting, enabled } = carrier;
  const state = form ?? filledForm({ weight: String(resting), enabled: enabled ? 'si' : '' });
  return (
    <div class="card">
      <h3>{t('steer', { name })}</h3>
      <Form
        action={`/personal/avisos/operacion/${encodeURIComponent(name)}`}
        state={state}
        idPrefix={`${name}-`}
        submit={t('save')}
        submitKind="secondary"
      >
        <Checkbox name="enabled" value="si" label={t('on')} />
        <TextField name="weight" label={t('wish')} inputmode="numeric" width="s" autocomplete="off" />
      </Form>
    </div>
  );
}

function Dead({ ctx, dead, mayOperate }: { ctx: WebCtx; dead: readonly DeadLetters[]; mayOperate: boolean }) {
  const t = operationsTexts(ctx.locale);
  return (
    <section>
      <h2>{t('dead')}</h2>
      {dead.length === 0 ? (
        <p class="soft">{t('nothingDead')}</p>
      ) : (
        <>
          <p>{t('deadLead')}</p>
          <DataTable
            label={t('dead')}
            columns={[
              t('cause'),
              t('channel'),
              numericColumn(t('messages')),
              t('last'),
              mayOperate && hiddenColumn(t('again')),
            ]}
          >
            {dead.map(({ channel, reason, messages, last }) => {
              const cause = causeWords(reason, ctx.locale) || t('noCause');
              return (
                <tr key={`${channel}${reason}`}>
                  <th scope="row">
                    <a href={failedHref({ channel, reason })}>{cause}</a>
                  </th>
                  <td>{t(`channel.${channel}`)}</td>
                  <td class="numeric">{formatNumber(messages, ctx.locale)}</td>
                  <td>{formatRelative(last, ctx.clock.now(), ctx.locale)}</td>
                  {mayOperate && (
                    <td>
                      <ActionButton
                        action="/personal/avisos/operacion/reenviar"
                        fields={{ channel, reason }}
                        hiddenText={cause}
                      >
                        {t('redrive', { count: formatNumber(messages, ctx.locale) })}
                      </ActionButton>
                    </td>
                  )}
                </tr>
              );
            })}
          </DataTable>
        </>
      )}
    </section>
  );
}

interface PlacesProps {
  readonly ctx: WebCtx;
  readonly places: readonly Place[];
  readonly offices: ReadonlyMap<string, string>;
}

function Places({ ctx, places, offices }: PlacesProps) {
  const t = operationsTexts(ctx.locale);
  return (
    <section>
      <h2>{t('places')}</h2>
      <p>{t('placesLead')}</p>
      <DataTable
        label={t('places')}
        look="grid"
        columns={[t('office'), t('template'), numericColumn(t('messages')), numericColumn(t('deliveredShare'))]}
      >
        {places.map(({ unitId, template, messages, delivered }) => (
          <tr key={`${unitId}${template}`}>
            <th scope="row">{(unitId && offices.get(unitId)) || t('noOffice')}</th>
            <td>{template}</td>
            <td class="numeric">{formatNumber(messages, ctx.locale)}</td>
            <td class="numeric">{formatPercent(delivered / messages, ctx.locale)}</td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}
