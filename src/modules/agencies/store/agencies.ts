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
