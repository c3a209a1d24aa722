import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';

const app = await useApp();
const browser = await useBrowser();
// One window, and one load of each page, for both looks: a new one costs more than all that is looked at in it.
const page = await (await browser.newContext({ locale: 'es-MX' })).newPage();
const ask = (url: string) => fetch(app.address + url);

const PAGES = [
  '/',
  '/estado',
  '/tramites',
  '/tramites/copias-certificadas',
  '/tramites?q=herencia',
  '/tramites?q=pasaporte',
  '/oficinas',
  '/oficinas/tol',
  '/oficinas/cual?municipio=zinacantepec',
  '/oficinas/cual?municipio=almoloya',
  '/entrar',
  '/demo',
  '/aviso-de-privacidad',
  '/accesibilidad',
  '/desempeno',
  '/api',
  '/nada',
];
test('a public page with everything it loads weighs less than 100 kB before compression, and asks nobody else', async () => {
  const sizes: number[] = [];
  for (const url of PAGES) {
    const html = await (await ask(url)).text();
    const loaded = [...html.matchAll(/<(?:link|img|script|iframe)\b[^>]*?(?:href|src)="([^"]+)"/g)].map(
      ([, to]) => to ?? '',
    );
    const parts = await Promise.all(
      loaded
        .filter((to) => !to.startsWith('data:'))
        .map(async (to) => {
          assert.match(to, /^\/(?!\/)/, `${url} loads ${to} from elsewhere`);
          return (await (await ask(to)).arrayBuffer()).byteLength;
        }),
    );
    const size = Buffer.byteLength(html) + parts.reduce((sum, part) => sum + part, 0);
    sizes.push(size);
    assert.ok(parts.length > 0 && size <= 100_000, `${url} weighs ${size} bytes`);
  }
  assert.equal(sizes.length, PAGES.length);
});

for (const url of PAGES) {
  // One test for each page: on a busy machine all of them together outlast the patience of one test.
  test(`${url} is accessible, holds no script and never scrolls sideways, at 320 px in light and 1280 px in dark`, async () => {
    await page.goto(app.address + url);
    assert.equal(await page.locator('script').count(), 0, `${url} has a script`);
    for (const [colorScheme, width] of [
      ['light', 320],
      ['dark', 1280],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await expectAccessible(page);
      await expectNoSideScroll(page);
    }
  });
}
