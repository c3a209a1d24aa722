import type pg from 'pg';

/** A table as a backup holds it. */
export interface BackupTable {
  /** `schema.table`. */
  readonly name: string;
  /** What can be written: generated columns come by themselves. */
  readonly columns: readonly string[];
}

const QUEUE_SCHEMA = 'pgboss';
/** Of the queue only its jobs and their timetable: the rest is made when the queue is installed. */
const QUEUE_TABLES = ['job', 'schedule'];
/** The migrations stand in the manifest: a restore applies them itself. */
const LEFT_OUT = ['platform.migrations'];

/** All lasting tables of these schemas and of the job queue, in order of their names. Unlogged ones hold nothing that lasts. */
export async function listTables(client: pg.ClientBase, schemas: readonly string[]): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `select n.nspname || '.' || c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
       and (n.nspname = any($1) or n.nspname = $2 and c.relname = any($3))
     group by 1 order by 1`,
    [schemas, QUEUE_SCHEMA, QUEUE_TABLES],
  );
  return rows.filter(({ name }) => !LEFT_OUT.includes(name));
}

/**
 * Transaction ids mean nothing in another cluster, and there they begin anew: rows that are read in the order of commits
 * are numbered afresh, with the lowest id, so that what comes later stays behind them (docs/decisions/0003).
 */
const RENUMBERED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'platform.outbox': { xact: `'1'::xid8`, position: 'row_number() over (order by t.xact, t.position)' },
  'platform.outbox_cursors': {
    xact: `'1'::xid8`,
    position: `(select count(*) from platform.outbox o where (o.xact, o.position) <= (t.xact, t.position))`,
  },
  'platform.audit_entries': { xact: `'1'::xid8`, position: 'row_number() over (order by t.xact, t.position)' },
  'platform.audit_sealer': {
    xact: `'1'::xid8`,
    position: `(select count(*) from platform.audit_entries e where (e.xact, e.position) <= (t.xact, t.position))`,
  },
  'platform.outbox_parked': {
    xact: `'1'::xid8`,
    position: `(select count(*) from platform.outbox o where (o.xact, o.position) <= (t.xact, t.position))`,
  },
  'notifications.evidence': { xact: `'1'::xid8`, position: 'row_number() over (order by t.xact, t.position)' },
  // Blocks hold all rows in this order.
  'notifications.evidence_blocks': { xact: `'1'::xid8`, position: 'sum(t.rows) over (order by t.number)' },
};

/**
 * The queue's own tick of its timetable lies in a queue that only a running worker makes: a database that is restored
 * into has none, and refused the whole backup because of it. The next tick is a minute away.
 */
const KEPT: Readonly<Record<string, string>> = { 'pgboss.job': `not starts_with(t.name, '__pgboss__')` };

/** The query whose rows are a table's lines: one JSON object each. */
export function linesOf({ name, columns }: BackupTable): string {
  const changed = RENUMBERED[name] ?? {};
  const selected = columns.map((column) => `${changed[column] ?? `t.${quoted(column)}`} as ${quoted(column)}`);
  const kept = KEPT[name] ?? 'true';
  return `select row_to_json(r)::text as line from (select ${selected.join(', ')} from ${name} t where ${kept}) r`;
}

export const quoted = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;
