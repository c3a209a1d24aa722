import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { loadPerson, personForNotices, registerPerson } from '#modules/people/index.ts';
import { enterProcedure } from '#modules/registry/index.ts';
import { useApp } from '#test/support/app.ts';
import { enterAs, expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';
import { codeAt } from '#test/support/telephone.ts';

const app = await useApp({ RATE_LIMITS: 'off' });
const browser = await useBrowser();
const ctx = systemContext(app.services, 'test', 'test');
const office = (await findOfficeByCode(ctx.db, 'TOL')) ?? assert.fail('no office');
const { unitId } = office;
const NUMBER = '5550003301';
const { personId } = await registerPerson(ctx, {
  unitId,
  names: 'Eduviges',
  surnames: 'Tlatelpa Nieto',
  mobile: `+52${NUMBER}`,
  email: 'eduviges@correo.example',
  source: 'counter',
});
const facts = { unitId, service: 'copias-certificadas', personId, propertyLocation: 'Nigromante 12', documents: [] };
const { folio } = await enterProcedure(ctx, facts);

const citizen = await (
  await browser.newContext({ locale: 'es-MX', viewport: { width: 320, height: 700 }, javaScriptEnabled: false })
).newPage();
const staff = await (await browser.newContext({ locale: 'es-MX', viewport: { width: 1280, height: 900 } })).newPage();

async function enterByCode(before?: string): Promise<string> {
  await citizen.goto(`${app.address}/mis-datos`);
  await citizen.getByLabel('Celular o correo').fill(NUMBER);
  await citizen.getByRole('button', { name: 'Enviarme el código' }).click();
  const code = await codeAt(app.address, `52${NUMBER}`, before);
  await citizen.getByLabel('Código').fill(code);
  await citizen.getByRole('button', { name: 'Comprobar' }).click();
  await citizen.getByRole('heading', { level: 1, name: 'Mis datos' }).waitFor();
  return code;
}

let firstCode = '';

test('an unknown address and a wrong one are answered without a word about who is known', async () => {
  await citizen.goto(`${app.address}/mis-datos`);
  await citizen.getByLabel('Celular o correo').fill('722 1');
  await citizen.getByRole('button', { name: 'Enviarme el código' }).click();
  await citizen.getByText('Escriba los diez números').first().waitFor();
  await citizen.getByLabel('Celular o correo').fill('5550007777');
  await citizen.getByRole('button', { name: 'Enviarme el código' }).click();
  await citizen.getByText('Si ese celular o correo está con nosotros').waitFor();
  await expectNoSideScroll(citizen);
});

test('by a code and without script a citizen sees what is held, with the proof of each consent, and withdraws one', async () => {
  firstCode = await enterByCode();
  const text = await citizen.locator('main').innerText();
  assert.match(text, /Eduviges Tlatelpa Nieto/);
  assert.match(text, /Avisos de sus trámites · Vigente/);
  assert.match(text, /Aviso de privacidad 2026-01/);
  assert.match(text, new RegExp(folio));
  assert.doesNotMatch(text, /5550003301|eduviges@/, 'addresses are masked');
  assert.ok(!citizen.url().includes(NUMBER));
  await expectNoSideScroll(citizen);
  const [download] = await Promise.all([
    citizen.waitForEvent('download'),
    citizen.getByRole('link', { name: 'Descargar una copia' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'mis-datos.json');
  await citizen.getByRole('button', { name: 'Retirar Correo' }).click();
  await citizen.getByText('ya no le enviaremos avisos por ese medio').waitFor();
  assert.equal((await personForNotices(ctx, personId))?.email, undefined);
  assert.ok((await personForNotices(ctx, personId))?.mobile);
});

test('the citizen asks for cancellation, the officer proves who asks and erases, and evidence of the notices stays', async () => {
  await citizen.getByRole('button', { name: 'Enviar la solicitud' }).click();
  await citizen.getByText('Elija el derecho.').first().waitFor();
  await citizen.getByLabel('Cancelación').check();
  await citizen.getByLabel('Explique qué necesita').fill('Borren mi celular y mi correo.');
  await citizen.getByRole('button', { name: 'Enviar la solicitud' }).click();
  const said = await citizen.getByText('Su folio es').innerText();
  const requestFolio = /DAR-\d{4}-\d{6}-\w/.exec(said)?.[0] ?? assert.fail(said);
  await citizen.getByRole('button', { name: 'Terminar' }).click();
  await citizen.getByText('Cerramos sus datos').waitFor();
  await citizen.goto(`${app.address}/mis-datos/ver`);
  await citizen.getByLabel('Celular o correo').waitFor();

  await enterAs(staff, app.address, 'Irma Leticia Quezada Solano');
  await staff.goto(`${app.address}/personal/derechos`);
  await staff.getByRole('link', { name: requestFolio }).click();
  await staff.getByText('Borren mi celular y mi correo.').waitFor();
  await staff.getByLabel('Conceder').check();
  await staff.getByLabel('Motivo y fundamento').fill('Procede conforme a la ley.');
  await staff.getByRole('button', { name: 'Guardar la respuesta' }).click();
  await staff.getByText('compruebe antes un documento oficial').first().waitFor();
  await staff.getByLabel('Documento comprobado').selectOption('ine');
  await staff.getByRole('button', { name: 'Guardar la respuesta' }).click();
  await staff.getByText('Se guardó la respuesta.').waitFor();
  await expectAccessible(staff);
  await staff.getByRole('button', { name: 'Borrar sus datos' }).click();
  await staff.getByText('La solicitud quedó cumplida').waitFor();
  await staff.getByText('El nombre se conserva: tiene trámites').waitFor();
  await expectAccessible(staff);
  assert.equal((await personForNotices(ctx, personId))?.mobile, undefined);
  assert.equal((await loadPerson(ctx, personId))?.names, 'Eduviges');

  await enterAs(staff, app.address, 'Rosa María Albarrán Díaz');
  await staff.goto(`${app.address}/personal/registro`);
  const [{ id } = { id: '' }] = await ctx.db.sql<{ id: string }>(
    'select id from registry.procedures where folio = $1',
    [folio],
  );
  await staff.goto(`${app.address}/personal/registro/${id}`);
  assert.equal(await staff.getByRole('heading', { level: 1 }).innerText(), folio);
  assert.match(await staff.locator('main').innerText(), /Contenido borrado/);
});

test('whoever is no longer reachable there gets no code, and nothing tells so', async () => {
  await citizen.goto(`${app.address}/mis-datos`);
  await citizen.getByLabel('Celular o correo').fill(NUMBER);
  await citizen.getByRole('button', { name: 'Enviarme el código' }).click();
  await citizen.getByText('Si ese celular o correo está con nosotros').waitFor();
  await citizen.getByLabel('Código').fill(firstCode);
  await citizen.getByRole('button', { name: 'Comprobar' }).click();
  await citizen.getByText('El código no es correcto').first().waitFor();
});
