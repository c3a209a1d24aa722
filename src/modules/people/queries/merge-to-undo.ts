import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { authorizePerson } from '../access.ts';
import { findMerge, type Hindrance, type Merge } from '../store/merges.ts';
import type { Person } from '../store/people.ts';
import { loadMergedRecord, type MergedRecord } from '../store/undo-merge.ts';
import { readPerson } from './search-people.ts';

/** A merge with all that helps to decide whether it was a mistake. */
export interface MergeToUndo {
  readonly merge: Merge;
  readonly hindrance: Hindrance;
  readonly kept: Person;
  readonly merged: MergedRecord;
}

/** For who may merge. The reading is recorded. */
export async function readMerge(ctx: Ctx, mergeId: string): Promise<MergeToUndo> {
  const found = await findMerge(ctx, mergeId);
  if (!found) throw new Refusal(accessRefusals.notFound);
  await authorizePerson(ctx, 'people.merge', found.keptId);
  return transact(ctx, async (tx) => {
    const { hindrance, ...merge } = found;
    return { merge, hindrance, kept: await readPerson(tx, merge.keptId), merged: await loadMergedRecord(tx, merge) };
  });
}
