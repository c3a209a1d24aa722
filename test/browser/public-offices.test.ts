import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';

const app = await useApp();
const browser = await useBrowser();
const context = await browser.newContext({ locale: 'es-MX', viewport: { width: 320, height: 700 } });
const page = await context.newPage();

test('a citizen finds the office of Toluca on a narrow telephone, and an unknown one says so', async () => {
  await page.goto(`${app.address}/oficinas`);
  assert.equal(await page.locator('main .grid h3').count(), 19);
  await page.getByRole('link', { name: 'Toluca', exact: true }).click();
  await page.getByRole('heading', { name: 'Oficina Registral de Toluca' }).waitFor();
  await expectAccessible(page);
  await expectNoSideScroll(page);
  assert.match(await page.locator('main').innerText(), /lunes a viernes/);
  const missing = await fetch(`${app.address}/oficinas/xyz`);
  assert.equal(missing.status, 404);
});

test('a citizen writes the municipality with a mistake and gets the office, its hours and its services', async () => {
  await page.goto(`${app.address}/oficinas`);
  await page.getByLabel('Municipio del inmueble').fill('zinacantepek');
  await page.getByRole('button', { name: 'Buscar mi oficina' }).click();
  await page.getByRole('heading', { name: 'Oficina Registral de Toluca' }).waitFor();
  const answer = await page.locator('main').innerText();
  assert.match(answer, /A Zinacantepec le toca/);
  assert.match(answer, /No hay una lista publicada que asigne este municipio/);
  await expectAccessible(page);
  await expectNoSideScroll(page);
  await page.getByRole('link', { name: 'Ver la oficina y sus trámites' }).click();
  await page.getByRole('link', { name: 'Certificado de no propiedad' }).waitFor();
  await expectAccessible(page);
});

test('what could be several municipalities is asked back, what is none says what to do', async () => {
  await page.goto(`${app.address}/oficinas/cual?municipio=almoloya`);
  await page.getByRole('link', { name: 'Almoloya de Juárez' }).first().click();
  await page.getByText('A Almoloya de Juárez le toca').waitFor();
  await page.goto(`${app.address}/oficinas/cual?municipio=Guadalajara`);
  await page.getByText('No encontramos el municipio «Guadalajara»').waitFor();
  await expectAccessible(page);
});

test('a search in the words of a person finds the service, one that finds nothing offers help', async () => {
  await page.goto(`${app.address}/tramites`);
  await page.getByLabel('¿Qué necesita hacer?').fill('cuando falleció mi papá');
  await page.getByRole('button', { name: 'Buscar' }).click();
  const first = page.locator('main .grid h3').first();
  assert.equal(await first.innerText(), 'Inscripción de adjudicación por herencia');
  await expectAccessible(page);
  await page.goto(`${app.address}/tramites?q=licencia+de+manejo`);
  await page.getByText('No encontramos un trámite con esas palabras').waitFor();
  assert.match(await page.locator('main').innerText(), /800 696 96 96/);
  await expectAccessible(page);
});
