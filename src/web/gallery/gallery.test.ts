import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';

const web = join(import.meta.dirname, '..');
/** Parts of other components, which show them. */
const PARTS = new Set(['FieldFrame', 'FieldGroup', 'InlineError', 'OptionalMark']);

const app = await useApp();
const browser = await useBrowser();
const page = await (await browser.newContext({ locale: 'es-MX' })).newPage();

test('the gallery shows every component of the kit', () => {
  const shown = globSync('gallery/*.tsx', { cwd: web }).map((file) => readFileSync(join(web, file), 'utf8'));
  const components = globSync('ui/**/*.tsx', { cwd: web }).flatMap((file) =>
    [...readFileSync(join(web, file), 'utf8').matchAll(/^export function ([A-Z]\w+)/gm)].map(([, name]) => name ?? ''),
  );
  assert.ok(components.length > 15, `only ${components.length} components found`);
  const missing = components.filter((name) => !PARTS.has(name) && !shown.some((text) => text.includes(`<${name}`)));
  assert.deepEqual(missing, [], 'add them to src/web/gallery');
});

for (const frame of ['publico', 'personal']) {
  test(`every component is accessible and fits 320 and 1280 px in the frame "${frame}", light and dark`, async () => {
    await page.goto(`${app.address}/componentes?marco=${frame}`);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await expectNoSideScroll(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
    }
  });
}
