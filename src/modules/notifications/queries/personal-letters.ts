import type { Ctx } from '#platform/context.ts';
import { authorizePerson } from '#modules/people/index.ts';
import { lettersFrom, wishesOf, type Address, type Letter, type Wish } from '../store/letters.ts';

/** Right of access: what came from the addresses of one person, and which notices they do not get. */
export async function personalLetters(
  ctx: Ctx,
  personId: string,
  addresses: readonly Address[],
): Promise<{ letters: Letter[]; wishes: Wish[] }> {
  await authorizePerson(ctx, 'people.export', personId);
  return { letters: await lettersFrom(ctx, addresses), wishes: await wishesOf(ctx, addresses) };
}
