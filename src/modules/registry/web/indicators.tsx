import { startOfOfficeDay } from '#platform/clock.ts';
import { csvLine } from '#platform/files/csv.ts';
import { formatNumber } from '#platform/i18n/format.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { Button, LinkButton } from '#web/ui/button/button.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { indicatorTexts } from '../indicator-texts.ts';
import { findDate } from './find-date.ts';
import { officeIndicators, type OfficeIndicators } from '../queries/indicators.ts';

type Row = OfficeIndicators & { readonly office: string };
const COUNTS = ['entered', 'accepted', 'suspended', 'rejected', 'delivered'] as const;

interface View {
  readonly since: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly rows: readonly Row[];
}

async function viewOf(ctx: WebCtx): Promise<View> {
  const today = ctx.clock.today();
  const since = findDate(ctx.request.query.desde) ?? today.subtract({ days: 30 });
  const until = findDate(ctx.request.query.hasta) ?? today;
  const period = { since: startOfOfficeDay(since), until: startOfOfficeDay(until.add({ days: 1 })) };
  const [indicators, offices] = await Promise.all([officeIndicators(ctx, period), listOffices(ctx.db)]);
  const names = new Map(offices.map((office) => [office.unitId, office.name]));
  const rows = indicators.map((row) => ({ ...row, office: names.get(row.unitId) ?? '' }));
  return { since, until, rows: rows.toSorted((one, other) => one.office.localeCompare(other.office, 'es')) };
}

function IndicatorsPage({ ctx, view }: { ctx: WebCtx; view: View }) {
  const t = indicatorTexts(ctx.locale);
  const hours = (value: number | null) => (value === null ? '–' : formatNumber(value, ctx.locale, 1));
  const query = new URLSearchParams({ desde: view.since.toString(), hasta: view.until.toString() });
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <Form
        action="/personal/indicadores"
        method="get"
        class="filters"
        state={filledForm({ desde: view.since.toString(), hasta: view.until.toString() })}
      >
        <TextField name="desde" type="date" label={t('since')} width="m" />
        <TextField name="hasta" type="date" label={t('until')} width="m" />
        <Button kind="secondary">{t('show')}</Button>
      </Form>
      {view.rows.length === 0 ? (
        <div class="empty">
          <p>{t('none')}</p>
        </div>
      ) : (
        <>
          <div class="table-wrap" tabIndex={0} role="region" aria-label={t('title')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('office')}</th>
                  {COUNTS.map((key) => (
                    <th key={key} scope="col" class="numeric">
                      {t(key)}
                    </th>
                  ))}
                  <th scope="col" class="numeric">
                    {t('median')}
                  </th>
                  <th scope="col" class="numeric">
                    {t('p90')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {view.rows.map((row) => (
                  <tr key={row.unitId}>
                    <th scope="row">{row.office}</th>
                    {COUNTS.map((key) => (
                      <td key={key} class="numeric">
                        <a href={`/personal/registro?${listQuery(row.unitId, key, query)}`}>{row[key]}</a>
                      </td>
                    ))}
                    <td class="numeric">{hours(row.medianHours)}</td>
                    <td class="numeric">{hours(row.p90Hours)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p>
            <LinkButton href={`/personal/indicadores.csv?${query}`} kind="secondary" icon="download">
              {t('download')}
            </LinkButton>
          </p>
        </>
      )}
    </StaffPage>
  );
}

/** Each number opens the list behind it. */
function listQuery(unitId: string, key: (typeof COUNTS)[number], period: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams(period);
  query.set('oficina', unitId);
  if (key === 'delivered') query.set('etapa', 'delivered');
  else if (key !== 'entered') query.set('resultado', key);
  return query;
}

async function download(ctx: WebCtx): Promise<RouteResult> {
  const t = indicatorTexts(ctx.locale);
  const { rows, since, until } = await viewOf(ctx);
  const head = [t('office'), ...COUNTS.map((key) => t(key)), t('median'), t('p90')];
  const lines = rows.map((row) => [
    row.office,
    ...COUNTS.map((key) => row[key]),
    row.medianHours?.toFixed(1) ?? '',
    row.p90Hours?.toFixed(1) ?? '',
  ]);
  return {
    kind: 'file',
    // Excel takes a file for UTF-8 only with this mark in front.
    content: `\uFEFF${[head, ...lines].map(csvLine).join('')}`,
    contentType: 'text/csv; charset=utf-8',
    download: `indicadores-${since}-${until}.csv`,
  };
}

const access = { kind: 'staff', action: 'registry.indicators' } as const;

export const indicatorRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/indicadores',
    access,
    title: (locale) => indicatorTexts(locale)('title'),
    handle: async (ctx) => page(<IndicatorsPage ctx={ctx} view={await viewOf(ctx)} />),
  },
  { method: 'GET', url: '/personal/indicadores.csv', access, handle: download },
];
