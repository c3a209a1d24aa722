import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizePerson } from '../access.ts';
import { peopleRefusals } from '../errors.ts';
import { DUPLICATES_TOPIC } from '../topics.ts';
import { tellApart } from '../store/likely-duplicates.ts';

/**
 * Somebody found out that two records with a like name are two people. Kept for ever: nobody is asked about this pair
 * again, not even when one of them gets a new address. Who merges them all the same finds it said on the page.
 */
export async function tellPeopleApart(ctx: Ctx, ids: readonly [string, string]): Promise<void> {
  const [one, other] = ids;
  const agencyId = await authorizePerson(ctx, 'people.merge', one);
  if ((await authorizePerson(ctx, 'people.merge', other)) !== agencyId || one === other) {
    throw new Refusal(peopleRefusals.samePerson);
  }
  await transact(ctx, async (tx) => {
    await tellApart(tx, agencyId, ids);
    const entry = { action: 'people.tell_apart', entityType: 'person', entityId: one, agencyId };
    await recordAudit(tx, { ...entry, detail: { other } });
    await tx.live.publish(tx.db, [DUPLICATES_TOPIC]);
  });
}
