import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { enterProcedure } from '#modules/registry/index.ts';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';
import { signIn } from '#test/support/sign-in.ts';
import { until } from '#test/support/until.ts';

const app = await useApp({ RATE_LIMITS: 'off' });
const browser = await useBrowser();
const ctx = systemContext(app.services, 'test', 'test');
const office = (await findOfficeByCode(ctx.db, 'TOL')) ?? assert.fail('no office');
const MAILBOX = 'rebota-vista@correo.example';

const { agencyId, unitId } = office;
const { personId } = await registerPerson(ctx, {
  agencyId,
  unitId,
  names: 'Julia',
  surnames: 'Robles Peña',
  email: MAILBOX,
  source: 'counter',
});
const place = { unitId, service: 'copias-certificadas', personId, propertyLocation: 'Nigromante 12', documents: [] };
const { procedureId } = await enterProcedure(ctx, place);

async function enter(persona: string) {
  const context = await browser.newContext({ locale: 'es-MX' });
  const [name = '', value = ''] = (await signIn(app.address, persona)).split('=');
  await context.addCookies([{ name, value, url: app.address }]);
  return context.newPage();
}

const untilSuppressed = () =>
  until('the bounce', async () => (await ctx.db.sql('select 1 from notifications.suppressions', [])).length > 0);

test('staff see that notices do not arrive; the administrator finds the address and takes it off with a reason', async () => {
  await untilSuppressed();
  const clerk = await enter('recepcion');
  await clerk.goto(`${app.address}/personal/registro/${procedureId}`);
  await clerk.getByText('r•••@correo.example: no existe, los avisos no llegan').waitFor();

  const page = await enter('avisos');
  await page.goto(`${app.address}/personal/avisos`);
  await page.getByRole('navigation', { name: 'Secciones de avisos' }).getByRole('link', { name: 'Sin avisos' }).click();
  await page.getByLabel('Celular o correo').fill('otra@correo.example');
  await page.getByRole('button', { name: 'Buscar' }).click();
  await page.getByText('No hay direcciones así.').waitFor();
  await page.getByLabel('Celular o correo').fill(MAILBOX.toUpperCase());
  await page.getByLabel('Motivo').selectOption({ label: 'No existe' });
  await page.getByRole('button', { name: 'Buscar' }).click();
  await page.getByRole('link', { name: 'r•••@correo.example' }).waitFor();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
  await page.getByRole('link', { name: 'r•••@correo.example' }).click();
  await page.getByText('lo dijo la operadora o el servidor de correo (5.1.1)').waitFor();
  await page.getByRole('button', { name: 'Quitar de la lista' }).click();
  await page.getByRole('link', { name: /Falta decir por qué/ }).waitFor();
  await page.getByLabel('Por qué se quita').fill('Presentó identificación y confirmó su correo');
  await page.getByRole('button', { name: 'Quitar de la lista' }).click();
  await page.getByText('La dirección vuelve a recibir avisos.').waitFor();
  await page.getByText(/Quitada el .*confirmó su correo/).waitFor();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
  await clerk.reload();
  assert.equal(await clerk.getByText('los avisos no llegan').count(), 0);
});

test('the page to stop notices reads well at both widths, without script, and its button works', async () => {
  const other = await registerPerson(ctx, {
    agencyId,
    unitId,
    names: 'Ana',
    surnames: 'Lira',
    email: 'lira@correo.example',
    source: 'counter',
  });
  await enterProcedure(ctx, { ...place, personId: other.personId });
  const page = await (await browser.newContext({ locale: 'es-MX', javaScriptEnabled: false })).newPage();
  const address = await until('a mail with the link', async () => {
    const mailbox = await (await fetch(`${app.address}/demo/buzon/lira@correo.example`)).text();
    return /\/avisos\/baja\/[^"<\s]+/.exec(mailbox)?.[0];
  });
  await page.goto(app.address + address);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 700 });
    await expectNoSideScroll(page);
  }
  await page.getByRole('button', { name: 'Dejar de recibirlos' }).click();
  await page.getByRole('heading', { name: 'Listo: ya no le llegarán' }).waitFor();
  await page.getByRole('button', { name: /Me equivoqué/ }).click();
  await page.getByRole('heading', { name: 'Listo: le seguirán llegando' }).waitFor();
});

test('the administrator makes a topic and gives it a template; who approves makes one that the law asks for', async () => {
  const page = await enter('avisos');
  await page.goto(`${app.address}/personal/avisos/temas`);
  await page.getByRole('row', { name: /Avisos de sus trámites BAJA TRAMITES Sí/ }).waitFor();
  assert.equal(await page.getByLabel('Artículo que obliga a avisar').count(), 0);
  await page.getByLabel('Nombre').fill('Resultados');
  await page.getByLabel('Palabra después de BAJA').fill('trámites');
  await page.getByRole('button', { name: 'Crear tema' }).click();
  await page.getByRole('link', { name: /Ya hay un tema/ }).waitFor();
  await page.getByLabel('Palabra después de BAJA').fill('resultado');
  await page.getByRole('button', { name: 'Crear tema' }).click();
  await page.getByText('El tema está creado').waitFor();
  await page.getByLabel('Plantilla', { exact: true }).selectOption('aceptado');
  await page.getByLabel('Tema', { exact: true }).selectOption('resultado');
  await page.getByRole('button', { name: 'Cambiar tema' }).click();
  await page.getByText('La plantilla cambió de tema').waitFor();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
  const director = await enter('direccion');
  await director.goto(`${app.address}/personal/avisos/temas`);
  await director.getByLabel('Nombre').fill('Notificaciones de ley');
  await director.getByLabel('Palabra después de BAJA').fill('ley');
  await director.getByLabel('Artículo que obliga a avisar').fill('artículo 25 del Código de Procedimientos');
  await director.getByRole('button', { name: 'Crear tema' }).click();
  await director.getByText('No, lo manda la ley: artículo 25').waitFor();
});
