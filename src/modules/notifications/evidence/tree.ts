import { hash } from 'node:crypto';

// A Merkle tree as of RFC 6962 section 2.1: the octet before a hash tells a leaf from a node, so that neither passes for the
// other. A library was not taken: this is thirty lines, and who verifies a file years from now must be able to read them.

const sha256 = (octets: Buffer | string): Buffer => hash('sha256', octets, 'buffer');
const NODE = Buffer.of(1);
const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.concat([NODE, left, right]));

/** The hash of one row's content. */
export const leafHash = (content: string): Buffer => sha256(`\0${content}`);

/** The root over leaves, at least one. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (!first) throw new RangeError('a tree has at least one leaf');
  if (leaves.length === 1) return first;
  const half = halfOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/** What has to be hashed with the leaf at `index`, step by step, to come to the root; RFC 6962 section 2.1.1. */
export function pathOf(leaves: readonly Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const half = halfOf(leaves.length);
  return index < half
    ? [...pathOf(leaves.slice(0, half), index), rootOf(leaves.slice(half))]
    : [...pathOf(leaves.slice(half), index - half), rootOf(leaves.slice(0, half))];
}

/** The root that a leaf, its place among `size` and its path lead to. */
export function rootFrom(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer {
  const [last] = path.slice(-1);
  if (!last) return leaf;
  const half = halfOf(size);
  const rest = path.slice(0, -1);
  return index < half
    ? nodeHash(rootFrom(leaf, index, half, rest), last)
    : nodeHash(last, rootFrom(leaf, index - half, size - half, rest));
}

/** The largest power of two below `size`. */
const halfOf = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

/** The hash of a block: of the one before it, its place, and what it holds. */
export function blockHash(previous: string, number: number, rows: number, root: string): string {
  return sha256(`ventanilla evidence block 1\n${previous}\n${number}\n${rows}\n${root}`).toString('hex');
}

/** What a message says and to whom, with a salt that goes when the content goes. */
export function commitmentOf(
  salt: string,
  content: { channel: string; address: string; subjectLine: string; body: string },
): string {
  const { channel, address, subjectLine, body } = content;
  return hash('sha256', JSON.stringify([salt, channel, address, subjectLine, body]), 'hex');
}
