import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedServer } from '#platform/db/embedded/index.ts';
import type { Installation } from './installation.ts';
import { compareWithTelephones, Signings, type Told } from './signings.ts';

export interface KillReport extends Told {
  readonly kills: number;
}

/** So that a slow machine has something to lose at each kill too. */
const LEAST_PER_KILL = 3;
const LONGEST_START_MS = 30_000;

/**
 * A stream of signings runs in this process; a worker process sends their notices over real SMPP to a carrier in this
 * process, which counts. Worker and database are killed with kill -9 in turn. The carrier is the independent oracle:
 * each committed signing must have reached it, at least once.
 */
export async function killDuringSignings(
  { ctx, server, worker, arrived }: Installation,
  kills: number,
  say: (line: string) => void,
  minutes = Infinity,
): Promise<KillReport> {
  const signings = new Signings(ctx);
  const stream = signings.run();
  const end = performance.now() + minutes * 60_000;
  let seen = 0;
  let kill = 1;
  for (; kill <= kills && performance.now() < end; kill++) {
    // A worker needs about a second to start: some kills hit the start, most the sending.
    await sleep(600 + Math.random() * 2_000);
    await signings.atLeast(kill * LEAST_PER_KILL);
    // On a busy machine a start takes longer than that: a worker that never sends would have nothing to lose.
    if (kill % 3 !== 0) await moreThan(arrived, seen);
    // At the first arrival most of a batch has left and nothing of it is on record: the worst moment, and not the only one.
    if (kill % 3 === 2) await sleep(Math.random() * 600);
    seen = arrived.length;
    if (kill % 4 === 0) await killDatabase(server);
    else worker.kill();
    if (kill % 20 === 0)
      say(`${kill} kills, ${signings.folios.size} procedures signed, ${arrived.length} messages arrived`);
  }
  signings.stop();
  await stream;
  return { kills: kill - 1, ...(await compareWithTelephones(ctx, arrived, signings)) };
}

async function moreThan(arrived: readonly string[], seen: number): Promise<void> {
  const end = performance.now() + LONGEST_START_MS;
  while (arrived.length <= seen && performance.now() < end) await sleep(10);
}

async function killDatabase(server: EmbeddedServer): Promise<void> {
  for (const pid of [server.pid, ...childrenOf(server.pid)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
  await sleep(500);
}

/** Empty while the server is being started again. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number).filter(Boolean);
  } catch {
    return [];
  }
}
