import { join } from 'node:path';
import pg from 'pg';
import { pickPerson, pickProperty, pickService, randomFrom } from '#demo/invented.ts';
import { systemContext, type Ctx } from '#platform/context.ts';
import { loadConfig } from '#platform/config.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { enterProcedure, signProcedure, takeProcedure } from '#modules/registry/index.ts';
import { start } from '../../main.ts';
import type { Bench } from './bench.ts';
import { median, rounded, withScratch } from './scratch.ts';

const CLIENTS = 16;
const PER_ROUND = 600;
const ROUNDS = 3;
const SMALL = 10_000;
const LARGE = 1_000_000;

/**
 * Procedures entered, taken and signed through the commands (person, folio, history, audit and event included), with
 * few and with a million rows present. The rows are copies, written by SQL: only what is measured goes by commands.
 */
export const benchRegistry: Bench = (say) =>
  withScratch(async (folder) => {
    const config = loadConfig({
      DATA_DIR: join(folder, 'data'),
      MODE: 'demo',
      LOG_LEVEL: 'error',
      ROLES: 'web',
      PORT: '0',
    });
    const running = await start({ config, onProgress: () => undefined });
    try {
      const admin = new pg.Client(running.connection);
      await admin.connect();
      const ctx = systemContext(running.services, 'bench', 'bench');
      await fill(admin, SMALL);
      const few = await measure(ctx, say, SMALL);
      await fill(admin, LARGE);
      const many = await measure(ctx, say, LARGE);
      await admin.end();
      return {
        procedures_per_s: Math.round(many),
        procedures_per_s_few: Math.round(few),
        growth_ratio: rounded(few / many),
      };
    } finally {
      await running.stop();
    }
  });

/** Procedures per second, the median of some rounds. */
async function measure(ctx: Ctx, say: (line: string) => void, rows: number): Promise<number> {
  const offices = await listOffices(ctx.db);
  const random = randomFrom(rows);
  const rates: number[] = [];
  await round(100);
  for (let turn = 1; turn <= ROUNDS; turn++) rates.push(await round(PER_ROUND));
  say(
    `${rows} rows present: ${rates.map((rate) => rate.toFixed(0)).join(', ')} procedures/s entered, taken and signed`,
  );
  return median(rates);

  async function round(count: number): Promise<number> {
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
}

/** Procedures by the hundred, copied from those of the demonstration, each some minutes older than the one before. */
export async function fill(admin: pg.Client, rows: number, minutesApart = 1): Promise<void> {
  await admin.query(
    `insert into registry.procedures (id, agency_id, folio, unit_id, service, person_id, property_folio, property_location,
       documents, status, entered_at, due_on)
     select gen_random_uuid(), agency_id, folio || '-' || n, unit_id, service, person_id, property_folio, property_location,
       documents, status, entered_at - make_interval(mins => n * $2), due_on
     from (select *, row_number() over (order by id) as base from registry.procedures where folio ~ '^[A-Z]{3}-[0-9]{4}-[0-9]{6}-.$' order by id limit 100) seed,
       generate_series(1, greatest(0, ($1 - (select count(*) from registry.procedures)) / 100)::int) n
     on conflict do nothing`,
    [rows, minutesApart],
  );
  await admin.query(
    `insert into registry.timeline (id, agency_id, procedure_id, at, actor, unit_id, to_status)
     select gen_random_uuid(), agency_id, id, entered_at, 'system:bench', unit_id, 'entered' from registry.procedures p
     where not exists (select from registry.timeline t where t.procedure_id = p.id)`,
  );
  await admin.query('analyze');
}
