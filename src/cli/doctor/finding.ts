/** What one look found. `note` is worth knowing and no fault. */
export interface Finding {
  readonly state: 'ok' | 'note' | 'fail';
  readonly what: string;
  /** What to do, when it is not well. */
  readonly cure?: string;
}

/** `ok` or `fail`; the cure is told only in the second case. */
export function judge(isWell: boolean, what: string, cure: string): Finding {
  return isWell ? { state: 'ok', what } : { state: 'fail', what, cure };
}

/** A look that breaks is a finding as well: the others must still be told. */
export async function guarded(
  name: string,
  cure: string,
  look: () => Promise<Finding | readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    return [{ state: 'fail', what: `${name}: ${(error as Error).message}`, cure }];
  }
}

const WORDS = { ok: 'ok  ', note: 'note', fail: 'FAIL' } as const;

/** As it stands on the terminal. */
export function lineOf({ state, what, cure }: Finding): string {
  return `${WORDS[state]} ${what}${cure ? `\n       ${cure}` : ''}\n`;
}
