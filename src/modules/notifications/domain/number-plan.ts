/** What the numbering plan says of a number. */
export type NumberKind = 'mobile' | 'fixed';

/** A run of ten-digit numbers, both ends included. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
  readonly kind: NumberKind;
  readonly operator: string;
}

/** Looks a number up among some hundred thousand ranges: sorted once, then by halving. */
export class NumberPlan {
  readonly #first: Float64Array;
  readonly #ranges: readonly NumberRange[];

  constructor(ranges: readonly NumberRange[]) {
    this.#ranges = ranges.toSorted((one, other) => one.first - other.first);
    this.#first = Float64Array.from(this.#ranges, ({ first }) => first);
  }

  /** The range of an E.164 number of Mexico; undefined for numbers of no range and of other countries. */
  find(e164: string): NumberRange | undefined {
    const digits = /^\+52(\d{10})$/.exec(e164)?.[1];
    if (digits === undefined) return undefined;
    const number = Number(digits);
    let [low, high] = [0, this.#first.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#first[middle] ?? 0) <= number) low = middle + 1;
      else high = middle;
    }
    const range = this.#ranges[low - 1];
    return range && number <= range.last ? range : undefined;
  }
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^A-Z]+/g, '_')
    .replace(/^_|_$/g, '');

export type ReadPlan =
  | { readonly ok: true; readonly ranges: readonly NumberRange[] }
  /** `line` is 1 for the header. */
  | { readonly ok: false; readonly line: number; readonly problem: 'columns' | 'range' | 'kind' | 'overlap' };

/**
 * Reads the table of the plan: either whole numbers (`DESDE`, `HASTA`) or area code, series and four digits (`NIR`, `SERIE`,
 * `NUMERACION_INICIAL`, `NUMERACION_FINAL`) as the regulator writes them; `TIPO_RED` with FIJO or MOVIL; `RAZON_SOCIAL` or
 * `OPERADOR` may be left out. A file with one wrong row is refused whole: half a plan would refuse people by chance.
 */
export function readNumberPlan(headers: readonly string[], rows: readonly (readonly string[])[]): ReadPlan {
  const names = headers.map(plain);
  const at = (...wanted: string[]): number => names.findIndex((name) => wanted.includes(name));
  const [from, until] = [at('DESDE', 'NUMERACION_INICIAL'), at('HASTA', 'NUMERACION_FINAL')];
  const [area, series, network] = [at('NIR'), at('SERIE'), at('TIPO_RED', 'RED', 'TIPO')];
  const operator = at('RAZON_SOCIAL', 'OPERADOR', 'PROVEEDOR');
  if (from < 0 || until < 0 || network < 0 || area < 0 !== series < 0)
    return { ok: false, line: 1, problem: 'columns' };
  const ranges: (NumberRange & { line: number })[] = [];
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    const prefix = area < 0 ? '' : `${row[area]?.trim()}${row[series]?.trim()}`;
    const whole = (cell: string | undefined) => `${prefix}${cell?.trim().padStart(10 - prefix.length, '0')}`;
    const [first, last] = [whole(row[from]), whole(row[until])];
    if (!/^[1-9]\d{9}$/.test(first) || !/^[1-9]\d{9}$/.test(last) || first > last)
      return { ok: false, line, problem: 'range' };
    const kind = kindOf(row[network]);
    if (!kind) return { ok: false, line, problem: 'kind' };
    const name = operator < 0 ? '' : (row[operator] ?? '').trim();
    ranges.push({ first: Number(first), last: Number(last), kind, operator: name, line });
  }
  const sorted = ranges.toSorted((one, other) => one.first - other.first);
  const overlapping = sorted.find((range, index) => range.first <= (sorted[index - 1]?.last ?? 0));
  if (overlapping) return { ok: false, line: overlapping.line, problem: 'overlap' };
  return {
    ok: true,
    ranges: ranges.map(({ first, last, kind, operator: name }) => ({ first, last, kind, operator: name })),
  };
}

function kindOf(written: string | undefined): NumberKind | undefined {
  const word = plain(written ?? '');
  if (/^(FIJO|FIJA|FIXED)$/.test(word)) return 'fixed';
  return /^(MOVIL|MOBILE)$/.test(word) ? 'mobile' : undefined;
}
