/**
 * What changed from one text to another, word by word, by the longest common subsequence. The library considered, `diff`,
 * is a dependency for one screen; texts here have some two hundred words, so the plain quadratic way is fast enough.
 */
export interface DiffPiece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Most words of one side; longer texts are shown as removed and added as a whole. */
const MOST_WORDS = 2_000;

export function wordDiff(before: string, after: string): readonly DiffPiece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length > MOST_WORDS || now.length > MOST_WORDS) {
    return joined([piece('removed', before), piece('added', after)]);
  }
  const common = lengths(old, now);
  const width = now.length + 1;
  const pieces: DiffPiece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [was, is] = [old[i], now[j]];
    if (was !== undefined && was === is) {
      pieces.push(piece('same', was));
      i += 1;
      j += 1;
    } else if (
      is === undefined ||
      (was !== undefined && at(common, (i + 1) * width + j) >= at(common, i * width + j + 1))
    ) {
      pieces.push(piece('removed', was ?? ''));
      i += 1;
    } else {
      pieces.push(piece('added', is));
      j += 1;
    }
  }
  return joined(pieces);
}

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];
const piece = (kind: DiffPiece['kind'], text: string): DiffPiece => ({ kind, text });
const at = (table: Uint16Array, index: number): number => table[index] ?? 0;

/** Length of the longest common subsequence of what is left from each pair of places on. */
function lengths(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1;
  const table = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const here = i * width + j;
      table[here] =
        old[i] === now[j] ? at(table, here + width + 1) + 1 : Math.max(at(table, here + width), at(table, here + 1));
    }
  }
  return table;
}

/** Neighbours of one kind become one piece. */
function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const result: DiffPiece[] = [];
  for (const { kind, text } of pieces) {
    const last = result.at(-1);
    if (last?.kind === kind) result[result.length - 1] = { kind, text: last.text + text };
    else if (text !== '') result.push({ kind, text });
  }
  return result;
}
