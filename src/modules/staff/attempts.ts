import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { giveTokenBack, takeToken, type Rate } from '#platform/http/rate-limit.ts';
import { auditAccount } from './audit.ts';

/** Wrong passwords per account: five at once, then one each three minutes (ASVS 6.3.1). */
const PASSWORD: Rate = { burst: 5, seconds: 900 };
/** Wrong codes per account: five at once, then one a minute. */
const FACTOR: Rate = { burst: 5, seconds: 300 };

/**
 * One try at a password or code. Each try takes a token and a right one gives it back: only wrong ones count, and many at
 * once still get no more than a burst.
 */
async function attempt<T>(ctx: Ctx, key: string, rate: Rate, work: () => Promise<T>): Promise<T> {
  await takeToken(ctx, key, rate);
  const result = await work();
  await giveTokenBack(ctx, key, rate);
  return result;
}

/** Counted by name, whether or not there is such an account. */
export function attemptPassword<T>(ctx: Ctx, login: string, work: () => Promise<T>): Promise<T> {
  return attempt(ctx, `log-in:${loginIndex(ctx, login)}`, PASSWORD, work);
}

/** A wrong code is audited: whoever tries it knows the password already. */
export function attemptFactor<T>(ctx: Ctx, accountId: string, work: () => Promise<T>): Promise<T> {
  return attempt(ctx, `factor:${accountId}`, FACTOR, async () => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal && ctx.actor.kind === 'staff') {
        const account = { id: accountId, agencyId: ctx.actor.agencyId };
        await transact(ctx, (tx) => auditAccount(tx, 'confirm-failed', account));
      }
      throw error;
    }
  });
}

/** Stands for a name that somebody typed, where the name itself must not be kept. */
export function loginIndex(ctx: Ctx, login: string): string {
  return ctx.crypt.blindIndex(login.toLowerCase(), 'staff.login');
}
