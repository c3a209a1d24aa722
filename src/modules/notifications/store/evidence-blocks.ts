import type { Db } from '#platform/db/db.ts';

/** Rows under one root; see evidence/tree.ts. */
export interface EvidenceBlock {
  readonly number: number;
  readonly rows: number;
  readonly root: string;
  readonly hash: string;
  readonly sealedAt: Temporal.Instant;
  readonly signature: string;
}

/** A row as it is hashed. `place` is where it stands in the order of commits. */
export interface EvidenceLeaf {
  readonly id: string;
  readonly messageId: string;
  readonly content: string;
  readonly xact: string;
  readonly position: string;
}

const BLOCK = `number::int, rows, root, hash, sealed_at as "sealedAt", signature`;
const LEAF = `e.id, e.message_id as "messageId", notifications.evidence_content(e) as content, e.xact::text as xact, e.position`;

export async function lastBlock(db: Db): Promise<EvidenceBlock | undefined> {
  const [block] = await db.named<EvidenceBlock>(
    'evidence_last_block',
    `select ${BLOCK} from notifications.evidence_blocks order by number desc limit 1`,
    [],
  );
  return block;
}

/** The next committed rows that are in no block; those of transactions that still run, and all after them, wait. */
export function readUnsealed(tx: Db, limit: number): Promise<EvidenceLeaf[]> {
  return tx.named(
    'evidence_unsealed',
    `select ${LEAF} from notifications.evidence e
     where (e.xact, e.position) > (
         coalesce((select xact from notifications.evidence_blocks order by number desc limit 1), '0'::xid8),
         coalesce((select position from notifications.evidence_blocks order by number desc limit 1), 0))
       and e.xact < pg_snapshot_xmin(pg_current_snapshot())
     order by e.xact, e.position limit $1`,
    [limit],
  );
}

export async function insertBlock(tx: Db, block: EvidenceBlock, last: EvidenceLeaf): Promise<void> {
  await tx.named(
    'evidence_block_insert',
    `insert into notifications.evidence_blocks (number, rows, root, hash, sealed_at, signature, xact, position)
     values ($1, $2, $3, $4, $5, $6, $7::text::xid8, $8)`,
    [block.number, block.rows, block.root, block.hash, block.sealedAt, block.signature, last.xact, last.position],
  );
}

/** Blocks after `number`, in order. */
export function readBlocks(db: Db, number: number, limit: number): Promise<EvidenceBlock[]> {
  return db.named(
    'evidence_blocks',
    `select ${BLOCK} from notifications.evidence_blocks where number > $1 order by number limit $2`,
    [number, limit],
  );
}

/** The rows that lie between the end of the block before and the end of this one. */
export function readLeaves(db: Db, number: number): Promise<EvidenceLeaf[]> {
  return db.named(
    'evidence_leaves',
    `select ${LEAF} from notifications.evidence e, notifications.evidence_blocks b
     left join notifications.evidence_blocks before on before.number = b.number - 1
     where b.number = $1 and (e.xact, e.position) <= (b.xact, b.position)
       and (e.xact, e.position) > (coalesce(before.xact, '0'::xid8), coalesce(before.position, 0))
     order by e.xact, e.position`,
    [number],
  );
}

/** The numbers of the blocks that hold evidence of these messages, in order. */
export async function blocksOf(db: Db, messageIds: readonly string[]): Promise<number[]> {
  const rows = await db.named<{ number: number | null }>(
    'evidence_blocks_of',
    `select distinct (select b.number from notifications.evidence_blocks b where (b.xact, b.position) >= (e.xact, e.position)
       order by b.xact, b.position limit 1)::int as number
     from notifications.evidence e where e.message_id = any($1) order by 1`,
    [[...messageIds]],
  );
  return rows.flatMap(({ number }) => (number === null ? [] : [number]));
}

export async function findBlock(db: Db, number: number): Promise<EvidenceBlock | undefined> {
  return (await readBlocks(db, number - 1, 1))[0];
}
