import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';

const app = await useApp();
const browser = await useBrowser();
const context = await browser.newContext({ locale: 'es-MX', viewport: { width: 320, height: 700 } });
const page = await context.newPage();

test('a citizen finds the office of Toluca on a narrow telephone, and an unknown one says so', async () => {
  await page.goto(`${app.address}/oficinas`);
  assert.equal(await page.locator('main h2').count(), 19);
  await page.getByRole('link', { name: 'Toluca', exact: true }).click();
  await page.getByRole('heading', { name: 'Oficina Registral de Toluca' }).waitFor();
  await expectAccessible(page);
  await expectNoSideScroll(page);
  assert.match(await page.locator('main').innerText(), /lunes a viernes/);
  const missing = await fetch(`${app.address}/oficinas/xyz`);
  assert.equal(missing.status, 404);
});
