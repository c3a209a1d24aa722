import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';

const app = await useApp();
const browser = await useBrowser();
const context = await browser.newContext({ locale: 'es-MX', viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
page.setDefaultTimeout(15_000);

test('a director edits a service: a mistake keeps what was typed, a draft stays inside, publishing shows it to all', async () => {
  await page.goto(`${app.address}/entrar`);
  await page.getByRole('button', { name: 'Entrar Claudia Ivonne Becerril Garduño' }).click();
  await page.waitForURL('**/personal');
  await page.goto(`${app.address}/personal/catalogo`);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Certificado de no propiedad' }).click();
  await expectAccessible(page);
  await expectNoSideScroll(page);
  await page.getByLabel('Costo en pesos').fill('gratis');
  await page.getByLabel('Fundamento').fill('Ley Registral para el Estado de México, reformada');
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await page.getByRole('link', { name: /Escriba el costo con números/ }).click();
  assert.equal(await page.getByLabel('Fundamento').inputValue(), 'Ley Registral para el Estado de México, reformada');
  await page.getByLabel('Costo en pesos').fill('512.50');
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await page.getByText('El borrador está guardado.').waitFor();
  const publicPage = async () => (await fetch(`${app.address}/tramites/certificado-no-propiedad?lang=es`)).text();
  assert.doesNotMatch(await publicPage(), /512\.50/);
  await page.getByRole('button', { name: 'Publicar el borrador' }).click();
  await page.getByText('La versión 1 está publicada.').waitFor();
  assert.match(await publicPage(), /512\.50/);
});
