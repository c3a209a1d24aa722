import type { Ctx } from '#platform/context.ts';
import { giveTokenBack, takeToken, type Rate } from '#platform/http/rate-limit.ts';
import { loadPerson, sameFirstSurname } from '#modules/people/index.ts';

/**
 * Wrong surnames for one folio, from wherever they come: ten at once, then one each six minutes. A limit by address alone
 * is none for who has many: a few hundred surnames are those of half the country (ASVS 6.3.1).
 */
const WRONG_PER_FOLIO: Rate = { burst: 10, seconds: 3_600 };

/**
 * Whether the visitor knows the first surname of who lodged the procedure: then they may see what is personal in it, and act
 * as that citizen. Only wrong ones count. Error: `http.tooMany`.
 */
export async function provesSurname(
  ctx: Ctx,
  procedure: { readonly id: string; readonly personId: string },
  surname: string,
): Promise<boolean> {
  // An empty field is a slip, not a guess.
  if (surname.trim() === '') return false;
  const key = `second-datum:${procedure.id}`;
  await takeToken(ctx, key, WRONG_PER_FOLIO);
  const person = await loadPerson(ctx, procedure.personId);
  if (!person || !sameFirstSurname(surname, person.surnames)) return false;
  await giveTokenBack(ctx, key, WRONG_PER_FOLIO);
  return true;
}
