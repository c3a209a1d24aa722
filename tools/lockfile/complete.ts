// npm leaves optional packages for other platforms out of package-lock.json when the registry at hand does not carry
// them, and its own `npm ci` then refuses that lockfile ("Missing: …@ from lock file", npm issue 9846). This adds
// their entries, without a checksum, which only the platforms concerned would fetch. Run it after every change of
// dependencies: node --import ./src/platform/runtime/register.js tools/lockfile/run.ts

/** The part of a lockfile entry that matters here. */
export interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];
const EXACT_VERSION = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/**
 * Entries that the lockfile lacks, by their place in it. Throws when a missing package's name does not tell its
 * platform or its version is a range: such an entry cannot be made up.
 */
export function findMissing(lockfile: Lockfile): Record<string, LockedPackage> {
  const missing: Record<string, LockedPackage> = {};
  for (const [parent, { dev, optionalDependencies = {} }] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isLocked(lockfile, parent, name, version)) continue;
      if (!EXACT_VERSION.test(version))
        throw new Error(`${parent || 'package.json'} wants ${name}@${version}: no exact version`);
      const place = `${parent.slice(0, parent.lastIndexOf('node_modules/'))}node_modules/${name}`;
      missing[place] = { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true };
    }
  }
  return missing;
}

/** The same lockfile with the missing entries, in npm's order. */
export function complete<T extends Lockfile>(lockfile: T): T {
  const entries = Object.entries({ ...lockfile.packages, ...findMissing(lockfile) });
  entries.sort(([one], [other]) => one.localeCompare(other, 'en'));
  return { ...lockfile, packages: Object.fromEntries(entries) };
}

/** npm looks for a package beside the one that wants it, then ever further up; another version there does not count. */
function isLocked({ packages }: Lockfile, parent: string, name: string, version: string): boolean {
  const folders = parent.split('/node_modules/').map((_, depth, all) => all.slice(0, depth + 1).join('/node_modules/'));
  const nearest = [...folders.map((folder) => `${folder}/`), '']
    .toSorted((one, other) => other.length - one.length)
    .map((folder) => packages[`${folder}node_modules/${name}`])
    .find((entry) => entry !== undefined);
  return nearest !== undefined && (nearest.version === version || !EXACT_VERSION.test(version));
}

function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.find((word) => words.includes(word));
  const cpu = PROCESSORS.find((word) => words.includes(word));
  if (os === undefined || cpu === undefined) throw new Error(`the name ${name} does not tell its platform`);
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined;
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) };
}
