import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A browser program and what it needs in its environment. */
export interface Chromium {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
}

const SHELLS = ['chromium-headless-shell', 'headless_shell'];
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];

const CURE =
  'No Chromium was found. Run "npm ci" without --omit=dev (it brings @sparticuz/chromium for Linux x64), ' +
  'or "apt-get install chromium", or set CHROMIUM_PATH.';

/**
 * Where Chromium is: CHROMIUM_PATH, a headless shell on the PATH, the one inside the npm package @sparticuz/chromium, a
 * whole browser on the PATH. A shell has the same engine without the browser around it, which even without a screen makes
 * its own windows: 1.0 s of work for each context and 0.2 s for a page, where the shell needs 0.13 s and 0.06 s.
 * Never skips: throws an error that names the cure.
 */
export async function findChromium(): Promise<Chromium> {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH is ${given}, which does not exist. ${CURE}`);
    return { executablePath: given, environment: {} };
  }
  const shell = findOnPath(SHELLS);
  if (shell) return { executablePath: shell, environment: {} };
  try {
    return await unpackChromium();
  } catch (error) {
    const browser = findOnPath(BROWSERS);
    if (browser) return { executablePath: browser, environment: {} };
    throw new Error(CURE, { cause: error });
  }
}

function findOnPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/**
 * Unpacks the browser of the npm package, once per version and user, 200 MB in the temporary folder. The package would
 * unpack straight to /tmp and take a half-written file of a parallel test for finished, so a process of its own does it
 * in a folder aside, which then gets its name in one step.
 */
async function unpackChromium(): Promise<Chromium> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `ventanilla-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(folder)) {
    const draft = mkdtempSync(`${folder}.`);
    try {
      const script = `import(${JSON.stringify(entry)}).then((packed) => packed.default.executablePath())`;
      // The second variable makes the package unpack the libraries that a bare Debian lacks (NSS, expat).
      const env = { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
      await promisify(execFile)(process.execPath, ['--eval', script], { env });
      const fontList = join(draft, 'fonts/fonts.conf');
      writeFileSync(fontList, readFileSync(fontList, 'utf8').replaceAll('/tmp/fonts', join(folder, 'fonts')));
      renameSync(draft, folder);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      // A parallel test was faster.
      if (!existsSync(folder)) throw error;
    }
  }
  return {
    executablePath: join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}
