import { toFinding, type Violation } from '../boundaries/rule.ts';
import type { Finding } from '../finding.ts';
import type { Tree } from '../source/tree.ts';
import { columns } from './columns.ts';
import { readMigrations } from './migration.ts';
import { numbering } from './numbering.ts';
import { safety } from './safety.ts';
import { ownSchemaOnly } from './schema.ts';

/** Findings about the migrations, and how many were read. */
export function checkMigrations(tree: Tree): { findings: Finding[]; count: number } {
  const migrations = readMigrations(tree);
  const findings: Finding[] = [];
  const add = (rule: string, violations: Iterable<Violation>): void => {
    for (const violation of violations) findings.push(toFinding(`migrations/${rule}`, violation));
  };
  add('numbering', numbering(migrations));
  for (const migration of migrations) {
    add('schema', ownSchemaOnly(migration));
    add('safety', safety(migration));
    add('columns', columns(migration));
  }
  return { findings, count: migrations.length };
}
