import { z } from 'zod';
import { Refusal } from '#platform/errors.ts';
import { catalogueRefusals } from './errors.ts';

const line = z.string().trim().min(3).max(300);
const optionalLine = z.string().trim().max(300);

export const AUDIENCES = ['person', 'company', 'notary', 'public_body'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const CHANNELS = ['counter', 'online', 'telephone'] as const;
export type ServiceChannel = (typeof CHANNELS)[number];

/** In which form a document is asked for; `none` for what is told, not handed in (a folio, a location). */
export const COPIES = ['original', 'copy', 'original_and_copy', 'none'] as const;
export type Copies = (typeof COPIES)[number];

/** Whose part of the program takes the cases of a service; null: the catalogue only informs. */
export const HANDLERS = ['registry'] as const;
export type Handler = (typeof HANDLERS)[number];

const requirement = z.object({ document: line, copies: z.enum(COPIES), note: optionalLine });
export type Requirement = z.infer<typeof requirement>;

/** `code` is short and stays the same when the words change: figures count by it. */
const reason = z.object({
  code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,11}$/),
  es: line,
  en: optionalLine,
});
export type ReasonContent = z.infer<typeof reason>;

const reasons = z
  .array(reason)
  .max(30)
  .refine((list) => new Set(list.map(({ code }) => code)).size === list.length, 'a code twice');

const current = z.object({
  nameEs: line,
  nameEn: line,
  descriptionEs: line,
  descriptionEn: line,
  /** What a person holds in the end. */
  resultEs: optionalLine,
  resultEn: optionalLine,
  audiences: z.array(z.enum(AUDIENCES)).min(1),
  channels: z.array(z.enum(CHANNELS)).min(1),
  /** Codes of the offices that serve it; empty: all offices of the agency. */
  offices: z.array(z.string().regex(/^[A-Z]{3}$/)).max(50),
  /** The municipality of the property decides which of these offices. */
  byMunicipality: z.boolean(),
  /** In the order in which the desk asks for them. */
  requirements: z.array(requirement).min(1).max(30),
  /** null: the agency has not published a cost. */
  costCents: z.int().min(0).max(100_000_000).nullable(),
  /** Rule that sets the cost, or why it costs nothing. */
  costBasis: optionalLine,
  /** Working days until it is signed; 0: at once; null: the agency has not published a time. */
  responseDays: z.int().min(0).max(365).nullable(),
  /** What the days do not say, such as a term in hours. */
  timeNote: optionalLine,
  /** Working days to correct a suspended one. */
  correctionDays: z.int().min(1).max(365),
  legalBasis: line,
  suspensionReasons: reasons,
  rejectionGrounds: reasons,
  /** Other words by which people look for it. */
  synonyms: z.array(z.string().trim().min(2).max(60)).max(60),
});

/** What an editor writes about a service. The form, the draft and the published version all have this shape. */
export const serviceContent = z.preprocess(upgrade, current);
export type ServiceContent = z.infer<typeof current>;

/** A case gets its due date from the days: a service whose cases are taken here needs them. */
export function checkDays(handledBy: Handler | null, { responseDays }: ServiceContent): void {
  if (handledBy !== null && responseDays === null) throw new Refusal(catalogueRefusals.daysNeeded);
}

/**
 * A published version never changes, so one of the first shape is read as the present one: then a requirement was a
 * line, a reason had no code, and nobody said for whom and where.
 */
function upgrade(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || 'audiences' in input) return input;
  const old = input as { requirements?: unknown; suspensionReasons?: unknown; rejectionGrounds?: unknown };
  return {
    audiences: ['person', 'company', 'notary', 'public_body'],
    channels: ['counter'],
    offices: [],
    byMunicipality: true,
    synonyms: [],
    resultEs: '',
    resultEn: '',
    costBasis: '',
    timeNote: '',
    ...old,
    requirements: asList(old.requirements).map((document) => ({ document, copies: 'none', note: '' })),
    suspensionReasons: asList(old.suspensionReasons).map((es, index) => ({ code: `S${pad(index)}`, es, en: '' })),
    rejectionGrounds: asList(old.rejectionGrounds).map((es, index) => ({ code: `R${pad(index)}`, es, en: '' })),
  };
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const pad = (index: number) => String(index + 1).padStart(2, '0');
