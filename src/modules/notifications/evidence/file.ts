import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { blockHash, commitmentOf, leafHash, rootFrom } from './tree.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * The evidence of some messages, to be shown in a hearing: whoever holds it can verify it without us, with nothing but the
 * public key (docs/guides/evidence.md).
 */
export const EvidenceFile = z.object({
  format: z.literal('ventanilla-evidence-1'),
  /** What the messages are about, e.g. a folio. */
  about: z.string(),
  madeAt: z.string(),
  publicKey: z.string(),
  messages: z.array(
    z.object({
      id: z.uuid(),
      channel: z.string(),
      /** Null once it was erased: the times and fates remain. */
      content: z
        .object({ salt: z.string(), address: z.string(), subjectLine: z.string(), body: z.string() })
        .nullable(),
      events: z.array(
        z.object({
          /** As it was hashed: `[id, message, at, kind, part, reason, commitment]` in JSON, and a detail where there is one. */
          row: z.string(),
          /** Null: written in the last seconds and not sealed yet. */
          proof: z.object({ block: z.int(), index: z.int(), path: z.array(hex) }).nullable(),
        }),
      ),
    }),
  ),
  blocks: z.array(
    z.object({
      number: z.int(),
      rows: z.int(),
      root: hex,
      previous: z.string(),
      hash: hex,
      sealedAt: z.string(),
      signature: z.string(),
    }),
  ),
});
export type EvidenceFile = z.infer<typeof EvidenceFile>;

const Row = z.tuple(
  [z.string(), z.string(), z.string(), z.string(), z.int().nullable(), z.string(), z.string().nullable()],
  z.string(),
);

export interface EvidenceVerdict {
  readonly messages: number;
  readonly events: number;
  /** Events that were not sealed yet when the file was made. */
  readonly unsealed: number;
  /** What is not as it was written, in words for the terminal; empty: all is whole. */
  readonly problems: readonly string[];
}

/** Verifies a file by itself. `trustedKey` (PEM) is the key of the authority; without it only the file's own is asked. */
export function verifyEvidence(file: EvidenceFile, trustedKey?: string): EvidenceVerdict {
  const problems: string[] = [];
  let unsealed = 0;
  let events = 0;
  if (trustedKey !== undefined && !sameKey(trustedKey, file.publicKey))
    problems.push('the file was signed with another key than the one that is trusted');
  const key = createPublicKey(file.publicKey);
  const blocks = new Map(file.blocks.map((block) => [block.number, block]));
  for (const { number, rows, root, previous, hash, signature } of file.blocks) {
    if (blockHash(previous, number, rows, root) !== hash) problems.push(`block ${number} does not have its hash`);
    if (!verify(null, Buffer.from(hash), key, Buffer.from(signature, 'base64')))
      problems.push(`block ${number} is not signed with this key`);
  }
  for (const message of file.messages) {
    for (const { row, proof } of message.events) {
      events += 1;
      const read = Row.safeParse(JSON.parse(row));
      if (!read.success || read.data[1] !== message.id) {
        problems.push(`an event of message ${message.id} is of another message`);
        continue;
      }
      const [id, , , kind, , , commitment] = read.data;
      if (proof === null) unsealed += 1;
      else {
        const block = blocks.get(proof.block);
        const path = proof.path.map((one) => Buffer.from(one, 'hex'));
        const root = block && rootFrom(leafHash(row), proof.index, block.rows, path).toString('hex');
        if (root === undefined || root !== block?.root) problems.push(`event ${id} is not in block ${proof.block}`);
      }
      const { content, channel } = message;
      if (kind === 'queued' && content && commitment !== null) {
        if (commitmentOf(content.salt, { channel, ...content }) !== commitment)
          problems.push(`message ${message.id} did not say this, or not to this address`);
      }
    }
  }
  return { messages: file.messages.length, events, unsealed, problems };
}

const sameKey = (one: string, other: string): boolean =>
  createPublicKey(one)
    .export({ type: 'spki', format: 'der' })
    .equals(createPublicKey(other).export({ type: 'spki', format: 'der' }));
