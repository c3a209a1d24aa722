import type { Db } from '#platform/db/db.ts';

export interface AgencyFacts {
  readonly name: string;
  readonly shortName: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
  readonly hours: string | null;
  readonly privacyUrl: string | null;
  readonly mailSender: string | null;
}

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
