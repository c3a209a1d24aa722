import { Secret, TOTP } from 'otpauth';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, requireStepUp } from '#platform/permissions/permissions.ts';
import { attemptFactor } from '../attempts.ts';
import { actingStaff } from '../authority.ts';
import { auditAccount } from '../audit.ts';
import { staffRefusals } from '../errors.ts';
import { getFactors, lockFactors, removeTotp, storeTotp, useCounter, type Factors } from '../store/factors.ts';
import { renewSession } from '../store/sessions.ts';

const PERIOD_SECONDS = 30;

/** RFC 6238 with the usual 6 digits, SHA-1 and 30 s, which every code application understands. */
function totp(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Ventanilla', label, secret, period: PERIOD_SECONDS });
}

const place = (accountId: string) => `staff.totp.${accountId}`;
const proposalPlace = (accountId: string) => `staff.totp-proposal.${accountId}`;

/** True if the account has something to show besides the password. */
export function hasFactor(factors: Factors): boolean {
  return factors.sealed !== null || factors.passkeys > 0;
}

/** What the actor's own account can show as a second factor. */
export function ownFactors(ctx: Ctx): Promise<Factors> {
  return getFactors(ctx, actingStaff(ctx).staffId);
}

/**
 * A first second factor needs only the log-in: there is none to show. From then on, adding or changing one needs one
 * shown a moment ago, or a stolen password would be enough to put in another.
 */
export function requireFactorBefore(ctx: Ctx, factors: Factors): void {
  if (hasFactor(factors)) requireStepUp(ctx);
}

/** The session has shown a second factor: it gets a new secret, and the audit says how. */
export async function secondFactorShown(tx: Ctx, sessionId: string, by: string): Promise<{ cookie: string }> {
  const { staffId, agencyId } = actingStaff(tx);
  const cookie = await renewSession(tx, staffId, sessionId);
  if (!cookie) throw new Refusal(accessRefusals.signInNeeded);
  await auditAccount(tx, 'confirm-factor', { id: staffId, agencyId }, { by });
  return { cookie };
}

export interface TotpProposal {
  /** Travels with the form, so that a mistyped code does not cost the scanned secret; the server alone can open it. */
  readonly sealed: string;
  readonly secret: string;
  readonly uri: string;
}

/** A secret to show as QR and text; it counts once a code of it was confirmed. `sealed`: one that was shown before. */
export async function proposeTotp(ctx: Ctx, sealed?: string): Promise<TotpProposal> {
  const { staffId } = actingStaff(ctx);
  const { login } = await getFactors(ctx, staffId);
  const shown = sealed === undefined ? undefined : openProposal(ctx, staffId, sealed);
  const secret = shown ?? new Secret({ size: 20 });
  return {
    sealed: ctx.crypt.seal(secret.base32, proposalPlace(staffId)),
    secret: secret.base32,
    uri: totp(secret, login).toString(),
  };
}

function openProposal(ctx: Ctx, accountId: string, sealed: string): Secret | undefined {
  try {
    return Secret.fromBase32(ctx.crypt.open(sealed, proposalPlace(accountId)));
  } catch {
    // Not one of ours, or another account's.
    return undefined;
  }
}

/** Registers the proposed secret, or puts it in the place of the old one, if the code belongs to it. */
export async function enrolTotp(
  ctx: Ctx,
  input: { proposal: string; code: string; sessionId: string },
): Promise<{ cookie: string }> {
  const { staffId } = actingStaff(ctx);
  const factors = await getFactors(ctx, staffId);
  requireFactorBefore(ctx, factors);
  return attemptFactor(ctx, staffId, async () => {
    const secret = openProposal(ctx, staffId, input.proposal);
    const counter = secret && matchingCounter(ctx, secret, factors.login, input.code);
    if (secret === undefined || counter === undefined) throw new Refusal(staffRefusals.wrongCode);
    return transact(ctx, async (tx) => {
      const sealed = tx.crypt.seal(secret.base32, place(staffId));
      if (!(await storeTotp(tx, staffId, { sealed, counter, previous: factors.sealed })))
        throw new Refusal(staffRefusals.factorKnown);
      await auditAccount(tx, 'enrol-factor', { id: staffId, agencyId: factors.agencyId }, { kind: 'totp' });
      return secondFactorShown(tx, input.sessionId, 'totp');
    });
  });
}

/** Checks a code; each works once (the counter only rises), and five wrong ones make the account wait. */
export function confirmTotp(ctx: Ctx, code: string, sessionId: string): Promise<{ cookie: string }> {
  const { staffId } = actingStaff(ctx);
  return attemptFactor(ctx, staffId, async () => {
    const factors = await getFactors(ctx, staffId);
    if (factors.sealed === null) throw new Refusal(staffRefusals.wrongCode);
    const secret = Secret.fromBase32(ctx.crypt.open(factors.sealed, place(staffId)));
    const counter = matchingCounter(ctx, secret, factors.login, code);
    if (counter === undefined) throw new Refusal(staffRefusals.wrongCode);
    return transact(ctx, async (tx) => {
      if (!(await useCounter(tx, staffId, counter))) throw new Refusal(staffRefusals.wrongCode);
      return secondFactorShown(tx, sessionId, 'totp');
    });
  });
}

/** Forgets the code application, if a passkey stays. */
export async function dropTotp(ctx: Ctx): Promise<void> {
  const { staffId } = actingStaff(ctx);
  requireStepUp(ctx);
  await transact(ctx, async (tx) => {
    const factors = await lockFactors(tx, staffId);
    if (factors.sealed === null) return;
    if (factors.passkeys === 0) throw new Refusal(staffRefusals.lastFactor);
    await removeTotp(tx, staffId);
    await auditAccount(tx, 'drop-factor', { id: staffId, agencyId: factors.agencyId }, { kind: 'totp' });
  });
}

function matchingCounter(ctx: Ctx, secret: Secret, login: string, code: string): number | undefined {
  const timestamp = ctx.clock.now().epochMilliseconds;
  const delta = totp(secret, login).validate({ token: code.replace(/\s/g, ''), timestamp, window: 1 });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}
