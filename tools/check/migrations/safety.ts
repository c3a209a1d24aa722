import type { Violation } from '../boundaries/rule.ts';
import type { Statement } from '../sql/statements.ts';
import type { Migration } from './migration.ts';

const VOLATILE = /\b(?:clock_timestamp|timeofday|random|gen_random_uuid|uuidv[47]|nextval)\s*\(/i;

/** What stops or endangers a running installation: losing columns, long locks, half-done files. */
export function* safety(migration: Migration): Generator<Violation> {
  const { file, statements } = migration;
  const outside = /^--\s*no-transaction\b/.test(file.text);
  for (const statement of statements) {
    const { text, offset, comments } = statement;
    if (/\bdrop\s+(?:column|table)\b/i.test(text) && !comments.some((comment) => comment.startsWith('contract:'))) {
      const cure = 'say above it "-- contract: which release stopped using it", once no running node needs it';
      yield { file, offset, message: 'drops a table or a column', cure };
    }
    if (/\bindex\s+concurrently\b/i.test(text) && !outside) {
      const cure = 'make "-- no-transaction" the first line of a file of its own';
      yield { file, offset, message: 'CONCURRENTLY cannot run inside the transaction of a migration', cure };
    }
    if (/^(?:begin|commit|rollback|start\s+transaction|savepoint)\b/i.test(text)) {
      const cure = 'leave it out: the runner gives every file its transaction, and none goes back';
      yield { file, offset, message: 'opens or ends a transaction itself', cure };
    }
    yield* volatileDefault(migration, statement);
  }
}

/** Adding a column with a volatile default rewrites the table under an exclusive lock; a new, empty table is free. */
function* volatileDefault({ file, statements }: Migration, { text, offset }: Statement): Generator<Violation> {
  const table = /^alter\s+table\s+(?:only\s+)?([\w.]+)[\s\S]*\badd\s+(?:column\s+)?[\s\S]*\bdefault\b/i.exec(text)?.[1];
  if (table === undefined || !VOLATILE.test(text.slice(text.search(/\bdefault\b/i)))) return;
  const isNew = statements.some((other) =>
    new RegExp(`^create\\s+table\\s+${table.replace('.', '\\.')}\\s`, 'i').test(other.text),
  );
  if (isNew) return;
  const cure = 'add the column without a default, fill it in batches by a job, then set the default';
  yield { file, offset, message: `a volatile default rewrites the whole of ${table}`, cure };
}
