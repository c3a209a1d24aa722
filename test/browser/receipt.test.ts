import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Download } from 'playwright-core';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';
import { signIn } from '#test/support/sign-in.ts';
import { systemContext } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { enterProcedure } from '#modules/registry/index.ts';

const app = await useApp();
const browser = await useBrowser();
const system = systemContext(app.services, 'test', 'test');
const office = await findOfficeByCode(system.db, 'TOL');
assert.ok(office);
const { unitId } = office;
const who = { unitId, names: 'Ximena', surnames: 'Quetzal Iturbide', source: 'counter', mobile: '+525550000808' };
const { personId } = await registerPerson(system, who);
const facts = { service: 'copias-certificadas', propertyLocation: 'Calle #1 *de* Aldama', documents: ['INE', 'Pago'] };
const { procedureId, folio } = await enterProcedure(system, { unitId, personId, ...facts });

const context = await browser.newContext({
  locale: 'es-MX',
  viewport: { width: 360, height: 740 },
  javaScriptEnabled: false,
  acceptDownloads: true,
});
const citizen = await context.newPage();

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('the desk and the citizen who proved who they are save the very same receipt, tagged and with its fonts', async () => {
  const cookie = await signIn(app.address, 'recepcion');
  const answer = await fetch(`${app.address}/personal/registro/${procedureId}/comprobante.pdf`, {
    headers: { cookie },
  });
  assert.equal(answer.headers.get('content-type'), 'application/pdf');
  assert.match(answer.headers.get('content-disposition') ?? '', new RegExp(`comprobante-${folio}\\.pdf`));
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
  const desk = Buffer.from(await answer.arrayBuffer());
  assert.match(desk.toString('latin1'), /pdfuaid[\s\S]*FontFile3|FontFile3[\s\S]*pdfuaid/);

  await citizen.goto(`${app.address}/f/${folio}`);
  await citizen.getByRole('link', { name: 'Descargar el comprobante' }).click();
  await expectNoSideScroll(citizen);
  await citizen.getByLabel('Primer apellido').fill('Lopez');
  await citizen.getByRole('button', { name: 'Descargar el comprobante' }).click();
  await citizen.getByRole('alert').waitFor();
  assert.doesNotMatch((await citizen.locator('main').textContent()) ?? '', /Quetzal|Aldama/);
  await citizen.getByLabel('Primer apellido').fill('quetzal');
  const waiting = citizen.waitForEvent('download');
  await citizen.getByRole('button', { name: 'Descargar el comprobante' }).click();
  assert.equal(hash(await bytesOf(await waiting)), hash(desk));
});

test('the page that asks is accessible, and another folio needs its own proof', async () => {
  const page = await (await browser.newContext({ locale: 'es-MX', viewport: { width: 320, height: 740 } })).newPage();
  await page.goto(`${app.address}/f/${folio}/comprobante`);
  await expectAccessible(page);
  await expectNoSideScroll(page);
  const other = await enterProcedure(system, { unitId, personId, ...facts });
  await citizen.goto(`${app.address}/f/${other.folio}/comprobante`);
  await citizen.getByLabel('Primer apellido').waitFor();
});

test('the receipt of another office does not exist for a clerk', async () => {
  const cookie = await signIn(app.address, 'texcoco');
  const answer = await fetch(`${app.address}/personal/registro/${procedureId}/comprobante.pdf`, {
    headers: { cookie },
  });
  assert.equal(answer.status, 404);
});
