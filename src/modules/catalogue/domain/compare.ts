import type { ServiceContent } from '../content.ts';

export type ServiceField = keyof ServiceContent;

/** The fields in which two contents differ, in the order of the form. */
export function changedFields(before: ServiceContent, after: ServiceContent): ServiceField[] {
  const fields = Object.keys(after) as ServiceField[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

export interface LineChanges {
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** The same lines, not in the same order. */
  readonly reordered: boolean;
}

/** What became of the lines of a list. An edited line counts as removed and added: both readings stand side by side. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChanges {
  const removed = before.filter((line) => !after.includes(line));
  const added = after.filter((line) => !before.includes(line));
  const kept = (lines: readonly string[], gone: readonly string[]) => lines.filter((line) => !gone.includes(line));
  const reordered = kept(before, removed).join('\n') !== kept(after, added).join('\n');
  return { removed, added, reordered };
}
