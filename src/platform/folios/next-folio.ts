import type { Ctx } from '../context.ts';
import { formatFolio } from './folio.ts';

/**
 * The next folio of a series in a year, without gaps: the counter row is part of the caller's transaction, so a
 * rollback gives the number back. It also makes others of the same series wait: take it last in the transaction.
 */
export async function nextFolio(tx: Ctx, agencyId: string, series: string): Promise<string> {
  const [folio] = await nextFolios(tx, agencyId, series, 1);
  if (folio === undefined) throw new Error('the folio counter returned nothing');
  return folio;
}

/** The next `count` folios of a series, in order. */
export async function nextFolios(tx: Ctx, agencyId: string, series: string, count: number): Promise<string[]> {
  if (!tx.db.inTransaction) throw new Error('a folio is taken inside the transaction that uses it');
  const year = tx.clock.today().year;
  const [row] = await tx.db.named<{ last_number: number }>(
    'folio_next',
    `insert into platform.folio_counters as c (agency_id, series, year, last_number) values ($1, $2, $3, $4::int)
     on conflict (agency_id, series, year) do update set last_number = c.last_number + $4::int
     returning last_number`,
    [agencyId, series, year, count],
  );
  if (!row) throw new Error('the folio counter returned nothing');
  const first = row.last_number - count + 1;
  return Array.from({ length: count }, (_, at) => formatFolio({ series, year, number: first + at }));
}
