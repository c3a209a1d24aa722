import type { WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { isId } from '#platform/ids.ts';
import { officesInReach, type Office } from '#modules/agencies/index.ts';
import { listServices, type Service } from '#modules/catalogue/index.ts';
import { periodOf, type Period, type Span } from '../domain/period.ts';
import { reportTexts } from '../report-texts.ts';

/** The words of the address for the spans. */
export const SPAN_WORDS: Readonly<Record<Span, string>> = { day: 'dia', week: 'semana', month: 'mes', year: 'anio' };
const EARLIEST = Temporal.PlainDate.from('2000-01-01');

/** What a page of figures is about, as its address says it. */
export interface Asked {
  readonly period: Period;
  readonly unitId: string | undefined;
  readonly service: string | undefined;
}

/** What is not there, or is none, is this month of everything. A date to come is today. */
export function readAsked(ctx: WebCtx): Asked {
  const { periodo, fecha, oficina, tramite } = ctx.request.query;
  const [span = 'month'] = Object.entries(SPAN_WORDS).find(([, word]) => word === periodo) ?? [];
  const today = ctx.clock.today();
  const day = findDate(fecha);
  const sane = day && Temporal.PlainDate.compare(day, EARLIEST) > 0 && Temporal.PlainDate.compare(day, today) < 0;
  return {
    period: periodOf(span as Span, sane ? day : today),
    unitId: isId(oficina) ? oficina : undefined,
    service: tramite && /^[\w-]{1,60}$/.test(tramite) ? tramite : undefined,
  };
}

function findDate(text: string | undefined): Temporal.PlainDate | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

export const PLACE = '/personal/indicadores';

/** The address of a page about this; `undefined` takes a key out. */
export function address(path: string, asked: Asked, more: Readonly<Record<string, string | undefined>> = {}): string {
  const all = {
    periodo: SPAN_WORDS[asked.period.span],
    fecha: asked.period.first.toString(),
    oficina: asked.unitId,
    tramite: asked.service,
    ...more,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `${path}?${new URLSearchParams(given)}`;
}

/** "21 nov 2026", "Semana del 16 nov 2026 al 22 nov 2026", "noviembre de 2026", "2026". */
export function periodWords(period: Period, locale: Locale): string {
  const { span, first, next } = period;
  if (span === 'day') return formatDate(first, locale, 'full');
  if (span === 'month') return formatDate(first, locale, 'month');
  if (span === 'year') return String(first.year);
  const words = (day: Temporal.PlainDate) => formatDate(day, locale, 'short');
  return reportTexts(locale)('week', { first: words(first), last: words(next.subtract({ days: 1 })) });
}

/** For the foot of a chart: short, and no two alike. */
export function shortPeriod(period: Period, locale: Locale): string {
  const { span, first } = period;
  if (span === 'year') return String(first.year);
  if (span === 'month') return formatDate(first, locale, 'short').replace(/^\D*\d+\D+?(?=\p{L})/u, '');
  return formatDate(first, locale, 'short').replace(/,?\s*\d{4}$/, '');
}

export interface Names {
  readonly offices: readonly Office[];
  readonly services: readonly Service[];
  readonly office: (unitId: string) => string;
  readonly service: (slug: string) => string;
}

/** The offices within reach and the services whose procedures are counted, for choosing and for naming. */
export async function readNames(ctx: WebCtx): Promise<Names> {
  const [offices, services] = await Promise.all([
    officesInReach(ctx, 'reports.read'),
    listServices(ctx.db, ctx.locale, 'registry'),
  ]);
  const officeNames = new Map(offices.map((office) => [office.unitId, office.name]));
  const serviceNames = new Map(services.map((service) => [service.slug, service.name]));
  return {
    offices,
    services,
    office: (unitId) => officeNames.get(unitId) ?? unitId,
    service: (slug) => serviceNames.get(slug) ?? slug,
  };
}
