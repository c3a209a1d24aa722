import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';

const app = await useApp();
const browser = await useBrowser();
const context = await browser.newContext({ locale: 'es-MX', viewport: { width: 1280, height: 900 } });
const page = await context.newPage();

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
  await page.getByText('La versión 2 está publicada.').waitFor();
  assert.match(await publicPage(), /512\.50/);
});

test('a new service is written, seen before it is public, published, compared with its next version, and retired', async () => {
  await page.goto(`${app.address}/personal/nuevo-tramite`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Crear el borrador' }).click();
  await page
    .getByRole('link', { name: /Para quién: elija al menos una opción/ })
    .first()
    .waitFor();
  await page.getByLabel('Nombre', { exact: true }).fill('Aviso de rectificación de superficie');
  await page.getByLabel('Nombre en inglés').fill('Correction of an area');
  await page.getByLabel('Para qué sirve', { exact: true }).fill('Corrige la superficie que está inscrita.');
  await page.getByLabel('Para qué sirve, en inglés').fill('Corrects the area that is inscribed.');
  await page.getByLabel('Personas').check();
  await page.getByLabel('En ventanilla').check();
  await page.getByLabel('Requisitos').fill('Plano del inmueble | original y copia\nFolio real electrónico');
  await page.getByLabel('Fundamento').fill('Ley Registral para el Estado de México');
  await page.getByLabel('Motivos de suspensión').fill('S-PLANO | Falta el plano del inmueble');
  await page.getByRole('button', { name: 'Crear el borrador' }).click();
  // Its cases are taken at the desks, so it needs a time; the mistake keeps everything that was typed.
  await page.getByRole('link', { name: /Falta el tiempo de respuesta/ }).click();
  await page.getByLabel('Tiempo de respuesta').fill('7');
  await page.getByRole('button', { name: 'Crear el borrador' }).click();
  await page.getByText('El borrador del trámite nuevo está guardado.').waitFor();
  const address = `${app.address}/tramites/aviso-de-rectificacion-de-superficie`;
  assert.equal((await fetch(address)).status, 404);
  await page.getByRole('link', { name: 'Ver cómo quedará' }).click();
  await page.getByText('Plano del inmueble (original y copia)').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Volver a editar' }).click();
  await page.getByRole('button', { name: 'Publicar el borrador' }).click();
  await page.getByText('La versión 1 está publicada.').waitFor();
  assert.equal((await fetch(address)).status, 200);

  await page.getByLabel('Requisitos').fill('Plano del inmueble | original y copia\nPago de derechos | original');
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await page.getByRole('link', { name: /comparar con la 1/ }).click();
  assert.match(await page.locator('del').innerText(), /Folio real electrónico/);
  assert.match(await page.locator('ins').innerText(), /Pago de derechos \| original/);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Volver a editar' }).click();
  await page.getByText('Retirar del público').first().click();
  await page.getByRole('button', { name: 'Retirar del público' }).click();
  await page.getByText('El trámite está retirado.').waitFor();
  const kept = await page.goto(address);
  assert.equal(kept?.status(), 410, 'whoever kept the address is told');
  await page.getByText('Este trámite ya no se ofrece').waitFor();
  await expectAccessible(page);
});

test('of two people who edit at once the second is shown what they would change, and decides', async () => {
  const first = `${app.address}/personal/catalogo/copias-certificadas`;
  const other = await context.newPage();
  await page.goto(first);
  await other.goto(first);
  await other.getByLabel('Costo en pesos').fill('111');
  await other.getByRole('button', { name: 'Guardar borrador' }).click();
  await other.getByText('El borrador está guardado.').waitFor();
  await page.getByLabel('Costo en pesos').fill('222');
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await page.getByText('si lo guarda, cambia esto de lo suyo').waitFor();
  await expectAccessible(page);
  assert.match(await page.locator('.notice-warning del').innerText(), /\b111$/);
  assert.match(await page.locator('.notice-warning ins').innerText(), /\b222$/);
  await page.getByRole('button', { name: 'Guardar lo mío' }).click();
  await page.getByText('El borrador está guardado.').waitFor();
  // What is published is what was seen: the button of the other window is too old.
  await other.getByRole('button', { name: 'Publicar el borrador' }).click();
  await other.getByText('Otra persona guardó este trámite').waitFor();
  await other.close();
});
