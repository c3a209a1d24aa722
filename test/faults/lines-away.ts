import { setTimeout as sleep } from 'node:timers/promises';
import { withInstallation, type Installation } from './installation.ts';
import { compareWithTelephones, Signings, type Told } from './signings.ts';

export interface AwayReport extends Told {
  readonly away_s: number;
  /** Tries of the stream that were refused meanwhile. */
  readonly refused: number;
  /** From the return of the line to the first signing and the first message after it. */
  readonly back_after_ms: number;
  /** The worker must live through it. Must be 0. */
  readonly worker_ends: number;
  readonly last_words: readonly string[];
}

export interface DatabaseAwayReport extends AwayReport {
  /** What `/readyz` said while the database was away. */
  readonly readyz: readonly number[];
  /** Pages that were asked for meanwhile: which status, and the longest wait for one. */
  readonly pages: readonly number[];
  readonly slowest_page_ms: number;
}

const HEALTHY_SIGNINGS = 10;

/** The way to the database is refused and cut, then silent (half-open), `seconds` in all. */
export function databaseAway(seconds: number): Promise<DatabaseAwayReport> {
  return withInstallation(async (installation) => {
    const { databaseLine, address } = installation;
    const statuses = { ready: new Set<number>(), page: new Set<number>() };
    let slowest = 0;
    const back = new AbortController();
    const ask = async (path: string, into: Set<number>) => {
      const began = performance.now();
      const answer = await fetch(address + path, { signal: AbortSignal.timeout(30_000) });
      await answer.arrayBuffer();
      if (!back.signal.aborted) into.add(answer.status);
      slowest = Math.max(slowest, performance.now() - began);
    };
    const look = async () => {
      while (!back.signal.aborted) {
        await Promise.all([ask('/readyz', statuses.ready), ask('/tramites', statuses.page), ask('/livez', new Set())]);
        await sleep(500);
      }
    };
    const report = await outage(installation, seconds, async () => {
      databaseLine.set({ refuse: true });
      databaseLine.cut();
      await sleep(300);
      const looking = look();
      await sleep(seconds * 600);
      databaseLine.set({ halfOpen: true });
      await sleep(seconds * 400);
      back.abort();
      databaseLine.set({});
      databaseLine.cut();
      await looking;
    });
    const { ready, page } = statuses;
    return { ...report, readyz: [...ready], pages: [...page], slowest_page_ms: Math.round(slowest) };
  });
}

/** The way to the carrier is refused and cut, then silent, then hardly passable, `seconds` in all. */
export function carrierAway(seconds: number): Promise<AwayReport> {
  // As in production, doubt lasts longer than a carrier usually takes to answer: late answers settle it without a copy.
  const options = { leaseSeconds: 20, uncertainSeconds: 45 };
  return withInstallation((installation) => {
    const { carrierLine } = installation;
    return outage(installation, seconds, async () => {
      carrierLine.set({ refuse: true });
      carrierLine.cut();
      await sleep(seconds * 500);
      carrierLine.set({});
      await sleep(1_000);
      carrierLine.set({ halfOpen: true });
      await sleep(seconds * 250);
      carrierLine.set({ bytesPerSecond: 3_000, delayMs: 200 });
      await sleep(seconds * 250);
      carrierLine.set({});
    });
  }, options);
}

async function outage(installation: Installation, seconds: number, fail: () => Promise<void>): Promise<AwayReport> {
  const { ctx, worker, arrived } = installation;
  const signings = new Signings(ctx);
  const stream = signings.run(100);
  await signings.atLeast(HEALTHY_SIGNINGS);
  await until(() => arrived.length > 0);
  await fail();
  const before = { signed: signings.folios.size, arrived: arrived.length };
  const began = performance.now();
  await until(() => signings.folios.size > before.signed && arrived.length > before.arrived);
  const back = performance.now() - began;
  await signings.atLeast(before.signed + HEALTHY_SIGNINGS);
  signings.stop();
  await stream;
  return {
    away_s: seconds,
    ...(await compareWithTelephones(ctx, arrived, signings)),
    refused: signings.failed,
    back_after_ms: Math.round(back),
    worker_ends: worker.ownEnds,
    last_words: worker.lastWords,
  };
}

/** Two minutes at most: what takes longer is reported as it stands. */
async function until(look: () => boolean): Promise<void> {
  const end = performance.now() + 120_000;
  while (!look() && performance.now() < end) await sleep(20);
}
