import { transact, type Ctx } from '#platform/context.ts';
import type { JobDefinition } from '#platform/jobs/definition.ts';
import { ALIKE } from '../domain/name-likeness.ts';
import { findSimilar } from '../queries/similar-people.ts';
import {
  expireOldSounds,
  findToldApart,
  findUncompared,
  markCompared,
  noteLikely,
} from '../store/likely-duplicates.ts';
import { lockInForce } from '../store/merges.ts';
import { indexName } from '../store/name-pairs.ts';
import { loadPerson } from '../store/people.ts';

const BATCH = 200;
/** Families share a telephone: an address counts only with a name that is not quite another one. */
const SAME_ADDRESS_FROM = 0.7;

/**
 * Compares every new or changed record with all others of its agency and notes the pairs that may be one person. Away
 * from the counter: nobody waits for it.
 */
export const findDuplicatesJob: JobDefinition = {
  queue: 'people.find-duplicates',
  // Costs next to nothing when nobody is new: the people to compare have an index of their own.
  cron: '* * * * *',
  expireInSeconds: 900,
  async run(ctx, _data, signal) {
    await expireOldSounds(ctx);
    await compareNew(ctx, signal);
  },
};

/** Returns how many people were compared. */
export async function compareNew(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let compared = 0;
  for (;;) {
    const batch = await findUncompared(ctx, BATCH);
    for (const { id, agencyId } of batch) {
      if (signal?.aborted) return compared;
      await transact(ctx, (tx) => compare(tx, id, agencyId));
      compared += 1;
    }
    if (batch.length < BATCH) return compared;
  }
}

async function compare(tx: Ctx, id: string, agencyId: string): Promise<void> {
  // Who was erased, or merged, since the batch was read is like nobody; one that is erased meanwhile waits for us.
  if (!(await lockInForce(tx.db, [id]))) return;
  const person = await loadPerson(tx, id);
  if (!person) return;
  await indexName(tx, agencyId, id, `${person.names} ${person.surnames}`);
  const [mobile, email] = (['sms', 'email'] as const).map(
    (channel) => person.contacts.find((contact) => contact.channel === channel)?.address,
  );
  const { names, surnames } = person;
  const similar = await findSimilar(tx, { agencyId, names, surnames, mobile, email });
  const others = similar.filter(
    (other) => other.id !== id && (other.score >= ALIKE || (other.sameAddress && other.score >= SAME_ADDRESS_FROM)),
  );
  const apart = await findToldApart(
    tx,
    id,
    others.map((other) => other.id),
  );
  for (const other of others) {
    if (apart.has(other.id)) continue;
    await noteLikely(tx, { agencyId, ids: [id, other.id], score: other.score, sameAddress: other.sameAddress });
  }
  await markCompared(tx, id);
}
