import type { Db } from '#platform/db/db.ts';
import { remember } from '#platform/db/remember.ts';
import type { Locale } from '#platform/i18n/locale.ts';

/** A service as people read it, in their language. */
export interface Service {
  readonly agencyId: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly requirements: readonly string[];
  readonly costPesos: number;
  /** Working days until it is signed. */
  readonly responseDays: number;
  /** Working days to correct a suspended one. */
  readonly correctionDays: number;
  readonly legalBasis: string;
  readonly suspensionReasons: readonly string[];
  readonly rejectionGrounds: readonly string[];
}

const publishedServices = remember(5, (db) =>
  db.k
    .selectFrom('catalogue.public_services')
    .selectAll()
    .where('published', '=', true)
    .orderBy('agency_id')
    .orderBy('position')
    .execute(),
);

/** After a publication: readers of this node see it at once, those of other nodes some seconds later. */
export function forgetServices(db: Db): void {
  publishedServices.forget(db);
}

/** The published services in the order of the catalogue. */
export async function listServices(db: Db, locale: Locale): Promise<Service[]> {
  const rows = await publishedServices(db);
  const spanish = locale === 'es-MX';
  return rows.map((row) => ({
    agencyId: row.agency_id,
    slug: row.slug,
    name: spanish ? row.name_es : row.name_en,
    description: spanish ? row.description_es : row.description_en,
    requirements: row.requirements,
    costPesos: row.cost_cents / 100,
    responseDays: row.response_days,
    correctionDays: row.correction_days,
    legalBasis: row.legal_basis,
    suspensionReasons: row.suspension_reasons,
    rejectionGrounds: row.rejection_grounds,
  }));
}

export async function findService(db: Db, locale: Locale, slug: string): Promise<Service | undefined> {
  return (await listServices(db, locale)).find((service) => service.slug === slug);
}
