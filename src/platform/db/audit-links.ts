import type { Db } from './db.ts';

// The SQL of the audit chain; what it means stands in platform/audit.

export interface SealerState {
  readonly sequence: string;
  readonly hash: string;
}

export interface UnsealedEntry {
  readonly id: string;
  readonly content: string;
  readonly xact: string;
  readonly position: string;
}

export async function lockSealer(tx: Db): Promise<SealerState> {
  await tx.named(
    'audit_sealer_first',
    `insert into platform.audit_sealer (id, xact, position, sequence, hash) values (1, '0', 0, 0, '')
     on conflict do nothing`,
    [],
  );
  const [state] = await tx.named<SealerState>(
    'audit_sealer',
    'select sequence, hash from platform.audit_sealer where id = 1 for update',
    [],
  );
  if (!state) throw new Error('the audit log has lost its sealer');
  return state;
}

/** The next committed rows in order; those of transactions that still run, and all after them, wait. */
export function readUnsealed(tx: Db, limit: number): Promise<UnsealedEntry[]> {
  return tx.named(
    'audit_unsealed',
    `select e.id, platform.audit_content(e) as content, e.xact::text as xact, e.position
     from platform.audit_entries e, platform.audit_sealer s
     where (e.xact, e.position) > (s.xact, s.position) and e.xact < pg_snapshot_xmin(pg_current_snapshot())
     order by e.xact, e.position limit $1`,
    [limit],
  );
}

export async function insertLinks(
  tx: Db,
  links: readonly { sequence: number; entryId: string; hash: string }[],
  last: UnsealedEntry,
): Promise<void> {
  await tx.named(
    'audit_links',
    `insert into platform.audit_links (sequence, entry_id, hash)
     select * from unnest($1::bigint[], $2::uuid[], $3::text[])`,
    [links.map((link) => link.sequence), links.map((link) => link.entryId), links.map((link) => link.hash)],
  );
  const end = links.at(-1);
  await tx.named(
    'audit_sealer_move',
    `update platform.audit_sealer set xact = $1::text::xid8, position = $2, sequence = $3, hash = $4 where id = 1`,
    [last.xact, last.position, end?.sequence, end?.hash],
  );
}

export interface StoredCheckpoint {
  readonly sequence: string;
  readonly hash: string;
  readonly madeAt: Temporal.Instant;
  readonly signature: string;
}

export async function lastCheckpoint(db: Db): Promise<StoredCheckpoint | undefined> {
  const [row] = await db.named<StoredCheckpoint>(
    'audit_checkpoint_last',
    `select sequence, hash, made_at as "madeAt", signature from platform.audit_checkpoints order by sequence desc limit 1`,
    [],
  );
  return row;
}

export async function listCheckpoints(db: Db): Promise<StoredCheckpoint[]> {
  return db.named(
    'audit_checkpoints',
    `select sequence, hash, made_at as "madeAt", signature from platform.audit_checkpoints order by sequence`,
    [],
  );
}

export async function insertCheckpoint(
  tx: Db,
  checkpoint: { sequence: number; hash: string; madeAt: string; signature: string },
): Promise<void> {
  await tx.named(
    'audit_checkpoint_insert',
    'insert into platform.audit_checkpoints (sequence, hash, made_at, signature) values ($1, $2, $3, $4)',
    [checkpoint.sequence, checkpoint.hash, checkpoint.madeAt, checkpoint.signature],
  );
}

export interface ReadLink {
  readonly sequence: string;
  readonly entryId: string;
  readonly hash: string;
  /** Null when the row is gone. */
  readonly content: string | null;
}

/** Links after `sequence`, with the rows that they stand for. */
export function readLinks(db: Db, after: number, limit: number): Promise<ReadLink[]> {
  return db.named(
    'audit_links_read',
    `select l.sequence, l.entry_id as "entryId", l.hash,
       case when e.id is not null then platform.audit_content(e) end as content
     from platform.audit_links l left join platform.audit_entries e on e.id = l.entry_id
     where l.sequence > $1 order by l.sequence limit $2`,
    [after, limit],
  );
}

export interface SealerLag {
  readonly waiting: number;
  readonly oldest: Temporal.Instant | null;
}

/** Rows that wait for the sealer. */
export async function unsealedLag(db: Db): Promise<SealerLag> {
  const [row] = await db.named<SealerLag>(
    'audit_lag',
    `select count(*)::int as waiting, min(e.at) as oldest from platform.audit_entries e
     where (e.xact, e.position) > (
       coalesce((select xact from platform.audit_sealer), '0'), coalesce((select position from platform.audit_sealer), 0))`,
    [],
  );
  return row ?? { waiting: 0, oldest: null };
}

/** A row that the sealer has passed and that has no link: somebody put it in afterwards. */
export async function findSmuggled(db: Db): Promise<string | undefined> {
  const [row] = await db.named<{ id: string }>(
    'audit_smuggled',
    `select e.id from platform.audit_entries e, platform.audit_sealer s
     where (e.xact, e.position) <= (s.xact, s.position)
       and not exists (select from platform.audit_links l where l.entry_id = e.id) limit 1`,
    [],
  );
  return row?.id;
}
