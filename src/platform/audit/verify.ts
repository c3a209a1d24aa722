import { findSmuggled, listCheckpoints, readLinks, unsealedLag, type SealerLag } from '../db/audit-links.ts';
import type { Db } from '../db/db.ts';
import { linkHash, type Checkpoint, type CheckpointKey } from './chain.ts';

/** The first thing that is not as it was written. */
export interface AuditProblem {
  readonly kind:
    | 'row-changed'
    | 'row-missing'
    | 'link-missing'
    | 'row-smuggled'
    | 'checkpoint-forged'
    | 'checkpoint-differs'
    | 'tail-missing';
  /** Place in the chain, from 1. */
  readonly sequence?: number;
  readonly entryId?: string;
}

export interface AuditVerdict {
  readonly rows: number;
  readonly checkpoints: number;
  readonly problem: AuditProblem | undefined;
  /** Written and not yet linked: seconds old, normally. */
  readonly waiting: SealerLag;
}

const PAGE = 5_000;

/**
 * Walks the chain from its beginning and compares it with all checkpoints: those of the database and `copies` kept
 * elsewhere. Only a copy finds a log whose end was cut off together with the checkpoints on it.
 */
export async function verifyAudit(
  db: Db,
  key: CheckpointKey,
  copies: readonly Checkpoint[] = [],
): Promise<AuditVerdict> {
  const own = (await listCheckpoints(db)).map((row) => ({
    ...row,
    sequence: Number(row.sequence),
    madeAt: row.madeAt.toString(),
  }));
  const checkpoints = [...own, ...copies];
  const waiting = await unsealedLag(db);
  const verdict = (rows: number, problem?: AuditProblem): AuditVerdict => ({
    rows,
    checkpoints: checkpoints.length,
    problem,
    waiting,
  });
  const forged = checkpoints.find((checkpoint) => !key.verify(checkpoint));
  if (forged) return verdict(0, { kind: 'checkpoint-forged', sequence: forged.sequence });
  const signed = Map.groupBy(checkpoints, (checkpoint) => checkpoint.sequence);

  let hash = '';
  let sequence = 0;
  for (;;) {
    const links = await readLinks(db, sequence, PAGE);
    for (const link of links) {
      sequence += 1;
      const where = { sequence, entryId: link.entryId };
      if (Number(link.sequence) !== sequence) return verdict(sequence - 1, { kind: 'link-missing', sequence });
      if (link.content === null) return verdict(sequence - 1, { kind: 'row-missing', ...where });
      hash = linkHash(hash, link.content);
      if (hash !== link.hash) return verdict(sequence - 1, { kind: 'row-changed', ...where });
      const differs = signed.get(sequence)?.some((checkpoint) => checkpoint.hash !== hash);
      if (differs) return verdict(sequence - 1, { kind: 'checkpoint-differs', ...where });
    }
    if (links.length < PAGE) break;
  }
  const beyond = checkpoints.find((checkpoint) => checkpoint.sequence > sequence);
  if (beyond) return verdict(sequence, { kind: 'tail-missing', sequence: sequence + 1 });
  const smuggled = await findSmuggled(db);
  if (smuggled) return verdict(sequence, { kind: 'row-smuggled', entryId: smuggled });
  return verdict(sequence);
}
