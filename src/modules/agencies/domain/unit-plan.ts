/** A unit of the agency as it stands. */
export interface KnownUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly closed: boolean;
}

/** One row of a file: a unit and the key of its parent; empty: right below the head of the agency. */
export interface WantedUnit {
  /** Line of the file as a spreadsheet counts: the head is 1. */
  readonly row: number;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly parent: string;
}

export type PlanProblem = 'twice' | 'unknownParent' | 'closedParent' | 'closedUnit' | 'circle' | 'head';

/** What a row does: units that the file leaves out stay as they are. */
export interface PlannedUnit extends WantedUnit {
  readonly does: 'create' | 'move' | 'rename' | 'nothing';
  /** Set unless it is created: the unit as it stands. */
  readonly known: KnownUnit | undefined;
  /** Set when a known unit gets another name as well as another place. */
  readonly renames: boolean;
}

export type UnitPlan =
  | { readonly ok: true; readonly steps: readonly PlannedUnit[] }
  | { readonly ok: false; readonly problems: readonly { readonly row: number; readonly problem: PlanProblem }[] };

/**
 * What a file would do to the tree of an agency, in an order in which each parent stands before those below it. The head
 * of the agency may be named again but stays the head.
 */
export function planUnits(known: readonly KnownUnit[], wanted: readonly WantedUnit[]): UnitPlan {
  const bySlug = new Map(known.map((unit) => [unit.slug, unit]));
  const slugOf = new Map(known.map(({ id, slug }) => [id, slug]));
  const head = known.find(({ parentId }) => parentId === null)?.slug ?? '';
  const rows = new Map<string, WantedUnit>();
  const problems: { row: number; problem: PlanProblem }[] = [];
  for (const one of wanted) {
    if (rows.has(one.slug)) problems.push({ row: one.row, problem: 'twice' });
    else rows.set(one.slug, one);
  }
  const parentOf = (slug: string): string => {
    if (slug === head) return '';
    const row = rows.get(slug);
    if (row) return row.parent === '' ? head : row.parent;
    return slugOf.get(bySlug.get(slug)?.parentId ?? '') ?? '';
  };
  for (const one of rows.values()) {
    const problem = problemOf(one);
    if (problem) problems.push({ row: one.row, problem });
  }
  function problemOf({ slug, parent }: WantedUnit): PlanProblem | undefined {
    if (slug === head) return parent === '' ? undefined : 'head';
    if (bySlug.get(slug)?.closed) return 'closedUnit';
    const above = parentOf(slug);
    if (!rows.has(above) && !bySlug.has(above)) return 'unknownParent';
    if (bySlug.get(above)?.closed) return 'closedParent';
    return standsInCircle(slug) ? 'circle' : undefined;
  }
  function standsInCircle(slug: string): boolean {
    const seen = new Set<string>();
    for (let at = slug; at !== ''; at = parentOf(at)) {
      if (seen.has(at)) return at === slug || seen.has(slug);
      seen.add(at);
    }
    return false;
  }
  if (problems.length > 0) return { ok: false, problems: problems.toSorted((a, b) => a.row - b.row) };

  const depthOf = (slug: string): number => (slug === '' ? 0 : 1 + depthOf(parentOf(slug)));
  const steps = [...rows.values()]
    .map((one) => ({ step: planned(one), depth: depthOf(one.slug) }))
    .toSorted((a, b) => a.depth - b.depth || a.step.row - b.step.row)
    .map(({ step }) => step);
  return { ok: true, steps };

  function planned(one: WantedUnit): PlannedUnit {
    const unit = bySlug.get(one.slug);
    const parent = parentOf(one.slug);
    if (!unit) return { ...one, parent, does: 'create', known: undefined, renames: false };
    const moves = (slugOf.get(unit.parentId ?? '') ?? '') !== parent;
    const renames = unit.name !== one.name || unit.shortName !== one.shortName;
    return { ...one, parent, does: moves ? 'move' : renames ? 'rename' : 'nothing', known: unit, renames };
  }
}
