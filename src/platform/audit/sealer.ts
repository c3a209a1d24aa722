import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Ctx } from '../context.ts';
import { insertCheckpoint, insertLinks, lastCheckpoint, lockSealer, readUnsealed } from '../db/audit-links.ts';
import { tryTransactionLock } from '../db/lock.ts';
import { linkHash, type Checkpoint, type CheckpointKey } from './chain.ts';

/** Copies of the checkpoints, below the data folder. */
export const CHECKPOINT_FILE = 'audit-checkpoints.jsonl';

const BATCH = 1_000;
const PAUSE_MS = 1_000;
const CHECKPOINT_ROWS = 1_000;
const CHECKPOINT_MINUTES = 5;

/** Links the next committed audit rows. Returns how many; 0 when there are none, or another node is at it. */
export function sealNext(ctx: Ctx): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    if (!(await tryTransactionLock(tx, 'audit:seal'))) return 0;
    const state = await lockSealer(tx);
    const entries = await readUnsealed(tx, BATCH);
    const last = entries.at(-1);
    if (!last) return 0;
    let { hash } = state;
    let sequence = Number(state.sequence);
    const links = entries.map((entry) => {
      hash = linkHash(hash, entry.content);
      sequence += 1;
      return { sequence, entryId: entry.id, hash };
    });
    await insertLinks(tx, links, last);
    return links.length;
  });
}

/** Signs the state of the chain if enough has happened since the last time. */
export async function checkpointIfDue(ctx: Ctx, key: CheckpointKey): Promise<Checkpoint | undefined> {
  return ctx.db.transaction(async (tx) => {
    if (!(await tryTransactionLock(tx, 'audit:seal'))) return undefined;
    const { sequence, hash } = await lockSealer(tx);
    const last = await lastCheckpoint(tx);
    const rows = Number(sequence) - Number(last?.sequence ?? 0);
    const now = ctx.clock.now();
    const minutes = last ? now.since(last.madeAt).total('minutes') : Infinity;
    if (rows === 0 || (rows < CHECKPOINT_ROWS && minutes < CHECKPOINT_MINUTES)) return undefined;
    // PostgreSQL keeps microseconds: what is signed must be what is read back.
    const madeAt = now.round('microsecond').toString();
    const checkpoint = key.sign({ sequence: Number(sequence), hash, madeAt });
    await insertCheckpoint(tx, checkpoint);
    return checkpoint;
  });
}

export interface SealerOptions {
  readonly key: CheckpointKey;
  /** Where copies of the checkpoints go, one JSON line each: outside the database. */
  readonly file: string;
}

/** Keeps linking and signing until stopped. Runs on every worker node; one works at a time. */
export function startSealer(ctx: Ctx, { key, file }: SealerOptions): () => Promise<void> {
  const stopping = new AbortController();
  const work = async () => {
    while (!stopping.signal.aborted) {
      const linked = await round().catch((error: unknown) => {
        ctx.log.warn({ err: error }, 'the audit log waits for its seal');
        return 0;
      });
      if (linked < BATCH) await pause(stopping.signal);
    }
  };
  const round = async () => {
    const linked = await sealNext(ctx);
    const checkpoint = await checkpointIfDue(ctx, key);
    if (checkpoint) {
      await mkdir(dirname(file), { recursive: true });
      await appendFile(file, `${JSON.stringify(checkpoint)}\n`, { flush: true, mode: 0o600 });
    }
    return linked;
  };
  const running = work();
  return async () => {
    stopping.abort();
    await running;
  };
}

function pause(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PAUSE_MS);
  signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  return promise;
}
