import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { createKey } from '#modules/notifications/index.ts';
import { createClient } from '#modules/registry/index.ts';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';

const app = await useApp();
const browser = await useBrowser();
const ctx = systemContext(app.services, 'test', 'test');
const { agencyId, unitId } = (await findOfficeByCode(ctx.db, 'TOL')) ?? assert.fail('no office');
const keys = {
  registry: (await createClient(ctx, { agencyId, unitId, name: 'SIFREM' })).key,
  notifications: (await createKey(ctx, { agencyId, unitId, system: 'Citas', mode: 'test', codes: false })).key,
};

interface Paths {
  readonly [path: string]: { readonly [method: string]: object };
}

test('every operation has an example on the page, and every example does what it says, in the order of the page', async () => {
  const context = await browser.newContext({ locale: 'es-MX', javaScriptEnabled: false });
  const page = await context.newPage();
  const foreign: string[] = [];
  page.on('request', (request) => void (request.url().startsWith(app.address) || foreign.push(request.url())));
  await page.goto(`${app.address}/api`);
  const shown = await page.locator('code[data-example]').all();
  const examples = await Promise.all(
    shown.map(async (code) => ({ of: await code.getAttribute('data-example'), text: await code.innerText() })),
  );
  const { paths } = (await (await fetch(`${app.address}/api/v1/openapi.json`)).json()) as { paths: Paths };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((one) => `${one} ${path}`),
  );
  assert.deepEqual(new Set(examples.map(({ of }) => of)), new Set(described));
  /** What the examples before brought forth stands for the folio and the id that are written in the others. */
  let folio = '';
  let messageId = '';
  for (const { text } of examples) {
    const [, address = ''] = /(http[^\s']+)/.exec(text) ?? [];
    const [, body] = /-d '([^']+)'/.exec(text) ?? [];
    const key = address.includes('/registry/') ? keys.registry : keys.notifications;
    const method = /-X (\w+)/.exec(text)?.[1] ?? 'GET';
    const answer = await fetch(address.replace(/\/ID(?=$|\/)/, `/${messageId}`), {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body ? { body: folio ? body.replaceAll('TOL-2026-000123-K', folio) : body } : {}),
    });
    const got = (await answer.json()) as { folio?: string; messages?: { id: string }[] };
    // With a test key nothing waits, so nothing can be taken back.
    const expected = address.endsWith('/cancel') ? 409 : body ? 201 : 200;
    assert.equal(answer.status, expected, `${text}\n${JSON.stringify(got)}`);
    folio ||= got.folio ?? '';
    messageId ||= got.messages?.[0]?.id ?? '';
  }
  assert.ok(folio && messageId);
  assert.deepEqual(foreign, [], 'nothing comes from elsewhere');
  assert.equal(await page.locator('script').count(), 0);
  await context.close();
});

test('the page is accessible and never scrolls sideways, at 320 and 1280 px, light and dark', async () => {
  const context = await browser.newContext({ locale: 'es-MX' });
  const page = await context.newPage();
  await page.goto(`${app.address}/api`);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSideScroll(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
  }
  await context.close();
});
