import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { serviceContent, type ServiceContent } from '../content.ts';

export interface ServiceRow {
  readonly id: string;
  readonly slug: string;
  readonly published: boolean;
  readonly content: ServiceContent;
}

/** Every service of an agency, unpublished ones too, in the order of the catalogue. */
export async function listServiceRows(db: Db, agencyId: string): Promise<ServiceRow[]> {
  const rows = await db.k
    .selectFrom('catalogue.services')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    published: row.published,
    content: {
      nameEs: row.name_es,
      nameEn: row.name_en,
      descriptionEs: row.description_es,
      descriptionEn: row.description_en,
      requirements: row.requirements,
      costCents: row.cost_cents,
      responseDays: row.response_days,
      correctionDays: row.correction_days,
      legalBasis: row.legal_basis,
      suspensionReasons: row.suspension_reasons,
      rejectionGrounds: row.rejection_grounds,
    },
  }));
}

/** The row of a service, locked until the end of the transaction: versions are counted under it. */
export async function lockService(db: Db, agencyId: string, slug: string): Promise<string | undefined> {
  const row = await db.k
    .selectFrom('catalogue.services')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('slug', '=', slug)
    .forUpdate()
    .executeTakeFirst();
  return row?.id;
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
  const content = serviceContent.parse(draft.content);
  await tx.db.k
    .updateTable('catalogue.services')
    .set({
      name_es: content.nameEs,
      name_en: content.nameEn,
      description_es: content.descriptionEs,
      description_en: content.descriptionEn,
      requirements: content.requirements,
      cost_cents: content.costCents,
      response_days: content.responseDays,
      correction_days: content.correctionDays,
      legal_basis: content.legalBasis,
      suspension_reasons: content.suspensionReasons,
      rejection_grounds: content.rejectionGrounds,
      published: true,
    })
    .where('id', '=', serviceId)
    .execute();
  return draft.version;
}
