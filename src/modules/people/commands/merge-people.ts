import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { announce } from '#platform/outbox/events.ts';
import { authorizePerson } from '../access.ts';
import { peopleRefusals } from '../errors.ts';
import { peopleMerged } from '../events.ts';
import { DUPLICATES_TOPIC, personTopic } from '../topics.ts';
import { doubtGivenAgain } from '../store/doubts.ts';
import { carryApart } from '../store/likely-duplicates.ts';
import { lockInForce, moveEverything } from '../store/merges.ts';
import { markToCompare } from '../store/name-pairs.ts';

/**
 * Two rows are one person: contacts and consents of `mergeId` move to `keepId`, which answers for both from now on. A
 * channel that either row withdrew stays withdrawn: a message too many is worse than one too few.
 */
export async function mergePeople(ctx: Ctx, input: { keepId: string; mergeId: string; reason: string }): Promise<void> {
  const agencyId = await authorizePerson(ctx, 'people.merge', input.keepId);
  if ((await authorizePerson(ctx, 'people.merge', input.mergeId)) !== agencyId || input.keepId === input.mergeId) {
    throw new Refusal(peopleRefusals.samePerson);
  }
  await transact(ctx, async (tx) => {
    if (!(await lockInForce(tx.db, [input.keepId, input.mergeId]))) throw new Refusal(peopleRefusals.alreadyMerged);
    await moveEverything(tx, { ...input, agencyId });
    await doubtGivenAgain(tx, [input.keepId]);
    await carryApart(tx, agencyId, input.mergeId, input.keepId);
    await markToCompare(tx, input.keepId);
    const entry = { action: 'people.merge', entityType: 'person', entityId: input.keepId, agencyId };
    await recordAudit(tx, { ...entry, detail: { merged: input.mergeId } });
    const payload = { keptId: input.keepId, mergedId: input.mergeId };
    await tx.live.publish(tx.db, [DUPLICATES_TOPIC, personTopic(input.keepId), personTopic(input.mergeId)]);
    await announce(tx, peopleMerged, { agencyId, entity: `person:${input.keepId}` }, payload);
  });
}
