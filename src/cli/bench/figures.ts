import { join } from 'node:path';
import pg from 'pg';
import { systemContext } from '#platform/context.ts';
import { loadConfig } from '#platform/config.ts';
import { tallyDays } from '#modules/reports/index.ts';
import { start } from '../../main.ts';
import type { Bench } from './bench.ts';
import { fill } from './registry.ts';
import { median, rounded, withScratch } from './scratch.ts';
import { enterAs, readAway } from './visit.ts';

const PROCEDURES = 1_000_000;
/** A hundred procedures every hundred minutes: a million are two years of what 19 offices receive. */
const MINUTES_APART = 100;
const TURNS = 5;
const SPANS = ['dia', 'semana', 'mes', 'anio'] as const;

/** The indicators page over a million procedures with their four steps and a million messages. */
export const benchFigures: Bench = (say) =>
  withScratch(async (folder) => {
    const settings = { DATA_DIR: join(folder, 'data'), MODE: 'demo', LOG_LEVEL: 'error', ROLES: 'web', PORT: '0' };
    const running = await start({ config: loadConfig(settings), onProgress: () => undefined });
    try {
      const admin = new pg.Client(running.connection);
      await admin.connect();
      await fill(admin, PROCEDURES, MINUTES_APART);
      await addSteps(admin);
      await addMessages(admin);
      await admin.query('vacuum analyze');
      await admin.end();
      say('loaded');
      const ctx = systemContext(running.services, 'bench', 'bench');
      const began = performance.now();
      for (const subject of ['movements', 'messages'] as const) while (await tallyDays(ctx, subject));
      const tallied = rounded((performance.now() - began) / 1000, 1);
      say(`two years of days summed: ${tallied} s`);
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
    } finally {
      await running.stop();
    }
  });

/** Taken, signed and delivered some days after each other, as the demonstration's own. */
async function addSteps(admin: pg.Client): Promise<void> {
  await admin.query(
    `insert into registry.timeline (id, agency_id, procedure_id, at, actor, unit_id, from_status, to_status)
     select gen_random_uuid(), p.agency_id, p.id, step.at, 'system:bench', p.unit_id, step.f, step.t
     from (select *, random() as r from registry.procedures where folio ~ '-[0-9]+$') p,
     lateral (values
       (p.entered_at + p.r * interval '3 days', 'entered', 'in_analysis'),
       (p.entered_at + interval '3 days' + p.r * interval '6 days', 'in_analysis', 'accepted'),
       (p.entered_at + interval '9 days' + p.r * interval '9 days', 'accepted', 'delivered')) as step (at, f, t)
     where step.at < now()`,
  );
}

async function addMessages(admin: pg.Client): Promise<void> {
  await admin.query(
    `insert into notifications.messages (id, agency_id, unit_id, idempotency_key, subject_type, subject_id, person_id, channel,
       template_id, address_sealed, subject_line, body_sealed, parts, status, next_attempt_at, expires_at, created_at,
       template, service, charged_parts, cost_mxn_e4)
     select gen_random_uuid(), agency_id, unit_id, 'bench' || id, 'procedure', id, person_id,
       case when random() < 0.6 then 'sms' else 'email' end, gen_random_uuid(), '', '', '', 1,
       case when random() < 0.95 then 'delivered' else 'failed' end, entered_at, entered_at, entered_at, 'ingreso', service, 1, 1070
     from registry.procedures`,
  );
}
