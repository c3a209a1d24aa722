import type { Ctx } from '#platform/context.ts';
import { leafHash, pathOf } from '../evidence/tree.ts';
import type { EvidenceFile } from '../evidence/file.ts';
import { blocksOf, findBlock, readLeaves } from '../store/evidence-blocks.ts';

interface MessageRow {
  readonly id: string;
  readonly channel: string;
  readonly addressSealed: string;
  readonly subjectLine: string;
  readonly bodySealed: string;
  readonly salt: string | null;
}

type Proof = EvidenceFile['messages'][number]['events'][number]['proof'];

/**
 * Everything that is known of the messages about something, with the proof of each event. The caller has asked for
 * permission and audits it: the file holds addresses and texts.
 */
export async function evidenceFile(
  ctx: Ctx,
  subject: { type: string; id: string; about: string },
): Promise<EvidenceFile> {
  const messages = await ctx.db.named<MessageRow>(
    'evidence_file_messages',
    `select id, channel, address_sealed as "addressSealed", subject_line as "subjectLine", body_sealed as "bodySealed", salt
     from notifications.messages where subject_type = $1 and subject_id = $2 order by created_at, id`,
    [subject.type, subject.id],
  );
  const ids = messages.map(({ id }) => id);
  const rows = await ctx.db.named<{ id: string; messageId: string; content: string }>(
    'evidence_file_rows',
    `select e.id, e.message_id as "messageId", notifications.evidence_content(e) as content
     from notifications.evidence e where e.message_id = any($1) order by e.at, e.id`,
    [ids],
  );
  const numbers = await blocksOf(ctx.db, ids);
  const proofs = await proofsOf(ctx, numbers, new Set(rows.map(({ id }) => id)));
  return {
    format: 'ventanilla-evidence-1',
    about: subject.about,
    madeAt: ctx.clock.now().toString(),
    publicKey: ctx.sealKeyPem,
    messages: messages.map((message) => ({
      id: message.id,
      channel: message.channel,
      content: contentOf(ctx, message),
      events: rows
        .filter(({ messageId }) => messageId === message.id)
        .map(({ id, content }) => ({ row: content, proof: proofs.get(id) ?? null })),
    })),
    blocks: await blocksIn(ctx, numbers),
  };
}

function contentOf(ctx: Ctx, { id, addressSealed, bodySealed, subjectLine, salt }: MessageRow) {
  if (addressSealed === '' || bodySealed === '' || salt === null) return null;
  return {
    salt,
    address: ctx.crypt.open(addressSealed, `notifications.address.${id}`),
    subjectLine,
    body: ctx.crypt.open(bodySealed, `notifications.body.${id}`),
  };
}

async function proofsOf(
  ctx: Ctx,
  numbers: readonly number[],
  wanted: ReadonlySet<string>,
): Promise<Map<string, Proof>> {
  const proofs = new Map<string, Proof>();
  for (const block of numbers) {
    const leaves = await readLeaves(ctx.db, block);
    const hashes = leaves.map(({ content }) => leafHash(content));
    for (const [index, { id }] of leaves.entries()) {
      if (!wanted.has(id)) continue;
      proofs.set(id, { block, index, path: pathOf(hashes, index).map((hash) => hash.toString('hex')) });
    }
  }
  return proofs;
}

async function blocksIn(ctx: Ctx, numbers: readonly number[]): Promise<EvidenceFile['blocks']> {
  const blocks: EvidenceFile['blocks'] = [];
  for (const wanted of numbers) {
    const block = await findBlock(ctx.db, wanted);
    const before = await findBlock(ctx.db, wanted - 1);
    if (!block || block.number !== wanted) continue;
    const { number, rows, root, hash, sealedAt, signature } = block;
    const previous = wanted === 1 ? '' : (before?.hash ?? '');
    blocks.push({ number, rows, root, previous, hash, sealedAt: sealedAt.toString(), signature });
  }
  return blocks;
}
