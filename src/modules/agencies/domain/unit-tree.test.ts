import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOfSight, flatten, growTrees, isSettled } from './unit-tree.ts';

const unit = (id: string, parentId: string | null, name = id) => ({ id, parentId, name });

test('units stand below their parents by name, as Spanish orders it, with the size of what they head', () => {
  const trees = growTrees([
    unit('z', 'head', 'Zumpango'),
    unit('head', null, 'Dirección'),
    unit('a', 'head', 'Área'),
    unit('b', 'a', 'Archivo'),
  ]);
  assert.deepEqual(
    trees.map(({ size }) => size),
    [3],
  );
  const shown = flatten(trees).map(({ unit: { id }, depth }) => `${depth} ${id}`);
  assert.deepEqual(shown, ['0 head', '1 a', '2 b', '1 z']);
});

test('a part of the tree has its own head: the parent that is out of reach is not told', () => {
  const trees = growTrees([unit('a', 'elsewhere'), unit('b', 'a'), unit('c', 'elsewhere')]);
  assert.deepEqual(
    trees.map((branch) => branch.unit.id),
    ['a', 'c'],
  );
});

test('a move takes sight from those above the old place only, and gives it to those above the new one only', () => {
  assert.deepEqual(changeOfSight(['north', 'head'], ['south', 'head']), { gains: ['south'], loses: ['north'] });
  assert.deepEqual(changeOfSight(['north', 'head'], ['head']), { gains: [], loses: ['north'] });
  assert.deepEqual(changeOfSight(['head'], ['head']), { gains: [], loses: [] });
});

test('a unit is settled only when nothing at all hangs on it', () => {
  const nothing = { posts: 0, units: 0, municipalities: 0, work: 0 };
  assert.ok(isSettled(nothing));
  for (const key of ['posts', 'units', 'municipalities', 'work'] as const)
    assert.ok(!isSettled({ ...nothing, [key]: 1 }), key);
});
