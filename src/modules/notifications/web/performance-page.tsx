import type { VNode } from 'preact';
import type { WebCtx } from '#platform/http/routes.ts';
import { csvLine } from '#platform/files/csv.ts';
import { page, type Route, type RouteResult } from '#platform/http/routes.ts';
import { formatNumber, formatPercent } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { SITE_PATHS } from '#web/page-context.ts';
import { lineChart } from '#web/ui/chart/line-chart.tsx';
import type { Published } from '../domain/performance.ts';
import { performanceTexts } from '../performance-texts.ts';
import { publicPerformance, type PublicMonth } from '../queries/performance.ts';
import { monthWords } from './budget-page.tsx';
import { DataTable, numericColumn } from '#web/ui/table/data-table.tsx';

const CSV = `${SITE_PATHS.performance}.csv`;
const title = (locale: Locale) => performanceTexts(locale)('title');

interface Column {
  readonly name: string;
  /** A share, or a count; undefined: nothing is published. */
  readonly value: (month: PublicMonth) => Published | undefined;
}

interface Section {
  readonly key: 'messages' | 'delivered' | 'prompt' | 'available';
  readonly columns: readonly Column[];
  readonly write: (value: number) => string;
}

function sectionsOf(locale: Locale): Section[] {
  const t = performanceTexts(locale);
  const percent = (value: number) => formatPercent(value, locale);
  const share = (key: 'delivered' | 'prompt' | 'available'): Section => ({
    key,
    columns: [{ name: t(`${key}Share`), value: (month) => month[key] }],
    write: percent,
  });
  return [
    {
      key: 'messages',
      columns: [
        { name: t('sms'), value: ({ sms }) => sms },
        { name: t('email'), value: ({ email }) => email },
      ],
      write: (value) => formatNumber(value, locale),
    },
    share('delivered'),
    share('prompt'),
    share('available'),
  ];
}

async function show(ctx: WebCtx): Promise<RouteResult> {
  const months = await publicPerformance(ctx.db, ctx.clock.now());
  const sections: VNode[] = [];
  for (const section of sectionsOf(ctx.locale)) sections.push(await sectionOf(ctx, section, months));
  const view = <PerformancePage ctx={ctx}>{sections}</PerformancePage>;
  return page(view);
}

function PerformancePage({ ctx, children }: { ctx: WebCtx; children: readonly VNode[] }) {
  const t = performanceTexts(ctx.locale);
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      {children}
      <p class="soft">{t('small')}</p>
      <p>
        <a href={CSV}>{t('csv')}</a>
      </p>
    </PublicPage>
  );
}

/** A chart needs two months; the table is always there. Months before the first one with something are left out. */
async function sectionOf(ctx: WebCtx, section: Section, all: readonly PublicMonth[]): Promise<VNode> {
  const t = performanceTexts(ctx.locale);
  const { key, columns, write } = section;
  const first = all.findIndex((month) => columns.some(({ value }) => (value(month) ?? 0) !== 0));
  const months = first < 0 ? [] : all.slice(first);
  const name = t(key);
  const words = (value: Published | undefined) =>
    value === undefined ? t('none') : value === 'few' ? t('few') : write(value);
  const chart =
    months.length < 2
      ? undefined
      : await lineChart({
          title: name,
          description: t('chart'),
          labels: months.map(({ month }) => shortMonth(month, ctx.locale)),
          series: columns.map((column) => ({ name: column.name, values: months.map((month) => drawn(column, month)) })),
          format: write,
        });
  return (
    <section key={key} aria-labelledby={key}>
      <h2 id={key}>{name}</h2>
      <p>{t(`${key}About`)}</p>
      {months.length === 0 && <p class="soft">{t('empty')}</p>}
      {chart}
      {months.length > 0 && (
        <DataTable
          label={t('numbers', { title: name })}
          look="grid"
          columns={[t('month'), ...columns.map((column) => numericColumn(column.name))]}
        >
          {months.toReversed().map((month) => (
            <tr key={month.month.toString()}>
              <th scope="row">{monthWords(month.month.toPlainDate({ day: 1 }), ctx.locale)}</th>
              {columns.map((column) => (
                <td key={column.name} class="numeric">
                  {words(column.value(month))}
                </td>
              ))}
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}

/** "mar 26": twelve of them fit under a chart. */
const shortMonth = (month: Temporal.PlainYearMonth, locale: Locale): string =>
  month.toPlainDate({ day: 1 }).toLocaleString(locale, { month: 'short', year: '2-digit' });

/** A line has a place for each month; what is not published is drawn on the ground, and the table says why. */
function drawn({ value }: Column, month: PublicMonth): number {
  const known = value(month);
  return typeof known === 'number' ? known : 0;
}

async function download(ctx: WebCtx): Promise<RouteResult> {
  const t = performanceTexts(ctx.locale);
  const share = (value: number | undefined) => (value === undefined ? '' : value.toFixed(4));
  const count = (value: Published) => (value === 'few' ? '<10' : String(value));
  const heads = [t('month'), t('sms'), t('email'), t('deliveredShare'), t('promptShare'), t('availableShare')];
  const months = await publicPerformance(ctx.db, ctx.clock.now());
  const lines = months.map(({ month, sms, email, delivered, prompt, available }) =>
    csvLine([month.toString(), count(sms), count(email), share(delivered), share(prompt), share(available)]),
  );
  const content = `\uFEFF${csvLine(heads)}${lines.join('')}`;
  const file = { contentType: 'text/csv; charset=utf-8', download: 'desempeno.csv' };
  return { kind: 'file', content, ...file };
}

/** Public and without personal data: sums of months. */
export const performanceRoutes: readonly Route[] = [
  { method: 'GET', url: SITE_PATHS.performance, access: { kind: 'public' }, title, handle: show },
  { method: 'GET', url: CSV, access: { kind: 'public' }, title, handle: download },
];
