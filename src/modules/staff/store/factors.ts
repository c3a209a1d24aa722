import type { Ctx } from '#platform/context.ts';

/** What an account can show as a second factor. */
export interface Factors {
  readonly login: string;
  readonly agencyId: string;
  /** The sealed TOTP secret; null until one was registered. */
  readonly sealed: string | null;
  readonly passkeys: number;
  readonly recoveryCodes: number;
}

export async function getFactors(ctx: Ctx, accountId: string): Promise<Factors> {
  const [row] = await ctx.db.sql<Factors>(
    `select a.login, a.agency_id as "agencyId", a.totp_sealed as sealed,
       (select count(*)::int from staff.passkeys p where p.account_id = a.id) as passkeys,
       (select count(*)::int from staff.recovery_codes r where r.account_id = a.id and r.used_at is null) as "recoveryCodes"
     from staff.accounts a where a.id = $1`,
    [accountId],
  );
  if (!row) throw new Error(`there is no account ${accountId}`);
  return row;
}

/** What an account can show, held until the transaction ends: of two that each drop a factor, one finds it the last. */
export async function lockFactors(tx: Ctx, accountId: string): Promise<Factors> {
  await tx.db.sql('select id from staff.accounts where id = $1 for no key update', [accountId]);
  return getFactors(tx, accountId);
}

/** Takes the place of `previous` (null: there was none); false if somebody changed it meanwhile. */
export async function storeTotp(
  tx: Ctx,
  accountId: string,
  next: { sealed: string; counter: number; previous: string | null },
): Promise<boolean> {
  const stored = await tx.db.k
    .updateTable('staff.accounts')
    .set({ totp_sealed: next.sealed, totp_last_counter: String(next.counter) })
    .where('id', '=', accountId)
    .where('totp_sealed', 'is not distinct from', next.previous)
    .executeTakeFirst();
  return stored.numUpdatedRows > 0n;
}

export async function removeTotp(tx: Ctx, accountId: string): Promise<void> {
  await tx.db.k
    .updateTable('staff.accounts')
    .set({ totp_sealed: null, totp_last_counter: '0' })
    .where('id', '=', accountId)
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

/** Puts new recovery codes in the place of all earlier ones. */
export async function storeRecoveryCodes(
  tx: Ctx,
  account: { id: string; agencyId: string },
  hashes: readonly string[],
): Promise<void> {
  await tx.db.k.deleteFrom('staff.recovery_codes').where('account_id', '=', account.id).execute();
  if (hashes.length === 0) return;
  const now = tx.clock.now();
  await tx.db.k
    .insertInto('staff.recovery_codes')
    .values(
      hashes.map((hash) => ({ account_id: account.id, code_hash: hash, agency_id: account.agencyId, made_at: now })),
    )
    .execute();
}

/** False if there is no such code or it was used before. */
export async function useRecoveryHash(tx: Ctx, accountId: string, hash: string): Promise<boolean> {
  const used = await tx.db.k
    .updateTable('staff.recovery_codes')
    .set({ used_at: tx.clock.now() })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

/** Everything that counts as a second factor is gone: the next log-in registers a new one. */
export async function forgetFactors(tx: Ctx, account: { id: string; agencyId: string }): Promise<void> {
  await removeTotp(tx, account.id);
  await storeRecoveryCodes(tx, account, []);
  await tx.db.k.deleteFrom('staff.passkeys').where('account_id', '=', account.id).execute();
}
