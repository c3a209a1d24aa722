import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { loadConfig } from '#platform/config.ts';
import { systemContext } from '#platform/context.ts';
import { start } from '../../../main.ts';
import type { Bench } from '../bench.ts';
import { measureIntake } from '../intake-measure.ts';
import { median, rounded, withScratch } from '../scratch.ts';
import { codesDuringBulk } from './codes.ts';
import { registerCitizens } from './fill.ts';
import { addPastMessages } from './past.ts';
import { startCarrierProcess, startMailProcess } from './peers.ts';
import { drain, type Load, type Setting } from './setting.ts';

/** `SCALE=0.1 npm run bench -- notifications` is a short form, for a look. */
const SCALE = Number(process.env.SCALE ?? 1);
const scaled = (count: number) => Math.max(1_000, Math.round(count * SCALE));
const SUSTAINED = scaled(200_000);
const BULK = scaled(100_000);
const MAILS = scaled(40_000);
const PAST = scaled(10_000_000);
const GROWTH_ROUND = scaled(30_000);
const GROWTH_ROUNDS = 3;
const CITIZENS = 2_000;
const SINGLES = { total: scaled(12_000), perCall: 1, atOnce: 64 };
const BATCHES = { total: scaled(80_000), perCall: 1_000, atOnce: 4 };
const RAW_FOLDER = join('data', 'bench');

/**
 * Signed procedures from the outbox until the carrier's receipt is on record, over real SMPP; mails with DKIM; requests by
 * REST; codes while a backlog drains; and the first again with ten million messages present. Worker, carrier, mail server,
 * callers and database are processes of their own on this machine.
 */
export const benchNotifications: Bench = (tell) =>
  withScratch(async (folder) => {
    const lines: string[] = [];
    const say = (line: string) => {
      lines.push(line);
      tell(line);
    };
    const config = loadConfig({
      DATA_DIR: join(folder, 'data'),
      MODE: 'demo',
      LOG_LEVEL: 'error',
      ROLES: 'web',
      RATE_LIMITS: 'off',
      PORT: process.env.BENCH_PORT ?? '43117',
    });
    const carrier = await startCarrierProcess();
    const mail = await startMailProcess();
    const running = await start({ config, onProgress: () => undefined });
    const admin = new pg.Client(running.connection);
    await admin.connect();
    try {
      const ctx = systemContext(running.services, 'bench', 'bench');
      const setting: Setting = { admin, ctx, say, connection: running.connection, dataDir: config.dataDir };
      const sms: Load = {
        channel: 'sms',
        citizens: await registerCitizens(ctx, 'sms', CITIZENS),
        peer: { SMPP_URL: carrier.url },
      };
      const email: Load = {
        channel: 'email',
        citizens: await registerCitizens(ctx, 'email', CITIZENS / 4),
        peer: { SMTP_URL: mail.url, DKIM_SELECTOR: 'banco' },
      };
      say(
        `worker, database, carrier and mail server share this machine; ${SUSTAINED} signed procedures with an SMS each`,
      );
      const few = await drain(setting, sms, SUSTAINED);
      const codeMs = await codesDuringBulk(setting, sms, BULK);
      const mails = await drain(setting, email, MAILS);
      const intake = await measureIntake(running, { single: SINGLES, batch: BATCHES }, say);
      const before = await rounds(setting, sms);
      await addPastMessages(admin, sms.citizens, PAST, say);
      const after = await rounds(setting, sms);
      const figures = {
        sms_per_s: few.perSecond,
        email_dkim_per_s: mails.perSecond,
        rest_accept_per_s: intake.single.perSecond,
        batch_accept_per_s: intake.batch.perSecond,
        code_p99_ms_during_bulk: codeMs,
        growth_ratio: rounded(before / after),
        lost: await countLost(admin),
        peak_rss_mb: few.peakMb,
      };
      say(`raw results: ${keepRaw({ scale: SCALE, figures, sms: few, mails, intake, before, after, lines })}`);
      return figures;
    } finally {
      await admin.end();
      await running.stop();
      carrier.stop();
      mail.stop();
    }
  });

/** The usual rate of a few short runs. */
async function rounds(setting: Setting, load: Load): Promise<number> {
  const rates = [];
  for (let round = 0; round < GROWTH_ROUNDS; round++) rates.push((await drain(setting, load, GROWTH_ROUND)).perSecond);
  return median(rates);
}

/** Announced, and neither delivered (taken by the mail server) nor with another honest fate. */
async function countLost(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ lost: number }>(
    `select count(*)::int as lost from platform.outbox o where o.request_id = 'bench' and o.name = 'registry.procedure_signed.v1'
       and not exists (select from notifications.messages m where m.subject_type = 'procedure'
         and m.subject_id = split_part(o.entity, ':', 2)::uuid
         and (m.status = 'delivered' or m.channel = 'email' and m.status = 'submitted'))`,
  );
  return rows[0]?.lost ?? 0;
}

function keepRaw(result: object): string {
  mkdirSync(RAW_FOLDER, { recursive: true });
  const at = Temporal.Now.instant().toString({ smallestUnit: 'second' });
  const file = join(RAW_FOLDER, `notifications-${at.replaceAll(':', '')}.json`);
  writeFileSync(file, `${JSON.stringify({ at, ...result }, undefined, 2)}\n`);
  return file;
}
