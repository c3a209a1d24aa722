import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';

export interface NewAccount {
  agencyId: string;
  login: string;
  name: string;
  /** Marks an invented person of the demonstration. */
  persona: string | null;
}

/** A new account has no password: its holder sets it by an invitation. A persona never has one. */
export async function insertAccount(tx: Ctx, account: NewAccount): Promise<string> {
  const id = newId();
  await tx.db.k
    .insertInto('staff.accounts')
    .values({
      id,
      agency_id: account.agencyId,
      login: account.login,
      name: account.name,
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

/** The invented people of the demonstration, with their posts in the agency of their account. */
export function listPersonas(ctx: Ctx): Promise<Persona[]> {
  return ctx.db.k
    .selectFrom('staff.accounts as a')
    .innerJoin('agencies.public_post_grants as g', 'g.staff_id', 'a.id')
    .innerJoin('agencies.public_units as u', 'u.id', 'g.unit_id')
    .select(['a.id', 'a.agency_id as agencyId', 'a.persona', 'a.name', 'g.title as post', 'u.name as unit'])
    .whereRef('u.agency_id', '=', 'a.agency_id')
    .where('a.persona', 'is not', null)
    .where('a.disabled_at', 'is', null)
    .where('g.from_day', 'is', null)
    .orderBy('a.created_at')
    .orderBy('a.id')
    .$narrowType<{ persona: string }>()
    .execute();
}

export interface Account {
  readonly id: string;
  readonly agencyId: string;
  readonly login: string;
  readonly name: string;
  readonly persona: string | null;
  readonly disabledAt: Temporal.Instant | null;
  readonly hash: string | null;
}

const COLUMNS = [
  'id',
  'agency_id as agencyId',
  'login',
  'name',
  'persona',
  'disabled_at as disabledAt',
  'password_hash as hash',
] as const;

export function findAccount(ctx: Ctx, id: string): Promise<Account | undefined> {
  return ctx.db.k.selectFrom('staff.accounts').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** By what is written in the log-in, in any case. Disabled accounts too. */
export function findAccountByLogin(ctx: Ctx, login: string): Promise<Account | undefined> {
  return ctx.db.k
    .selectFrom('staff.accounts')
    .select(COLUMNS)
    .where((builder) => builder(builder.fn('lower', ['login']), '=', login.toLowerCase()))
    .executeTakeFirst();
}

/** False if there is no account with this id. */
export async function changeAccount(
  tx: Ctx,
  id: string,
  columns: { disabled_at?: Temporal.Instant | null; password_hash?: string },
): Promise<boolean> {
  const changed = await tx.db.k.updateTable('staff.accounts').set(columns).where('id', '=', id).executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}
