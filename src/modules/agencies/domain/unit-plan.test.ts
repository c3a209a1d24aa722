import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planUnits, type KnownUnit, type WantedUnit } from './unit-plan.ts';

const known = (slug: string, parent: string | null, closed = false): KnownUnit => ({
  id: `id-${slug}`,
  parentId: parent === null ? null : `id-${parent}`,
  slug,
  name: slug.toUpperCase(),
  shortName: null,
  closed,
});
const wanted = (slug: string, parent: string, row: number, name = slug.toUpperCase()): WantedUnit => ({
  row,
  slug,
  name,
  shortName: null,
  parent,
});
const tree = [known('head', null), known('north', 'head'), known('south', 'head'), known('old', 'head', true)];

function told(rows: readonly WantedUnit[]): string[] {
  const plan = planUnits(tree, rows);
  return plan.ok
    ? plan.steps.map(({ slug, does, parent, renames }) => `${does} ${slug} < ${parent}${renames ? ' renamed' : ''}`)
    : plan.problems.map(({ row, problem }) => `${row} ${problem}`);
}

test('parents are made before those below them, whatever the order of the rows', () => {
  assert.deepEqual(told([wanted('desk', 'area', 2), wanted('area', '', 3)]), [
    'create area < head',
    'create desk < area',
  ]);
});

test('known units move, get other names, or stay; units that the file leaves out are not touched', () => {
  const rows = [wanted('north', 'south', 2), wanted('south', 'head', 3, 'Sur'), wanted('head', '', 4)];
  assert.deepEqual(told(rows), ['nothing head < ', 'rename south < head renamed', 'move north < south']);
});

test('each row that cannot be is told with why', () => {
  assert.deepEqual(
    told([
      wanted('a', 'nowhere', 2),
      wanted('b', 'old', 3),
      wanted('old', '', 4),
      wanted('north', 'south', 5),
      wanted('south', 'north', 6),
      wanted('north', '', 7),
      wanted('head', 'south', 8),
    ]),
    ['2 unknownParent', '3 closedParent', '4 closedUnit', '5 circle', '6 circle', '7 twice', '8 head'],
  );
});

test('a unit below itself is a circle of one', () => {
  assert.deepEqual(told([wanted('a', 'a', 2)]), ['2 circle']);
});
