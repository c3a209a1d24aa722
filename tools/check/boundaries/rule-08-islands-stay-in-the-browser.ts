import { importEdges, packageOf, type ImportEdge } from '../source/imports.ts';
import { isIsland } from '../source/places.ts';
import type { Rule } from './rule.ts';

const SERVER = /^src\/(?:platform\/|modules\/[^/]+\/(?:store|commands|queries|reactions|jobs|adapters)(?:\/|\.ts$))/;

export const islandsStayInTheBrowser: Rule = {
  id: 'boundaries/8',
  text: 'Islands import nothing from store, commands or platform, neither directly nor through what they import.',
  why: 'Server code in a bundle is a leak of secrets and of weight.',
  *check(tree) {
    const edges = Map.groupBy(importEdges(tree), (edge) => edge.from.path);
    const bad = (edge: ImportEdge): boolean =>
      SERVER.test(edge.target ?? '') || edge.specifier.startsWith('node:') || packageOf(edge) === 'pg';
    for (const file of tree.files) {
      if (!isIsland(file.path) || file.isTest) continue;
      const seen = new Set([file.path]);
      const queue = (edges.get(file.path) ?? []).map((edge) => ({ edge, root: edge }));
      for (const { edge, root } of queue) {
        if (bad(edge)) {
          const way = edge === root ? '' : ` through ${edge.from.path}`;
          yield {
            file,
            offset: root.offset,
            message: `the island imports ${edge.target ?? edge.specifier}${way}`,
            cure: 'pass the value as a property from the page, or fetch it from a route',
          };
          continue;
        }
        // Types of the first step count, as the rule says; further on only what would really be in the bundle.
        if (edge.target === undefined || edge.typeOnly || seen.has(edge.target)) continue;
        seen.add(edge.target);
        for (const next of edges.get(edge.target) ?? []) if (!next.typeOnly) queue.push({ edge: next, root });
      }
    }
  },
};
