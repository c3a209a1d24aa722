import { Db } from '#platform/db/db.ts';
import { createPool } from '#platform/db/pool.ts';
import { tallyDays } from '#modules/reports/index.ts';
import type { Bench } from './bench.ts';
import { loadMessages, loadProcedures, loadSteps, settle } from './load.ts';
import { median, rounded, withProgram } from './scratch.ts';
import { enterAs, readAway } from './visit.ts';

const PROCEDURES = Number(process.env.ROWS ?? 1_000_000);
/** A hundred procedures every hundred minutes: a million are two years of what 19 offices receive. */
const MINUTES_APART = 100;
const TURNS = 5;
const SPANS = ['dia', 'semana', 'mes', 'anio'] as const;

/** The indicators page over a million procedures with their four steps and a million messages. `ROWS=10000` is a look. */
export const benchFigures: Bench = (say) =>
  withProgram(async ({ running, ctx, admin }) => {
    const seconds = stopwatch();
    await loadProcedures(admin, PROCEDURES, MINUTES_APART);
    say(`${PROCEDURES} procedures: ${seconds()} s`);
    await loadSteps(admin);
    say(`their steps: ${seconds()} s`);
    await loadMessages(admin);
    say(`a message about each: ${seconds()} s`);
    const tallying = stopwatch();
    // Work of a worker, with its patience: a query of a web node is given up after seconds.
    const patience = { max: 1, statementTimeoutMs: 60_000, applicationName: 'bench', onError: () => undefined };
    const pool = createPool(running.connection, patience);
    const worker = { ...ctx, db: Db.over(pool) };
    for (const subject of ['movements', 'messages'] as const) while (await tallyDays(worker, subject));
    await pool.end();
    const tallied = tallying();
    say(`two years of days summed: ${tallied} s`);
    await settle(admin);
    const address = running.address ?? '';
    const cookie = await enterAs(address, 'direccion');
    const figures: Record<string, number> = {};
    for (const span of SPANS) {
      const url = `${address}/personal/indicadores?periodo=${span}`;
      await readAway(url, cookie);
      const times: number[] = [];
      for (let turn = 0; turn < TURNS; turn++) times.push((await readAway(url, cookie)).ms);
      figures[`${span}_ms`] = rounded(median(times), 0);
      say(`${span}: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    }
    const list = `${address}/personal/indicadores/movimientos?periodo=anio&hecho=accepted`;
    await readAway(list, cookie);
    return { ...figures, list_ms: rounded((await readAway(list, cookie)).ms, 0), tally_s: tallied };
  });

function stopwatch(): () => number {
  const began = performance.now();
  return () => rounded((performance.now() - began) / 1000, 1);
}
