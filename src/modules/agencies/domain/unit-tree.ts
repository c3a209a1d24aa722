/** A unit as a list of the database gives it. */
export interface TreeUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

/** A unit with what stands below it, by name. */
export interface Branch<Unit extends TreeUnit> {
  readonly unit: Unit;
  readonly below: readonly Branch<Unit>[];
  /** Units below it, at any depth. */
  readonly size: number;
}

/** The units as trees. One whose parent is not among them is the head of a tree: who rules over a part sees that part. */
export function growTrees<Unit extends TreeUnit>(units: readonly Unit[]): Branch<Unit>[] {
  const ids = new Set(units.map(({ id }) => id));
  const children = Map.groupBy(units, ({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : ''));
  const grow = (unit: Unit): Branch<Unit> => {
    const below = branchesOf(unit.id);
    return { unit, below, size: below.reduce((sum, branch) => sum + branch.size + 1, 0) };
  };
  const branchesOf = (parent: string): Branch<Unit>[] =>
    (children.get(parent) ?? []).toSorted((one, other) => one.name.localeCompare(other.name, 'es-MX')).map(grow);
  return branchesOf('');
}

/** Each unit of the trees from the top, with how deep it stands: for lists to choose from. */
export function flatten<Unit extends TreeUnit>(
  branches: readonly Branch<Unit>[],
  depth = 0,
): { readonly unit: Unit; readonly depth: number }[] {
  return branches.flatMap(({ unit, below }) => [{ unit, depth }, ...flatten(below, depth + 1)]);
}

/**
 * Whose posts begin and cease to cover a unit when it moves. Both are paths from the parent to the head: who stands on
 * the new one only gains sight of it, who stands on the old one only loses it, who stands on both notices nothing.
 */
export function changeOfSight(
  before: readonly string[],
  after: readonly string[],
): { readonly gains: readonly string[]; readonly loses: readonly string[] } {
  const [old, fresh] = [new Set(before), new Set(after)];
  return { gains: after.filter((id) => !old.has(id)), loses: before.filter((id) => !fresh.has(id)) };
}

/** What must be settled before a unit closes; all numbers. */
export interface Unsettled {
  /** Posts that somebody holds there. */
  readonly posts: number;
  /** Open units right below it. */
  readonly units: number;
  /** Municipalities that its office serves. */
  readonly municipalities: number;
  /** Work of the modules, such as procedures that are not delivered. */
  readonly work: number;
}

/** True if nothing hangs on the unit any more. */
export function isSettled({ posts, units, municipalities, work }: Unsettled): boolean {
  return posts + units + municipalities + work === 0;
}
