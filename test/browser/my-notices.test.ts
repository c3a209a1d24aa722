import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { confirmVerification, doubtAddress, registerPerson, startVerification } from '#modules/people/index.ts';
import { enterProcedure } from '#modules/registry/index.ts';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';
import { codeAt, textsAt } from '#test/support/telephone.ts';
import { until } from '#test/support/until.ts';

const app = await useApp({ RATE_LIMITS: 'off' });
const browser = await useBrowser();
const ctx = systemContext(app.services, 'test', 'test');
const office = (await findOfficeByCode(ctx.db, 'TOL')) ?? assert.fail('no office');

/** A procedure of María de la Luz Nava, who can be reached at the given mobile. */
async function lodge(mobile?: string): Promise<string> {
  const { agencyId, unitId } = office;
  const person = { names: 'María de la Luz', surnames: 'Nava Zepeda', mobile, source: 'counter' };
  const { personId } = await registerPerson(ctx, { agencyId, unitId, ...person });
  const facts = { unitId, service: 'copias-certificadas', personId, propertyLocation: 'Nigromante 12', documents: [] };
  return (await enterProcedure(ctx, facts)).folio;
}

for (const javaScriptEnabled of [false, true]) {
  const how = javaScriptEnabled ? 'with script' : 'without script';
  const page = await (
    await browser.newContext({ locale: 'es-MX', viewport: { width: 320, height: 700 }, javaScriptEnabled })
  ).newPage();
  const numbers = javaScriptEnabled ? ['5550002301', '5550002302'] : ['5550001301', '5550001302'];
  const [own = '', other = ''] = numbers;

  const codeOf = (number: string, before?: string) => codeAt(app.address, `52${number}`, before);
  const check = async () => {
    if (javaScriptEnabled) await expectAccessible(page);
    await expectNoSideScroll(page);
  };

  test(`${how}: a citizen adds a mobile by a code, sees it and what was sent, and takes it away again`, async () => {
    const folio = await lodge();
    await page.goto(`${app.address}/f/${folio}`);
    await page.getByRole('link', { name: 'Mis avisos' }).click();
    await page.getByLabel('Primer apellido').fill('López');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByText('no corresponde a este folio').first().waitFor();
    assert.equal(await page.getByLabel('Primer apellido').inputValue(), 'López');
    await check();
    await page.getByLabel('Primer apellido').fill('nava');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByText('no le llega ningún aviso').waitFor();
    await check();

    await page.getByRole('link', { name: 'Agregar un celular' }).click();
    await page.getByLabel('Celular').fill('722 12');
    await page.getByRole('button', { name: 'Enviarme el código' }).click();
    await page.getByText('Escriba los diez números').first().waitFor();
    await page.getByText('marque la casilla').first().waitFor();
    assert.equal(await page.getByLabel('Celular').inputValue(), '722 12');
    await check();
    await page.getByLabel('Celular').fill(own);
    await page.getByLabel('Acepto recibir').check();
    await page.getByRole('button', { name: 'Enviarme el código' }).click();
    await page.getByText(`••• ••• ${own.slice(-4)}`).waitFor();
    assert.ok(!page.url().includes(own.slice(-7)));
    await check();
    await page.getByLabel('Código').fill('12');
    await page.getByRole('button', { name: 'Comprobar' }).click();
    await page.getByText('Escriba los seis números').first().waitFor();
    const first = await codeOf(own);
    await page.getByLabel('Código').fill(first);
    await page.getByRole('button', { name: 'Comprobar' }).click();
    await page.getByText('le avisaremos ahí').waitFor();
    await page.getByText(`••• ••• ${own.slice(-4)} · comprobado`).waitFor();
    await check();

    await page.getByRole('button', { name: 'Quitar' }).click();
    await page.getByLabel('Código').waitFor();
    await page.getByLabel('Código').fill(await codeOf(own, first));
    await page.getByRole('button', { name: 'Comprobar' }).click();
    await page.getByText('ya no enviaremos avisos').waitFor();
    await page.getByText('no le llega ningún aviso').waitFor();
    await page.getByRole('button', { name: 'Terminar' }).click();
    await page.getByText('Cerramos sus avisos').waitFor();
    await page.goto(`${app.address}/f/${folio}/avisos`);
    await page.getByLabel('Primer apellido').waitFor();
  });

  test(`${how}: a mailbox with a typing error is asked about before the code leaves, and may stay as it is`, async () => {
    const folio = await lodge();
    await page.goto(`${app.address}/f/${folio}/avisos`);
    await page.getByLabel('Primer apellido').fill('nava');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: 'Agregar un correo' }).click();
    await page.getByLabel('Correo', { exact: true }).fill('Rosa@gmial.com');
    await page.getByLabel('Acepto recibir').check();
    await page.getByRole('button', { name: 'Enviarme el código' }).click();
    await page.getByText('¿Quiso decir').waitFor();
    assert.ok(await page.getByLabel('Acepto recibir').isChecked(), 'nothing is asked twice');
    await check();
    await page.getByRole('button', { name: 'Sí, usar rosa@gmail.com' }).click();
    await page.getByText('r•••@gmail.com').waitFor();
    await page.goto(`${app.address}/f/${folio}/avisos/agregar?medio=email`);
    await page.getByLabel('Correo', { exact: true }).fill('Rosa@gmial.com');
    await page.getByLabel('Acepto recibir').check();
    await page.getByRole('button', { name: 'Enviarme el código' }).click();
    await page.getByText('¿Quiso decir').waitFor();
    await page.getByRole('button', { name: 'Enviarme el código' }).click();
    await page.getByText('r•••@gmial.com').waitFor();
  });

  test(`${how}: whoever gets somebody else's notices takes the number out, and a stranger's number gets nothing`, async () => {
    const folio = await lodge(`+52${other}`);
    await page.goto(`${app.address}/f/${folio}`);
    await page.getByRole('link', { name: 'no es suyo' }).click();
    await check();
    await page.getByLabel('Celular o correo').fill('5550009999');
    await page.getByRole('button', { name: 'Enviarme el código' }).click();
    await page.getByText('Si ese celular o correo está').waitFor();
    await page.goto(`${app.address}/f/${folio}/no-es-mio`);
    await page.getByLabel('Celular o correo').fill(other);
    await page.getByRole('button', { name: 'Enviarme el código' }).click();
    await page.getByText('Si ese celular o correo está').waitFor();
    await page.getByLabel('Código').fill(await codeOf(other));
    await page.getByRole('button', { name: 'Comprobar' }).click();
    await page.getByText('Ya no enviaremos avisos de este trámite ahí').waitFor();
    await page.goto(`${app.address}/demo/telefono/525550009999`);
    assert.equal(await page.locator('.bubble').count(), 0);
    await page.goto(`${app.address}/f/${folio}/avisos`);
    await page.getByLabel('Primer apellido').fill('nava');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByText('no le llega ningún aviso').waitFor();
    await page.getByText('recibimos su tramite').waitFor();
  });
}

test('a number that may be somebody else’s is asked first; the surname lets the notice go, and it works without script', async () => {
  const mobile = '+525550003301';
  await lodge(mobile);
  const addressIndex = ctx.crypt.blindIndex(mobile, 'people.sms');
  await doubtAddress(ctx, { agencyId: office.agencyId, channel: 'sms', addressIndex }, 'unreachable');
  const folio = await lodge(mobile);
  const bubbles = () => textsAt(app.address, mobile.slice(1));
  const question = await until('the question', async () =>
    (await bubbles()).find((text) => text.includes('/confirmar/')),
  );
  assert.ok(!(await bubbles()).some((text) => text.includes(folio)), 'the notice waits');
  assert.doesNotMatch(question, /Nava|-20\d\d-/);
  const plain = await browser.newContext({
    locale: 'es-MX',
    viewport: { width: 320, height: 700 },
    javaScriptEnabled: false,
  });
  const page = await plain.newPage();
  const link = app.address + (/\/confirmar\/\w+/.exec(question)?.[0] ?? '');
  await page.goto(link);
  await page.getByRole('heading', { name: '••• ••• 3301 sigue siendo suyo' }).waitFor();
  await expectNoSideScroll(page);
  await page.getByLabel('Su primer apellido').fill('López');
  await page.getByRole('button', { name: 'Sí, sigue siendo mío' }).click();
  await page.getByText('Ese apellido no es de la persona').first().waitFor();
  await page.getByLabel('Su primer apellido').fill('nava');
  await page.getByRole('button', { name: 'Sí, sigue siendo mío' }).click();
  await page.getByText('sus avisos le seguirán llegando').waitFor();
  await until('the notice', async () => (await bubbles()).find((text) => text.includes(folio)));
  await page.goto(link);
  await page.getByText('Esta liga ya no sirve').first().waitFor();
});

test('the telephone that gets no more notices, because somebody gave folio, surname and another one, is told so', async () => {
  const [old, added] = ['+525550004301', '+525550004302'];
  const { agencyId, unitId } = office;
  const person = { names: 'Eulalia', surnames: 'Nava Ríos', mobile: old, source: 'counter' };
  const { personId } = await registerPerson(ctx, { agencyId, unitId, ...person });
  const citizen = { ...ctx, actor: { kind: 'citizen', personIds: [personId] } } as const;
  const { verificationId } = await startVerification(citizen, { personId, channel: 'sms', address: added });
  const code = await codeAt(app.address, added.slice(1));
  await confirmVerification(citizen, { verificationId, code, source: 'status-page' });
  const told = await until('the news', async () => (await textsAt(app.address, old.slice(1))).at(-1));
  assert.match(told, /van a otro n[uú]mero.*su identificaci[oó]n/);
  assert.doesNotMatch(told, /Nava|4302|-20\d\d-/);
});

test('a code is kept no longer than it can be used', async () => {
  const { forgetCodes } = await import('#modules/notifications/store/messages.ts');
  // A telephone may show a code before the answer of its carrier is on record.
  await until('all codes to be handed over', async () => {
    const open = await app.services.db.sql(
      `select from notifications.messages where subject_type = 'verification' and status in ('queued', 'sending')`,
    );
    return open.length === 0;
  });
  await forgetCodes(app.services.db, app.services.clock.now());
  const rows = await app.services.db.sql(
    `select from notifications.messages where subject_type = 'verification' and (body_sealed <> '' or address_sealed <> '')`,
  );
  assert.equal(rows.length, 0);
});
