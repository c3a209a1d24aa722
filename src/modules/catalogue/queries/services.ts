import type { Db } from '#platform/db/db.ts';
import { remember } from '#platform/db/remember.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { serviceContent, type Audience, type Handler, type ServiceChannel } from '../content.ts';
import type { Requirement, ServiceContent } from '../content.ts';

/** A service as people read it, in their language. */
export interface Service {
  readonly agencyId: string;
  readonly slug: string;
  /** No longer offered; what was entered before goes on. */
  readonly retired: boolean;
  readonly name: string;
  readonly description: string;
  /** What a person holds in the end; empty when the agency does not say. */
  readonly result: string;
  /** Whose part of the program takes the cases; null: the catalogue only informs. */
  readonly handledBy: Handler | null;
  readonly audiences: readonly Audience[];
  readonly channels: readonly ServiceChannel[];
  /** Codes of the offices that serve it; empty: all offices of the agency. */
  readonly offices: readonly string[];
  /** The municipality of the property decides which office. */
  readonly byMunicipality: boolean;
  /** The documents in words, in the order in which the desk asks. */
  readonly requirements: readonly string[];
  readonly requirementDetails: readonly Requirement[];
  /** 0: free, or no cost published (`costKnown` tells which). */
  readonly costPesos: number;
  readonly costKnown: boolean;
  readonly costBasis: string;
  /** Working days until it is signed; 0: at once, or no time published (`responseKnown` tells which). */
  readonly responseDays: number;
  readonly responseKnown: boolean;
  readonly timeNote: string;
  /** Working days to correct a suspended one. */
  readonly correctionDays: number;
  readonly legalBasis: string;
  readonly suspensionReasons: readonly string[];
  readonly rejectionGrounds: readonly string[];
  /** Other words by which people look for it. */
  readonly synonyms: readonly string[];
}

export const CATALOGUE_TOPIC = 'reference:catalogue';

const publishedServices = remember(
  5,
  async (db) => {
    const rows = await db.k
      .selectFrom('catalogue.public_services')
      .select(['agency_id as agencyId', 'slug', 'handled_by as handledBy', 'content', 'retired'])
      .orderBy('retired')
      .orderBy('agency_id')
      .orderBy('position')
      .$narrowType<{ handledBy: Handler | null }>()
      .execute();
    return rows.map((row) => ({ ...row, content: serviceContent.parse(row.content) }));
  },
  CATALOGUE_TOPIC,
);

/** After a publication: readers of this node see it at once, those of other nodes by the hint on `CATALOGUE_TOPIC`. */
export function forgetServices(db: Db): void {
  publishedServices.forget(db);
}

/**
 * The services in the order of the catalogue, retired ones last: what cases may be about, to choose from lists and to
 * count. Of all, or those whose cases this part of the program takes.
 */
export async function listServices(db: Db, locale: Locale, handledBy?: Handler): Promise<Service[]> {
  const rows = await publishedServices(db);
  return rows
    .filter((row) => handledBy === undefined || row.handledBy === handledBy)
    .map((row) => asService(row, row.content, locale));
}

/** Those that people can ask for today. */
export async function listOfferedServices(db: Db, locale: Locale, handledBy?: Handler): Promise<Service[]> {
  return (await listServices(db, locale, handledBy)).filter(({ retired }) => !retired);
}

/** The names of all services by their slugs, for lists of cases. */
export async function serviceNames(db: Db, locale: Locale): Promise<ReadonlyMap<string, string>> {
  return new Map((await listServices(db, locale)).map(({ slug, name }) => [slug, name]));
}

/** A retired one too: its cases keep their name, their terms and their reasons. */
export async function findService(db: Db, locale: Locale, slug: string): Promise<Service | undefined> {
  const row = (await publishedServices(db)).find((one) => one.slug === slug);
  return row && asService(row, row.content, locale);
}

/** Content as people read it; used for the preview of a draft too. */
export function asService(
  place: Pick<Service, 'agencyId' | 'slug' | 'handledBy' | 'retired'>,
  content: ServiceContent,
  locale: Locale,
): Service {
  const spanish = locale === 'es-MX';
  return {
    agencyId: place.agencyId,
    slug: place.slug,
    handledBy: place.handledBy,
    retired: place.retired,
    name: spanish ? content.nameEs : content.nameEn,
    description: spanish ? content.descriptionEs : content.descriptionEn,
    result: spanish ? content.resultEs : content.resultEn || content.resultEs,
    audiences: content.audiences,
    channels: content.channels,
    offices: content.offices,
    byMunicipality: content.byMunicipality,
    requirements: content.requirements.map(({ document }) => document),
    requirementDetails: content.requirements,
    costPesos: (content.costCents ?? 0) / 100,
    costKnown: content.costCents !== null,
    costBasis: content.costBasis,
    responseDays: content.responseDays ?? 0,
    responseKnown: content.responseDays !== null,
    timeNote: content.timeNote,
    correctionDays: content.correctionDays,
    legalBasis: content.legalBasis,
    suspensionReasons: content.suspensionReasons.map(({ es }) => es),
    rejectionGrounds: content.rejectionGrounds.map(({ es }) => es),
    synonyms: content.synonyms,
  };
}
