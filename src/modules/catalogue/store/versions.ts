import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { serviceContent, type Handler, type ServiceContent } from '../content.ts';

export interface ServiceRow {
  readonly id: string;
  readonly slug: string;
  readonly published: boolean;
  readonly handledBy: Handler | null;
  readonly retiredAt: Temporal.Instant | null;
  readonly content: ServiceContent;
}

/** Every service of an agency, unpublished and retired ones too, in the order of the catalogue. */
export async function listServiceRows(db: Db, agencyId: string): Promise<ServiceRow[]> {
  const rows = await db.k
    .selectFrom('catalogue.services')
    .select(['id', 'slug', 'published', 'handled_by as handledBy', 'retired_at as retiredAt', 'content'])
    .where('agency_id', '=', agencyId)
    .orderBy('position')
    .$narrowType<{ handledBy: Handler | null }>()
    .execute();
  return rows.map((row) => ({ ...row, content: serviceContent.parse(row.content) }));
}

/** A service, locked until the end of the transaction: versions are counted under it. */
export function lockService(
  db: Db,
  agencyId: string,
  slug: string,
): Promise<{ id: string; handledBy: Handler | null } | undefined> {
  return db.k
    .selectFrom('catalogue.services')
    .select(['id', 'handled_by as handledBy'])
    .where('agency_id', '=', agencyId)
    .where('slug', '=', slug)
    .forUpdate()
    .$narrowType<{ handledBy: Handler | null }>()
    .executeTakeFirst();
}

/** Takes a service out of force. False if it was not in force. Call under `lockService`. */
export async function retire(tx: Ctx, serviceId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.k
    .updateTable('catalogue.services')
    .set({ retired_at: tx.clock.now() })
    .where('id', '=', serviceId)
    .where('published', '=', true)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface ServiceVersion {
  readonly version: number;
  readonly content: ServiceContent;
  readonly savedAt: Temporal.Instant;
  readonly publishedAt: Temporal.Instant | null;
}

/** Newest first; the draft, if there is one, is the first. */
export async function listVersions(db: Db, serviceId: string): Promise<ServiceVersion[]> {
  const rows = await db.k
    .selectFrom('catalogue.service_versions')
    .select(['version', 'content', 'saved_at as savedAt', 'published_at as publishedAt'])
    .where('service_id', '=', serviceId)
    .orderBy('version', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({ ...row, content: serviceContent.parse(row.content) }));
}

/** Tells one state of a service from the next: which version was the last one, and when it was saved. */
export function stateOf(versions: readonly Pick<ServiceVersion, 'version' | 'savedAt' | 'publishedAt'>[]): string {
  const [last] = versions;
  return last ? `${last.version}.${last.savedAt.epochMilliseconds}.${last.publishedAt ? 'p' : 'd'}` : 'none';
}

/** Ids of services with a draft. */
export async function servicesWithDraft(db: Db, agencyId: string): Promise<ReadonlySet<string>> {
  const rows = await db.k
    .selectFrom('catalogue.service_versions')
    .select('service_id')
    .where('agency_id', '=', agencyId)
    .where('published_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.service_id));
}

/** Writes the draft: a new version, or over the draft that is there. Call under `lockService`. */
export async function putDraft(tx: Ctx, agencyId: string, serviceId: string, content: ServiceContent): Promise<number> {
  const [last] = await listVersions(tx.db, serviceId);
  const version = last?.publishedAt === null ? last.version : (last?.version ?? 0) + 1;
  const saved = { content: JSON.stringify(content), saved_at: tx.clock.now(), saved_by: actorLabel(tx.actor) };
  await tx.db.k
    .insertInto('catalogue.service_versions')
    .values({ id: newId(), agency_id: agencyId, service_id: serviceId, version, ...saved })
    .onConflict((conflict) => conflict.columns(['agency_id', 'service_id', 'version']).doUpdateSet(saved))
    .execute();
  return version;
}

/** Brings the draft into force. Undefined if there is none. Call under `lockService`. */
export async function publishDraft(tx: Ctx, serviceId: string): Promise<number | undefined> {
  const draft = await tx.db.k
    .updateTable('catalogue.service_versions')
    .set({ published_at: tx.clock.now(), published_by: actorLabel(tx.actor) })
    .where('service_id', '=', serviceId)
    .where('published_at', 'is', null)
    .returning(['version', 'content'])
    .executeTakeFirst();
  if (!draft) return undefined;
  await tx.db.k
    .updateTable('catalogue.services')
    .set({ content: JSON.stringify(serviceContent.parse(draft.content)), published: true, retired_at: null })
    .where('id', '=', serviceId)
    .execute();
  return draft.version;
}
