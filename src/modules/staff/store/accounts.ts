import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';

export interface NewAccount {
  agencyId: string;
  login: string;
  name: string;
  passwordHash: string | null;
  /** Marks an invented person of the demonstration. */
  persona: string | null;
}

export async function insertAccount(tx: Ctx, account: NewAccount): Promise<string> {
  const id = newId();
  await tx.db.k
    .insertInto('staff.accounts')
    .values({
      id,
      agency_id: account.agencyId,
      login: account.login,
      name: account.name,
      password_hash: account.passwordHash,
      persona: account.persona,
      created_at: tx.clock.now(),
    })
    .execute();
  return id;
}

export interface Persona {
  readonly id: string;
  readonly agencyId: string;
  readonly persona: string;
  readonly name: string;
  readonly post: string;
  readonly unit: string;
}

/** The invented people of the demonstration, with their posts. */
export function listPersonas(ctx: Ctx): Promise<Persona[]> {
  return ctx.db.k
    .selectFrom('staff.accounts as a')
    .innerJoin('agencies.public_post_grants as g', 'g.staff_id', 'a.id')
    .innerJoin('agencies.public_units as u', 'u.id', 'g.unit_id')
    .select(['a.id', 'a.agency_id as agencyId', 'a.persona', 'a.name', 'g.title as post', 'u.name as unit'])
    .where('a.persona', 'is not', null)
    .orderBy('a.created_at')
    .orderBy('a.id')
    .$narrowType<{ persona: string }>()
    .execute();
}

/** Changes an active account and ends its sessions. Undefined if there is none with that login. */
export async function changeAccount(
  tx: Ctx,
  login: string,
  columns: { disabled_at?: Temporal.Instant; totp_sealed?: null; totp_last_counter?: string },
): Promise<{ id: string; agencyId: string } | undefined> {
  const account = await tx.db.k
    .updateTable('staff.accounts')
    .set(columns)
    .where((builder) => builder(builder.fn('lower', ['login']), '=', login.toLowerCase()))
    .where('disabled_at', 'is', null)
    .returning(['id', 'agency_id as agencyId'])
    .executeTakeFirst();
  if (account) {
    await tx.db.k
      .updateTable('staff.sessions')
      .set({ revoked_at: tx.clock.now() })
      .where('account_id', '=', account.id)
      .where('revoked_at', 'is', null)
      .execute();
  }
  return account;
}

/** What a log-in is checked against. A disabled account has none. */
export function findCredentials(
  ctx: Ctx,
  login: string,
): Promise<{ id: string; agencyId: string; hash: string | null } | undefined> {
  return ctx.db.k
    .selectFrom('staff.accounts')
    .select(['id', 'agency_id as agencyId', 'password_hash as hash'])
    .where((builder) => builder(builder.fn('lower', ['login']), '=', login.toLowerCase()))
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}
