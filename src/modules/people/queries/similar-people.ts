import type { Ctx } from '#platform/context.ts';
import { ALIKE, nameLikeness } from '../domain/name-likeness.ts';
import { findIdsBySound } from '../store/name-pairs.ts';
import { findIdsByAddress, loadDistinctPeople, type Person } from '../store/people.ts';

/** Names are opened to be compared: so many at the most for one question. */
const MOST_OPENED = 150;

/** Somebody whom a name or an address may mean. */
export interface SimilarPerson extends Person {
  /** How alike the names are, 0 to 1. */
  readonly score: number;
  /** One of the addresses asked for is theirs. */
  readonly sameAddress: boolean;
}

export interface Wanted {
  readonly agencyId: string;
  readonly names: string;
  readonly surnames: string;
  /** E.164. */
  readonly mobile?: string | undefined;
  readonly email?: string | undefined;
}

/**
 * Who a name and its addresses may mean: everybody with one of the addresses, and everybody whose name is alike in
 * spite of accents, order of surnames, a missing name or a slip. In clear and without a question of rights: for the
 * queries that ask one. The likeliest first.
 */
export async function findSimilar(ctx: Ctx, wanted: Wanted): Promise<SimilarPerson[]> {
  const { agencyId, mobile, email } = wanted;
  const name = `${wanted.names} ${wanted.surnames}`;
  const bySms = mobile ? await findIdsByAddress(ctx, agencyId, 'sms', mobile) : [];
  const byEmail = email ? await findIdsByAddress(ctx, agencyId, 'email', email) : [];
  const bySound = await findIdsBySound(ctx, agencyId, name, MOST_OPENED);
  const byAddress = new Set([...bySms, ...byEmail]);
  const ids = [...new Set([...byAddress, ...bySound])].slice(0, MOST_OPENED);
  const similar = (await loadDistinctPeople(ctx, ids))
    .map((person) => ({
      ...person,
      score: nameLikeness(name, `${person.names} ${person.surnames}`),
      sameAddress: byAddress.has(person.id),
    }))
    .filter(({ score, sameAddress }) => sameAddress || score >= ALIKE);
  return similar.toSorted((a, b) => Number(b.sameAddress) - Number(a.sameAddress) || b.score - a.score);
}
