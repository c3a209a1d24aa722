import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';

export interface Passkey {
  readonly id: string;
  readonly accountId: string;
  readonly credentialId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: Temporal.Instant;
  readonly usedAt: Temporal.Instant | null;
}

function passkeys(ctx: Ctx) {
  return ctx.db.k
    .selectFrom('staff.passkeys')
    .select([
      'id',
      'account_id as accountId',
      'credential_id as credentialId',
      'public_key as publicKey',
      'counter',
      'transports',
      'name',
      'created_at as createdAt',
      'used_at as usedAt',
    ]);
}

const typed = (row: Omit<Passkey, 'counter'> & { counter: string }): Passkey => ({
  ...row,
  counter: Number(row.counter),
});

export async function listPasskeys(ctx: Ctx, accountId: string): Promise<Passkey[]> {
  const rows = await passkeys(ctx).where('account_id', '=', accountId).orderBy('created_at').orderBy('id').execute();
  return rows.map(typed);
}

export async function findPasskey(ctx: Ctx, credentialId: string): Promise<Passkey | undefined> {
  const row = await passkeys(ctx).where('credential_id', '=', credentialId).executeTakeFirst();
  return row && typed(row);
}

export async function insertPasskey(
  tx: Ctx,
  passkey: {
    agencyId: string;
    accountId: string;
    credentialId: string;
    publicKey: string;
    counter: number;
    transports: readonly string[];
    name: string;
  },
): Promise<void> {
  await tx.db.k
    .insertInto('staff.passkeys')
    .values({
      id: newId(),
      agency_id: passkey.agencyId,
      account_id: passkey.accountId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: String(passkey.counter),
      transports: [...passkey.transports],
      name: passkey.name,
      created_at: tx.clock.now(),
    })
    .execute();
}

/** Notes a use. False if a later one was noted already: somebody has a copy of the key (WebAuthn 6.1.1). */
export async function usePasskey(tx: Ctx, id: string, counter: number): Promise<boolean> {
  const used = await tx.db.k
    .updateTable('staff.passkeys')
    .set({ counter: String(counter), used_at: tx.clock.now() })
    .where('id', '=', id)
    .where((row) =>
      row.or([row('counter', '<', String(counter)), row.and([row('counter', '=', '0'), row.val(counter === 0)])]),
    )
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

export async function deletePasskey(tx: Ctx, accountId: string, id: string): Promise<boolean> {
  const gone = await tx.db.k
    .deleteFrom('staff.passkeys')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export interface Challenge {
  readonly challenge: string;
  readonly purpose: 'register' | 'check';
  /** Null for a log-in, where nobody is known yet. */
  readonly sessionId: string | null;
}

/** Keeps a challenge until `expiresAt`, and sweeps out the old ones. */
export async function keepChallenge(ctx: Ctx, one: Challenge, expiresAt: Temporal.Instant): Promise<void> {
  await ctx.db.k.deleteFrom('staff.passkey_challenges').where('expires_at', '<', ctx.clock.now()).execute();
  await ctx.db.k
    .insertInto('staff.passkey_challenges')
    .values({ challenge: one.challenge, purpose: one.purpose, session_id: one.sessionId, expires_at: expiresAt })
    .execute();
}

/** Takes a challenge away; false if it was never given for this, was taken before or is too old. */
export async function takeChallenge(ctx: Ctx, one: Challenge): Promise<boolean> {
  const taken = await ctx.db.k
    .deleteFrom('staff.passkey_challenges')
    .where('challenge', '=', one.challenge)
    .where('purpose', '=', one.purpose)
    .where('session_id', 'is not distinct from', one.sessionId)
    .where('expires_at', '>', ctx.clock.now())
    .executeTakeFirst();
  return taken.numDeletedRows > 0n;
}
