import { formatFolio, parseFolio } from '#platform/folios/folio.ts';

/** Years back that a folio without its year is looked for. */
const YEARS = 4;

/**
 * The folios that somebody may mean who types only a part: `123`, `2026-123`, `TOL 123`, `tol 2026 000123` or all of it.
 * Each part that is missing is tried with every office and the last years, check character included, so that the search
 * is a handful of exact look-ups however many procedures there are. Empty when it is no part of a folio.
 */
export function folioCandidates(written: string, officeCodes: readonly string[], thisYear: number): string[] {
  const whole = parseFolio(written);
  if (whole.ok) return [whole.text];
  const parts = /^([A-Z]{3})?(?:[-\s]*(20\d\d)(?=[-\s]))?[-\s]*(\d{1,9})(?:-[0-9A-Z])?$/.exec(
    written.trim().toUpperCase(),
  );
  if (!parts) return [];
  const [, office, year, number] = parts;
  const series = office ? [office] : officeCodes;
  const years = year ? [Number(year)] : Array.from({ length: YEARS }, (_, back) => thisYear - back);
  return series.flatMap((code) => years.map((one) => formatFolio({ series: code, year: one, number: Number(number) })));
}
