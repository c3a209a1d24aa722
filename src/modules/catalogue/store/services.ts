import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import type { Handler, ServiceContent } from '../content.ts';

export interface NewService {
  readonly id: string;
  readonly agencyId: string;
  readonly slug: string;
  readonly position: number;
  readonly handledBy: Handler | null;
  readonly content: ServiceContent;
  readonly published: boolean;
}

/**
 * Adds a service, one that is in force with its first version, so that its history has no hole. False if its slug is
 * taken, by whichever agency: then nothing changes.
 *
 * @param at when and by whom it was written.
 */
export async function addService(
  db: Db,
  service: NewService,
  at: { readonly now: Temporal.Instant; readonly by: string },
): Promise<boolean> {
  const content = JSON.stringify(service.content);
  const { numInsertedOrUpdatedRows } = await db.k
    .insertInto('catalogue.services')
    .values({
      id: service.id,
      agency_id: service.agencyId,
      slug: service.slug,
      position: service.position,
      handled_by: service.handledBy,
      content,
      published: service.published,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return false;
  if (service.published) {
    await db.k
      .insertInto('catalogue.service_versions')
      .values({
        id: newId(),
        agency_id: service.agencyId,
        service_id: service.id,
        version: 1,
        content,
        saved_at: at.now,
        saved_by: at.by,
        published_at: at.now,
        published_by: at.by,
      })
      .execute();
  }
  return true;
}

/** Behind the last service of the agency. */
export async function nextPosition(db: Db, agencyId: string): Promise<number> {
  const row = await db.k
    .selectFrom('catalogue.services')
    .select((select) => select.fn.max('position').as('last'))
    .where('agency_id', '=', agencyId)
    .executeTakeFirst();
  return (row?.last ?? -1) + 1;
}
