import { setTimeout as sleep } from 'node:timers/promises';
import type { NumberRule } from '#demo/carrier/behaviour.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { LANES, type Fate, type Lane } from '#modules/notifications/store/messages.ts';
import { queueMessages } from '#modules/notifications/store/queue-messages.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { CarrierLog } from './carrier-log.ts';
import { patiently } from './patiently.ts';

/** What the carriers of these runs do with numbers of these endings; the others get their notice. */
export const RULES: readonly NumberRule[] = [
  { ending: '00', fate: 'invalid' },
  { ending: '99', fate: 'expired' },
  { ending: '97', fate: 'unknown' },
  { ending: '94', fate: 'silent' },
];
const CODE_SHARE = 20;
const TICK_MS = 100;
let streams = 0;

/** A stream of notices, each to a number of its own; one in twenty is a code, which nobody may get twice. */
export class Notices {
  /** Number and lane of each whose intake was acknowledged, by its id. */
  readonly queued = new Map<string, { readonly number: string; readonly lane: Lane }>();
  readonly #ctx: Ctx;
  readonly #series = (streams += 1);
  #stopped = false;

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** So many a second, until `stop`; at the most `most`. */
  async run(perSecond: number, most = Infinity): Promise<void> {
    const [office] = await listOffices(this.#ctx.db);
    if (!office) throw new Error('there is no office');
    const began = performance.now();
    for (let made = 0; !this.#stopped && made < most;) {
      const due = Math.min(most, Math.ceil(((performance.now() - began) / 1_000) * perSecond)) - made;
      const batch = Array.from({ length: Math.max(0, due) }, (_, place) => this.#newNotice(made + place));
      await transact(this.#ctx, (tx) =>
        queueMessages(
          tx,
          batch.map(({ id, number, lane }) => ({
            id,
            agencyId: office.agencyId,
            unitId: office.unitId,
            lane,
            key: `faults:${id}`,
            subject: { type: 'procedure', id: newId() },
            personId: newId(),
            channel: 'sms',
            templateId: newId(),
            template: 'aceptado',
            service: null,
            address: number,
            subjectLine: '',
            body: `Aviso ${id}`,
            parts: 1,
            encoding: 'gsm7',
            policy: 'fold',
            expiresAt: tx.clock.now().add({ hours: 2 }),
          })),
        ),
      );
      for (const { id, number, lane } of batch) this.queued.set(id, { number, lane });
      made += batch.length;
      await sleep(TICK_MS);
    }
  }

  #newNotice(place: number): { id: string; number: string; lane: Lane } {
    const number = `+5255${String(this.#series).padStart(2, '0')}${String(place).padStart(6, '0')}`;
    return { id: newId(), number, lane: place % CODE_SHARE === 0 ? LANES.code : LANES.notice };
  }
}

/** The books of a run, as the database has them, held against the carriers' log. */
export interface Books {
  readonly notices: number;
  readonly delivered: number;
  readonly failed: number;
  readonly expired: number;
  readonly uncertain: number;
  /** Not handed over yet, or taken by the carrier and never told of. */
  readonly pending: number;
  /** What the fates above leave unexplained of those that the carriers saw. Must be 0. */
  readonly difference: number;
  /** Messages whose fate is not what the carriers' log says. Must be 0. */
  readonly contradicted: number;
  /** Notices that no carrier ever saw and no doubt is on record for. Must be 0. */
  readonly lost: number;
  readonly duplicates: number;
  readonly marked: number;
  /** Must be 0. */
  readonly unmarked_duplicates: number;
  /** Codes that a telephone got twice. Must be 0. */
  readonly doubled_codes: number;
}

interface Row {
  readonly id: string;
  readonly status: Fate;
  readonly marked: boolean;
}

/** What is only late goes on; what has not moved for this long is stuck. */
const STUCK_MS = 120_000;
const LONGEST_SETTLE_MS = 600_000;

/** Waits until all that can be settled is, then compares. */
export async function balanceBooks(
  ctx: Ctx,
  notices: Notices,
  log: CarrierLog,
  say: (line: string) => void = () => undefined,
): Promise<Books> {
  const end = performance.now() + LONGEST_SETTLE_MS;
  let movedAt = performance.now();
  let fewest = Infinity;
  let saidAt = 0;
  for (;;) {
    const rows = await patiently<Row>(
      ctx,
      `select id, status, possible_duplicate as marked from notifications.messages where id = any($1)`,
      [[...notices.queued.keys()]],
    );
    const books = balance(rows, notices, log);
    const open = rows.filter(({ id, status }) => isOpen(status, notices, log, id)).length;
    if (open < fewest) {
      fewest = open;
      movedAt = performance.now();
    }
    if (open === 0 || performance.now() > Math.min(end, movedAt + STUCK_MS)) return books;
    if (performance.now() - saidAt > 10_000) {
      saidAt = performance.now();
      const { delivered, failed, expired, uncertain, pending, lost } = books;
      say(`settling: ${JSON.stringify({ delivered, failed, expired, uncertain, pending, not_at_carrier: lost })}`);
    }
    await sleep(1_000);
  }
}

/** True while something more is to come: not for codes in doubt, nor where the carrier keeps silent. */
function isOpen(status: Fate, notices: Notices, log: CarrierLog, id: string): boolean {
  const { number = '', lane } = notices.queued.get(id) ?? {};
  if (status === 'uncertain') return lane !== LANES.code;
  if (status === 'submitted') return log.of(number)?.fate !== 'silent';
  return status === 'queued' || status === 'sending';
}

function balance(rows: readonly Row[], notices: Notices, log: CarrierLog): Books {
  const count = (...fates: Fate[]) => rows.filter(({ status }) => fates.includes(status)).length;
  const judged = rows.map((row) => {
    const { number = '', lane } = notices.queued.get(row.id) ?? {};
    const seen = log.of(number);
    return { ...row, lane, seen, copies: seen?.taken ?? 0 };
  });
  const seenBy = judged.filter(({ seen }) => seen !== undefined && seen.taken + seen.refused > 0);
  const explained = count('delivered', 'failed', 'expired', 'submitted');
  const inDoubt = seenBy.filter(({ status }) => status === 'uncertain').length;
  const doubled = judged.filter(({ copies }) => copies > 1);
  return {
    notices: notices.queued.size,
    delivered: count('delivered'),
    failed: count('failed'),
    expired: count('expired'),
    uncertain: count('uncertain'),
    pending: count('submitted', 'queued', 'sending'),
    difference: seenBy.length - explained - inDoubt,
    contradicted: judged.filter(({ status, seen }) => !fits(status, seen)).length,
    lost:
      notices.queued.size -
      rows.length +
      judged.filter(({ seen, status, lane }) => !seen && !(status === 'uncertain' && lane === LANES.code)).length,
    duplicates: doubled.length,
    marked: rows.filter(({ marked }) => marked).length,
    unmarked_duplicates: doubled.filter(({ marked }) => !marked).length,
    doubled_codes: doubled.filter(({ lane }) => lane === LANES.code).length,
  };
}

function fits(status: Fate, seen: ReturnType<CarrierLog['of']>): boolean {
  switch (status) {
    case 'delivered':
      return (seen?.arrived ?? 0) > 0;
    case 'failed':
      return (seen?.refused ?? 0) > 0 || seen?.fate === 'unknown';
    case 'expired':
      return seen?.fate === 'expired';
    case 'submitted':
      return seen?.fate === 'silent';
    case 'uncertain':
      return true;
    default:
      return false;
  }
}

/** True when the books of a run are in order. */
export const inOrder = (books: Books): boolean =>
  books.difference === 0 &&
  books.contradicted === 0 &&
  books.lost === 0 &&
  books.unmarked_duplicates === 0 &&
  books.doubled_codes === 0 &&
  books.notices === books.delivered + books.failed + books.expired + books.uncertain + books.pending;
