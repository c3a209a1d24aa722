import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Ctx } from '#platform/context.ts';
import { clientConfig, type ConnectionConfig } from '#platform/db/pool.ts';
import type { Channel } from '#modules/people/index.ts';
import { rounded, startProgram } from '../scratch.ts';
import { announceSignings, type Citizens } from './fill.ts';
import { usage } from './peers.ts';

/** What all phases share. */
export interface Setting {
  readonly admin: pg.Client;
  readonly ctx: Ctx;
  readonly say: (line: string) => void;
  readonly connection: ConnectionConfig;
  readonly dataDir: string;
}

export interface Drained {
  readonly perSecond: number;
  /** Of the worker, without database and peers. */
  readonly cpuMs: number;
  readonly halfMb: number;
  readonly endMb: number;
  readonly peakMb: number;
}

/** One kind of notices: to whom, and the environment of the worker that sends them. */
export interface Load {
  readonly channel: Channel;
  readonly citizens: Citizens;
  readonly peer: Readonly<Record<string, string>>;
}

export const startWorker = ({ connection, dataDir }: Setting, peer: Load['peer']) =>
  startProgram(dataDir, { ROLES: 'worker', DATABASE_URL: addressOf(connection), LOG_LEVEL: 'error', ...peer });

/** From the outbox until all are delivered; mails until the mail server has taken them, for it reports no more. */
export async function drain(setting: Setting, load: Load, count: number): Promise<Drained> {
  const { admin, say } = setting;
  const done = await progress(admin, load.channel);
  await announceSignings(admin, load.citizens, count);
  const worker = await startWorker(setting, load.peer);
  try {
    while ((await done()) === 0) await sleep(5);
    const began = performance.now();
    const startCpu = usage(worker.process).cpuSeconds;
    const already = await done();
    let now = already;
    let halfMb = 0;
    for (let tick = 1; now < count; tick++) {
      await sleep(500);
      now = await done();
      const { nowMb } = usage(worker.process);
      if (halfMb === 0 && now > count / 2) halfMb = nowMb;
      if (tick % 20 === 0) say(`  ${now} at ${Math.round((now * 1000) / (performance.now() - began))}/s, ${nowMb} MB`);
    }
    const seconds = (performance.now() - began) / 1_000;
    const { peakMb, nowMb, cpuSeconds } = usage(worker.process);
    const perSecond = Math.round((now - already) / seconds);
    const cpuMs = rounded(((cpuSeconds - startCpu) * 1_000) / (now - already), 3);
    say(
      `${count} ${load.channel} at ${perSecond}/s, ${cpuMs} ms CPU of the worker each; ${halfMb} MB at half, ${nowMb} MB at the end`,
    );
    return { perSecond, cpuMs, halfMb, endMb: nowMb, peakMb };
  } finally {
    await worker.stop();
  }
}

/** How many notices of a channel ended well from now on; from the tallies, for to count messages is work for the measured. */
export async function progress(admin: pg.Client, channel: Channel): Promise<() => Promise<number>> {
  const column = channel === 'sms' ? 'delivered' : 'taken';
  const count = async () => {
    const { rows } = await admin.query<{ count: number }>(
      `select coalesce(sum(${column}), 0)::int as count from notifications.carrier_minutes where (carrier = 'smtp') = ($1 = 'email')`,
      [channel],
    );
    return rows[0]?.count ?? 0;
  };
  const before = await count();
  return async () => (await count()) - before;
}

function addressOf(connection: ConnectionConfig): string {
  const { host, port, user, password, database } = clientConfig(connection, {
    applicationName: 'bench',
    statementTimeoutMs: 0,
  });
  const secret = encodeURIComponent(String(password));
  return `postgres://${user}:${secret}@${host}:${port}/${database}`;
}
