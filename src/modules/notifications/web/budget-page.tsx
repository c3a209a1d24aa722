import type { WebCtx } from '#platform/http/routes.ts';
import { formatNumber, formatPercent, formatPesos } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { Checkbox, SelectField } from '#web/ui/field/choice-fields.tsx';
import { FileField } from '#web/ui/field/file-field.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { budgetTexts } from '../budget-texts.ts';
import type { Comparison } from '../domain/invoice.ts';
import { formatCost } from '../evidence-words.ts';
import type { MonthCosts } from '../queries/spending.ts';
import type { MonthSpending } from '../store/budget.ts';
import { WHILE_DOUBTFUL } from '../store/settings.ts';
import { Unpriced } from './unpriced.tsx';
import { NoticeSections } from './notice-sections.tsx';
import { DataTable, numericColumn } from '#web/ui/table/data-table.tsx';

export const INVOICE_MEGABYTES = 20;

/** Zones of the country, and that of the paisanos on the other side for whom an agency may write at their hours. */
export const ZONES = [
  'America/Mexico_City',
  'America/Cancun',
  'America/Hermosillo',
  'America/Tijuana',
  'America/Chicago',
  'America/Los_Angeles',
] as const;

export interface BudgetView {
  readonly ctx: WebCtx;
  readonly settings: FormState;
  readonly invoice: FormState;
  readonly capMxnE4: number | undefined;
  readonly spending: MonthSpending;
  readonly held: number;
  readonly unpriced: readonly string[];
  readonly months: readonly MonthCosts[];
  readonly comparison?: { readonly month: string; readonly found: Comparison };
}

export function BudgetPage(view: BudgetView) {
  const { ctx, settings, invoice, months, comparison } = view;
  const t = budgetTexts(ctx.locale);
  const mayOperate = canSomewhere(ctx.access, ctx.actor, 'notifications.operate');
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={settings} />
      <ErrorSummary form={invoice} />
      <h1>{t('title')}</h1>
      <NoticeSections ctx={ctx} here="budget" />
      <p class="lead">{t('lead')}</p>
      {comparison && <ComparisonTable locale={ctx.locale} {...comparison} />}
      <LiveRegion id="gasto">
        <ThisMonth view={view} />
      </LiveRegion>
      <h2>{t('months')}</h2>
      <MonthsTable months={months} locale={ctx.locale} />
      {mayOperate && <SettingsForm form={settings} locale={ctx.locale} />}
      {mayOperate && (
        <section>
          <h2>{t('invoice')}</h2>
          <p>{t('invoiceLead')}</p>
          <Form action="/personal/avisos/presupuesto/factura" state={invoice} submit={t('compare')} multipart>
            <TextField name="mes" label={t('invoiceMonth')} width="s" autocomplete="off" />
            <FileField name="archivo" label={t('invoiceFile')} types={['csv']} megabytes={INVOICE_MEGABYTES} />
          </Form>
        </section>
      )}
    </StaffPage>
  );
}

function ThisMonth({ view: { ctx, capMxnE4, spending, held, unpriced, months } }: { view: BudgetView }) {
  const t = budgetTexts(ctx.locale);
  const cost = (mxnE4: number) => formatCost(Math.round(mxnE4 / 100) * 100, ctx.locale);
  const present = ctx.clock.today().with({ day: 1 });
  const spent = months.find(({ month }) => month.equals(present))?.costMxnE4 ?? 0;
  const share = capMxnE4 ? spending.reservedMxnE4 / capMxnE4 : 0;
  return (
    <section aria-label={t('thisMonth')}>
      <h2>{t('thisMonth')}</h2>
      {spending.exhausted ? (
        <Notice kind="danger">
          <p>{t('exhausted')}</p>
        </Notice>
      ) : (
        spending.warned && (
          <Notice kind="warning">
            <p>{t('warned')}</p>
          </Notice>
        )
      )}
      {capMxnE4 !== undefined && <Unpriced carriers={unpriced} locale={ctx.locale} />}
      {capMxnE4 === undefined ? (
        <p>{t('spentFree', { spent: cost(spent) })}</p>
      ) : (
        <div class="progress-box">
          <progress
            max={1}
            value={Math.min(1, share)}
            aria-label={t('share', { share: formatPercent(share, ctx.locale) })}
          />
          <p>
            <strong>{t('spent', { spent: cost(spending.reservedMxnE4), cap: cost(capMxnE4) })}</strong> (
            {formatPercent(share, ctx.locale)})
          </p>
        </div>
      )}
      {held > 0 && <p>{t('held', { count: formatNumber(held, ctx.locale) })}</p>}
    </section>
  );
}

function MonthsTable({ months, locale }: { months: readonly MonthCosts[]; locale: Locale }) {
  const t = budgetTexts(locale);
  if (months.length === 0) return <p class="soft">{t('noMonths')}</p>;
  return (
    <DataTable
      label={t('months')}
      look="grid"
      columns={[
        t('month'),
        ...(['messages', 'delivered', 'segments', 'cost', 'costDelivered'] as const).map((key) =>
          numericColumn(t(key)),
        ),
      ]}
    >
      {months.map(({ month, messages, delivered, segments, costMxnE4 }) => (
        <tr key={month.toString()}>
          <th scope="row">{monthWords(month, locale)}</th>
          <td class="numeric">{formatNumber(messages, locale)}</td>
          <td class="numeric">
            {formatNumber(delivered, locale)} ({formatPercent(delivered / Math.max(1, messages), locale)})
          </td>
          <td class="numeric">{formatNumber(segments, locale)}</td>
          <td class="numeric">{formatPesos(costMxnE4 / 10_000, locale)}</td>
          <td class="numeric">{delivered > 0 ? formatCost(Math.round(costMxnE4 / delivered), locale) : '—'}</td>
        </tr>
      ))}
    </DataTable>
  );
}

/** "marzo de 2026". */
export const monthWords = (month: Temporal.PlainDate, locale: Locale): string =>
  month.toLocaleString(locale, { month: 'long', year: 'numeric' });

function SettingsForm({ form, locale }: { form: FormState; locale: Locale }) {
  const t = budgetTexts(locale);
  return (
    <section>
      <h2>{t('settings')}</h2>
      <Form action="/personal/avisos/presupuesto" state={form} submit={t('save')}>
        <TextField
          name="tope"
          label={t('cap')}
          hint={t('capHint')}
          width="m"
          inputmode="decimal"
          prefix="$"
          suffix={t('pesos')}
          optional
          autocomplete="off"
        />
        <TextField
          name="alerta"
          label={t('alertEmail')}
          hint={t('alertHint')}
          width="l"
          inputmode="email"
          optional
          autocomplete="off"
        />
        <fieldset class="fieldset">
          <legend class="label">{t('quiet')}</legend>
          <p class="hint">{t('quietHint')}</p>
          <div class="field-row">
            <TextField name="desde" label={t('quietFrom')} type="time" width="s" optional />
            <TextField name="hasta" label={t('quietUntil')} type="time" width="s" optional />
            <SelectField
              name="zona"
              label={t('zone')}
              prompt="none"
              choices={ZONES.map((zone) => ({ value: zone, label: t(zone) }))}
            />
          </div>
        </fieldset>
        <fieldset class="fieldset">
          <legend class="label">{t('again')}</legend>
          <p class="hint">{t('againHint')}</p>
          <div class="field-row">
            <TextField name="meses" label={t('staleMonths')} inputmode="numeric" width="s" optional />
            <TextField name="dias" label={t('unreachableDays')} inputmode="numeric" width="s" />
            <SelectField
              name="mientras"
              label={t('whileDoubtful')}
              prompt="none"
              choices={WHILE_DOUBTFUL.map((value) => ({ value, label: t(value) }))}
            />
          </div>
        </fieldset>
        <Checkbox name="internacional" label={t('international')} hint={t('internationalHint')} />
      </Form>
    </section>
  );
}

function ComparisonTable({ month, found, locale }: { month: string; found: Comparison; locale: Locale }) {
  const t = budgetTexts(locale);
  const difference = found.billed.mxnE4 - found.ours.mxnE4;
  const amount = formatCost(Math.abs(difference), locale);
  return (
    <section aria-label={t('result', { month })}>
      <h2>{t('result', { month })}</h2>
      <Notice kind={difference === 0 ? 'success' : 'warning'}>
        <p>{difference === 0 ? t('equal') : t(difference > 0 ? 'inFavour' : 'against', { amount })}</p>
      </Notice>
      <DataTable label={t('difference')} columns={[t('difference'), t('parts'), t('amount'), t('examples')]}>
        {(['billed', 'ours', 'matched', 'priced', 'unknown', 'twice', 'missing'] as const).map((kind) => (
          <tr key={kind}>
            <th scope="row">{t(kind)}</th>
            <td>{formatNumber(found[kind].parts, locale)}</td>
            <td>{formatCost(found[kind].mxnE4, locale)}</td>
            <td>{['billed', 'ours', 'matched'].includes(kind) ? '' : found[kind].examples.join(', ')}</td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}
