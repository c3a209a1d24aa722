import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { MODULES } from '../../src/modules.ts';
import type { Actor, Grant } from '#platform/permissions/actor.ts';
import { can, withinReach, type AccessRules, reachParameter, withinUnits } from '#platform/permissions/permissions.ts';
import { UnitTree } from '#platform/permissions/unit-tree.ts';

const bed = await useTestBed();
const { roles } = bed.services.access;
const declared = MODULES.flatMap((module) => Object.entries(module.roles ?? {}));
const ACTIONS = [...roles.actions(), 'nobody.may'];
const ROLES = [...roles.roles(), 'unknown_role'];
/** Each asks the database once for every action: some 25,000 cases. */
const RUNS = 100;

/** Says who may what straight from the declarations and the parents, without any code of the rule under test. */
function oracle(
  parents: readonly (number | null)[],
  grants: readonly [string, number][],
  action: string,
  unit: number,
) {
  return grants.some(([role, root]) => {
    if (!declared.some(([name, actions]) => name === role && actions.includes(action))) return false;
    for (let at: number | null | undefined = unit; at !== null && at !== undefined; at = parents[at])
      if (at === root) return true;
    return false;
  });
}

/** A forest of 1 to 12 units: each stands below an earlier one or is a root; and who holds which role where. */
const world = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.record({
    parents: fc.tuple(
      ...Array.from({ length: size }, (_, i) =>
        i === 0 ? fc.constant(null) : fc.option(fc.nat({ max: i - 1 }), { freq: 6 }),
      ),
    ),
    grants: fc.array(fc.tuple(fc.constantFrom(...ROLES), fc.nat({ max: size - 1 })), { maxLength: 4 }),
    moves: fc.array(fc.tuple(fc.nat({ max: size - 1 }), fc.nat({ max: size - 1 })), { maxLength: 3 }),
  }),
);

async function place(unit: string, parent: string | null): Promise<void> {
  await sql`select platform.place_unit(${unit}::uuid, ${parent}::uuid)`.execute(bed.services.db.k);
}

/** The units that a list would show, for each action; all of them in one question, for there are ten thousands. */
async function listReachable(
  rules: AccessRules,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const lists = ACTIONS.map(
    (action) => sql`select ${action}::text as action, u.id from unnest(${[...ids]}::uuid[]) as u(id)
      where ${withinReach(rules, actor, action, 'u.id')}`,
  );
  const all = sql<{ action: string; id: string }>`${sql.join(lists, sql` union all `)}`;
  const { rows } = await all.execute(bed.services.db.k);
  return new Map(
    ACTIONS.map((action) => [action, new Set(rows.flatMap((row) => (row.action === action ? row.id : [])))]),
  );
}

/** As a statement that is written out would show them: action and unit. */
async function writtenReachable(
  access: AccessRules,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const lists = ACTIONS.map(
    (action, at) =>
      `select '${action} ' || u.id as listed from unnest($1::uuid[]) as u(id) where ${withinUnits(`$${at + 2}`, 'u.id')}`,
  );
  const values = ACTIONS.map((action) => reachParameter({ access, actor }, action));
  const rows = await bed.services.db.sql<{ listed: string }>(lists.join(' union all '), [[...ids], ...values]);
  return new Set(rows.map(({ listed }) => listed));
}

test('can(), its two SQL twins and an independent oracle never disagree, in trees that were moved too', async (t) => {
  let cases = 0;
  let allowed = 0;
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const parents: (number | null)[] = [...given.parents];
      const ids = parents.map(() => newId());
      const idOf = (at: number) => ids[at] ?? '';
      for (const [at, parent] of parents.entries()) await place(idOf(at), parent === null ? null : idOf(parent));
      for (const [unit, parent] of given.moves) {
        // Below itself is refused by the database; that is another test's matter.
        let above: number | null = parent;
        while (above !== null && above !== unit) above = parents[above] ?? null;
        if (above === unit) continue;
        await place(idOf(unit), idOf(parent));
        parents[unit] = parent;
      }
      const units = new UnitTree(
        parents.map((parent, at) => ({ id: idOf(at), parentId: parent === null ? null : idOf(parent) })),
      );
      const rules = { roles, units };
      const grants: Grant[] = given.grants.map(([role, at]) => ({ role, unitId: idOf(at) }));
      const actor: Actor = {
        kind: 'staff',
        staffId: newId(),
        agencyId: newId(),
        name: 'Prueba',
        grants,
        steppedUpAt: undefined,
      };
      const listed = await listReachable(rules, actor, ids);
      const written = await writtenReachable(rules, actor, ids);
      for (const action of ACTIONS) {
        for (const [at, id] of ids.entries()) {
          const expected = oracle(parents, given.grants, action, at);
          const where = `${action} at ${at} of ${JSON.stringify(parents)} with ${JSON.stringify(given.grants)}`;
          assert.equal(can(rules, actor, action, id), expected, `can: ${where}`);
          assert.equal(listed.get(action)?.has(id), expected, `SQL: ${where}`);
          assert.equal(written.has(`${action} ${id}`), expected, `written SQL: ${where}`);
          cases += 1;
          if (expected) allowed += 1;
        }
      }
    }),
    { numRuns: RUNS },
  );
  t.diagnostic(`${cases} cases, ${allowed} allowed`);
  assert.ok(cases >= 10_000, `only ${cases} cases`);
  assert.ok(allowed > cases / 100 && allowed < cases, `${allowed} allowed of ${cases} prove nothing`);
});
