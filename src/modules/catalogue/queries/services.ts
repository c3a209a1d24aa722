import type { Db } from '#platform/db/db.ts';
import { remember } from '#platform/db/remember.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { serviceContent, type Audience, type Handler, type ReasonContent, type ServiceChannel } from '../content.ts';
import type { Requirement, ServiceContent } from '../content.ts';

/** A service as people read it, in their language. */
export interface Service {
  readonly agencyId: string;
  readonly slug: string;
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

/** Why a case of a service may be suspended or rejected. */
export interface Reason {
  /** Short, and the same when the words change. */
  readonly code: string;
  readonly text: string;
}
export interface ServiceReasons {
  readonly suspension: readonly Reason[];
  readonly rejection: readonly Reason[];
}

export const CATALOGUE_TOPIC = 'reference:catalogue';

const publishedServices = remember(
  5,
  async (db) => {
    const rows = await db.k
      .selectFrom('catalogue.public_services')
      .select(['agency_id as agencyId', 'slug', 'handled_by as handledBy', 'content'])
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

/** The published services in the order of the catalogue: all, or those whose cases this part of the program takes. */
export async function listServices(db: Db, locale: Locale, handledBy?: Handler): Promise<Service[]> {
  const rows = await publishedServices(db);
  return rows
    .filter((row) => handledBy === undefined || row.handledBy === handledBy)
    .map((row) => asService(row, row.content, locale));
}

export async function findService(db: Db, locale: Locale, slug: string): Promise<Service | undefined> {
  const row = (await publishedServices(db)).find((one) => one.slug === slug);
  return row && asService(row, row.content, locale);
}

/**
 * For what a case of this service may be suspended or rejected, in the order of the catalogue. Empty lists when the
 * service is not there. A reason without English words comes in Spanish.
 */
export async function reasonsFor(db: Db, locale: Locale, slug: string): Promise<ServiceReasons> {
  const content = (await publishedServices(db)).find((one) => one.slug === slug)?.content;
  const words = ({ code, es, en }: ReasonContent): Reason => ({ code, text: (locale === 'en' && en) || es });
  return {
    suspension: (content?.suspensionReasons ?? []).map(words),
    rejection: (content?.rejectionGrounds ?? []).map(words),
  };
}

/** Content as people read it; used for the preview of a draft too. */
export function asService(
  place: { readonly agencyId: string; readonly slug: string; readonly handledBy: Handler | null },
  content: ServiceContent,
  locale: Locale,
): Service {
  const spanish = locale === 'es-MX';
  return {
    agencyId: place.agencyId,
    slug: place.slug,
    handledBy: place.handledBy,
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
