import type { Ctx } from '#platform/context.ts';

export interface Factor {
  readonly login: string;
  /** The sealed secret; null until one was registered. */
  readonly sealed: string | null;
  readonly agencyId: string;
}

export function getFactor(ctx: Ctx, accountId: string): Promise<Factor> {
  return ctx.db.k
    .selectFrom('staff.accounts')
    .select(['login', 'totp_sealed as sealed', 'agency_id as agencyId'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
}

/** Keeps the first second factor of an account; one that is there stays. */
export async function storeFactor(tx: Ctx, accountId: string, sealed: string, counter: number): Promise<void> {
  await tx.db.k
    .updateTable('staff.accounts')
    .set({ totp_sealed: sealed, totp_last_counter: String(counter) })
    .where('id', '=', accountId)
    .where('totp_sealed', 'is', null)
    .execute();
}

/** Uses up the code of this counter; false if it, or a later one, was used before. */
export async function useCounter(tx: Ctx, accountId: string, counter: number): Promise<boolean> {
  const used = await tx.db.k
    .updateTable('staff.accounts')
    .set({ totp_last_counter: String(counter) })
    .where('id', '=', accountId)
    .where('totp_last_counter', '<', String(counter))
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}
