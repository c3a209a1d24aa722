import { pickPerson, pickProperty, pickService, randomFrom, type Random } from '#demo/invented.ts';
import { registerPerson } from '#modules/people/index.ts';
import { enterProcedure, signProcedure, takeProcedure } from '#modules/registry/index.ts';
import type { Bench } from './bench.ts';
import { loadProcedures, settle } from './load.ts';
import { median, rounded, withProgram, type Program } from './scratch.ts';

const CLIENTS = 16;
const PER_ROUND = 300;
const ROUNDS = 9;
const SMALL = 10_000;
const LARGE = Number(process.env.ROWS ?? 1_000_000);

/**
 * Procedures entered, taken and signed through the commands (person, folio, history, audit and event included), in a
 * database with few rows and in one with a million. Their rounds take turns, the other one first each time, so that
 * what else this machine does hits both alike: the ratio is the median of the ratios of neighbours.
 */
export const benchRegistry: Bench = (say) =>
  withProgram((small) =>
    withProgram(async (large) => {
      await loadProcedures(small.admin, SMALL);
      await loadProcedures(large.admin, LARGE);
      for (const { admin } of [small, large]) await settle(admin);
      say(`${SMALL} rows in one database, ${LARGE} in the other`);
      const random = randomFrom(7);
      for (const program of [small, large]) await round(program, random, 100);
      const few: number[] = [];
      const many: number[] = [];
      for (let turn = 1; turn <= ROUNDS; turn++) {
        const inTurn = [
          async () => void few.push(await round(small, random, PER_ROUND)),
          async () => void many.push(await round(large, random, PER_ROUND)),
        ];
        for (const one of turn % 2 ? inTurn : inTurn.toReversed()) await one();
        say(`round ${turn}: ${few.at(-1)?.toFixed(0)} and ${many.at(-1)?.toFixed(0)} procedures/s`);
      }
      return {
        procedures_per_s: Math.round(median(many)),
        procedures_per_s_few: Math.round(median(few)),
        growth_ratio: rounded(median(few.map((rate, at) => rate / (many[at] ?? rate)))),
      };
    }),
  );

/** Procedures per second. */
async function round({ ctx, offices }: Program, random: Random, count: number): Promise<number> {
  const began = performance.now();
  let left = count;
  const client = async () => {
    while (left-- > 0) {
      const office = random.pick(offices);
      const { unitId, agencyId } = office;
      const { personId } = await registerPerson(ctx, { agencyId, unitId, ...pickPerson(random), source: 'bench' });
      const procedure = { unitId, service: pickService(random), personId, ...pickProperty(random, office.code) };
      const { procedureId } = await enterProcedure(ctx, procedure);
      await takeProcedure(ctx, procedureId);
      await signProcedure(ctx, { procedureId, outcome: 'accepted', reasons: [] });
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (count * 1000) / (performance.now() - began);
}
