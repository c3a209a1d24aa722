import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { csvLine } from '#platform/files/csv.ts';
import { useApp } from '#test/support/app.ts';
import { signIn } from '#test/support/sign-in.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';

const app = await useApp();
const browser = await useBrowser();

const HEAD = ['Prelación', 'Oficina', 'Trámite', 'Nombre', 'Apellidos', 'Celular', 'Ubicación'];
const row = (id: string, office = 'Toluca', mobile = '') => [
  id,
  office,
  'copias-certificadas',
  'Ana',
  'Nava',
  mobile,
  'Av. Juárez 4',
];
const file = (text: string | Buffer, name = 'dia.csv') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const table = [HEAD, row('w-1'), row('w-2', 'Marte', '12'), row('w-3')].map((cells) => cells.join(';')).join('\r\n');

for (const javaScriptEnabled of [false, true]) {
  test(`a file is brought, checked, imported and undone ${javaScriptEnabled ? 'live' : 'without script'}`, async () => {
    const context = await browser.newContext({
      javaScriptEnabled,
      locale: 'es-MX',
      viewport: { width: 360, height: 800 },
    });
    const page = await context.newPage();
    const look = async () => {
      await expectNoSideScroll(page);
      if (javaScriptEnabled) await expectAccessible(page);
    };
    const cookie = await signIn(app.address, 'jefatura');
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: app.address }]);
    await page.goto(`${app.address}/personal/importar`);
    await look();
    const queue = page
      .getByRole('navigation', { name: 'Menú principal' })
      .getByRole('link', { name: 'Cola de trabajo' });
    assert.ok(await queue.isHidden(), 'on a telephone the menu is folded');
    await page.getByText('Menú · Importar').focus();
    await page.keyboard.press('Enter');
    await queue.waitFor();
    await look();
    await page.keyboard.press('Enter');
    await queue.waitFor({ state: 'hidden' });
    await page.setViewportSize({ width: 1280, height: 800 });
    // On a wide screen it is not, whatever the switch says.
    await queue.waitFor();
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByRole('link', { name: 'Traer un archivo' }).click();
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByText('Elija qué trae el archivo').first().waitFor();
    await look();
    await page.getByLabel('Trámites ingresados').check();
    await page.getByLabel('¿De qué sistema viene?').fill(`SIFREM ${javaScriptEnabled}`);
    await page.locator('input[type=file]').setInputFiles(file('a;b\r\n"x;1'));
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page
      .getByText(/comillas sin cerrar/)
      .first()
      .waitFor();
    // As older Excel writes it.
    await page.locator('input[type=file]').setInputFiles(file(Buffer.from(table, 'latin1')));
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByText('separado con punto y coma').waitFor();
    assert.match(await page.locator('select').first().innerText(), /Av\. Juárez 4/, 'accents of older Excel are read');
    await look();
    await page.getByRole('button', { name: 'Revisar las filas' }).click();
    await page.getByRole('button', { name: 'Importar 2 filas' }).waitFor();
    await look();
    await page.getByText('No hay una oficina con ese nombre o clave').waitFor();
    await page.getByText('No es un celular de 10 dígitos').waitFor();
    await page.getByRole('button', { name: 'Importar 2 filas' }).click();
    await page.getByText('Deshacer la importación').first().waitFor();
    const wrong = await page.request.get(`${page.url()}/errores.csv`);
    assert.ok((await wrong.text()).includes(csvLine([...HEAD, 'Qué hay que corregir']).trim()));
    await look();
    await page.getByText('Deshacer la importación').first().click();
    await page.getByRole('button', { name: 'Deshacer la importación' }).click();
    await page.getByText('Deshecha', { exact: false }).first().waitFor();
    await look();
    await context.close();
  });
}

test('a file of one gigabyte is refused by what the request announces, before it is sent', async () => {
  const cookie = await signIn(app.address, 'jefatura');
  const { port } = new URL(app.address);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { cookie, 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(2 ** 30) };
    const sent = request({ port, path: '/personal/importar', method: 'POST', headers }, (answer) => {
      resolve(answer.statusCode);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.write('--x\r\n');
  });
  assert.equal(status, 413);
});
