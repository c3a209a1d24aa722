/** One node of the tree of units, as permissions need it. */
export interface UnitNode {
  readonly id: string;
  readonly parentId: string | null;
}

/** The tree of units in memory: a few hundred nodes, asked on each request. */
export class UnitTree {
  #parents: ReadonlyMap<string, string | null> = new Map();

  constructor(nodes: Iterable<UnitNode> = []) {
    this.replace(nodes);
  }

  /** Takes the tree as it now is (a unit was added or moved). */
  replace(nodes: Iterable<UnitNode>): void {
    this.#parents = new Map(Array.from(nodes, (node) => [node.id, node.parentId]));
  }

  /** True if `unitId` is `rootId` or stands anywhere below it. An unknown unit is within nothing. */
  isWithin(unitId: string, rootId: string): boolean {
    for (const id of this.lineage(unitId)) if (id === rootId) return true;
    return false;
  }

  /** The unit itself, then its parent, up to the root. Empty for an unknown unit. */
  *lineage(unitId: string): Generator<string> {
    let current: string | null | undefined = unitId;
    for (let depth = 0; current && this.#parents.has(current); depth++) {
      if (depth > 64) throw new Error(`unit tree holds a cycle at ${unitId}`);
      yield current;
      current = this.#parents.get(current);
    }
  }

  /** All units in the subtree, the root included. */
  subtree(rootId: string): string[] {
    return [...this.#parents.keys()].filter((id) => this.isWithin(id, rootId));
  }
}
