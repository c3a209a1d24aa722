import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';
import { until } from '#test/support/until.ts';

const app = await useApp();
const browser = await useBrowser();

test('the administrator gives a system a key, a place to be told and people to try with, and takes the key back', async () => {
  const context = await browser.newContext({ locale: 'es-MX', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${app.address}/entrar`);
  await page.getByRole('button', { name: 'Entrar Verónica Salazar Medina' }).click();
  await page.waitForURL(/\/personal/);
  await page.goto(`${app.address}/personal/avisos/sistemas`);
  await page.getByRole('button', { name: 'Crear clave' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Sistema').fill('Control de citas');
  await page.getByLabel('de equipo').check();
  await page.getByRole('button', { name: 'Crear clave' }).click();
  const key = await page.locator('main code').innerText();
  assert.match(key, /^vn_team_/);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Ya lo copié' }).click();
  assert.equal(await page.getByText(key).count(), 0);

  await page.getByLabel('Dirección').fill('ftp://citas.example/');
  await page.getByRole('button', { name: 'Guardar dirección' }).click();
  await page.getByText('No es una dirección web.').first().waitFor();
  await page.getByLabel('Dirección').fill('http://127.0.0.1:9/avisos');
  await page.getByRole('button', { name: 'Guardar dirección' }).click();
  assert.match(await page.locator('main code').innerText(), /^whsec_/);
  await page.getByRole('link', { name: 'Ya lo copié' }).click();

  const ask = () =>
    fetch(`${app.address}/api/v1/notifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        externalId: 'S-1',
        template: 'entregado',
        to: { mobile: '722 500 0801' },
        values: { folio: 'TOL-2026-000123-K', oficina: 'Toluca' },
      }),
    });
  assert.equal((await ask()).status, 403);
  await page.getByLabel('Nombre').fill('Verónica');
  await page.getByLabel('Celular o correo').fill('722 500 0801');
  await page.getByRole('button', { name: 'Agregar' }).click();
  await page.getByText('Verónica · ••• ••• 0801').waitFor();
  assert.equal((await ask()).status, 201);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
  await page.getByRole('button', { name: /^Revocar/ }).click();
  await page.getByText('La clave ya no sirve.').waitFor();
  // Each node remembers a key for a moment.
  await until('the key to be refused', async () => (await ask()).status === 401);
});
