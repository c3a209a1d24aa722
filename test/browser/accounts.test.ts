import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { systemContext } from '#platform/context.ts';
import { createAccount, disableAccount, findAccountByLogin } from '#modules/staff/index.ts';
import { freePort, useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, follow, useBrowser } from '#test/support/browser.ts';

const port = await freePort();
// Passkeys belong to a host name: for an address of numbers a browser makes none.
const address = `http://localhost:${port}`;
const app = await useApp({ PORT: String(port), PUBLIC_URL: address });
const browser = await useBrowser();
const system = systemContext(app.services, 'test', 'test');
const { db } = app.services;
const password = 'el maguey de mi abuela';

const [toluca] = await db.sql<{ id: string }>(`select unit_id as id from agencies.offices where code = 'TOL'`);

async function invite(login: string): Promise<string> {
  const { invitation } = await createAccount(system, {
    unitId: toluca?.id ?? assert.fail('there is no office'),
    login,
    name: 'Ana María Nava',
    title: 'Analista registral',
    roles: ['analyst'],
  });
  return invitation.path;
}

async function open(javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ locale: 'es-MX', javaScriptEnabled });
  return context.newPage();
}

async function expectGood(page: Page): Promise<void> {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSideScroll(page);
    await expectAccessible(page);
  }
}

async function setPassword(page: Page, path: string): Promise<void> {
  await page.goto(address + path);
  await page.getByLabel('Contraseña nueva').fill(password);
  await page.getByLabel('Escríbala otra vez').fill(password);
  await follow(page.getByRole('button', { name: 'Continuar' }));
}

async function logIn(page: Page, login: string): Promise<void> {
  await page.goto(`${address}/entrar`);
  await page.getByLabel('Usuario').fill(login);
  await page.getByLabel('Contraseña').fill(password);
  await follow(page.getByRole('button', { name: 'Entrar', exact: true }));
}

async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Código de 6 dígitos').fill(code);
  await follow(page.getByRole('button', { name: 'Confirmar', exact: true }));
}

const leave = (page: Page) => follow(page.getByRole('button', { name: 'Salir' }));
const pathOf = (page: Page) => new URL(page.url()).pathname;

/** The secret on the screen. */
async function secretOn(page: Page): Promise<string> {
  return ((await page.locator('.mono').textContent()) ?? '').replaceAll(' ', '');
}

/** Each code counts once, so a test asks for those of the half minutes around now. */
function codeOf(secret: string, turn: 'now' | 'next'): string {
  const timestamp = app.services.clock.now().epochMilliseconds + (turn === 'now' ? 0 : 30_000);
  return new TOTP({ secret }).generate({ timestamp });
}

/** Somebody with password and code application who has just signed in. */
async function enrolled(login: string): Promise<{ page: Page; secret: string }> {
  const path = await invite(login);
  const page = await open();
  await setPassword(page, path);
  const secret = await secretOn(page);
  await enterCode(page, codeOf(secret, 'now'));
  assert.equal(pathOf(page), '/personal/cuenta');
  return { page, secret };
}

test('an administrator hands over a link; its holder opens the account, registers a code and signs in, all without script', async () => {
  const admin = await open(false);
  await admin.goto(`${address}/entrar`);
  await follow(admin.locator('form:has(input[value="cuentas"]) button'));
  await admin.goto(`${address}/personal/cuentas/nueva`);
  await follow(admin.getByRole('button', { name: 'Crear cuenta' }));
  assert.equal(await admin.locator('.error-summary a').count(), 5);
  await admin.getByLabel('Nombre completo').fill('Ana María Nava');
  await admin.getByLabel('Usuario').fill('ana.nava');
  await admin.getByLabel('Unidad', { exact: true }).selectOption({ label: 'Oficina Registral de Toluca' });
  await admin.getByLabel('Nombre del puesto').fill('Analista registral');
  await admin.getByLabel('Analiza trámites').check();
  assert.equal(await admin.getByLabel('Administra el sistema').count(), 0, 'nobody gives what is beyond their own');
  await follow(admin.getByRole('button', { name: 'Crear cuenta' }));
  await expectTitle(admin, 'Entregue esta liga');
  const link = (await admin.locator('p.mono').textContent()) ?? '';

  const page = await open(false);
  await page.goto(link);
  await page.getByLabel('Contraseña nueva').fill(password);
  await page.getByLabel('Escríbala otra vez').fill('otra cosa distinta');
  await follow(page.getByRole('button', { name: 'Continuar' }));
  assert.match(await page.locator('.error-summary').innerText(), /no son iguales/);
  await setPassword(page, new URL(link).pathname);
  const secret = await secretOn(page);
  await enterCode(page, '000000');
  assert.equal(await secretOn(page), secret, 'a wrong code keeps the scanned secret');
  await enterCode(page, codeOf(secret, 'now'));
  assert.equal(pathOf(page), '/personal/cuenta');
  assert.match(await page.locator('.notice-warning').innerText(), /haga sus códigos/);
  await follow(page.getByRole('button', { name: 'Hacer códigos nuevos' }));
  const recovery = await page.locator('.code-list li').allTextContents();
  assert.equal(recovery.length, 10);
  await follow(page.getByRole('link', { name: 'Ya los guardé' }));
  assert.equal(await page.locator('.notice-warning').count(), 0);
  await leave(page);
  assert.equal((await page.goto(`${address}/personal`))?.status(), 200);
  assert.equal(pathOf(page), '/entrar');

  await logIn(page, 'ana.nava');
  assert.equal(pathOf(page), '/entrar/codigo');
  await enterCode(page, codeOf(secret, 'next'));
  assert.equal(pathOf(page), '/personal');
  await leave(page);
  await logIn(page, 'ana.nava');
  await follow(page.getByRole('link', { name: 'No tengo mi segundo factor' }));
  await page.getByLabel('Código de recuperación').fill(recovery[3] ?? '');
  await follow(page.getByRole('button', { name: 'Confirmar' }));
  assert.equal(pathOf(page), '/personal');
  // The link is spent.
  const spent = await (await open(false)).goto(link);
  assert.equal(spent?.status(), 422);
});

async function expectTitle(page: Page, title: string): Promise<void> {
  assert.equal(await page.locator('h1').innerText(), title);
}

/** A device that knows its person and holds no passkey yet. */
async function addDevice(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('a passkey is registered as first factor, opens a session by itself, and confirms what binds', async () => {
  const page = await open();
  await addDevice(page);
  await setPassword(page, await invite('con.llave'));
  await page.getByRole('button', { name: 'Registrar llave de acceso' }).click();
  await page.waitForURL(`${address}/personal/cuenta`);
  assert.match(await page.locator('.contact-list').innerText(), /Llave de acceso/);
  assert.equal(await page.locator('.contact-list button').count(), 0, 'the only factor cannot be removed');
  await leave(page);

  await follow(page.getByRole('link', { name: 'Acceso del personal' }));
  await follow(page.getByRole('link', { name: 'Entrar con llave de acceso' }));
  await page.getByRole('button', { name: 'Usar llave de acceso' }).click();
  await page.waitForURL(`${address}/personal`);

  await db.sql(`update staff.sessions set second_factor_at = second_factor_at - interval '11 minutes'`);
  // Asked before the code is scanned, and nothing is scanned twice.
  await page.goto(`${address}/personal/cuenta/aplicacion`);
  await expectTitle(page, 'Confirme que es usted');
  await page.getByRole('button', { name: 'Usar llave de acceso' }).click();
  await page.waitForURL(`${address}/personal/cuenta/aplicacion`);
  await enterCode(page, codeOf(await secretOn(page), 'now'));
  assert.equal(pathOf(page), '/personal/cuenta');
  // Now that a code works as well, the passkey may go.
  await follow(page.locator('.contact-list').getByRole('button', { name: 'Quitar' }));
  assert.equal(await page.locator('.contact-list').count(), 0);
});

test('where a device has no passkey the page says so and offers the password', async () => {
  const page = await open();
  await addDevice(page);
  await page.goto(`${address}/entrar/llave`);
  await page.getByRole('button', { name: 'Usar llave de acceso' }).click();
  await page.getByText('El dispositivo no confirmó la llave').waitFor();
  await follow(page.getByRole('link', { name: 'Entrar con usuario y contraseña' }));
  assert.equal(pathOf(page), '/entrar');
});

test('a session that is ended from another one is out at once, its open screen too', async () => {
  const { page, secret } = await enrolled('dos.sesiones');
  const other = await open();
  await logIn(other, 'dos.sesiones');
  await enterCode(other, codeOf(secret, 'next'));
  assert.equal(pathOf(other), '/personal');
  const listens = other.waitForResponse(/en-vivo/);
  await other.goto(`${address}/personal/registro`);
  await listens;
  await page.reload();
  await page.getByRole('button', { name: 'Cerrar Chrome · Linux' }).click();
  // Its open screen leaves by itself, without a click.
  await other.waitForURL(/\/entrar\?/);
  await page.reload();
  assert.equal(pathOf(page), '/personal/cuenta');
});

test('a new password needs the old one, and a disabled account is out at its next request', async () => {
  const { page } = await enrolled('cambia.clave');
  const change = async (current: string) => {
    await page.getByLabel('Contraseña actual').fill(current);
    await page.getByLabel('Contraseña nueva').fill('cuatro jacarandas en flor');
    await page.getByLabel('Escríbala otra vez').fill('cuatro jacarandas en flor');
    await follow(page.getByRole('button', { name: 'Cambiar contraseña' }));
  };
  await change('no es esta');
  assert.match(await page.locator('.error-summary').innerText(), /contraseña actual no es correcta/);
  await change(password);
  assert.match(await page.getByRole('status').innerText(), /Su contraseña cambió/);
  const account = await findAccountByLogin(system, 'cambia.clave');
  await disableAccount(system, account?.id ?? '');
  await page.reload();
  assert.equal(pathOf(page), '/entrar');
});

test('an invented person confirms with a button before what binds', async () => {
  const page = await open();
  await page.goto(`${address}/entrar`);
  await follow(page.locator('form:has(input[value="registradora"]) button'));
  await db.sql(`update staff.sessions set second_factor_at = second_factor_at - interval '11 minutes'`);
  await page.goto(`${address}/personal/cuenta`);
  await follow(page.getByRole('button', { name: 'Hacer códigos nuevos' }));
  await expectTitle(page, 'Confirme que es usted');
  await expectGood(page);
  await follow(page.getByRole('button', { name: 'Confirmar (demostración)' }));
  assert.equal(pathOf(page), '/personal/cuenta');
  await follow(page.getByRole('button', { name: 'Hacer códigos nuevos' }));
  await expectTitle(page, 'Sus códigos de recuperación');
  await expectGood(page);
});

test('an administrator gives and ends posts and names a substitute; what is done is said', async () => {
  const page = await open(false);
  await page.goto(`${address}/entrar`);
  await follow(page.locator('form:has(input[value="cuentas"]) button'));
  await follow(page.getByRole('main').getByRole('link', { name: 'Cuentas del personal' }));
  await page.getByLabel('Nombre o usuario').fill('jorge luis sanchez');
  await follow(page.getByRole('button', { name: 'Buscar' }));
  await follow(page.getByRole('link', { name: 'Jorge Luis Sánchez Vilchis' }));

  await page.getByText('Nombrar suplente').first().click();
  await page.getByLabel('Quién suple').selectOption({ label: 'Lucía Hernández Peña' });
  const today = app.services.clock.today();
  await page.getByLabel('Desde').fill(String(today));
  await page.getByLabel('Hasta').fill(String(today.subtract({ days: 1 })));
  await follow(page.getByRole('button', { name: 'Nombrar suplente' }));
  assert.match(await page.locator('.error-summary').innerText(), /termina antes de empezar/);
  await page.getByLabel('Hasta').fill(String(today.add({ days: 3 })));
  await follow(page.getByRole('button', { name: 'Nombrar suplente' }));
  assert.match(await page.getByRole('status').innerText(), /Se nombró al suplente/);
  assert.match(await page.locator('.card').innerText(), /Suple: Lucía Hernández Peña/);
  await follow(page.getByRole('button', { name: 'Terminar suplencia' }));
  assert.match(await page.getByRole('status').innerText(), /La suplencia terminó/);

  await page.getByText('Dar otro puesto').click();
  await follow(page.getByRole('button', { name: 'Dar puesto' }));
  assert.equal(await page.locator('.error-summary a').count(), 3);
  await page.getByLabel('Unidad', { exact: true }).selectOption({ label: 'Oficina Registral de Toluca' });
  await page.getByLabel('Nombre del puesto').fill('Ventanilla de entrega');
  await page.getByLabel('Entrega trámites').check();
  await follow(page.getByRole('button', { name: 'Dar puesto' }));
  assert.equal(await page.locator('.card').count(), 2);
  await follow(page.getByRole('button', { name: 'Terminar puesto Ventanilla de entrega' }));
  assert.equal(await page.locator('.card').count(), 1);

  await page.goto(`${address}/personal/cuentas`);
  assert.equal(await page.getByRole('link', { name: 'Fernando Ayala Cruz' }).count(), 0, 'who works elsewhere');
  await follow(page.getByRole('link', { name: 'Gabriela Ortiz Legorreta', exact: true }));
  assert.match(await page.locator('.notice').last().innerText(), /Es su propia cuenta/);
  assert.equal(await page.getByText('Dar otro puesto').count(), 0);
});

test('the pages of signing in are accessible at both widths', async () => {
  const page = await open();
  await page.goto(`${address}/entrar/llave`);
  await expectGood(page);
  const path = await invite('accesible');
  await page.goto(address + path);
  await expectGood(page);
  await setPassword(page, path);
  await expectTitle(page, 'Registre su segundo factor');
  await expectGood(page);
  await page.goto(`${address}/entrar/recuperacion`);
  await expectGood(page);
});

test('who signs in again leaves no session of this browser behind', async () => {
  const page = await open(false);
  const enter = async (persona: string) => {
    await page.goto(`${address}/entrar`);
    await follow(page.locator(`form:has(input[value="${persona}"]) button`));
    assert.equal(pathOf(page), '/personal');
    const [cookie] = await page.context().cookies();
    return cookie ?? assert.fail('no cookie');
  };
  const before = await enter('entrega');
  const after = await enter('texcoco');
  const status = (value: string) =>
    fetch(`${address}/personal/cuenta`, { headers: { cookie: `${before.name}=${value}` }, redirect: 'manual' });
  assert.equal((await status(before.value)).status, 303);
  assert.equal((await status(after.value)).status, 200);
});
