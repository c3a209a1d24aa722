import type { Db } from '#platform/db/db.ts';
import type { AgencyFacts } from '../queries/agencies.ts';

export async function updateAgency(db: Db, agencyId: string, facts: AgencyFacts): Promise<void> {
  const { shortName, privacyUrl, mailSender, ...rest } = facts;
  await db.k
    .updateTable('agencies.agencies')
    .set({ ...rest, short_name: shortName, privacy_url: privacyUrl, mail_sender: mailSender })
    .where('agency_id', '=', agencyId)
    .execute();
}

/** False: there is one with this slug. */
export async function insertAgency(
  db: Db,
  agency: { agencyId: string; slug: string; name: string; shortName: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db.k
    .insertInto('agencies.agencies')
    .values({ agency_id: agency.agencyId, slug: agency.slug, name: agency.name, short_name: agency.shortName })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
