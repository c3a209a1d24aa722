import type { CheckpointKey } from '#platform/audit/chain.ts';
import type { Db } from '#platform/db/db.ts';
import { blockHash, leafHash, rootOf } from '../evidence/tree.ts';
import { readBlocks, readLeaves } from '../store/evidence-blocks.ts';

export interface ChainVerdict {
  readonly blocks: number;
  readonly rows: number;
  /** The first block that is not as it was sealed, and what is wrong with it. */
  readonly problem?: { readonly block: number; readonly kind: 'missing' | 'rows' | 'root' | 'hash' | 'signature' };
}

const PAGE = 100;

/** Walks all blocks and their rows from the beginning. Minutes for millions of rows. */
export async function verifyEvidenceChain(db: Db, key: CheckpointKey): Promise<ChainVerdict> {
  let number = 0;
  let rows = 0;
  let previous = '';
  for (;;) {
    const blocks = await readBlocks(db, number, PAGE);
    for (const block of blocks) {
      const fail = (kind: NonNullable<ChainVerdict['problem']>['kind']): ChainVerdict => ({
        blocks: number,
        rows,
        problem: { block: number + 1, kind },
      });
      if (block.number !== number + 1) return fail('missing');
      const leaves = await readLeaves(db, block.number);
      if (leaves.length !== block.rows) return fail('rows');
      const root = rootOf(leaves.map(({ content }) => leafHash(content))).toString('hex');
      if (root !== block.root) return fail('root');
      if (blockHash(previous, block.number, block.rows, root) !== block.hash) return fail('hash');
      if (!key.verifyText(block.hash, block.signature)) return fail('signature');
      ({ number, hash: previous } = block);
      rows += leaves.length;
    }
    if (blocks.length < PAGE) return { blocks: number, rows };
  }
}
