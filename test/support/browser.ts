import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const CURE =
  'No Chromium was found. Run "npm ci" (it brings @sparticuz/chromium on Linux x64), or "apt-get install chromium", or set CHROMIUM_PATH.';

/** Where Chromium is: CHROMIUM_PATH, the PATH, or the one of the npm package. Throws with the cure; never skips. */
async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH is ${given}, which does not exist. ${CURE}`);
    return given;
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  // Makes the package unpack the libraries that a bare Debian lacks; it is read when the module is loaded.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return await packed.executablePath();
  } catch (error) {
    throw new Error(CURE, { cause: error });
  }
}

/** One browser for a test file, closed at its end. */
export async function useBrowser(): Promise<Browser> {
  const userData = mkdtempSync(join(tmpdir(), 'ventanilla-chromium-'));
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: FLAGS,
    env: { ...process.env, HOME: userData } as Record<string, string>,
  });
  after(async () => {
    await browser.close();
    rmSync(userData, { recursive: true, force: true });
  });
  return browser;
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails with every violation named and where it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.target.join(' ')).join('\n    ')}`,
  );
  assert.equal(found.length, 0, `${page.url()} breaks accessibility rules:\n  ${found.join('\n  ')}`);
}

/** A page may scroll down, never sideways (WCAG 1.4.10). */
export async function expectNoSideScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok((content ?? 0) <= (window ?? 0), `${page.url()} is ${content} px wide in a window of ${window} px`);
}
