import { TABLE_FORMATS, tableFile, type Column, type TableFormat } from '#platform/files/table-file.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { percentile } from '../domain/spread.ts';
import { MOVEMENTS, STAGES } from '../domain/movements.ts';
import { trendOf } from '../domain/period.ts';
import { messageFigures, messageTrend } from '../queries/message-figures.ts';
import { movementFigures, movementTrend, timeFigures } from '../queries/movement-figures.ts';
import { stockFigures } from '../queries/stock-figures.ts';
import { reportTexts } from '../report-texts.ts';
import { PLACE, readAsked, readNames, SPAN_WORDS, type Asked, type Names } from './asked.ts';
import { messagesBehind, movementsBehind, stockBehind, type Behind } from './behind.tsx';
import { figuresPage } from './figures-page.tsx';
import { gridOf } from './grid.tsx';
import { ListPage } from './list-page.tsx';
import { timesByOffice } from './time-section.tsx';
import { hours } from './words.ts';

const PAGE_ROWS = 50;
/** Rows that a file reads at once: few enough to hold, enough to be quick. */
const FILE_ROWS = 500;

async function showFigures(ctx: WebCtx): Promise<RouteResult> {
  const asked = readAsked(ctx);
  const { period, unitId, service } = asked;
  const scope = { unitId, service };
  const trend = trendOf(period);
  const [names, movements, times, stock, messages, movementRows, messageRows] = await Promise.all([
    readNames(ctx),
    movementFigures(ctx, period, scope),
    timeFigures(ctx, period, unitId),
    stockFigures(ctx, scope),
    messageFigures(ctx, period, scope),
    movementTrend(ctx, trend, scope),
    messageTrend(ctx, trend, scope),
  ]);
  const trends = { trend, movementTrend: movementRows, messageTrend: messageRows };
  return page(await figuresPage(ctx, { asked, names, movements, times, stock, messages, ...trends }));
}

/** Office by office: what happened, and how long it took in hours. */
async function fileOfFigures(ctx: WebCtx, format: TableFormat): Promise<RouteResult> {
  const t = reportTexts(ctx.locale);
  const asked = readAsked(ctx);
  const { period, unitId, service } = asked;
  const [names, movements, times] = await Promise.all([
    readNames(ctx),
    movementFigures(ctx, period, { unitId, service }),
    timeFigures(ctx, period, unitId),
  ]);
  const counts = gridOf(
    movements,
    (figure) => figure.unitId,
    (figure) => figure.kind,
  );
  const byOffice = timesByOffice(times);
  const time = (stage: (typeof STAGES)[number], share: number, words: string): Column<string> => ({
    header: `${t(`stage.${stage}`)} (${words}, h)`,
    value: (unit) => hours(percentile(byOffice.get(unit)?.get(stage) ?? new Map(), share) ?? null),
  });
  const columns: Column<string>[] = [
    { header: t('office'), value: names.office, width: 26 },
    ...MOVEMENTS.map((kind) => ({
      header: t(`kind.${kind}`),
      value: (unit: string) => counts.get(unit)?.get(kind) ?? 0,
    })),
    ...STAGES.flatMap((stage) => [time(stage, 0.5, t('median')), time(stage, 0.9, t('p90'))]),
  ];
  const units = [...counts.keys()].toSorted((one, other) =>
    names.office(one).localeCompare(names.office(other), ctx.locale),
  );
  return tableFile(format, `indicadores-${nameOfPeriod(asked)}`, columns, units);
}

function nameOfPeriod({ period }: Asked): string {
  return `${SPAN_WORDS[period.span]}-${period.first.toString()}`;
}

type Open<Row> = (ctx: WebCtx, asked: Asked, names: Names) => Behind<Row>;

async function showList<Row>(ctx: WebCtx, open: Open<Row>, timeless: boolean): Promise<RouteResult> {
  const asked = readAsked(ctx);
  const names = await readNames(ctx);
  const behind = open(ctx, asked, names);
  const { despues } = ctx.request.query;
  const [count, rows] = await Promise.all([behind.count(), behind.read(despues, PAGE_ROWS)]);
  return page(<ListPage ctx={ctx} view={{ asked, names, behind, count, rows, timeless, paged: Boolean(despues) }} />);
}

/** All rows of a list as a file. That somebody took them out is on the audit log. */
async function fileOfList<Row>(ctx: WebCtx, open: Open<Row>, format: TableFormat, name: string): Promise<RouteResult> {
  const asked = readAsked(ctx);
  const behind = open(ctx, asked, await readNames(ctx));
  const agencyId = ctx.actor.kind === 'staff' ? ctx.actor.agencyId : undefined;
  const entityId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : '';
  const detail = { list: name, format, first: asked.period.first.toString(), next: asked.period.next.toString() };
  await recordAudit(ctx, {
    action: 'reports.export',
    entityType: 'staff',
    entityId,
    ...(agencyId ? { agencyId } : {}),
    detail: { ...detail, ...behind.query },
  });
  const columns = behind.columns.map((column) => ({ ...column, header: column.fileHeader ?? column.header }));
  return tableFile(format, `${name}-${nameOfPeriod(asked)}`, columns, allRows(behind));
}

async function* allRows<Row>(behind: Behind<Row>): AsyncGenerator<Row> {
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const { rows, next } = await behind.read(after, FILE_ROWS);
    yield* rows;
    after = next;
  }
}

const access = { kind: 'staff', action: 'reports.read' } as const;
/** A file of hundreds of thousands of rows keeps a connection busy for seconds. */
const rateLimit = { name: 'export', burst: 10, seconds: 60 };

function listRoutes<Row>(
  name: string,
  title: 'list' | 'list.messages' | 'list.stock',
  open: Open<Row>,
  timeless = false,
): Route[] {
  const url = `${PLACE}/${name}`;
  return [
    {
      method: 'GET',
      url,
      access,
      title: (locale) => reportTexts(locale)(title),
      handle: (ctx) => showList(ctx, open, timeless),
    },
    ...TABLE_FORMATS.map((format): Route => {
      return {
        method: 'GET',
        url: `${url}.${format}`,
        access,
        rateLimit,
        handle: (ctx) => fileOfList(ctx, open, format, name),
      };
    }),
  ];
}

export const reportRoutes: readonly Route[] = [
  { method: 'GET', url: PLACE, access, title: (locale) => reportTexts(locale)('title'), handle: showFigures },
  ...TABLE_FORMATS.map((format): Route => {
    return { method: 'GET', url: `${PLACE}.${format}`, access, rateLimit, handle: (ctx) => fileOfFigures(ctx, format) };
  }),
  ...listRoutes('movimientos', 'list', movementsBehind),
  ...listRoutes('avisos', 'list.messages', messagesBehind),
  ...listRoutes('en-curso', 'list.stock', stockBehind, true),
];
