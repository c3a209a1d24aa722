import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { linesOf } from './tables.ts';

const bed = await useTestBed();

test('whatever is read in the order of commits is numbered afresh: ids of transactions begin anew in another cluster', async () => {
  const { rows } = await bed.pool.query<{ name: string; column: string }>(
    `select n.nspname || '.' || c.relname as name, a.attname as column
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.atttypid = 'xid8'::regtype and a.attnum > 0 and c.relkind in ('r', 'p') and n.nspname !~ '^pg_'`,
  );
  assert.ok(rows.length >= 5);
  for (const { name, column } of rows) {
    const columns = [column, 'position'];
    assert.match(
      linesOf({ name, columns }),
      new RegExp(`'1'::xid8 as "${column}"`),
      `${name} keeps ids of transactions`,
    );
  }
});
