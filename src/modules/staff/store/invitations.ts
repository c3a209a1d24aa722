import { createHash, randomBytes } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Makes a token for the account; earlier ones that nobody used are void. */
export async function insertInvitation(
  tx: Ctx,
  account: { id: string; agencyId: string },
  expiresAt: Temporal.Instant,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await tx.db.k
    .deleteFrom('staff.invitations')
    .where('account_id', '=', account.id)
    .where('used_at', 'is', null)
    .execute();
  await tx.db.k
    .insertInto('staff.invitations')
    .values({
      token_hash: hashOf(token),
      agency_id: account.agencyId,
      account_id: account.id,
      made_at: tx.clock.now(),
      expires_at: expiresAt,
    })
    .execute();
  return token;
}

export interface Invited {
  readonly accountId: string;
  readonly agencyId: string;
  readonly login: string;
  readonly name: string;
}

/** Whom an open invitation is for. Undefined if it was used, has expired, never was, or the account is shut. */
export function findInvited(ctx: Ctx, token: string): Promise<Invited | undefined> {
  return ctx.db.k
    .selectFrom('staff.invitations as i')
    .innerJoin('staff.accounts as a', 'a.id', 'i.account_id')
    .select(['a.id as accountId', 'a.agency_id as agencyId', 'a.login', 'a.name'])
    .where('i.token_hash', '=', hashOf(token))
    .where('i.used_at', 'is', null)
    .where('i.expires_at', '>', ctx.clock.now())
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
}

/** Uses the invitation up; false if it was used or has expired. */
export async function useInvitation(tx: Ctx, token: string): Promise<boolean> {
  const used = await tx.db.k
    .updateTable('staff.invitations')
    .set({ used_at: tx.clock.now() })
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', tx.clock.now())
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

/** Erases what expired before this instant. Returns how many. */
export async function forgetInvitations(ctx: Ctx, before: Temporal.Instant): Promise<number> {
  const gone = await ctx.db.k.deleteFrom('staff.invitations').where('expires_at', '<', before).executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Voids what nobody used. */
export async function voidInvitations(tx: Ctx, accountId: string): Promise<void> {
  await tx.db.k
    .deleteFrom('staff.invitations')
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute();
}
