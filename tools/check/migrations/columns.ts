import type { Violation } from '../boundaries/rule.ts';
import type { Migration } from './migration.ts';

interface Forbidden {
  readonly pattern: RegExp;
  readonly message: string;
  readonly cure: string;
}

const FORBIDDEN: readonly Forbidden[] = [
  {
    pattern: /\btimestamp\b(?!\s*(?:\(\d\)\s*)?with\s+time\s+zone)/i,
    message: 'timestamp without time zone',
    cure: 'use timestamptz: times are instants in UTC',
  },
  {
    pattern: /\b(?:small|big)?serial\b/i,
    message: 'serial',
    cure: 'use a uuid made in the app, or "generated always as identity"',
  },
  {
    pattern: /\bltree\b/i,
    message: 'ltree',
    cure: 'use a closure table like platform.unit_closure: Citus cannot distribute ltree',
  },
  {
    pattern: /\bexclude\s+using\b/i,
    message: 'an exclusion constraint',
    cure: 'use a unique constraint: Citus has no EXCLUDE',
  },
  { pattern: /\bcreate\s+domain\b/i, message: 'a domain', cure: 'use a CHECK on the column' },
  { pattern: /\bcreate\s+(?:or\s+replace\s+)?rule\b/i, message: 'a rule', cure: 'use a trigger or a view' },
  {
    pattern:
      /\b(?:uuidv7\s*\(|json_table\s*\(|any_value\s*\(|generated\s+always\s+as\s*\([^)]*\)\s*virtual|without\s+overlaps)/i,
    message: 'SQL newer than PostgreSQL 15',
    cure: 'stay within what PostgreSQL 15 has',
  },
];

const TABLE = /^create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w.]+)/i;

/** Column types, forbidden features, and `agency_id` in every table. */
export function* columns({ file, masked, statements }: Migration): Generator<Violation> {
  for (const { pattern, message, cure } of FORBIDDEN) {
    for (const { index } of masked.matchAll(new RegExp(pattern, 'gi'))) yield { file, offset: index, message, cure };
  }
  for (const { text, offset, comments } of statements) {
    const table = TABLE.exec(text)?.[1];
    if (table === undefined || /\bpartition\s+of\b/i.test(text) || /\bagency_id\b/i.test(text)) continue;
    if (comments.some((comment) => /^shared:\s*\S/.test(comment))) continue;
    const cure =
      'add it (several agencies share one database), or say above it "-- shared: why it belongs to no agency"';
    yield { file, offset, message: `${table} has no agency_id`, cure };
  }
}
