import { importEdges, type ImportEdge } from '../source/imports.ts';
import type { Rule, Violation } from './rule.ts';

export const noCycles: Rule = {
  id: 'boundaries/5',
  text: 'No import cycles, type imports included.',
  why: 'Files in a cycle can only be understood, moved and loaded together.',
  *check(tree) {
    const graph = new Map<string, ImportEdge[]>();
    for (const edge of importEdges(tree)) {
      if (edge.target === undefined || !tree.byPath.has(edge.target)) continue;
      const edges = graph.get(edge.from.path);
      if (edges === undefined) graph.set(edge.from.path, [edge]);
      else edges.push(edge);
    }
    for (const group of components(graph)) {
      const violation = shortestCycle(graph, group);
      if (violation !== undefined) yield violation;
    }
  },
};

/** Tarjan's strongly connected components; those of one file count only when it imports itself. */
function components(graph: ReadonlyMap<string, readonly ImportEdge[]>): Set<string>[] {
  const found: Set<string>[] = [];
  const index = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const visit = (path: string): number => {
    const own = index.size;
    index.set(path, own);
    let lowest = own;
    stack.push(path);
    onStack.add(path);
    for (const { target = '' } of graph.get(path) ?? []) {
      if (!index.has(target)) lowest = Math.min(lowest, visit(target));
      else if (onStack.has(target)) lowest = Math.min(lowest, index.get(target) ?? lowest);
    }
    if (lowest === own) {
      const group = new Set(stack.splice(stack.indexOf(path)));
      for (const member of group) onStack.delete(member);
      const selfImport = graph.get(path)?.some((edge) => edge.target === path) ?? false;
      if (group.size > 1 || selfImport) found.push(group);
    }
    return lowest;
  };
  for (const path of graph.keys()) if (!index.has(path)) visit(path);
  return found;
}

/** Breadth-first from the first file of the group back to itself: one short way to see the knot. */
function shortestCycle(
  graph: ReadonlyMap<string, readonly ImportEdge[]>,
  group: ReadonlySet<string>,
): Violation | undefined {
  const start = [...group].toSorted()[0];
  if (start === undefined) return undefined;
  const queue: { path: string; trail: ImportEdge[] }[] = [{ path: start, trail: [] }];
  const seen = new Set<string>();
  for (const { path, trail } of queue) {
    for (const edge of graph.get(path) ?? []) {
      const target = edge.target ?? '';
      if (!group.has(target)) continue;
      const way = [...trail, edge];
      if (target === start) return cycleViolation(way);
      if (!seen.has(target)) queue.push({ path: target, trail: way });
      seen.add(target);
    }
  }
  return undefined;
}

function cycleViolation(way: readonly ImportEdge[]): Violation | undefined {
  const first = way[0];
  if (first === undefined) return undefined;
  return {
    file: first.from,
    offset: first.offset,
    message: `import cycle: ${[first.from.path, ...way.map((edge) => edge.target)].join(' -> ')}`,
    cure: 'move what both need into a third file that imports neither',
  };
}
