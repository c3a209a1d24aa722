import type { WebCtx } from '#platform/http/routes.ts';
import { formatDateTime, formatPesos } from '#platform/i18n/format.ts';
import type { Column } from '#platform/files/table-file.ts';
import { notificationTexts } from '#modules/notifications/index.ts';
import { ENDS, MOVEMENTS, OPEN_STATUSES, STAGES } from '../domain/movements.ts';
import { messageFigures } from '../queries/message-figures.ts';
import { movementFigures } from '../queries/movement-figures.ts';
import {
  listMessages,
  listMovements,
  listStock,
  type Listed,
  type MessageRow,
  type MovementRow,
  type StockRow,
} from '../queries/lists.ts';
import { stockFigures } from '../queries/stock-figures.ts';
import { reportTexts } from '../report-texts.ts';
import { PLACE, type Asked, type Names } from './asked.ts';
import { isChannel, isFate } from './message-section.tsx';
import { durationWords, hours } from './words.ts';

/** A column on the screen and in files: the screen shows words where the file has numbers and moments. */
export interface ListColumn<Row> extends Column<Row> {
  readonly shown?: (row: Row) => string;
  /** Header in files, where it differs. */
  readonly fileHeader?: string;
}

/** One kind of list behind numbers. */
export interface Behind<Row> {
  readonly path: string;
  readonly title: string;
  /** Which of them, in words. */
  readonly words: readonly string[];
  /** The keys of the address that say which. */
  readonly query: Readonly<Record<string, string>>;
  /** Exactly how many rows there are. */
  count(): Promise<number>;
  read(after: string | undefined, limit: number): Promise<Listed<Row>>;
  /** The procedure that a row is about. */
  procedureOf(row: Row): string | null;
  readonly columns: readonly ListColumn<Row>[];
}

export function movementsBehind(ctx: WebCtx, asked: Asked, names: Names): Behind<MovementRow> {
  const t = reportTexts(ctx.locale);
  const { hecho, etapa } = ctx.request.query;
  const kind = MOVEMENTS.find((one) => one === hecho);
  const stage = STAGES.find((one) => one === etapa);
  const kinds = kind ? [kind] : stage ? ENDS[stage] : [];
  const scope = { unitId: asked.unitId, service: asked.service };
  const time = (key: 'took' | 'answered', of: (row: MovementRow) => number | null): ListColumn<MovementRow> => ({
    header: t(key),
    fileHeader: t(`${key}.hours`),
    value: (row) => hours(of(row)),
    shown: (row) => durationWords(of(row), ctx.locale),
  });
  return {
    path: `${PLACE}/movimientos`,
    title: t('list'),
    words: [...(kind ? [t(`kind.${kind}`)] : []), ...(stage ? [t(`stage.${stage}`)] : [])],
    query: { ...(kind ? { hecho: kind } : {}), ...(stage ? { etapa: stage } : {}) },
    async count() {
      const figures = await movementFigures(ctx, asked.period, scope);
      const counted = figures.filter((figure) => kinds.length === 0 || kinds.includes(figure.kind));
      return counted.reduce((sum, figure) => sum + figure.count, 0);
    },
    read: (after, limit) => listMovements(ctx, { days: asked.period, kinds, ...scope }, after, limit),
    procedureOf: (row) => row.procedureId,
    columns: [
      { header: t('folio'), value: (row) => row.folio, width: 22 },
      whenColumn(ctx),
      { header: t('what'), value: (row) => t(`one.${row.kind}`), width: 22 },
      { header: t('office'), value: (row) => names.office(row.unitId), width: 24 },
      { header: t('service'), value: (row) => names.service(row.service), width: 36 },
      time('took', (row) => row.stageSeconds),
      time('answered', (row) => row.answerSeconds),
    ],
  };
}

export function messagesBehind(ctx: WebCtx, asked: Asked, names: Names): Behind<MessageRow> {
  const t = reportTexts(ctx.locale);
  const n = notificationTexts(ctx.locale);
  const { canal, resultado } = ctx.request.query;
  const channel = isChannel(canal) ? canal : undefined;
  const fate = isFate(resultado) ? resultado : undefined;
  const scope = { unitId: asked.unitId, service: asked.service };
  return {
    path: `${PLACE}/avisos`,
    title: t('list.messages'),
    words: [...(channel ? [n(`channel.${channel}`)] : []), ...(fate ? [n(`fate.${fate}`)] : [])],
    query: { ...(channel ? { canal: channel } : {}), ...(fate ? { resultado: fate } : {}) },
    async count() {
      const figures = await messageFigures(ctx, asked.period, scope);
      const counted = figures.filter((one) => (!channel || one.channel === channel) && (!fate || one.fate === fate));
      return counted.reduce((sum, figure) => sum + figure.messages, 0);
    },
    read: (after, limit) => listMessages(ctx, { days: asked.period, channel, fate, ...scope }, after, limit),
    procedureOf: (row) => row.procedureId,
    columns: [
      { header: t('folio'), value: (row) => row.folio, width: 22 },
      whenColumn(ctx),
      { header: t('channel'), value: (row) => n(`channel.${row.channel as 'sms'}`), width: 10 },
      { header: t('fate'), value: (row) => n(`fate.${row.fate as 'queued'}`), width: 28 },
      { header: t('template'), value: (row) => row.template },
      { header: t('office'), value: (row) => names.office(row.unitId), width: 24 },
      { header: t('segments'), value: (row) => row.segments },
      { header: t('cost'), value: (row) => row.pesos, shown: (row) => formatPesos(row.pesos, ctx.locale) },
    ],
  };
}

export function stockBehind(ctx: WebCtx, asked: Asked, names: Names): Behind<StockRow> {
  const t = reportTexts(ctx.locale);
  const status = OPEN_STATUSES.find((one) => one === ctx.request.query.etapa);
  const statuses = status ? [status] : OPEN_STATUSES;
  const scope = { unitId: asked.unitId, service: asked.service };
  return {
    path: `${PLACE}/en-curso`,
    title: t('list.stock'),
    words: status ? [t(`status.${status}`)] : [],
    query: status ? { etapa: status } : {},
    async count() {
      const figures = (await stockFigures(ctx, scope)).filter((figure) => statuses.includes(figure.status));
      return figures.reduce((sum, figure) => sum + figure.count, 0);
    },
    read: (after, limit) => listStock(ctx, { statuses, ...scope }, after, limit),
    procedureOf: (row) => row.id,
    columns: [
      { header: t('folio'), value: (row) => row.folio, width: 22 },
      { header: t('status'), value: (row) => t(`status.${row.status}`), width: 24 },
      { header: t('office'), value: (row) => names.office(row.unitId), width: 24 },
      { header: t('service'), value: (row) => names.service(row.service), width: 36 },
    ],
  };
}

function whenColumn(ctx: WebCtx): ListColumn<{ at: Temporal.Instant }> {
  const header = reportTexts(ctx.locale)('when');
  return { header, value: (row) => row.at, shown: (row) => formatDateTime(row.at, ctx.locale, 'short'), width: 18 };
}
