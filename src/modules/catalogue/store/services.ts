import type { Insertable } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { Tables } from '#platform/db/tables/index.ts';

export async function insertService(db: Db, service: Insertable<Tables['catalogue.services']>): Promise<void> {
  await db.k.insertInto('catalogue.services').values(service).execute();
}
