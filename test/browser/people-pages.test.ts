import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { enterAs, expectAccessible, expectNoSideScroll, follow, useBrowser } from '#test/support/browser.ts';
import { systemContext } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { personForNotices, registerPerson } from '#modules/people/index.ts';
import { compareNew } from '#modules/people/jobs/find-duplicates.ts';

const app = await useApp();
const browser = await useBrowser();
const ctx = systemContext(app.services, 'test', 'test');
const office = await findOfficeByCode(ctx.db, 'TOL');
assert.ok(office);
const name = { names: 'Ximena', surnames: 'Quetzal Iturbide' };
const at = { agencyId: office.agencyId, unitId: office.unitId, source: 'counter' };
const { personId } = await registerPerson(ctx, { ...at, ...name, mobile: '+527229990001' });
await registerPerson(ctx, { ...at, ...name, mobile: '+527229990002', email: 'ximena@correo.example' });

const context = await browser.newContext({
  locale: 'es-MX',
  viewport: { width: 1280, height: 900 },
});
const page = await context.newPage();

test('an analyst finds a person by name and sees the addresses masked', async () => {
  await enterAs(page, app.address, 'Jorge Luis Sánchez Vilchis');
  await page.goto(`${app.address}/personal/personas`);
  await expectAccessible(page);
  await page.getByLabel('Buscar a una persona').fill('quetzal iturbide ximena');
  await follow(page.getByRole('button', { name: 'Buscar', exact: true }));
  assert.equal(await page.getByRole('link', { name: 'Ximena Quetzal Iturbide' }).count(), 2);
  const text = await page.locator('main').innerText();
  assert.match(text, /••• ••• 0001/);
  assert.doesNotMatch(text, /9990001|ximena@/);
  assert.equal(await page.getByRole('button', { name: 'Comparar los elegidos' }).count(), 0);
  assert.doesNotMatch(page.url(), /quetzal/i, 'a name never stands in an address');
});

test('the head of the office merges two records and withdraws a channel', async () => {
  await enterAs(page, app.address, 'Rosa María Albarrán Díaz');
  await page.goto(`${app.address}/personal/personas`);
  await page.getByLabel('Buscar a una persona').fill('Ximena Quetzal Iturbide');
  await follow(page.getByRole('button', { name: 'Buscar', exact: true }));
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await follow(page.getByRole('button', { name: 'Comparar los elegidos' }));
  await expectAccessible(page);
  assert.match(await page.getByRole('table', { name: 'Comparación' }).innerText(), /Medios de contacto\s+Distinto/);
  await follow(page.getByRole('button', { name: 'Unir los registros' }));
  assert.match(await page.getByRole('alert').innerText(), /Elija cuál[\s\S]*Escriba el motivo/);
  await page.getByRole('radio').first().check();
  await page.getByLabel('Motivo').fill('Presentó la misma identificación');
  await follow(page.getByRole('button', { name: 'Unir los registros' }));
  await page.getByText('Los dos registros quedaron unidos.').waitFor();
  await expectAccessible(page);
  await expectNoSideScroll(page);
  assert.match(
    await page.locator('main').innerText(),
    /722 999 0001[\s\S]*722 999 0002|722 999 0002[\s\S]*722 999 0001/,
  );
  await page.getByRole('button', { name: 'Retirar Mensaje al celular' }).first().click();
  await page.getByText('Se retiró el consentimiento').waitFor();
  assert.equal((await personForNotices(ctx, personId))?.mobile, undefined);
});

test('the head of the office goes through the likely duplicates: one pair is told apart for ever, one is merged', async () => {
  const twins = { names: 'Wenceslao', surnames: 'Tenorio Zúñiga' };
  const { personId: twinId } = await registerPerson(ctx, { ...at, ...twins, mobile: '+527229990011' });
  await registerPerson(ctx, { ...at, names: 'Benceslao', surnames: 'Tenorio Suñiga', mobile: '+527229990012' });
  await registerPerson(ctx, { ...at, names: 'Perfecta', surnames: 'Oaxaca Yáñez', mobile: '+527229990013' });
  await registerPerson(ctx, { ...at, names: 'Perfecta', surnames: 'Oaxaca Yañes', mobile: '+527229990013' });
  await compareNew(ctx);
  await page.goto(`${app.address}/personal/personas`);
  await page.getByRole('link', { name: 'Posibles duplicados' }).click();
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoSideScroll(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  const pair = page.getByRole('listitem').filter({ hasText: 'Wenceslao' });
  assert.match(await pair.innerText(), /Nombre parecido/);
  await pair.getByRole('link', { name: /^Comparar/ }).click();
  await expectAccessible(page);
  await follow(page.getByRole('button', { name: 'No son la misma persona' }));
  await page.getByText('Anotado: no son la misma persona').waitFor();
  assert.equal(await page.getByText('Wenceslao').count(), 0);
  await ctx.db.sql('update people.people set compared_at = null where id = $1', [twinId]);
  await compareNew(ctx);
  await page.reload();
  assert.equal(await page.getByText('Wenceslao').count(), 0, 'nobody is asked again');

  await page.getByLabel('Solo los que comparten').check();
  await follow(page.getByRole('button', { name: 'Filtrar' }));
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Perfecta' })
    .getByRole('link', { name: /^Comparar/ })
    .click();
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoSideScroll(page);
  await expectAccessible(page);
  await page.getByRole('radio').first().check();
  await page.getByLabel('Motivo').fill('Misma credencial para votar');
  await follow(page.getByRole('button', { name: 'Unir los registros' }));
  await page.getByText('Los dos registros quedaron unidos.').waitFor();
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('the head of the office undoes a merge that was a mistake', async () => {
  await page.getByRole('link', { name: /^Deshacer/ }).click();
  await expectAccessible(page);
  assert.match(await page.locator('main').innerText(), /Perfecta[\s\S]*Misma credencial para votar[\s\S]*722 999 0013/);
  await page.getByRole('button', { name: 'Separar los registros' }).click();
  assert.match(await page.getByRole('alert').innerText(), /Escriba el motivo/);
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoSideScroll(page);
  await page.getByLabel('Motivo').fill('Son madre e hija');
  await page.getByRole('button', { name: 'Separar los registros' }).click();
  await page.getByText('Los registros se separaron.').waitFor();
  assert.match(await page.locator('main').innerText(), /722 999 0013/);
  await page.setViewportSize({ width: 1280, height: 900 });
});
