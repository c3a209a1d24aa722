import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from './installation.ts';
import { balanceBooks, Notices, type Books } from './notices.ts';
import { patiently } from './patiently.ts';

export interface SenderReport extends Books {
  readonly kills: number;
}

const PER_SECOND = 50;
const LONGEST_START_MS = 30_000;

/**
 * The sender is killed with kill -9 at random under 50 SMS a second (docs/acceptance/notifications.md, 3). Numbers of
 * which some are refused, unknown, out of time or silent, and codes among them: the books must be right about each.
 */
export async function killSenders(
  { ctx, worker, log }: Installation,
  kills: number,
  say: (line: string) => void,
  minutes = Infinity,
): Promise<SenderReport> {
  const notices = new Notices(ctx);
  const stream = notices.run(PER_SECOND);
  const end = performance.now() + minutes * 60_000;
  let kill = 1;
  for (; kill <= kills && performance.now() < end; kill++) {
    const seen = log.taken;
    // Two of three die while they send, the third wherever it is, its start included.
    if (kill % 3 !== 0) await log.moreThan(seen, LONGEST_START_MS);
    await sleep(Math.random() * 1_000);
    worker.kill();
    if (kill % 20 === 0) say(`${kill} kills, ${notices.queued.size} notices, ${log.taken} at the carrier`);
  }
  notices.stop();
  await stream;
  return { kills: kill - 1, ...(await balanceBooks(ctx, notices, log, say)) };
}

export interface StopReport extends Books {
  readonly stops: number;
  /** Stops that did not end with 0, or left a message half sent. Must be 0. */
  readonly unclean: number;
}

/** The sender is told to end (SIGTERM) again and again under the same load: it finishes what it has in hand. */
export async function stopSenders({ ctx, worker, log }: Installation, stops: number): Promise<StopReport> {
  const notices = new Notices(ctx);
  const stream = notices.run(PER_SECOND);
  let unclean = 0;
  for (let stop = 1; stop <= stops; stop++) {
    await log.moreThan(log.taken, LONGEST_START_MS);
    await sleep(Math.random() * 1_000);
    const how = await worker.terminate();
    const [row] = await patiently<{ half: number }>(
      ctx,
      `select count(*)::int as half from notifications.messages where status = 'sending'`,
    );
    if (how !== 0 || row?.half !== 0) unclean += 1;
    worker.start();
  }
  notices.stop();
  await stream;
  return { stops, unclean, ...(await balanceBooks(ctx, notices, log)) };
}
