import type { Db } from '#platform/db/db.ts';

/** A public servant as colleagues see one. */
export interface StaffName {
  readonly id: string;
  readonly name: string;
  /** False once the account was closed; the name stays in histories. */
  readonly active: boolean;
}

/** The names of these accounts, by name. */
export async function listStaffNames(db: Db, ids: readonly string[]): Promise<StaffName[]> {
  if (ids.length === 0) return [];
  const rows = await db.k
    .selectFrom('staff.accounts')
    .select(['id', 'name', 'disabled_at'])
    .where('id', 'in', [...ids])
    .orderBy('name')
    .execute();
  return rows.map(({ id, name, disabled_at }) => ({ id, name, active: disabled_at === null }));
}
