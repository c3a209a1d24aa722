import { Secret, TOTP } from 'otpauth';
import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { takeToken } from '#platform/http/rate-limit.ts';
import { staffRefusals } from '../errors.ts';
import { getFactor, storeFactor, useCounter } from '../store/factors.ts';
import { markSecondFactor } from '../store/sessions.ts';

const PER_ACCOUNT = { burst: 5, seconds: 300 };
const PERIOD_SECONDS = 30;

/** RFC 6238 with the usual 6 digits, SHA-1 and 30 s, which every code application understands. */
function totp(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Ventanilla', label, secret, period: PERIOD_SECONDS });
}

const place = (accountId: string) => `staff.totp.${accountId}`;

/** True if the account has a second factor registered. */
export async function hasSecondFactor(ctx: Ctx, accountId: string): Promise<boolean> {
  return (await getFactor(ctx, accountId)).sealed !== null;
}

/** A new secret to show as QR and text; it counts once a code of it was confirmed. */
export function proposeSecret(login: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 });
  return { secret: secret.base32, uri: totp(secret, login).toString() };
}

/** Registers the secret if the code belongs to it. Only for an account that has none: a reset is for administrators. */
export async function enrolSecondFactor(
  ctx: Ctx,
  accountId: string,
  secret: string,
  code: string,
  sessionId: string,
): Promise<void> {
  await takeToken(ctx, `factor:${accountId}`, PER_ACCOUNT);
  const factor = await getFactor(ctx, accountId);
  const counter = matchingCounter(ctx, Secret.fromBase32(secret), factor.login, code);
  if (factor.sealed !== null || counter === undefined) throw new Refusal(staffRefusals.wrongCode);
  await transact(ctx, async (tx) => {
    await storeFactor(tx, accountId, tx.crypt.seal(secret, place(accountId)), counter);
    await markSecondFactor(tx, sessionId);
    await recordAudit(tx, {
      action: 'staff.enrol-factor',
      entityType: 'staff',
      entityId: accountId,
      agencyId: factor.agencyId,
    });
  });
}

/** Checks a code; each works once (the counter only rises), and five wrong ones make the account wait. */
export async function confirmSecondFactor(ctx: Ctx, accountId: string, code: string, sessionId: string): Promise<void> {
  await takeToken(ctx, `factor:${accountId}`, PER_ACCOUNT);
  const factor = await getFactor(ctx, accountId);
  if (factor.sealed === null) throw new Refusal(staffRefusals.wrongCode);
  const secret = Secret.fromBase32(ctx.crypt.open(factor.sealed, place(accountId)));
  const counter = matchingCounter(ctx, secret, factor.login, code);
  if (counter === undefined) throw new Refusal(staffRefusals.wrongCode);
  await transact(ctx, async (tx) => {
    if (!(await useCounter(tx, accountId, counter))) throw new Refusal(staffRefusals.wrongCode);
    await markSecondFactor(tx, sessionId);
    await recordAudit(tx, {
      action: 'staff.confirm-factor',
      entityType: 'staff',
      entityId: accountId,
      agencyId: factor.agencyId,
    });
  });
}

function matchingCounter(ctx: Ctx, secret: Secret, login: string, code: string): number | undefined {
  const timestamp = ctx.clock.now().epochMilliseconds;
  const delta = totp(secret, login).validate({ token: code.replace(/\s/g, ''), timestamp, window: 1 });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}
