import { transact, type Ctx } from '#platform/context.ts';
import { brokenConstraint } from '#platform/db/db.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize, requireStepUp } from '#platform/permissions/permissions.ts';
import { fillPost, unitsInReach } from '#modules/agencies/index.ts';
import { authorizeAccount } from '../authority.ts';
import { auditAccount } from '../audit.ts';
import { staffRefusals } from '../errors.ts';
import { hashOfAccepted } from '../password.ts';
import { changeAccount, insertAccount } from '../store/accounts.ts';
import { findInvited, insertInvitation, useInvitation } from '../store/invitations.ts';
import { endSessions, insertSession } from '../store/sessions.ts';

/** Long enough for a weekend and a holiday. */
const VALID_DAYS = 4;

export interface Invitation {
  /** Below the address of the installation. Whoever opens it sets the password: hand it over as one hands over a key. */
  readonly path: string;
  readonly expiresAt: Temporal.Instant;
}

export interface CreateAccount {
  unitId: string;
  login: string;
  /** As it stands on screens. */
  name: string;
  /** Of the post that goes with the account. */
  title: string;
  roles: readonly string[];
}

/**
 * An account with a post in a unit, and a link by which its holder sets the password and registers a second factor.
 * Nobody else ever knows a password. The limits of `fillPost` hold: no role and no unit beyond the actor's own.
 */
export async function createAccount(
  ctx: Ctx,
  input: CreateAccount,
): Promise<{ accountId: string; invitation: Invitation }> {
  authorize(ctx, 'staff.manage', input.unitId);
  requireStepUp(ctx);
  const { unitId, login, name, title, roles } = input;
  const unit = (await unitsInReach(ctx, 'staff.manage')).find(({ id }) => id === unitId);
  if (!unit) throw new Refusal(accessRefusals.notFound);
  const { agencyId } = unit;
  try {
    return await transact(ctx, async (tx) => {
      const id = await insertAccount(tx, { agencyId, login, name, persona: null });
      await fillPost(tx, { unitId, title, roles, holderId: id });
      await auditAccount(tx, 'create', { id, agencyId, unitId });
      return { accountId: id, invitation: await invite(tx, { id, agencyId, unitId }) };
    });
  } catch (error) {
    if (LOGIN_CONSTRAINTS.has(brokenConstraint(error) ?? '')) throw new Refusal(staffRefusals.loginTaken);
    throw error;
  }
}

const LOGIN_CONSTRAINTS = new Set(['accounts_by_login', 'accounts_agency_id_login_key']);

/** A new link for an account: it never used the first one, or the password is forgotten. Earlier links are void. */
export async function inviteAgain(ctx: Ctx, accountId: string): Promise<Invitation> {
  const { account, unitId } = await authorizeAccount(ctx, accountId);
  requireStepUp(ctx);
  if (account.disabledAt || account.persona) throw new Refusal(staffRefusals.linkSpent);
  return transact(ctx, (tx) => invite(tx, { id: accountId, agencyId: account.agencyId, unitId }));
}

async function invite(
  tx: Ctx,
  account: { id: string; agencyId: string; unitId: string | undefined },
): Promise<Invitation> {
  const expiresAt = tx.clock.now().add({ hours: 24 * VALID_DAYS });
  const token = await insertInvitation(tx, account, expiresAt);
  await auditAccount(tx, 'invite', account, { until: String(expiresAt) });
  return { path: `/invitacion/${token}`, expiresAt };
}

/**
 * The holder of the link sets the password and gets a session that must show, or register, a second factor. The link is
 * spent with the first password that keeps the rules; every earlier session ends.
 */
export async function acceptInvitation(
  ctx: Ctx,
  input: { token: string; password: string; device: string },
): Promise<{ cookie: string }> {
  const invited = await findInvited(ctx, input.token);
  if (!invited) throw new Refusal(staffRefusals.linkSpent);
  const hash = await hashOfAccepted(input.password, invited.login);
  const account = { id: invited.accountId, agencyId: invited.agencyId };
  return transact(ctx, async (tx) => {
    if (!(await useInvitation(tx, input.token))) throw new Refusal(staffRefusals.linkSpent);
    await changeAccount(tx, account.id, { password_hash: hash });
    await endSessions(tx, account.id);
    const cookie = await insertSession(tx, account, { secondFactor: false, device: input.device });
    await auditAccount(tx, 'accept-invitation', account);
    return { cookie };
  });
}
