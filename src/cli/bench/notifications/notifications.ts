import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { loadConfig } from '#platform/config.ts';
import { systemContext, type Ctx } from '#platform/context.ts';
import { clientConfig, type ConnectionConfig } from '#platform/db/pool.ts';
import { startVerification } from '#modules/people/index.ts';
import { start } from '../../../main.ts';
import type { Bench } from '../bench.ts';
import { median, rounded, startProgram, withScratch, type Started } from '../scratch.ts';
import { addPastMessages, announceSignings, registerCitizens, type Citizens } from './fill.ts';
import { startCarrierProcess, usage } from './peers.ts';

/** `SCALE=0.1 npm run bench -- notifications` is a short form, for a look. */
const SCALE = Number(process.env.SCALE ?? 1);
const SUSTAINED = Math.round(200_000 * SCALE);
const BULK = Math.round(100_000 * SCALE);
const PAST = Math.round(10_000_000 * SCALE);
const GROWTH_ROUND = Math.round(30_000 * SCALE);
const CITIZENS = 2_000;
const CODES_PER_SECOND = 5;

/**
 * Signed procedures from the outbox until the carrier's receipt is on record: worker, database and carrier in processes of
 * their own on this machine, over real SMPP. Then codes while a backlog drains, and the first again with ten million
 * messages present.
 */
export const benchNotifications: Bench = (say) =>
  withScratch(async (folder) => {
    const config = loadConfig({
      DATA_DIR: join(folder, 'data'),
      MODE: 'demo',
      LOG_LEVEL: 'error',
      ROLES: 'web',
      RATE_LIMITS: 'off',
      PORT: '0',
    });
    const carrier = await startCarrierProcess();
    const running = await start({ config, onProgress: () => undefined });
    const admin = new pg.Client(running.connection);
    await admin.connect();
    const worker = () =>
      startProgram(config.dataDir, {
        ROLES: 'worker',
        DATABASE_URL: addressOf(running.connection),
        SMPP_URL: carrier.url,
        LOG_LEVEL: 'error',
      });
    try {
      const ctx = systemContext(running.services, 'bench', 'bench');
      const citizens = await registerCitizens(ctx, 'sms', CITIZENS);
      const bench: Setting = { admin, ctx, citizens, worker, say };
      say(
        `the worker, the database and the carrier share this machine; ${SUSTAINED} signed procedures with one SMS each`,
      );
      const few = await drain(bench, SUSTAINED);
      const codeMs = await codesDuringBulk(bench, BULK);
      const before = await growthRound(bench);
      await addPastMessages(admin, citizens, PAST, say);
      const after = await growthRound(bench);
      const lost = await countLost(admin);
      return {
        sms_per_s: few.perSecond,
        cpu_ms_per_sms: few.cpuMs,
        code_p99_ms_during_bulk: codeMs,
        growth_ratio: rounded(before / after),
        lost,
        peak_rss_mb: few.peakMb,
      };
    } finally {
      await admin.end();
      await running.stop();
      carrier.stop();
    }
  });

interface Setting {
  readonly admin: pg.Client;
  readonly ctx: Ctx;
  readonly citizens: Citizens;
  readonly worker: () => Promise<Started>;
  readonly say: (line: string) => void;
}

interface Drained {
  readonly perSecond: number;
  /** Of the worker, without database and carrier. */
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** From the outbox until all are delivered. */
async function drain({ admin, citizens, worker, say }: Setting, count: number): Promise<Drained> {
  const first = await settled(admin, citizens);
  await announceSignings(admin, citizens, count);
  const process = await worker();
  try {
    while ((await settled(admin, citizens)) === first) await sleep(5);
    const began = performance.now();
    const already = (await settled(admin, citizens)) - first;
    let done = already;
    let half = 0;
    for (let tick = 1; done < count; tick++) {
      await sleep(1_000);
      done = (await settled(admin, citizens)) - first;
      const { nowMb } = usage(process.process);
      if (half === 0 && done > count / 2) half = nowMb;
      if (tick % 10 === 0)
        say(`${done} delivered, ${Math.round((done * 1000) / (performance.now() - began))}/s, ${nowMb} MB`);
    }
    const seconds = (performance.now() - began) / 1_000;
    const { peakMb, nowMb, cpuSeconds } = usage(process.process);
    const perSecond = Math.round((count - already) / seconds);
    const cpuMs = rounded((cpuSeconds * 1_000) / count, 3);
    say(
      `${count} delivered at ${perSecond}/s, ${cpuMs} ms CPU of the worker each; memory ${half} MB at half, ${nowMb} MB at the end`,
    );
    return { perSecond, cpuMs, peakMb };
  } finally {
    await process.stop();
  }
}

async function growthRound(bench: Setting): Promise<number> {
  const rates = [];
  for (let round = 0; round < 3; round++) rates.push((await drain(bench, GROWTH_ROUND)).perSecond);
  return median(rates);
}

/** p99 in milliseconds from the request for a code to the carrier's yes, while a backlog of notices leaves. */
async function codesDuringBulk({ admin, ctx, citizens, worker, say }: Setting, count: number): Promise<number> {
  const first = await settled(admin, citizens);
  await announceSignings(admin, citizens, count);
  const process = await worker();
  try {
    while ((await settled(admin, citizens)) === first) await sleep(5);
    for (let code = 0; (await settled(admin, citizens)) - first < count; code++) {
      const personId = citizens.ids[code % citizens.ids.length] ?? '';
      const address = `+52722${String(code).padStart(6, '0')}7`;
      await startVerification(ctx, { personId, channel: 'sms', address });
      await sleep(1_000 / CODES_PER_SECOND);
    }
    await sleep(2_000);
  } finally {
    await process.stop();
  }
  const { rows } = await admin.query<{ codes: number; p50: number; p99: number; waiting: number }>(
    `select count(*)::int as codes, count(*) filter (where m.accepted_at is null)::int as waiting,
       percentile_cont(0.5) within group (order by extract(epoch from m.accepted_at - o.occurred_at)) * 1000 as p50,
       percentile_cont(0.99) within group (order by extract(epoch from m.accepted_at - o.occurred_at)) * 1000 as p99
     from notifications.messages m join platform.outbox o on o.entity = 'verification:' || m.subject_id
     where m.subject_type = 'verification'`,
  );
  const { codes = 0, p50 = 0, p99 = 0, waiting = 0 } = rows[0] ?? {};
  say(
    `${codes} codes during the backlog: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${waiting} still waiting`,
  );
  return Math.round(p99);
}

/** Notices delivered today. */
async function settled(admin: pg.Client, { agencyId }: Citizens): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `select count(*)::int as count from notifications.messages
     where agency_id = $1 and created_at > now() - interval '1 day' and lane = 2 and status = 'delivered'`,
    [agencyId],
  );
  return rows[0]?.count ?? 0;
}

/** Announced, and neither delivered nor with another honest fate. */
async function countLost(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ lost: number }>(
    `select count(*)::int as lost from platform.outbox o where o.request_id = 'bench' and o.name = 'registry.procedure_signed.v1'
       and not exists (select from notifications.messages m where m.subject_type = 'procedure'
         and m.subject_id = split_part(o.entity, ':', 2)::uuid and m.status = 'delivered')`,
  );
  return rows[0]?.lost ?? 0;
}

function addressOf(connection: ConnectionConfig): string {
  const { host, port, user, password, database } = clientConfig(connection, {
    applicationName: 'bench',
    statementTimeoutMs: 0,
  });
  const secret = encodeURIComponent(String(password));
  return `postgres://${user}:${secret}@${host}:${port}/${database}`;
}
