import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Db } from './db.ts';

/** The one adapter that uses advisory locks (`npm run check`, rule 12). */
function lockKey(name: string): string {
  return createHash('sha256').update(`ventanilla:${name}`).digest().readBigInt64BE().toString();
}

/** Runs `work` while this connection holds the named lock; waits for it. Not through a transaction-mode pooler. */
export async function withSessionLock<T>(client: pg.Client, name: string, work: () => Promise<T>): Promise<T> {
  await client.query('select pg_advisory_lock($1)', [lockKey(name)]);
  try {
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey(name)]);
  }
}

/** Takes the named lock until the transaction ends; false if another holds it. */
export async function tryTransactionLock(tx: Db, name: string): Promise<boolean> {
  const [row] = await tx.named<{ held: boolean }>('lock_try', 'select pg_try_advisory_xact_lock($1) as held', [
    lockKey(name),
  ]);
  return row?.held ?? false;
}

/** Takes the named lock until the transaction ends, waiting for it. */
export async function transactionLock(tx: Db, name: string): Promise<void> {
  await tx.named('lock_wait', 'select pg_advisory_xact_lock($1)', [lockKey(name)]);
}
