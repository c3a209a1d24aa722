import type { Ctx } from '../context.ts';
import { formatFolio } from './folio.ts';

/**
 * The next folio of a series in a year, without gaps: the counter row is part of the caller's transaction, so a
 * rollback gives the number back. It also makes others of the same series wait: take it last in the transaction.
 */
export async function nextFolio(tx: Ctx, agencyId: string, series: string): Promise<string> {
  if (!tx.db.inTransaction) throw new Error('a folio is taken inside the transaction that uses it');
  const year = tx.clock.today().year;
  const [row] = await tx.db.named<{ last_number: number }>(
    'folio_next',
    `insert into platform.folio_counters as c (agency_id, series, year, last_number) values ($1, $2, $3, 1)
     on conflict (agency_id, series, year) do update set last_number = c.last_number + 1
     returning last_number`,
    [agencyId, series, year],
  );
  if (!row) throw new Error('the folio counter returned nothing');
  return formatFolio({ series, year, number: row.last_number });
}
