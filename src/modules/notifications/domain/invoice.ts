/** A part as a carrier bills it, or as we recorded that the carrier took it. */
export interface BilledPart {
  /** The carrier's name for the part. */
  readonly carrierId: string;
  /** Ten-thousandths of a peso. */
  readonly mxnE4: number;
}

export interface Tally {
  readonly parts: number;
  readonly mxnE4: number;
  /** Some of them, for asking the carrier. */
  readonly examples: readonly string[];
}

/** Where an invoice and our record agree and differ. Money is what the invoice charges, but for `missing`: what we expected. */
export interface Comparison {
  readonly billed: Tally;
  readonly ours: Tally;
  readonly matched: Tally;
  readonly priced: Tally;
  readonly unknown: Tally;
  readonly missing: Tally;
  readonly twice: Tally;
}

const MOST_EXAMPLES = 5;

/** Compares an invoice with our record, part by part. */
export function compareInvoice(billed: readonly BilledPart[], ours: readonly BilledPart[]): Comparison {
  const expected = new Map(ours.map((part) => [part.carrierId, part.mxnE4]));
  const seen = new Set<string>();
  const kinds = { matched: [], priced: [], unknown: [], twice: [] } as Record<
    'matched' | 'priced' | 'unknown' | 'twice',
    BilledPart[]
  >;
  for (const part of billed) {
    const price = expected.get(part.carrierId);
    if (seen.has(part.carrierId)) kinds.twice.push(part);
    else if (price === undefined) kinds.unknown.push(part);
    else if (price === part.mxnE4) kinds.matched.push(part);
    else kinds.priced.push(part);
    seen.add(part.carrierId);
  }
  return {
    billed: tally(billed),
    ours: tally(ours),
    matched: tally(kinds.matched),
    priced: tally(kinds.priced),
    unknown: tally(kinds.unknown),
    twice: tally(kinds.twice),
    missing: tally(ours.filter(({ carrierId }) => !seen.has(carrierId))),
  };
}

const tally = (parts: readonly BilledPart[]): Tally => ({
  parts: parts.length,
  mxnE4: parts.reduce((sum, { mxnE4 }) => sum + mxnE4, 0),
  examples: parts.slice(0, MOST_EXAMPLES).map(({ carrierId }) => carrierId),
});

const ID_HEADERS = ['id', 'identificador', 'message_id', 'messageid', 'message id', 'id de mensaje', 'smsc_id'];
const PRICE_HEADERS = ['precio', 'price', 'costo', 'cost', 'importe', 'amount', 'total'];

/** The parts of an invoice's rows; undefined when no column can be taken for the id or the price. */
export function readInvoice(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): BilledPart[] | undefined {
  const plain = headers.map((header) => header.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim());
  const id = plain.findIndex((header) => ID_HEADERS.includes(header));
  const price = plain.findIndex((header) => PRICE_HEADERS.includes(header));
  if (id < 0 || price < 0) return undefined;
  return rows.map((row) => ({
    carrierId: row[id] ?? '',
    mxnE4: Math.round(Number((row[price] ?? '').replace(/[$,\s]/g, '')) * 10_000) || 0,
  }));
}
