import { setTimeout as pause } from 'node:timers/promises';
import type { CheckpointKey } from '#platform/audit/chain.ts';
import type { Ctx } from '#platform/context.ts';
import { tryTransactionLock } from '#platform/db/lock.ts';
import { blockHash, leafHash, rootOf } from '../evidence/tree.ts';
import { insertBlock, lastBlock, readUnsealed } from '../store/evidence-blocks.ts';

const MOST_ROWS = 1_000;
const PAUSE_MS = 1_000;

/** Seals the next committed rows as one block. Returns how many; 0 when there are none, or another node is at it. */
export function sealEvidence(ctx: Ctx, key: CheckpointKey): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    if (!(await tryTransactionLock(tx, 'notifications:seal'))) return 0;
    const leaves = await readUnsealed(tx, MOST_ROWS);
    const last = leaves.at(-1);
    if (!last) return 0;
    const before = await lastBlock(tx);
    const number = (before?.number ?? 0) + 1;
    const root = rootOf(leaves.map(({ content }) => leafHash(content))).toString('hex');
    const hash = blockHash(before?.hash ?? '', number, leaves.length, root);
    const block = { number, rows: leaves.length, root, hash, sealedAt: ctx.clock.now(), signature: key.signText(hash) };
    await insertBlock(tx, block, last);
    return leaves.length;
  });
}

/** Keeps sealing until stopped. Runs on every worker node; one works at a time. */
export function startEvidenceSealer(ctx: Ctx, key: CheckpointKey): () => Promise<void> {
  const stopping = new AbortController();
  const work = async () => {
    while (!stopping.signal.aborted) {
      const sealed = await sealEvidence(ctx, key).catch((error: unknown) => {
        ctx.log.warn({ err: error }, 'the evidence waits for its seal');
        return 0;
      });
      // A block every second at the most while little happens, whole ones while much does.
      if (sealed < MOST_ROWS) await pause(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = work();
  return async () => {
    stopping.abort();
    await running;
  };
}
