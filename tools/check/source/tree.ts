import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SourceFile } from './source-file.ts';

const FOLDERS = ['src', 'test', 'tools', 'docs'];
const READ = /\.(?:ts|tsx|js|mjs|sql|css|md|json)$/;

/** The repository as the check sees it: every readable file below src, test, tools and docs, and the root's pages. */
export interface Tree {
  readonly root: string;
  readonly files: readonly SourceFile[];
  readonly byPath: ReadonlyMap<string, SourceFile>;
  /** Names of the folders in `src/modules`. */
  readonly modules: ReadonlySet<string>;
  /** package.json `imports`: `#platform/*` to `src/platform/*`. */
  readonly aliases: ReadonlyMap<string, string>;
}

export function readTree(root: string): Tree {
  const paths = readdirSync(root).filter((name) => /\.(?:md|json)$/.test(name) && name !== 'package-lock.json');
  for (const folder of FOLDERS) paths.push(...listFiles(root, folder));
  const files = paths.toSorted().map((path) => new SourceFile(path, readFileSync(join(root, path), 'utf8')));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const modules = new Set(files.flatMap((file) => /^src\/modules\/([^/]+)\//.exec(file.path)?.[1] ?? []));
  return { root, files, byPath, modules, aliases: readAliases(byPath.get('package.json')) };
}

function listFiles(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && READ.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .filter((path) => !path.includes('node_modules/'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function readAliases(manifest: SourceFile | undefined): Map<string, string> {
  const aliases = new Map<string, string>();
  if (manifest === undefined) return aliases;
  const { imports } = JSON.parse(manifest.text) as { imports?: Record<string, string> };
  for (const [pattern, target] of Object.entries(imports ?? {})) aliases.set(pattern, target.replace(/^\.\//, ''));
  return aliases;
}
