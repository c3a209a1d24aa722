import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, follow, useBrowser } from '#test/support/browser.ts';

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
  await follow(page.getByRole('button', { name: 'Buscar' }));
  const first = page.locator('main .grid h3').first();
  assert.equal(await first.innerText(), 'Inscripción de adjudicación por herencia');
  await expectAccessible(page);
  await page.goto(`${app.address}/tramites?q=licencia+de+manejo`);
  await page.getByText('No encontramos un trámite con esas palabras').waitFor();
  assert.match(await page.locator('main').innerText(), /800 696 96 96/);
  await expectAccessible(page);
});

test('a director writes where an office is; the citizen reads it, and no longer that it is to be confirmed', async () => {
  const staff = await (await browser.newContext({ locale: 'es-MX', viewport: { width: 1280, height: 900 } })).newPage();
  await staff.goto(`${app.address}/entrar`);
  await staff.getByRole('button', { name: 'Entrar Claudia Ivonne Becerril Garduño' }).click();
  await staff.waitForURL('**/personal');
  await staff.goto(`${app.address}/personal/oficinas`);
  await expectAccessible(staff);
  await staff.getByRole('link', { name: 'Sultepec' }).click();
  await expectAccessible(staff);
  await staff.getByLabel('Domicilio').fill('Calle Benito Juárez 4, Centro, C.P. 51600, Sultepec');
  await staff.getByLabel('De dónde sale el dato').fill('Oficio de prueba 12/2026');
  await staff.getByLabel('Abre el sábado').fill('10:00');
  await staff.getByRole('button', { name: 'Guardar' }).click();
  await staff.getByRole('link', { name: /Escriba las dos horas/ }).click();
  await staff.getByLabel('Cierra el sábado').fill('13:00');
  await staff.getByRole('button', { name: 'Guardar' }).click();
  await staff.getByText('La oficina quedó guardada.').waitFor();
  await staff.getByLabel('Agregar un municipio').fill('amatepek');
  await staff.getByRole('button', { name: 'Agregar' }).click();
  await staff.getByText('Amatepec queda asignado a esta oficina.').waitFor();
  await staff.context().close();
  await page.goto(`${app.address}/oficinas/cual?municipio=amatepec`);
  const answer = await page.locator('main').innerText();
  assert.match(answer, /Calle Benito Juárez 4/);
  assert.match(answer, /lunes a viernes, 9:00 a 15:00 h; sábado, 10:00 a 13:00 h/);
  assert.doesNotMatch(answer, /no están publicados/);
});
