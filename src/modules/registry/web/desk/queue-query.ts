import { startOfOfficeDay } from '#platform/clock.ts';
import type { Ctx } from '#platform/context.ts';
import { isId } from '#platform/ids.ts';
import { listOffices, officesInReach } from '#modules/agencies/index.ts';
import { serviceNames } from '#modules/catalogue/index.ts';
import { OUTCOMES, STATUSES, type Status } from '../../domain/statuses.ts';
import { folioCandidates } from '../../queries/folio-candidates.ts';
import { analystsWithin } from '../../queries/work-log.ts';
import { readTerms } from '../../queries/terms.ts';
import type { QueueFilter, QueueOrder } from '../../queries/work-queue.ts';
import { findDate } from '../find-date.ts';

export const PERIODS = ['hoy', 'esta-semana', 'este-mes', 'mes-anterior'] as const;
export const TERMS = ['vencido', 'por-vencer', 'en-tiempo'] as const;
export const ORDERS = ['vence', 'ingreso', 'reciente'] as const;

/** What stands in the address of the work queue. Codes and ids only: an address ends up in histories and logs. */
export const QUEUE_KEYS = [
  'etapa',
  'tramite',
  'oficina',
  'periodo',
  'desde',
  'hasta',
  'plazo',
  'encargado',
  'resultado',
  'folio',
  'orden',
] as const;

/** Stages that still owe a decision. */
const OPEN: readonly Status[] = ['entered', 'in_analysis'];
const ORDER_OF: Readonly<Record<(typeof ORDERS)[number], QueueOrder>> = {
  vence: 'due',
  ingreso: 'oldest',
  reciente: 'newest',
};

/** Only the keys of the queue, without empty ones: what a saved view keeps and what the next page repeats. */
export function queueQuery(query: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    QUEUE_KEYS.flatMap((key) => {
      const value = query[key]?.trim().slice(0, 60);
      return value ? [[key, value]] : [];
    }),
  );
}

/** The address of the queue with these filters; `.csv` or `.xlsx` for its file. */
export function queueUrl(
  query: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
  ending = '',
): string {
  const parameters = new URLSearchParams({ ...query, ...more }).toString();
  return `/personal/registro${ending}${parameters ? `?${parameters}` : ''}`;
}

/** Reads the filters as the address says them; what it does not know it leaves out. The export of the list reads the same. */
export async function readQueueFilter(ctx: Ctx, query: Readonly<Record<string, string>>): Promise<QueueFilter> {
  const status = STATUSES.find((one) => one === query.etapa);
  const outcome = OUTCOMES.find((one) => one === query.resultado);
  const order = ORDERS.find((one) => one === query.orden);
  const [since, until] = periodOf(ctx, query);
  const analyst = analystOf(ctx, query.encargado);
  const [term, services] = [await termOf(ctx, query.plazo), await serviceNames(ctx.db, ctx.locale)];
  const open = query.etapa === 'abiertos' || query.etapa === 'propuestos' || term !== undefined;
  return {
    ...(status ? { statuses: [status] } : open ? { statuses: OPEN } : {}),
    ...(query.etapa === 'propuestos' ? { proposed: true, statuses: ['in_analysis'] } : {}),
    ...(query.tramite && services.has(query.tramite) ? { service: query.tramite } : {}),
    ...(outcome ? { outcome } : {}),
    ...(isId(query.oficina) ? { unitId: query.oficina } : {}),
    ...(since ? { since: startOfOfficeDay(since) } : {}),
    ...(until ? { until: startOfOfficeDay(until.add({ days: 1 })) } : {}),
    ...(analyst ? { analyst } : {}),
    ...(analyst === 'nobody' ? { present: await presentAnalysts(ctx) } : {}),
    ...term,
    ...(query.folio ? { folios: await foliosOf(ctx, query.folio) } : {}),
    ...(order ? { order: ORDER_OF[order] } : {}),
  };
}

async function termOf(
  ctx: Ctx,
  term: string | undefined,
): Promise<Pick<QueueFilter, 'dueFrom' | 'dueBefore'> | undefined> {
  const { today, amberUntil } = await readTerms(ctx);
  const near = amberUntil.add({ days: 1 });
  switch (term) {
    case 'vencido':
      return { dueBefore: today };
    case 'por-vencer':
      return { dueFrom: today, dueBefore: near };
    case 'en-tiempo':
      return { dueFrom: near };
    default:
      return undefined;
  }
}

/** First and last day; dates that were written go before a preset. */
function periodOf(
  ctx: Ctx,
  query: Readonly<Record<string, string>>,
): [Temporal.PlainDate | undefined, Temporal.PlainDate | undefined] {
  const written = [findDate(query.desde), findDate(query.hasta)] as const;
  if (written[0] || written[1]) return [...written];
  const today = ctx.clock.today();
  const firstOfMonth = today.with({ day: 1 });
  switch (query.periodo) {
    case 'hoy':
      return [today, today];
    case 'esta-semana':
      return [today.subtract({ days: today.dayOfWeek - 1 }), today];
    case 'este-mes':
      return [firstOfMonth, today];
    case 'mes-anterior':
      return [firstOfMonth.subtract({ months: 1 }), firstOfMonth.subtract({ days: 1 })];
    default:
      return [undefined, undefined];
  }
}

function analystOf(ctx: Ctx, who: string | undefined): string | undefined {
  if (who === 'yo') return ctx.actor.kind === 'staff' ? ctx.actor.staffId : undefined;
  if (who === 'nadie') return 'nobody';
  return isId(who) ? who : undefined;
}

async function presentAnalysts(ctx: Ctx): Promise<string[]> {
  const offices = await officesInReach(ctx, 'registry.read');
  const analysts = await analystsWithin(
    ctx,
    offices.map(({ unitId }) => unitId),
  );
  return analysts.map(({ staffId }) => staffId);
}

async function foliosOf(ctx: Ctx, written: string): Promise<string[]> {
  const codes = (await listOffices(ctx.db)).map(({ code }) => code);
  return folioCandidates(written, codes, ctx.clock.today().year);
}
