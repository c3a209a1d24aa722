import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { useApp } from '#test/support/app.ts';
import { enterAs, expectAccessible, expectNoSideScroll, follow, useBrowser } from '#test/support/browser.ts';
import { systemContext } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { enterProcedure, proposeOutcome, takeProcedure, withdrawProcedure } from '#modules/registry/index.ts';

const app = await useApp();
const browser = await useBrowser();
const system = systemContext(app.services, 'test', 'test');
const office = await findOfficeByCode(system.db, 'TOL');
assert.ok(office);
const { unitId } = office;
const { personId } = await registerPerson(system, { unitId, names: 'Ximena', surnames: 'Quetzal', source: 'counter' });

async function lodge(): Promise<{ procedureId: string; folio: string }> {
  const facts = { service: 'copias-certificadas', propertyLocation: 'Calle Aldama 7', documents: [] };
  return enterProcedure(system, { unitId, personId, ...facts });
}

async function proposed(reasons: readonly string[] = []): Promise<{ procedureId: string; folio: string }> {
  const one = await lodge();
  await takeProcedure(system, one.procedureId);
  const outcome = reasons.length > 0 ? 'suspended' : 'accepted';
  await proposeOutcome(system, { procedureId: one.procedureId, outcome, reasons });
  return one;
}

const page = await (await browser.newContext({ locale: 'es-MX', viewport: { width: 1280, height: 900 } })).newPage();

/** Goes by Tab alone until the element whose label or text is `name` has the focus. */
async function tabTo(name: RegExp, on: Page = page): Promise<void> {
  for (let steps = 0; steps < 120; steps++) {
    await on.keyboard.press('Tab');
    const here = await on.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return '';
      const labels =
        element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null;
      return element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent.trim();
    });
    if (name.test(here)) return;
  }
  assert.fail(`Tab never reaches ${name}`);
}

test('a registrar signs a chosen few by keyboard alone, after showing the second factor again, and reads what became of each', async () => {
  const [accepted, suspended, gone, left] = [
    await proposed(),
    await proposed(['Falta el plano']),
    await proposed(),
    await proposed(),
  ];
  await enterAs(page, app.address, 'Adriana Colín Mondragón');
  await page.goto(`${app.address}/personal/registro?etapa=propuestos&orden=reciente`);
  await expectAccessible(page);
  for (const { folio } of [gone, suspended, accepted].toSorted((a, b) => b.folio.localeCompare(a.folio))) {
    await tabTo(new RegExp(`Elegir ${folio}`));
    await page.keyboard.press('Space');
  }
  await tabTo(/Revisar y firmar los elegidos/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Firmar varios trámites' }).waitFor();
  await expectAccessible(page);
  assert.match(await page.locator('main').innerText(), new RegExp(`${suspended.folio}[\\s\\S]*Falta el plano`));
  // While the registrar reads, one is given up, and the second factor grows old.
  await withdrawProcedure(system, gone.procedureId, 'Ya no lo necesita');
  const old = app.services.clock.now().subtract({ minutes: 11 });
  await system.db.k.updateTable('staff.sessions').set({ second_factor_at: old }).execute();
  await tabTo(/^Firmar 3 trámites$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/entrar/codigo*');
  await page.getByRole('button', { name: /^Confirmar/ }).focus();
  await page.keyboard.press('Enter');
  // Back at the same choice: nothing was signed, nothing has to be chosen again.
  await page.getByRole('heading', { name: 'Firmar varios trámites' }).waitFor();
  await page.waitForLoadState();
  assert.equal(await page.getByText('No se firmarán').count(), 1, 'the one that was given up is told apart');
  await tabTo(/^Firmar 2 trámites$/);
  await page.keyboard.press('Enter');
  await page.getByText('Se firmaron 2; no hubo fallas.').waitFor();
  await expectAccessible(page);
  await page.goto(`${app.address}/personal/registro?folio=${left.folio}`);
  await page.getByText('Propone aceptar').waitFor();
});

test('a list of what is with somebody who analyses here no more says whose it is', async () => {
  const [clerk] = await system.db.sql<{ id: string; name: string }>(
    `select id, name from staff.accounts where persona = 'recepcion'`,
  );
  assert.ok(clerk);
  await page.goto(`${app.address}/personal/registro?encargado=${clerk.id}`);
  const field = page.getByLabel('A cargo de', { exact: true });
  assert.equal(await field.inputValue(), clerk.id);
  assert.equal(await field.locator('option:checked').innerText(), clerk.name);
});

test('one that moved between the list and the signature fails alone and says why', async () => {
  const [one, other] = [await proposed(), await proposed()];
  await page.goto(`${app.address}/personal/registro/firma?t=${one.procedureId}.${other.procedureId}`);
  await withdrawProcedure(system, one.procedureId, 'Ya no lo necesita');
  await page.getByRole('button', { name: 'Firmar 2 trámites' }).click();
  await page.getByText('Se firmó uno; uno no se pudo firmar.').waitFor();
  const failed = page.getByRole('row', { name: new RegExp(one.folio) });
  assert.match(await failed.innerText(), /No se firmó: El trámite .* ya no está en una etapa/);
});

test('what was typed comes back when the second factor ran out while the form was open', async () => {
  const { folio, procedureId } = await lodge();
  await takeProcedure(system, procedureId);
  await page.goto(`${app.address}/personal/registro/${procedureId}`);
  await page.getByLabel('Suspendido: falta corregir').check();
  await page.getByLabel('Otro motivo').first().fill('Falta la firma del "perito" <b>');
  const old = app.services.clock.now().subtract({ minutes: 11 });
  await system.db.k.updateTable('staff.sessions').set({ second_factor_at: old }).execute();
  await page.getByRole('button', { name: 'Firmar', exact: true }).click();
  await page.getByRole('heading', { name: 'Falta su segundo factor' }).waitFor();
  await expectAccessible(page);
  const asked = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Muestre el segundo factor en otra pestaña' }).click();
  const other = await asked;
  await other.getByRole('button', { name: /^Confirmar/ }).click();
  await other.waitForURL('**/personal');
  await other.close();
  await page.getByRole('button', { name: 'Enviar lo que escribí' }).click();
  await page.getByRole('heading', { name: 'Falta su segundo factor' }).waitFor({ state: 'detached' });
  await page.goto(`${app.address}/personal/registro/${procedureId}`);
  const main = await page.locator('main').innerText();
  assert.match(main, /Firmado: suspendido/, folio);
  assert.match(main, /Falta la firma del "perito" <b>/);
});

test('filters stand in the address, are kept under a name by keyboard alone, and one view opens by itself', async () => {
  const { folio } = await lodge();
  await enterAs(page, app.address, 'Jorge Luis Sánchez Vilchis');
  await page.goto(`${app.address}/personal/registro`);
  await tabTo(/Folio o su número/);
  await page.keyboard.type(folio.replace(/^TOL-\d+-0*|-\w$/g, ''));
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: folio }).waitFor();
  await page.goto(`${app.address}/personal/registro`);
  await tabTo(/^Etapa/);
  // One letter: of a word, a list forgets what it heard when the next letter takes a second.
  await page.keyboard.type('I');
  await tabTo(/^Ingresó/);
  await page.keyboard.type('H');
  await tabTo(/^Filtrar$/);
  // The one before may be of yesterday by now.
  const { folio: ofToday } = await lodge();
  await page.keyboard.press('Enter');
  await page.waitForURL(/etapa=entered.*periodo=hoy|periodo=hoy.*etapa=entered/);
  await page.getByRole('link', { name: ofToday }).waitFor();
  for (const status of await page.locator('tbody tr td:nth-child(2)').allInnerTexts())
    assert.match(status, /Ingresado/);
  await tabTo(/^Mis vistas$/);
  await page.keyboard.press('Enter');
  await expectAccessible(page);
  await tabTo(/Nombre de la vista/);
  await page.keyboard.type('Lo de hoy');
  await tabTo(/Abrirla al entrar/);
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.getByText('Se guardó la vista «Lo de hoy».').waitFor();
  await page.goto(`${app.address}/personal/registro`);
  await page.waitForURL(/etapa=entered/);
  await page.setViewportSize({ width: 320, height: 740 });
  await expectNoSideScroll(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.locator('summary', { hasText: 'Mis vistas' }).click();
  await page.getByRole('button', { name: 'Borrar Lo de hoy' }).click();
  await page.getByText('Se borró la vista.').waitFor();
});

test('a long list pages by key, and each page continues where the one before ended', async () => {
  for (let count = 0; count < 30; count++) await lodge();
  await page.goto(`${app.address}/personal/registro?etapa=entered&orden=ingreso`);
  const folios = () => page.locator('tbody a').allTextContents();
  const first = await folios();
  assert.equal(first.length, 25);
  await page.getByRole('link', { name: 'Siguientes' }).click();
  await page.waitForURL(/despues=/);
  const second = await folios();
  assert.ok(second.length > 0);
  assert.equal(new Set([...first, ...second]).size, first.length + second.length);
  await follow(page.getByRole('link', { name: 'Volver al principio' }));
  assert.deepEqual(await folios(), first);
});

test('the head of the office shares out chosen ones, and a chosen list without a name says what is missing', async () => {
  const { folio, procedureId } = await lodge();
  await enterAs(page, app.address, 'Rosa María Albarrán Díaz');
  await page.goto(`${app.address}/personal/registro?folio=${folio}`);
  await page.getByRole('checkbox', { name: `Elegir ${folio}` }).check();
  await page.getByRole('button', { name: 'Asignar' }).click();
  await page.getByText('Elija a quién se asigna.').waitFor();
  await page.getByRole('checkbox', { name: `Elegir ${folio}` }).check();
  await page.getByLabel('Asignar a').selectOption({ label: 'Jorge Luis Sánchez Vilchis' });
  await page.getByRole('button', { name: 'Asignar' }).click();
  await page.getByText('Se asignó un trámite a Jorge Luis Sánchez Vilchis.').waitFor();
  await page.goto(`${app.address}/personal/registro/${procedureId}`);
  await page.getByText('lo asignó a Jorge Luis Sánchez Vilchis').waitFor();
});
