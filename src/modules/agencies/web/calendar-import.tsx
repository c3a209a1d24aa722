import { daysOf, type CalendarPeriod } from '#platform/calendar/periods.ts';
import { refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { decodeText } from '#platform/uploads/decode-text.ts';
import { readUpload } from '#platform/uploads/read-upload.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { FileField } from '#web/ui/field/file-field.tsx';
import { filledForm, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { parseCalendarCsv } from '../calendar-csv.ts';
import { calendarTexts } from '../calendar-texts.ts';
import type { CsvMistake } from '../csv-texts.ts';
import { replaceCalendarYear } from '../commands/replace-calendar-year.ts';
import { readCalendarYear } from '../queries/calendar-year.ts';
import { Legend, Months } from './calendar-months.tsx';
import { agencyOf, yearOf } from './calendar-request.ts';
import { CsvMistakes } from './csv-mistakes.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';

const ADDRESS = '/personal/calendario';
const access = { kind: 'staff', action: 'agencies.calendar' } as const;
const title: Route['title'] = (locale) => calendarTexts(locale)('importTitle');
/** A year has some thirty rows: what is larger is another file. The rows travel on in the form that confirms them. */
const MAX_CHARACTERS = 40_000;

function ImportPage(props: { ctx: WebCtx; form: FormState; errors?: readonly CsvMistake[] }) {
  const { ctx, form, errors = [] } = props;
  const t = calendarTexts(ctx.locale);
  const now = ctx.clock.today().year;
  const years = [now - 1, now, now + 1].map((year) => ({ value: String(year), label: String(year) }));
  return (
    <StaffPage context={ctx.page} title={t('importTitle')}>
      <ErrorSummary form={form} />
      <p>
        <a href={ADDRESS}>{t('pageTitle')}</a>
      </p>
      <h1>{t('importTitle')}</h1>
      <p class="lead">{t('importLead')}</p>
      {errors.length > 0 && <CsvMistakes ctx={ctx} errors={errors} />}
      <Form action={`${ADDRESS}/importar`} state={form} submit={t('check')} multipart>
        <SelectField name="year" label={t('year')} choices={years} width="s" prompt="none" />
        <FileField name="file" label={t('file')} hint={t('importColumns')} types={['csv']} megabytes={1} />
      </Form>
    </StaffPage>
  );
}

function PreviewPage(props: { ctx: WebCtx; year: number; periods: readonly CalendarPeriod[]; csv: string }) {
  const { ctx, year, periods, csv } = props;
  const t = calendarTexts(ctx.locale);
  const days = periods.flatMap(daysOf);
  const weekdays = days.filter(({ day, kind }) => kind !== 'working' && day.dayOfWeek <= 5).length;
  return (
    <StaffPage context={ctx.page} title={t('importTitle')}>
      <p>
        <a href={`${ADDRESS}/importar?anio=${year}`}>{t('another')}</a>
      </p>
      <h1>{t('preview', { year: String(year) })}</h1>
      <p class="lead">{t('previewCount', { periods: periods.length, days: weekdays })}</p>
      <Legend locale={ctx.locale} />
      <Months year={year} days={days} today={ctx.clock.today()} locale={ctx.locale} />
      <DataTable label={t('list')} columns={[t('from'), t('until'), t('kind'), t('name'), t('legalBasis')]}>
        {periods.map(({ from, until, kind, name, legalBasis }) => (
          <tr key={from.toString()}>
            <td>{formatDate(from, ctx.locale, 'short')}</td>
            <td>{from.equals(until) ? '' : formatDate(until, ctx.locale, 'short')}</td>
            <td>
              <span class={`tag day-${kind}`}>{t(kind)}</span>
            </td>
            <td>{name}</td>
            <td>{legalBasis}</td>
          </tr>
        ))}
      </DataTable>
      <Form action={`${ADDRESS}/importar/confirmar`} submit={t('confirm', { year: String(year) })}>
        <Hidden name="year" value={String(year)} />
        <Hidden name="csv" value={csv} />
      </Form>
    </StaffPage>
  );
}

function showForm(ctx: WebCtx, form: FormState, errors: readonly CsvMistake[] = []): RouteResult {
  return page(<ImportPage {...{ ctx, form, errors }} />, hasErrors(form) || errors.length > 0 ? 422 : 200);
}

export const calendarImportRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: `${ADDRESS}/importar`,
    access,
    title,
    async handle(ctx) {
      const { year } = await readCalendarYear(ctx, agencyOf(ctx), yearOf(ctx, ctx.request.query.anio));
      return showForm(ctx, filledForm({ year: String(year) }));
    },
  },
  {
    method: 'POST',
    url: `${ADDRESS}/importar`,
    access,
    csrf: 'form-token',
    body: 'multipart',
    upload: { maxFiles: 1, maxMegabytes: 1 },
    title,
    async handle(ctx) {
      const { form } = ctx.request;
      const { year } = await readCalendarYear(ctx, agencyOf(ctx), yearOf(ctx, form.year));
      const read = await readUpload(ctx, 'file', ['csv']);
      if (!read.ok) return showForm(ctx, refusedForm(form, { file: read.problem }));
      const csv = decodeText(read.upload.content);
      if (csv.length > MAX_CHARACTERS) {
        return showForm(ctx, refusedForm(form, { file: calendarTexts(ctx.locale)('csv.tooMany', { maximum: 200 }) }));
      }
      const parsed = parseCalendarCsv(csv, year, ctx.locale);
      if (!parsed.ok) return showForm(ctx, filledForm({ year: String(year) }), parsed.errors);
      return page(<PreviewPage {...{ ctx, year, csv }} periods={parsed.periods} />);
    },
  },
  {
    method: 'POST',
    url: `${ADDRESS}/importar/confirmar`,
    access,
    csrf: 'form-token',
    title,
    async handle(ctx) {
      const year = yearOf(ctx, ctx.request.form.year);
      const { csv } = ctx.request.form;
      const parsed = parseCalendarCsv(typeof csv === 'string' ? csv : '', year, ctx.locale);
      if (!parsed.ok) return showForm(ctx, filledForm({ year: String(year) }), parsed.errors);
      await replaceCalendarYear(ctx, { agencyId: agencyOf(ctx), year, periods: parsed.periods });
      const text = calendarTexts(ctx.locale)('importDone', { year: String(year) });
      return redirect(`${ADDRESS}?anio=${year}`, { kind: 'success', text });
    },
  },
];
