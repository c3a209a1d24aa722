import type { Db } from '#platform/db/db.ts';
import { remember } from '#platform/db/remember.ts';
import { OFFICES_TOPIC } from './offices.ts';

/** A public body and how it is reached as a whole. */
export interface Agency extends AgencyFacts {
  readonly agencyId: string;
  readonly slug: string;
}

/** What its administrator writes. */
export interface AgencyFacts {
  readonly name: string;
  readonly shortName: string;
  readonly phone: string | null;
  readonly email: string | null;
  /** Of its head office. */
  readonly address: string | null;
  /** When its head office or its lines attend, in Spanish words. */
  readonly hours: string | null;
  /** Address of its own privacy notice. */
  readonly privacyUrl: string | null;
  /** Name beside the address of its mails; null: that of the installation. */
  readonly mailSender: string | null;
}

const allAgencies = remember(
  5,
  (db): Promise<readonly Agency[]> =>
    db.k
      .selectFrom('agencies.public_agencies')
      .select(['agency_id as agencyId', 'slug', 'name', 'short_name as shortName'])
      .select(['phone', 'email', 'address', 'hours'])
      .select(['privacy_url as privacyUrl', 'mail_sender as mailSender'])
      .orderBy('short_name')
      .execute(),
  OFFICES_TOPIC,
);

/** After a change on this node. */
export function forgetAgencies(db: Db): void {
  allAgencies.forget(db);
}

/** All agencies by their short name. */
export function listAgencies(db: Db): Promise<readonly Agency[]> {
  return allAgencies(db);
}

export async function findAgency(db: Db, agencyId: string): Promise<Agency | undefined> {
  return (await allAgencies(db)).find((agency) => agency.agencyId === agencyId);
}
