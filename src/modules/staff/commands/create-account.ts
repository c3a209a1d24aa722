import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorize } from '#platform/permissions/permissions.ts';
import { fillPost } from '#modules/agencies/index.ts';
import { hashPassword } from '../password.ts';
import { insertAccount } from '../store/accounts.ts';

export interface CreateAccount {
  agencyId: string;
  unitId: string;
  login: string;
  /** As it stands on screens. */
  name: string;
  /** Of the post that goes with the account. */
  title: string;
  roles: readonly string[];
  password: string;
}

/** An account with a post in a unit. The second factor is registered at the first log-in. */
export async function createAccount(ctx: Ctx, input: CreateAccount): Promise<string> {
  authorize(ctx, 'staff.manage', input.unitId);
  const passwordHash = await hashPassword(input.password);
  const { agencyId, unitId, login, name, title, roles } = input;
  return transact(ctx, async (tx) => {
    const id = await insertAccount(tx, { agencyId, login, name, passwordHash, persona: null });
    await fillPost(tx, { agencyId, unitId, title, roles, holderId: id });
    await recordAudit(tx, { action: 'staff.create', entityType: 'staff', entityId: id, agencyId, unitId });
    return id;
  });
}
