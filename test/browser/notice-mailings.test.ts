import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';
import { textsAt } from '#test/support/telephone.ts';
import { until } from '#test/support/until.ts';

const app = await useApp();
const browser = await useBrowser();

async function enter(javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({
    locale: 'es-MX',
    viewport: { width: 1280, height: 900 },
    javaScriptEnabled,
  });
  const page = await context.newPage();
  await page.goto(`${app.address}/entrar`);
  await page.getByRole('button', { name: 'Entrar Verónica Salazar Medina' }).click();
  await page.waitForURL(/\/personal/);
  return page;
}

async function look(page: Page): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
}

const CSV = [
  'Nombre,Celular,Folio,Oficina,Enlace',
  'Rosa,55 5000 0601,TOL-2026-000123-K,Toluca,/f/TOL-2026-000123-K',
  'Luz,55 5000 0602,TOL-2026-000124-X,Toluca,/f/TOL-2026-000124-X',
  'Ana,800 123 4567,TOL-2026-000125-1,Toluca,/f/TOL-2026-000125-1',
  'Eva,55 5000 0603,,Toluca,/f/TOL-2026-000126-1',
  '',
].join('\r\n');

test('a list is checked before anything leaves, then sent once, and reaches the telephones', async () => {
  const page = await enter();
  await page.goto(`${app.address}/personal/avisos/envios`);
  await look(page);
  await page.getByRole('link', { name: 'Enviar a una lista' }).click();
  await page.getByRole('button', { name: 'Subir y revisar' }).click();
  await page.getByRole('alert').waitFor();
  await look(page);
  await page.getByLabel('Plantilla').selectOption('aceptado');
  await page
    .getByLabel('Lista en CSV')
    .setInputFiles({ name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
  await page.getByRole('button', { name: 'Subir y revisar' }).click();
  await page.getByRole('button', { name: 'Enviar 2 mensajes' }).waitFor();
  const stats = await page.locator('.stat-plate').allInnerTexts();
  assert.deepEqual(
    stats.map((text) => text.split('\n')[0]),
    ['2', '0', '2', '2', '$0.21'],
  );
  await page.getByText('Columnas que no se usan: Nombre.').waitFor();
  await page.getByText('Falta el dato «folio».').waitFor();
  await look(page);
  await page.getByRole('button', { name: 'Enviar 2 mensajes' }).click();
  await page.getByText('· enviado').waitFor();
  const told = await until('the message', async () =>
    (await textsAt(app.address, '525550000602')).findLast((text) => text.includes('TOL-2026-000124-X')),
  );
  assert.match(told, /TOL-2026-000124-X fue ACEPTADO/);
});

test('without script a single message is written, corrected and sent, and a list can be dropped', async () => {
  const page = await enter(false);
  await page.goto(`${app.address}/personal/avisos/envios/uno`);
  await page.getByLabel('Plantilla').selectOption('entregado');
  await page.getByRole('button', { name: 'Elegir' }).click();
  await page.getByLabel('Celular').fill('55 5000 0610');
  await page.getByLabel('Folio').fill('TOL-2026-000130-1');
  await page.getByRole('button', { name: 'Enviar' }).click();
  await page.getByRole('link', { name: 'Falta el dato «oficina».' }).waitFor();
  assert.equal(await page.getByLabel('Celular').inputValue(), '55 5000 0610');
  await page.getByLabel('Oficina').fill('Toluca');
  await page.getByRole('button', { name: 'Enviar' }).click();
  await page.getByText('El mensaje está en camino.').waitFor();

  await page.goto(`${app.address}/personal/avisos/envios/nuevo`);
  await page.getByLabel('Plantilla').selectOption('entregado');
  await page
    .getByLabel('Lista en CSV')
    .setInputFiles({ name: 'otra.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
  await page.getByRole('button', { name: 'Subir y revisar' }).click();
  await page.getByRole('button', { name: 'Descartar' }).click();
  await page.getByText('El envío se descartó').waitFor();
});
