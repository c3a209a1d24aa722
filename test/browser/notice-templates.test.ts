import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';
import { textsAt } from '#test/support/telephone.ts';
import { until } from '#test/support/until.ts';

const app = await useApp();
const browser = await useBrowser();
const WRITER = 'Verónica Salazar Medina';
const APPROVER = 'Claudia Ivonne Becerril Garduño';
const FOLIO = /[A-Z]{3}-\d{4}-\d{6}-[0-9A-Z]/;

async function enter(name: string, javaScriptEnabled = true): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    locale: 'es-MX',
    viewport: { width: 1280, height: 900 },
    javaScriptEnabled,
  });
  const page = await context.newPage();
  await page.goto(`${app.address}/entrar`);
  await page.getByRole('button', { name: `Entrar ${name}` }).click();
  await page.waitForURL(/\/personal(\/inicio)?$/);
  return page;
}

async function look(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSideScroll(page);
}

test('a text is written, previewed as one types, submitted, approved by another person, and the next notice uses it', async () => {
  const writer = await enter(WRITER);
  await writer.getByRole('main').getByRole('link', { name: 'Avisos', exact: true }).click();
  await look(writer);
  await writer.getByRole('link', { name: 'Trámite recibido' }).click();
  await look(writer);

  const sms = writer.getByLabel('Texto del SMS');
  const preview = writer.locator('#vista-previa');
  await sms.fill('IFREM: ya tenemos su trámite ((folio)) ✅');
  await preview.getByText('No se puede enviar por SMS: ✅').waitFor();
  await writer.getByRole('button', { name: 'Guardar y enviar a aprobación' }).click();
  await writer.getByRole('link', { name: /No se puede enviar por SMS/ }).waitFor();
  await sms.fill('IFREM: ya tenemos su trámite ((folio)). ((enlace))');
  await preview.getByText(/^IFREM: ya tenemos su tramite TOL-2026-000123-K\./).waitFor();
  await preview.getByText('á → a').waitFor();
  await preview.getByRole('cell', { name: '$107.00' }).first().waitFor();
  await writer.getByRole('button', { name: 'Guardar y enviar a aprobación' }).click();
  await writer.getByText('La versión 2 espera la aprobación de otra persona.').waitFor();
  await look(writer);

  const approver = await enter(APPROVER);
  await approver.goto(`${app.address}/personal/avisos/plantillas/ingresado`);
  await approver.locator('del', { hasText: 'recibimos su tramite' }).waitFor();
  await look(approver);
  await approver.getByRole('button', { name: 'Aprobar y poner en vigor' }).click();
  await approver.getByText('La versión 2 está en vigor.').waitFor();

  const clerk = await enter('Lucía Hernández Peña');
  await clerk.goto(`${app.address}/personal/registro/nuevo`);
  await clerk.getByLabel('Nombre(s)').fill('Rosa');
  await clerk.getByLabel('Apellidos').fill('Mejía Lara');
  await clerk.getByLabel('Celular').fill('55 5000 5555');
  await clerk.getByLabel('Mensaje SMS').check();
  await clerk.getByRole('combobox', { name: 'Trámite' }).selectOption('copias-certificadas');
  await clerk.getByLabel('Ubicación', { exact: true }).fill('Av. Independencia 5, Toluca');
  await clerk.getByRole('button', { name: 'Ingresar y obtener folio' }).click();
  await clerk.waitForURL('**/comprobante');
  const folio = FOLIO.exec(await clerk.locator('h1').innerText())?.[0] ?? assert.fail('no folio');
  const told = await until('the notice', async () =>
    (await textsAt(app.address, '525550005555')).findLast((text) => text.includes(folio)),
  );
  assert.match(told, new RegExp(`^IFREM: ya tenemos su tramite ${folio}`));
});

test('without script the preview comes by its button and keeps what was typed', async () => {
  const page = await enter(WRITER, false);
  await page.goto(`${app.address}/personal/avisos/plantillas/suspendido`);
  await page.getByLabel('Texto del SMS').fill('IFREM: su trámite ((folio)) espera una corrección.');
  await page.getByLabel('Tal como está escrito').check();
  await page.getByRole('button', { name: 'Actualizar vista previa' }).click();
  const preview = page.locator('#vista-previa');
  await preview.getByText(/Obligan a UCS-2/).waitFor();
  await preview.getByText('IFREM: su trámite TOL-2026-000123-K espera una corrección.').waitFor();
  assert.match(await page.getByLabel('Texto del SMS').inputValue(), /espera una corrección/);
});

test('rules, prices and the history read well on a narrow screen too', async () => {
  const page = await enter(WRITER);
  for (const path of [
    '',
    '/reglas',
    '/reglas?servicio=copias-certificadas',
    '/precios',
    '/plantillas/nueva',
    '/plantillas/aceptado',
  ]) {
    await page.goto(`${app.address}/personal/avisos${path}`);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await look(page);
    }
  }
  await page.goto(`${app.address}/personal/avisos/reglas?servicio=copias-certificadas`);
  await page.getByRole('group', { name: 'Resultado entregado' }).getByLabel('SMS').selectOption({ label: 'No avisar' });
  await page.getByRole('button', { name: 'Guardar reglas' }).click();
  await page.getByText('Las reglas están guardadas').waitFor();
  assert.match(await page.getByLabel('Reglas de').innerText(), /Copias certificadas.*\(tiene reglas propias\)/i);
  await page.goto(`${app.address}/personal/avisos/precios`);
  await page.getByLabel('Precio por segmento').fill('barato');
  await page.getByRole('button', { name: 'Guardar precio' }).click();
  await page.getByRole('link', { name: /Escriba el precio en pesos/ }).waitFor();
  await page.getByLabel('Precio por segmento').fill('0.0985');
  await page.getByRole('button', { name: 'Guardar precio' }).click();
  await page.getByRole('cell', { name: '$0.0985' }).waitFor();
});
