import { randomBytes } from 'node:crypto';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { requireStepUp } from '#platform/permissions/permissions.ts';
import { attemptFactor } from '../attempts.ts';
import { actingStaff } from '../authority.ts';
import { auditAccount } from '../audit.ts';
import { staffRefusals } from '../errors.ts';
import { storeRecoveryCodes, useRecoveryHash } from '../store/factors.ts';
import { secondFactorShown } from './second-factor.ts';

const CODES = 10;
/** Without letters that look like digits; 31 of them, so almost five bits each. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 10;

/** Almost fifty bits: too many to guess behind the limit of tries, and short enough to type. */
function newCode(): string {
  let code = '';
  while (code.length < LENGTH) {
    // Bytes beyond the last whole multiple would make some letters likelier than others.
    for (const byte of randomBytes(16)) if (byte < 256 - (256 % LETTERS.length)) code += LETTERS[byte % LETTERS.length];
  }
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2, LENGTH)}`;
}

function hashOf(ctx: Ctx, accountId: string, code: string): string {
  return ctx.crypt.blindIndex(code.toLowerCase().replace(/[^a-z0-9]/g, ''), `staff.recovery.${accountId}`);
}

/** Ten new codes in the place of the old ones. They are shown now and never again: only a keyed hash is kept. */
export async function makeRecoveryCodes(ctx: Ctx): Promise<readonly string[]> {
  const { staffId, agencyId } = actingStaff(ctx);
  requireStepUp(ctx);
  const codes = Array.from({ length: CODES }, newCode);
  await transact(ctx, async (tx) => {
    const hashes = codes.map((code) => hashOf(ctx, staffId, code));
    await storeRecoveryCodes(tx, { id: staffId, agencyId }, hashes);
    await auditAccount(tx, 'make-recovery-codes', { id: staffId, agencyId }, { count: CODES });
  });
  return codes;
}

/** Shows a recovery code in the place of the second factor; it works once. */
export function confirmRecoveryCode(ctx: Ctx, code: string, sessionId: string): Promise<{ cookie: string }> {
  const { staffId } = actingStaff(ctx);
  return attemptFactor(ctx, staffId, () =>
    transact(ctx, async (tx) => {
      if (!(await useRecoveryHash(tx, staffId, hashOf(tx, staffId, code))))
        throw new Refusal(staffRefusals.wrongRecoveryCode);
      return secondFactorShown(tx, sessionId, 'recovery-code');
    }),
  );
}
