import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockHash, commitmentOf, leafHash, pathOf, rootFrom, rootOf } from './tree.ts';

const leavesOf = (count: number) => Array.from({ length: count }, (_, place) => leafHash(`row ${place}`));

test('the empty leaf and the tree of the examples of RFC 6962 have the hashes that others compute', () => {
  // Known answers of the reference implementation of certificate transparency (merkle_tree_test: leaves "", 0x00, 0x10 …).
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ].map((hex) => leafHash(Buffer.from(hex, 'hex').toString('latin1')));
  assert.equal(leaves[0]?.toString('hex'), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  assert.equal(rootOf(leaves).toString('hex'), '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
});

test('every leaf of every tree up to 70 leads to its root, and no other leaf or place does', () => {
  for (let size = 1; size <= 70; size++) {
    const leaves = leavesOf(size);
    const root = rootOf(leaves).toString('hex');
    for (const [index, leaf] of leaves.entries()) {
      const path = pathOf(leaves, index);
      assert.equal(rootFrom(leaf, index, size, path).toString('hex'), root);
      assert.notEqual(rootFrom(leafHash('forged'), index, size, path).toString('hex'), root);
      if (size > 1) assert.notEqual(rootFrom(leaf, (index + 1) % size, size, path).toString('hex'), root);
    }
  }
});

test('a block depends on the one before it, its place, its rows and its root', () => {
  const hashes = [
    blockHash('', 1, 2, 'a'),
    blockHash('x', 1, 2, 'a'),
    blockHash('', 2, 2, 'a'),
    blockHash('', 1, 3, 'a'),
    blockHash('', 1, 2, 'b'),
  ];
  assert.equal(new Set(hashes).size, hashes.length);
});

test('a commitment changes with every field, and one field cannot be moved into another', () => {
  const content = { channel: 'sms', address: '+525550000101', subjectLine: '', body: 'Su trámite' };
  const all = [
    commitmentOf('s', content),
    commitmentOf('t', content),
    commitmentOf('s', { ...content, address: '+525550000102' }),
    commitmentOf('s', { ...content, subjectLine: 'Su', body: ' trámite' }),
    commitmentOf('s', { ...content, body: 'Su tramite' }),
  ];
  assert.equal(new Set(all).size, all.length);
});
