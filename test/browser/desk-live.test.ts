import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, useBrowser } from '#test/support/browser.ts';
import { systemContext } from '#platform/context.ts';
import { assignmentsOf, findOfficeByCode, vacatePost } from '#modules/agencies/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { assignProcedure, enterProcedure, takeProcedure } from '#modules/registry/index.ts';

const app = await useApp();
const browser = await useBrowser();
const system = systemContext(app.services, 'test', 'test');
const office = await findOfficeByCode(system.db, 'TOL');
assert.ok(office);
const { unitId } = office;
const who = { unitId, names: 'Ximena', surnames: 'Quetzal Iturbide', source: 'counter', mobile: '+525550000808' };
const { personId } = await registerPerson(system, who);

async function lodge(): Promise<{ procedureId: string; folio: string }> {
  const facts = { service: 'copias-certificadas', propertyLocation: 'Calle Aldama 7', documents: [] };
  return enterProcedure(system, { unitId, personId, ...facts });
}

async function accountOf(persona: string): Promise<string> {
  const rows = await system.db.k.selectFrom('staff.accounts').select('id').where('persona', '=', persona).execute();
  return rows[0]?.id ?? assert.fail(persona);
}

/** Somebody at a screen of their own; `untouched` is true as long as the page was never loaded anew. */
async function seat(
  name: string,
): Promise<{ page: Page; untouched: () => Promise<boolean>; go: (path: string) => Promise<void> }> {
  const page = await (await browser.newContext({ locale: 'es-MX', viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${app.address}/entrar`);
  await page.getByRole('button', { name: `Entrar ${name}` }).click();
  await page.waitForURL('**/personal');
  const go = async (path: string) => {
    await page.goto(app.address + path);
    await page.evaluate(() => Object.assign(window, { untouched: true }));
  };
  return { page, go, untouched: () => page.evaluate(() => 'untouched' in window) };
}

const registrar = await seat('Adriana Colín Mondragón');
const analyst = await seat('Jorge Luis Sánchez Vilchis');

test('one signs, and the list and the numbers of the other change by themselves', async () => {
  const { procedureId, folio } = await lodge();
  await takeProcedure(system, procedureId);
  await analyst.go(`/personal/registro?folio=${folio}`);
  const row = analyst.page.getByRole('row', { name: new RegExp(folio) });
  await row.getByText('En análisis').waitFor();
  await registrar.go(`/personal/registro/${procedureId}`);
  await registrar.page.getByLabel('Aceptado', { exact: true }).check();
  await registrar.page.getByRole('button', { name: 'Firmar' }).click();
  await row.getByText('Firmado: aceptado').waitFor();
  assert.ok(await analyst.untouched());
  await analyst.go('/personal');
  const waiting = analyst.page.getByRole('link', { name: /por analizar/ }).locator('strong');
  const before = Number(await waiting.textContent());
  await lodge();
  await analyst.page.waitForFunction(
    (count) => Number(document.querySelector('#stages a[href$="entered"] strong')?.textContent) === count,
    before + 1,
  );
  assert.ok(await analyst.untouched());
  // The procedure itself: the fate of its messages appears without anybody announcing it.
  await registrar.page.getByText('Entregado').first().waitFor();
  // Two readings by a person (the page, and again after signing); what the screen asked for by itself is none.
  const { rows } = await app.services.db.k
    .selectFrom('platform.audit_entries')
    .select('actor')
    .where('action', '=', 'registry.read')
    .where('entity_id', '=', procedureId)
    .execute()
    .then((list) => ({ rows: list }));
  assert.equal(rows.length, 2);
  await expectAccessible(analyst.page);
});

test('what somebody is writing stays, and the page says that it moved on beneath', async () => {
  const { procedureId } = await lodge();
  await takeProcedure(system, procedureId);
  await analyst.go(`/personal/registro/${procedureId}`);
  await analyst.page.getByLabel('Suspendido: falta corregir').check();
  await analyst.page.getByLabel('Otro motivo').fill('Falta el plano con medidas');
  await analyst.page.getByRole('heading', { level: 1 }).click();
  await assignProcedure(system, { procedureId, staffId: await accountOf('registradora') });
  await analyst.page.getByText('lo asignó a Adriana Colín Mondragón').waitFor();
  // Only the few words that matter to who listens are said by themselves.
  assert.deepEqual(
    await analyst.page.locator('[data-live-region][aria-live]').evaluateAll((all) => all.map(({ id }) => id)),
    ['state'],
  );
  await analyst.page.getByText('Esto cambió mientras usted escribía').waitFor();
  assert.equal(await analyst.page.getByLabel('Otro motivo').inputValue(), 'Falta el plano con medidas');
  assert.ok(await analyst.page.getByLabel('Suspendido: falta corregir').isChecked());
  assert.ok(await analyst.untouched());
  // Taken back, there is nothing to lose any more: the form that is of no use goes.
  await analyst.page.getByLabel('Otro motivo').fill('');
  await analyst.page.evaluate(() =>
    document.querySelectorAll<HTMLInputElement>('[name=outcome]').forEach((box) => (box.checked = false)),
  );
  await analyst.page.getByRole('heading', { level: 1 }).click();
  await assignProcedure(system, { procedureId, staffId: await accountOf('registradora') });
  await analyst.page.getByText('Esto cambió mientras usted escribía').waitFor({ state: 'detached' });
  await analyst.page.getByLabel('Otro motivo').waitFor({ state: 'detached' });
  // Last, for the page that the checker opens hides this one, and a hidden screen asks for nothing.
  await expectAccessible(analyst.page);
});

test('what came back with mistakes stays too, and only a change beneath it is told', async () => {
  const { procedureId } = await lodge();
  await takeProcedure(system, procedureId);
  const { page } = registrar;
  await registrar.go(`/personal/registro/${procedureId}`);
  await page.getByLabel('Suspendido: falta corregir').check();
  const asked = page.waitForRequest(
    (one) => one.headers()['x-self-refresh'] === '1' && one.frame().url().includes('/firmar'),
  );
  await page.getByRole('button', { name: 'Firmar' }).click();
  await page.getByRole('alert').waitFor();
  await (await (await asked).response())?.finished();
  const suspended = page.getByLabel('Suspendido: falta corregir');
  assert.ok(await suspended.isChecked());
  assert.equal(await page.getByText('Esto cambió mientras usted escribía').count(), 0);
  await assignProcedure(system, { procedureId, staffId: await accountOf('analista') });
  await page.getByText('lo asignó a Jorge Luis Sánchez Vilchis').waitFor();
  await page.getByText('Esto cambió mientras usted escribía').waitFor();
  assert.ok(await suspended.isChecked());
  await page.getByLabel('Otro motivo').first().fill('Falta el plano con medidas');
  await page.getByRole('button', { name: 'Firmar' }).click();
  await page.getByText('Firmó el trámite').waitFor();
});

test('a button that is being pressed is not put in anew before it is released', async () => {
  const { procedureId } = await lodge();
  const { page } = analyst;
  await analyst.go(`/personal/registro/${procedureId}`);
  await page.getByRole('button', { name: 'Tomar para análisis' }).hover();
  await page.mouse.down();
  const asked = page.waitForRequest((one) => one.headers()['x-self-refresh'] === '1');
  await assignProcedure(system, { procedureId, staffId: await accountOf('analista') });
  await (await (await asked).response())?.finished();
  // The next look of the page, after that one was put off.
  await page.waitForRequest((one) => one.headers()['x-self-refresh'] === '1');
  await page.mouse.up();
  await page.getByText('Tomó el trámite').waitFor();
});

test('what was folded open stays open and keeps the focus when its region is put in anew', async () => {
  const { procedureId } = await lodge();
  const clerk = await seat('Lucía Hernández Peña');
  await clerk.go(`/personal/registro/${procedureId}`);
  const summary = clerk.page.locator('summary', { hasText: 'Registrar desistimiento' });
  await summary.focus();
  await clerk.page.keyboard.press('Enter');
  await takeProcedure(system, procedureId);
  await clerk.page.locator('#state').getByText('En análisis').waitFor();
  assert.ok(await clerk.page.getByLabel('Por qué desiste').isVisible());
  assert.match((await clerk.page.evaluate(() => document.activeElement?.textContent)) ?? '', /Registrar desistimiento/);
  // A form that was filled asks before it is left.
  await clerk.go('/personal/registro/nuevo');
  await clerk.page.getByLabel('Nombre(s)').fill('Pedro');
  const asked = clerk.page.waitForEvent('dialog');
  const leaving = clerk.page.getByRole('link', { name: 'Ventanilla' }).first().click();
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  await leaving;
  assert.equal(await clerk.page.getByLabel('Nombre(s)').inputValue(), 'Pedro');
});

test('who loses their post while a page is open does not keep a picture of it', async () => {
  const { procedureId, folio } = await lodge();
  await analyst.go(`/personal/registro/${procedureId}`);
  await analyst.page.getByRole('heading', { name: folio }).waitFor();
  const [held] = await assignmentsOf(system.db, await accountOf('analista'), system.clock.today());
  await vacatePost(system, held?.postId ?? '');
  await analyst.page.getByRole('heading', { name: folio }).waitFor({ state: 'detached' });
  assert.doesNotMatch(await analyst.page.locator('main').innerText(), /Quetzal/);
});
