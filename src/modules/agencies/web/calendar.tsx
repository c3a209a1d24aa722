import { DAY_KINDS } from '#platform/calendar/calendar.ts';
import { periodsOf, type CalendarPeriod } from '#platform/calendar/periods.ts';
import { Refusal } from '#platform/errors.ts';
import { refusedForm } from '#platform/http/form.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { RadioGroup } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { calendarCsv } from '../calendar-csv.ts';
import { calendarTexts } from '../calendar-texts.ts';
import { removeCalendarPeriod } from '../commands/remove-calendar-period.ts';
import { setCalendarPeriod } from '../commands/set-calendar-period.ts';
import { agencyRefusals } from '../errors.ts';
import { readCalendarYear, type CalendarYear } from '../queries/calendar-year.ts';
import { filledPeriodForm, parseMark, parsePeriodForm } from './calendar-form.ts';
import { Legend, Months } from './calendar-months.tsx';
import { agencyOf, yearOf } from './calendar-request.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';

const ADDRESS = '/personal/calendario';
const access = { kind: 'staff', action: 'agencies.calendar' } as const;
const title: Route['title'] = (locale) => calendarTexts(locale)('pageTitle');
type Mark = Pick<CalendarPeriod, 'from' | 'until'>;

interface View {
  readonly ctx: WebCtx;
  readonly calendar: CalendarYear;
  readonly form: FormState;
  /** The period that is being corrected. */
  readonly replaces: CalendarPeriod | undefined;
}

function CalendarPage({ ctx, calendar, form, replaces }: View) {
  const t = calendarTexts(ctx.locale);
  const { year, days, loaded } = calendar;
  return (
    <StaffPage context={ctx.page} title={t('title', { year: String(year) })} islands={['unsaved']}>
      <ErrorSummary form={form} />
      <h1>{t('title', { year: String(year) })}</h1>
      <p class="lead">{t('lead')}</p>
      <nav aria-label={t('years')}>
        <ul class="inline-list">
          <li>
            <a href={`${ADDRESS}?anio=${year - 1}`}>{t('previous', { year: String(year - 1) })}</a>
          </li>
          <li>
            <a href={`${ADDRESS}?anio=${year + 1}`}>{t('next', { year: String(year + 1) })}</a>
          </li>
          <li>
            <a href={`${ADDRESS}/importar?anio=${year}`}>{t('import')}</a>
          </li>
          <li>
            <a href={`${ADDRESS}/descargar?anio=${year}`}>{t('download')}</a>
          </li>
        </ul>
      </nav>
      {loaded ? (
        <p>
          <span class="tag tag-good">{t('loaded')}</span>
        </p>
      ) : (
        <Notice>
          <p>{t('byRule', { year: String(year) })}</p>
        </Notice>
      )}
      <Legend locale={ctx.locale} />
      <Months year={year} days={days} today={ctx.clock.today()} locale={ctx.locale} />
      <PeriodTable ctx={ctx} calendar={calendar} />
      <section class="card" id="periodo">
        <h2>{replaces ? t('editing', { name: replaces.name }) : t('add')}</h2>
        <Form action={ADDRESS} state={form} submit={t('save')} warnUnsaved>
          <PeriodFields ctx={ctx} year={year} replaces={replaces} />
        </Form>
        {replaces && (
          <p>
            <a href={`${ADDRESS}?anio=${year}`}>{t('cancel')}</a>
          </p>
        )}
      </section>
    </StaffPage>
  );
}

function PeriodFields({ ctx, year, replaces }: { ctx: WebCtx; year: number; replaces: CalendarPeriod | undefined }) {
  const t = calendarTexts(ctx.locale);
  const kinds = DAY_KINDS.map((kind) => ({
    value: kind,
    label: t(kind),
    ...(kind === 'working' ? { hint: t('kindHintWorking') } : {}),
  }));
  return (
    <>
      <Hidden name="year" value={String(year)} />
      {replaces && <Hidden name="replacesFrom" value={replaces.from.toString()} />}
      {replaces && <Hidden name="replacesUntil" value={replaces.until.toString()} />}
      <div class="field-row">
        <TextField name="from" label={t('from')} type="date" width="m" autocomplete="off" />
        <TextField
          name="until"
          label={t('until')}
          hint={t('untilHint')}
          type="date"
          width="m"
          autocomplete="off"
          optional
        />
      </div>
      <RadioGroup name="kind" label={t('kind')} choices={kinds} inline />
      <TextField name="name" label={t('name')} autocomplete="off" spellcheck />
      <TextField name="legalBasis" label={t('legalBasis')} hint={t('legalBasisHint')} autocomplete="off" spellcheck />
    </>
  );
}

function PeriodTable({ ctx, calendar }: Pick<View, 'ctx' | 'calendar'>) {
  const t = calendarTexts(ctx.locale);
  const periods = periodsOf(calendar.days);
  return (
    <section>
      <h2>{t('list')}</h2>
      {periods.length === 0 && <Empty>{t('empty')}</Empty>}
      {periods.length > 0 && (
        <DataTable
          label={t('list')}
          columns={[t('from'), t('until'), t('kind'), t('name'), t('legalBasis'), t('actions')]}
        >
          {periods.map((period) => periodRow({ ctx, period }))}
        </DataTable>
      )}
    </section>
  );
}

function periodRow({ ctx, period }: { ctx: WebCtx; period: CalendarPeriod }) {
  const t = calendarTexts(ctx.locale);
  const { from, until, kind, name, legalBasis } = period;
  const date = (day: Temporal.PlainDate) => formatDate(day, ctx.locale, 'short');
  const hidden = t('of', { from: date(from) });
  const mark = { from: from.toString(), until: until.toString() };
  return (
    <tr key={mark.from}>
      <td>{date(from)}</td>
      <td>{from.equals(until) ? '' : date(until)}</td>
      <td>
        <span class={`tag day-${kind}`}>{t(kind)}</span>
      </td>
      <td>{name}</td>
      <td>{legalBasis}</td>
      <td class="row-actions">
        <a href={`${ADDRESS}?anio=${from.year}&desde=${mark.from}&hasta=${mark.until}#periodo`}>
          {t('edit')}
          <span class="visually-hidden"> {hidden}</span>
        </a>
        <ActionButton action={`${ADDRESS}/quitar`} kind="quiet" fields={mark} hiddenText={hidden}>
          {t('remove')}
        </ActionButton>
      </td>
    </tr>
  );
}

async function show(ctx: WebCtx, year: number, mark: Mark | undefined, wrong?: FormState): Promise<RouteResult> {
  const calendar = await readCalendarYear(ctx, agencyOf(ctx), year);
  const replaces =
    mark && periodsOf(calendar.days).find(({ from, until }) => from.equals(mark.from) && until.equals(mark.until));
  const form = wrong ?? (replaces ? filledPeriodForm(replaces) : EMPTY_FORM);
  return page(<CalendarPage {...{ ctx, calendar, form, replaces }} />, hasErrors(form) ? 422 : 200);
}

export const calendarRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: ADDRESS,
    access,
    title,
    handle: (ctx) => {
      const { anio, desde, hasta } = ctx.request.query;
      return show(ctx, yearOf(ctx, anio), parseMark(desde, hasta));
    },
  },
  {
    method: 'POST',
    url: ADDRESS,
    access,
    csrf: 'form-token',
    title,
    async handle(ctx) {
      const { form } = ctx.request;
      const t = calendarTexts(ctx.locale);
      const year = yearOf(ctx, form.year);
      const replaces = parseMark(form.replacesFrom, form.replacesUntil);
      const parsed = parsePeriodForm(form, ctx.locale);
      if (!parsed.ok) return show(ctx, year, replaces, parsed.state);
      if (parsed.data.from.year !== year) {
        return show(ctx, year, replaces, refusedForm(form, { from: t('wrongYear', { year: String(year) }) }));
      }
      try {
        await setCalendarPeriod(ctx, {
          agencyId: agencyOf(ctx),
          period: parsed.data,
          ...(replaces ? { replaces } : {}),
        });
      } catch (error) {
        const atUntil = [agencyRefusals.wrongPeriod, agencyRefusals.periodOverYears] as const;
        if (!(error instanceof Refusal) || !atUntil.some((kind) => kind === error.kind)) throw error;
        const until = `${error.kind.message(ctx.locale, {})} ${error.kind.whatNext(ctx.locale, {})}`;
        return show(ctx, year, replaces, refusedForm(form, { until }));
      }
      return redirect(`${ADDRESS}?anio=${year}`, { kind: 'success', text: t('addDone') });
    },
  },
  {
    method: 'POST',
    url: `${ADDRESS}/quitar`,
    access,
    csrf: 'form-token',
    async handle(ctx) {
      const period = parseMark(ctx.request.form.from, ctx.request.form.until);
      if (!period) throw new Refusal(httpRefusals.badRequest);
      await removeCalendarPeriod(ctx, { agencyId: agencyOf(ctx), period });
      const text = calendarTexts(ctx.locale)('removed');
      return redirect(`${ADDRESS}?anio=${period.from.year}`, { kind: 'success', text });
    },
  },
  {
    method: 'GET',
    url: `${ADDRESS}/descargar`,
    access,
    async handle(ctx) {
      const { year, days } = await readCalendarYear(ctx, agencyOf(ctx), yearOf(ctx, ctx.request.query.anio));
      const content = calendarCsv(periodsOf(days));
      return { kind: 'file', content, contentType: 'text/csv; charset=utf-8', download: `calendario-${year}.csv` };
    },
  },
];
