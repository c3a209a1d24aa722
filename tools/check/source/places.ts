import type { SourceFile } from './source-file.ts';

/** Where a file of a module stands: `{ module: 'registry', inside: 'store/procedures.ts' }`. */
export interface ModulePlace {
  readonly module: string;
  readonly inside: string;
}

export function modulePlace(path: string): ModulePlace | undefined {
  const match = /^src\/modules\/([^/]+)\/(.+)$/.exec(path);
  return match?.[1] !== undefined && match[2] !== undefined ? { module: match[1], inside: match[2] } : undefined;
}

/** The composition root: the only files that see every module from within. */
export function isCompositionRoot(path: string): boolean {
  return path === 'src/main.ts' || path === 'src/modules.ts';
}

/** PostgreSQL schema that a file owns: its module's name, or `platform`; undefined elsewhere. */
export function ownSchema(path: string): string | undefined {
  if (path.startsWith('src/platform/')) return 'platform';
  return modulePlace(path)?.module;
}

/** Code that ships: scripts below src that are no test. */
export function isShipped(file: SourceFile): boolean {
  return file.isScript && file.path.startsWith('src/') && !file.isTest;
}

/** Runs in the browser: `islands/` of the shell or of a module's web folder. */
export function isIsland(path: string): boolean {
  return /^src\/(?:web|modules\/[^/]+\/web)\/islands\//.test(path);
}

/** Pages and their parts shown for development only. */
export function isExample(path: string): boolean {
  return path.endsWith('.examples.tsx') || path.startsWith('src/web/gallery/');
}
