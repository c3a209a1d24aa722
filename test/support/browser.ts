import axe from 'axe-core';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';
import { cleanUp } from './clean-up.ts';

declare global {
  interface Window {
    /** Put there by expectAccessible. */
    readonly axe: typeof axe;
  }
}

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

/** What a page shows in half a second alone it shows late where much else runs; that is not what these tests judge. */
const PATIENCE_MS = 60_000;

/** One browser for a test file, closed at its end. */
export async function useBrowser(): Promise<Browser> {
  const { executablePath, environment } = await findChromium();
  const userData = mkdtempSync(join(tmpdir(), 'ventanilla-chromium-'));
  const browser = await chromium.launch({
    executablePath,
    args: FLAGS,
    env: { ...process.env, ...environment, HOME: userData },
  });
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS));
  cleanUp(async () => {
    await browser.close();
    rmSync(userData, { recursive: true, force: true });
  });
  return browser;
}

/**
 * Clicks what leads to another page and waits until that one is whole: a click waits only for its beginning, and on half a
 * page less is counted than it has.
 */
export async function follow(target: Locator): Promise<void> {
  await target.click();
  await target.page().waitForLoadState();
}

/**
 * Enters as an invented public servant of the demonstration, by the name on the button, whoever was there before.
 *
 * Leaves first: a page that keeps itself fresh goes to the log-in by itself once it is signed out, and would end our going.
 */
export async function enterAs(page: Page, address: string, name: string): Promise<void> {
  await page.goto('about:blank');
  await page.context().clearCookies();
  await page.goto(`${address}/entrar`);
  await page.getByRole('button', { name: `Entrar ${name}` }).click();
  await page.waitForURL(/\/personal/);
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Those whose verdict can change with the theme and with nothing else. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Fails with every violation named and where it stands.
 *
 * axe itself, put into the page once. Its package for Playwright puts it there again for each look and judges in a
 * window opened for that, for the sake of frames from elsewhere, which our pages never have: 3 to 10 times the work.
 *
 * Judges a whole page, style sheets included, and judges one anew that put in fresh regions while it was judged: what was
 * found then may be of elements that have gone.
 *
 * @param about `colours`: only what depends on the theme, for a second look at the same page in the other one.
 */
export async function expectAccessible(page: Page, about: 'everything' | 'colours' = 'everything'): Promise<void> {
  await page.waitForLoadState();
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  assert.equal(await page.locator('iframe, audio, video').count(), 0, `${page.url()} has what is not looked into`);
  const found = await page.evaluate(
    async (runOnly) => {
      // It would read the style sheets again for rules that are not asked for, and films for their length.
      const given = { runOnly, resultTypes: ['violations' as const], preload: false };
      const changes = new MutationObserver(() => (isChanged = true));
      changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      let isChanged: boolean;
      let violations: axe.Result[];
      let turns = 0;
      do {
        isChanged = false;
        ({ violations } = await window.axe.run(document, given));
        isChanged ||= changes.takeRecords().length > 0;
      } while (violations.length > 0 && isChanged && ++turns < 5);
      changes.disconnect();
      return violations.map(
        ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.target.join(' ')).join('\n    ')}`,
      );
    },
    about === 'colours' ? { type: 'rule' as const, values: COLOUR_RULES } : { type: 'tag' as const, values: RULES },
  );
  assert.equal(found.length, 0, `${page.url()} breaks accessibility rules:\n  ${found.join('\n  ')}`);
}

/** A page may scroll down, never sideways (WCAG 1.4.10). */
export async function expectNoSideScroll(page: Page): Promise<void> {
  await page.waitForLoadState();
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(content <= window, `${page.url()} is ${content} px wide in a window of ${window} px`);
}
