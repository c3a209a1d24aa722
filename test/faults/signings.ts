import { setTimeout as sleep } from 'node:timers/promises';
import { pickPerson, pickProperty, randomFrom } from '#demo/invented.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { enterProcedure, signProcedure, takeProcedure } from '#modules/registry/index.ts';
import type { Ctx } from '#platform/context.ts';
import { patiently } from './patiently.ts';

/** Procedures that are entered, taken and signed one after the other, whatever happens to the database. */
export class Signings {
  /** Of those whose signing was acknowledged. */
  readonly folios = new Set<string>();
  /** Tries that ended in an error. */
  failed = 0;
  readonly #ctx: Ctx;
  #stopped = false;

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Resolves when so many were signed. */
  async atLeast(count: number): Promise<void> {
    while (this.folios.size < count) await sleep(20);
  }

  /** Until `stop`. `pauseMs` between two of them. */
  async run(pauseMs = 15): Promise<void> {
    const random = randomFrom(7);
    const [office] = await listOffices(this.#ctx.db);
    if (!office) throw new Error('there is no office');
    for (let number = 1; !this.#stopped; number++) {
      try {
        const { unitId, agencyId, code } = office;
        const mobile = `+5255${String(60_000_000 + number).slice(0, 7)}1`;
        const { personId } = await registerPerson(this.#ctx, {
          agencyId,
          unitId,
          ...pickPerson(random),
          email: undefined,
          mobile,
          source: 'faults',
        });
        const { procedureId, folio } = await enterProcedure(this.#ctx, {
          unitId,
          service: 'copias-certificadas',
          personId,
          ...pickProperty(random, code),
        });
        await takeProcedure(this.#ctx, procedureId);
        await signProcedure(this.#ctx, { procedureId, outcome: 'accepted', reasons: [] });
        this.folios.add(folio);
      } catch {
        // The database is away or busy for a moment; what was not acknowledged is counted only if the database has it.
        this.failed += 1;
        await sleep(50);
      }
      await sleep(pauseMs);
    }
  }
}

export interface Told {
  readonly signed: number;
  /** Notices of committed signings that the carrier never got. Must be 0. */
  readonly lost: number;
  readonly duplicates: number;
  /** Second copies that the evidence does not mark as possible duplicates. Must be 0. */
  readonly unmarked_duplicates: number;
  readonly uncertain: number;
}

/** Long enough for an abandoned message to be found and repeated: the sweeps run with short terms in these runs. */
const SETTLE_MS = 120_000;

/**
 * Every committed signing against what the carrier's telephones show: those that were acknowledged, and those that the
 * database has although the acknowledgement was lost on its way.
 */
export async function compareWithTelephones(ctx: Ctx, arrived: readonly string[], signings: Signings): Promise<Told> {
  const stored = await patiently<{ folio: string }>(
    ctx,
    `select p.folio from registry.procedures p join people.contact_points c on c.person_id = p.person_id
     where p.status = 'accepted' and p.entered_at > (select min(arrival) from (select min(entered_at) as arrival
       from registry.procedures where folio = any ($1)) first)`,
    [[...signings.folios]],
  );
  const committed = new Set([...signings.folios, ...stored.map(({ folio }) => folio)]);
  const end = performance.now() + SETTLE_MS;
  for (;;) {
    const copies = copiesByFolio(arrived);
    const missing = [...committed].filter((folio) => !copies.has(folio));
    if (missing.length > 0 && performance.now() < end) {
      await sleep(500);
      continue;
    }
    const marked = await patiently<{ folio: string }>(
      ctx,
      `select p.folio from notifications.messages m join registry.procedures p on p.id = m.subject_id where m.possible_duplicate`,
    );
    const markedFolios = new Set(marked.map((row) => row.folio));
    const doubled = [...copies].filter(([, count]) => count > 1).map(([folio]) => folio);
    const [row] = await patiently<{ count: string }>(
      ctx,
      `select count(*) from notifications.messages where status = 'uncertain'`,
    );
    return {
      signed: signings.folios.size,
      lost: missing.length,
      duplicates: doubled.length,
      unmarked_duplicates: doubled.filter((folio) => !markedFolios.has(folio)).length,
      uncertain: Number(row?.count ?? 0),
    };
  }
}

/** How often each folio was told to be accepted. */
function copiesByFolio(texts: readonly string[]): Map<string, number> {
  const copies = new Map<string, number>();
  for (const text of texts) {
    const folio = /tramite (\S+) fue ACEPTADO/.exec(text)?.[1];
    if (folio) copies.set(folio, (copies.get(folio) ?? 0) + 1);
  }
  return copies;
}
