import { isShipped } from '../source/places.ts';
import type { SourceFile } from '../source/source-file.ts';
import { textPieces } from '../source/text-pieces.ts';
import { maskSql } from '../sql/mask.ts';
import type { Rule, Violation } from './rule.ts';

interface Words {
  readonly pattern: RegExp;
  readonly adapter: string;
  readonly allowed: RegExp;
}

/** What ties us to one PostgreSQL on one machine, and the adapter that hides it. */
const WORDS: readonly Words[] = [
  { pattern: /\bskip\s+locked\b/i, adapter: 'platform/jobs', allowed: /^src\/platform\/jobs\// },
  // LISTEN and NOTIFY as statements: in capitals anywhere, or at the beginning with a channel name behind.
  {
    pattern: /\bLISTEN\b|\bNOTIFY\b|^\s*(?:un)?listen\s+["\w\uFFFC*]|^\s*notify\s+["\w\uFFFC]|\bpg_notify\b/,
    adapter: 'platform/live',
    allowed: /^src\/platform\/live\//,
  },
  { pattern: /\bpg_(?:try_)?advisory\w*/i, adapter: 'platform/db/lock.ts', allowed: /^src\/platform\/db\/lock\.ts$/ },
  {
    pattern: /\b(?:(?:to|websearch_to|plainto|phraseto)_ts(?:vector|query)|tsvector|tsquery)\b/i,
    adapter: 'platform/search',
    allowed: /^src\/platform\/search\/|\/migrations\/[^/]+\.sql$/,
  },
  {
    pattern: /\bpartition\s+(?:of|by\s+(?:range|list|hash))\b|\b(?:attach|detach)\s+partition\b/i,
    adapter: 'platform/db/partitions.ts',
    allowed: /^src\/platform\/db\/partitions\.ts$|\/migrations\/[^/]+\.sql$/,
  },
];

export const adapterWords: Rule = {
  id: 'boundaries/12',
  text: 'SKIP LOCKED, LISTEN/NOTIFY, advisory locks, text search and partition DDL stand only in their adapters.',
  why: 'Moving to a cluster, or to another engine for one of them, then means changing one file.',
  *check(tree) {
    for (const file of tree.files) {
      if (file.path.startsWith('src/') && file.path.endsWith('.sql')) yield* words(file, maskSql(file.text), 0);
      if (!isShipped(file)) continue;
      for (const { text, offset } of textPieces(file)) yield* words(file, text, offset);
    }
  },
};

function* words(file: SourceFile, text: string, at: number): Generator<Violation> {
  for (const { pattern, adapter, allowed } of WORDS) {
    const match = pattern.exec(text);
    if (match === null || allowed.test(file.path)) continue;
    const message = `"${match[0].trim()}" stands outside its adapter`;
    yield { file, offset: at + match.index, message, cure: `use or extend ${adapter}` };
  }
}
