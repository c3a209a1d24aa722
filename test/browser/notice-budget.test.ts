import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';

const app = await useApp();
const browser = await useBrowser();

async function enter(name: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'es-MX', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${app.address}/entrar`);
  await page.getByRole('button', { name: `Entrar ${name}` }).click();
  await page.waitForURL(/\/personal/);
  return page;
}

test('the administrator sets cap and hours, sees what the month costs, and compares an invoice', async () => {
  const page = await enter('Verónica Salazar Medina');
  await page.goto(`${app.address}/personal/avisos/presupuesto`);
  await page.getByLabel('Tope de cada mes').fill('13,000');
  await page.getByLabel('Desde').fill('21:00');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('link', { name: /Escriba las dos horas/ }).waitFor();
  assert.equal(await page.getByLabel('Tope de cada mes').inputValue(), '13,000');
  await page.getByLabel('Desde').fill('');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Los cambios valen desde ahora').waitFor();
  await page.getByText(/de \$13,000\.00/).waitFor();

  await page.getByLabel('Mes de la factura').fill('2026-03');
  const invoice = 'Fecha,Identificador,Precio\n2026-03-04,A1,0.107\n2026-03-04,A1,0.107\n2026-03-05,A2,0.2\n';
  await page
    .getByLabel('Detalle en CSV')
    .setInputFiles({ name: 'factura.csv', mimeType: 'text/csv', buffer: Buffer.from(invoice) });
  await page.getByRole('button', { name: 'Comparar' }).click();
  await page.getByText('La factura cobra $0.414 de más.').waitFor();
  assert.match(await page.getByRole('row', { name: /Repetidas en la factura/ }).innerText(), /1\s+\$0\.107\s+A1/);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
});

test('who only reads sees the money and changes nothing', async () => {
  const page = await enter('Claudia Ivonne Becerril Garduño');
  await page.goto(`${app.address}/personal/avisos/presupuesto`);
  await page.getByRole('heading', { name: 'Este mes' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Guardar' }).count(), 0);
});
