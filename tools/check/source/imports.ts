import { dirname, join } from 'node:path/posix';
import type { SourceFile } from './source-file.ts';
import type { Tree } from './tree.ts';

/** One import of any kind: static, re-export, dynamic with a literal, or `import('…')` in a type. */
export interface ImportEdge {
  readonly from: SourceFile;
  readonly offset: number;
  readonly specifier: string;
  /** Repository path when the specifier points into the repository, whether the file exists or not. */
  readonly target: string | undefined;
  /** Erased before running: `import type`, or only `type` names inside the braces. */
  readonly typeOnly: boolean;
}

const known = new WeakMap<Tree, readonly ImportEdge[]>();

/** Every import of every script in the tree, in file order. */
export function importEdges(tree: Tree): readonly ImportEdge[] {
  let edges = known.get(tree);
  if (edges === undefined) {
    edges = tree.files.filter((file) => file.isScript).flatMap((file) => edgesOf(tree, file));
    known.set(tree, edges);
  }
  return edges;
}

function edgesOf(tree: Tree, from: SourceFile): ImportEdge[] {
  const edges: ImportEdge[] = [];
  const add = (specifier: string, offset: number, typeOnly: boolean): void => {
    edges.push({ from, offset, specifier, target: resolve(tree, from.path, specifier), typeOnly });
  };
  const { module } = from.syntax;
  for (const { moduleRequest, entries } of module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    add(moduleRequest.value, moduleRequest.start, typeOnly);
  }
  for (const { entries } of module.staticExports) {
    const first = entries[0]?.moduleRequest;
    if (first)
      add(
        first.value,
        first.start,
        entries.every((entry) => entry.isType),
      );
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^(['"`])([^'"`$]*)\1$/.exec(from.text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[2] !== undefined) add(literal[2], moduleRequest.start, false);
  }
  for (const { source } of from.nodes('TSImportType')) add(source.value, source.start, true);
  return edges;
}

/** Repository path of a relative or `#alias/` specifier; undefined for packages and `node:` modules. */
export function resolve(tree: Tree, from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  for (const [pattern, target] of tree.aliases) {
    const [prefix = '', suffix = ''] = pattern.split('*');
    const matches = pattern.includes('*')
      ? specifier.startsWith(prefix) && specifier.endsWith(suffix)
      : specifier === pattern;
    if (matches) return target.replace('*', specifier.slice(prefix.length, specifier.length - suffix.length));
  }
  return undefined;
}

/** Package that a specifier names: `kysely`, `@fastify/cookie`; undefined inside the repository and for `node:`. */
export function packageOf(edge: ImportEdge): string | undefined {
  if (edge.target !== undefined || edge.specifier.startsWith('node:')) return undefined;
  return /^(?:@[^/]+\/)?[^/]+/.exec(edge.specifier)?.[0];
}
