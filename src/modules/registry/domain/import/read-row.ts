import type { Outcome } from '../statuses.ts';
import { fold, type FieldName } from './fields.ts';

/** One cell that is wrong. `code` is a key of the texts; `value` is what stands there, for the person to find it. */
export interface CellProblem {
  readonly field: FieldName;
  readonly code:
    | 'missing'
    | 'tooLong'
    | 'unknownOffice'
    | 'foreignOffice'
    | 'unknownService'
    | 'wrongMobile'
    | 'wrongEmail'
    | 'unknownEvent'
    | 'unknownOutcome'
    | 'reasonNeeded'
    | 'unknownProcedure'
    | 'otherContent'
    | 'twiceInFile'
    | 'wrongStatus';
}

type Cells = Partial<Record<FieldName, string>>;

export interface ImportedProcedure {
  readonly externalId: string;
  readonly unitId: string;
  readonly service: string;
  readonly names: string;
  readonly surnames: string;
  /** E.164. */
  readonly mobile: string | undefined;
  readonly email: string | undefined;
  readonly propertyFolio: string | undefined;
  readonly propertyLocation: string;
  readonly documents: readonly string[];
}

export interface ImportedEvent {
  readonly externalId: string;
  /** A folio, or the id that the existing system gave the procedure. */
  readonly procedure: string;
  readonly event: 'taken' | 'signed' | 'delivered';
  readonly outcome: Outcome | undefined;
  readonly reasons: readonly string[];
}

export type ReadRow<Row> =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly problems: readonly CellProblem[] };

/** What the words of a file are compared with. Keys are folded. */
export interface ImportWords {
  /** Code or name of an office -> its unit; only offices that the importer may enter at. */
  readonly offices: ReadonlyMap<string, string>;
  /** Offices that exist but are not the importer's. */
  readonly foreignOffices: ReadonlySet<string>;
  /** Slug or name of a service -> its slug. */
  readonly services: ReadonlyMap<string, string>;
  /** Normalises a mobile to E.164; undefined when it is none. */
  readonly mobile: (text: string) => string | undefined;
}

const MAXIMUM: Partial<Record<FieldName, number>> = {
  externalId: 100,
  names: 80,
  surnames: 80,
  email: 120,
  propertyFolio: 40,
  propertyLocation: 200,
};
const EMAIL = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/;
const SEVERAL = /[|;]/;
const MOST_DOCUMENTS = 30;
const MOST_REASONS = 10;

/** One procedure, or everything that is wrong with it at once: people correct a file in one go. */
export function readProcedure(cells: Cells, words: ImportWords): ReadRow<ImportedProcedure> {
  const problems = lengths(cells, ['externalId', 'office', 'service', 'names', 'surnames', 'propertyLocation']);
  const add = (field: FieldName, code: CellProblem['code']) => problems.push({ field, code });
  const { externalId = '', office = '', service = '', names = '', surnames = '', email } = cells;
  const unitId = words.offices.get(fold(office)) ?? '';
  if (office && !unitId) add('office', words.foreignOffices.has(fold(office)) ? 'foreignOffice' : 'unknownOffice');
  const slug = words.services.get(fold(service)) ?? '';
  if (service && !slug) add('service', 'unknownService');
  const mobile = cells.mobile ? words.mobile(cells.mobile) : undefined;
  if (cells.mobile && !mobile) add('mobile', 'wrongMobile');
  if (email && !EMAIL.test(email)) add('email', 'wrongEmail');
  if (problems.length > 0) return { ok: false, problems };
  const { propertyFolio, propertyLocation = '' } = cells;
  const property = { propertyFolio, propertyLocation, documents: several(cells.documents, MOST_DOCUMENTS) };
  return { ok: true, row: { externalId, unitId, service: slug, names, surnames, mobile, email, ...property } };
}

const EVENTS: Readonly<Record<string, ImportedEvent['event']>> = {
  taken: 'taken',
  tomado: 'taken',
  'en analisis': 'taken',
  analisis: 'taken',
  signed: 'signed',
  firmado: 'signed',
  firma: 'signed',
  delivered: 'delivered',
  entregado: 'delivered',
  entrega: 'delivered',
};
const OUTCOME_WORDS: Readonly<Record<string, Outcome>> = {
  accepted: 'accepted',
  aceptado: 'accepted',
  suspended: 'suspended',
  suspendido: 'suspended',
  rejected: 'rejected',
  rechazado: 'rejected',
};

/** One event. "Aceptado" alone says that it was signed so. */
export function readEvent(cells: Cells): ReadRow<ImportedEvent> {
  const problems = lengths(cells, ['externalId', 'procedure', 'event']);
  const add = (field: FieldName, code: CellProblem['code']) => problems.push({ field, code });
  const { externalId = '', procedure = '', event: said = '' } = cells;
  const word = fold(said);
  const event = EVENTS[word] ?? (OUTCOME_WORDS[word] ? 'signed' : undefined);
  if (word && !event) add('event', 'unknownEvent');
  const outcome = event === 'signed' ? outcomeOf(cells) : undefined;
  if (event === 'signed' && !outcome) add('outcome', cells.outcome ? 'unknownOutcome' : 'missing');
  const reasons = several(cells.reasons, MOST_REASONS);
  if (outcome && outcome !== 'accepted' && reasons.length === 0) add('reasons', 'reasonNeeded');
  if (problems.length > 0 || !event) return { ok: false, problems };
  return { ok: true, row: { externalId, procedure, event, outcome, reasons } };
}

const outcomeOf = ({ event, outcome }: Cells): Outcome | undefined =>
  OUTCOME_WORDS[fold(outcome ?? '')] ?? OUTCOME_WORDS[fold(event ?? '')];

/** What one cell names one after the other, with "|" or ";" between. */
function several(cell: string | undefined, most: number): string[] {
  const parts = (cell ?? '').split(SEVERAL).map((part) => part.trim());
  return parts.filter(Boolean).slice(0, most);
}

function lengths(cells: Cells, required: readonly FieldName[]): CellProblem[] {
  const missing = required.filter((field) => !cells[field]).map((field) => ({ field, code: 'missing' as const }));
  const long = (Object.entries(cells) as [FieldName, string][])
    .filter(([field, value]) => value.length > (MAXIMUM[field] ?? 500))
    .map(([field]) => ({ field, code: 'tooLong' as const }));
  return [...missing, ...long];
}
