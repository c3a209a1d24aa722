import type { WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { OFFICE_TIME_ZONE } from '#platform/clock.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { Checkbox, SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Icon } from '#web/ui/icon/icon.tsx';
import type { ShownSuppression } from '../queries/suppressions.ts';
import { SUPPRESSION_REASONS } from '../store/suppressions.ts';
import { suppressionTexts } from '../suppression-texts.ts';
import { NoticeSections } from './notice-sections.tsx';
import { howWords, liftedWords, topicWords } from './suppression-words.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { FilterForm } from '#web/ui/filters/filter-form.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';

interface ListView {
  readonly ctx: WebCtx;
  readonly rows: readonly ShownSuppression[];
  readonly form: FormState;
  /** Where older ones are; undefined: there are none. */
  readonly next: string | undefined;
}

export const dayOf = (at: Temporal.Instant, ctx: WebCtx): string =>
  formatDate(at.toZonedDateTimeISO(OFFICE_TIME_ZONE).toPlainDate(), ctx.locale, 'short');

export function SuppressionListPage({ ctx, rows, form, next }: ListView) {
  const t = suppressionTexts(ctx.locale);
  const choices = (['sms', 'email'] as const).map((value) => ({ value, label: t(value) }));
  const reasons = SUPPRESSION_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }));
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <h1>{t('title')}</h1>
      <NoticeSections ctx={ctx} here="suppressed" />
      <p class="lead">{t('lead')}</p>
      <FilterForm action="/personal/avisos/sin-avisos" state={form} submit={t('search')}>
        <TextField name="buscar" label={t('find')} hint={t('findHint')} width="m" autocomplete="off" />
        <SelectField
          name="canal"
          label={t('channel')}
          choices={[{ value: '', label: t('anyChannel') }, ...choices]}
          prompt="none"
        />
        <SelectField
          name="motivo"
          label={t('reason')}
          choices={[{ value: '', label: t('anyReason') }, ...reasons]}
          prompt="none"
        />
        <Checkbox name="anteriores" label={t('past')} />
      </FilterForm>
      {rows.length > 0 && <SuppressionTable ctx={ctx} rows={rows} />}
      {rows.length === 0 && !hasErrors(form) && <Empty>{t('none')}</Empty>}
      {next !== undefined && (
        <p>
          <a href={next}>{t('more')}</a>
        </p>
      )}
    </StaffPage>
  );
}

function SuppressionTable({ ctx, rows }: Pick<ListView, 'ctx' | 'rows'>) {
  const t = suppressionTexts(ctx.locale);
  return (
    <DataTable label={t('title')} columns={[t('address'), t('reason'), t('topic'), t('since'), t('how')]}>
      {rows.map((row) => (
        <tr key={row.id}>
          <th scope="row">
            <Icon name={row.channel === 'sms' ? 'phone' : 'mail'} title={t(row.channel)} />{' '}
            <a href={`/personal/avisos/sin-avisos/${row.id}`}>{row.address}</a>
          </th>
          <td>{t(`reason.${row.reason}`)}</td>
          <td>{topicWords(row, ctx.locale)}</td>
          <td>{dayOf(row.since, ctx)}</td>
          <td>
            {howWords(row, ctx.locale)}
            {row.liftedAt && (
              <p class="soft small">
                {t('lifted', { date: dayOf(row.liftedAt, ctx), because: liftedWords(row, ctx.locale) })}
              </p>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
