import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { announce } from '#platform/outbox/events.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { authorizePerson } from '../access.ts';
import { peopleRefusals } from '../errors.ts';
import { mergeUndone } from '../events.ts';
import { tellApart } from '../store/likely-duplicates.ts';
import { findMerge } from '../store/merges.ts';
import { markToCompare } from '../store/name-pairs.ts';
import { lockBoth, moveBack } from '../store/undo-merge.ts';
import { DUPLICATES_TOPIC, personTopic } from '../topics.ts';

/**
 * Two records were one by mistake: each gets back what it had, and the pair is told apart for ever. The merge stays on
 * record with who undid it and why. Refuses with what speaks against it (`Hindrance`). Returns the id of the record that is
 * its own person again.
 */
export async function undoMerge(ctx: Ctx, input: { mergeId: string; reason: string }): Promise<string> {
  const merge = await findMerge(ctx, input.mergeId);
  if (!merge) throw new Refusal(accessRefusals.notFound);
  const agencyId = await authorizePerson(ctx, 'people.merge', merge.keptId);
  return transact(ctx, async (tx) => {
    await lockBoth(tx, merge);
    const hindrance = (await findMerge(tx, input.mergeId))?.hindrance;
    if (hindrance) throw new Refusal(peopleRefusals[hindrance]);
    const { keptId, mergedId } = merge;
    await moveBack(tx, merge, input.reason);
    await tellApart(tx, agencyId, [keptId, mergedId]);
    for (const id of [keptId, mergedId]) await markToCompare(tx, id);
    const entry = { action: 'people.undo_merge', entityType: 'person', entityId: keptId, agencyId };
    await recordAudit(tx, { ...entry, detail: { merged: mergedId } });
    await tx.live.publish(tx.db, [DUPLICATES_TOPIC, personTopic(keptId), personTopic(mergedId)]);
    await announce(tx, mergeUndone, { agencyId, entity: `person:${keptId}` }, { keptId, mergedId });
    return mergedId;
  });
}
