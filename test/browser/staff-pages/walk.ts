import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine } from '#platform/files/csv.ts';
import { systemContext } from '#platform/context.ts';
import { answerRequest, receiveRequest } from '#modules/privacy/index.ts';
import { newId } from '#platform/ids.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { createMailing } from '#modules/notifications/index.ts';
import { mergePeople } from '#modules/people/index.ts';
import { createImport, registryNotices } from '#modules/registry/index.ts';
import { useApp } from '#test/support/app.ts';
import { expectAccessible, expectNoSideScroll, useBrowser } from '#test/support/browser.ts';
import { signIn } from '#test/support/sign-in.ts';
import { staffStartRoutes } from '#web/pages/staff-start.tsx';
import { MODULES } from '../../../src/modules.ts';

const app = await useApp();
const { db } = app.services;
const browser = await useBrowser();

// One invented person gets every role at the head of the institute, so that no page is closed to the walk.
const roles = MODULES.flatMap((module) => Object.keys(module.roles ?? {}));
await db.k.updateTable('agencies.posts').set({ roles }).execute();
const cookie = await signIn(app.address, 'direccion');

const context = await browser.newContext({ locale: 'es-MX' });
const [name = '', value = ''] = cookie.split('=');
await context.addCookies([{ name, value, url: app.address }]);
const page = await context.newPage();

const pages = [...MODULES.flatMap((module) => module.routes ?? []), ...staffStartRoutes([], async () => [])].filter(
  (route) => route.method === 'GET' && route.access.kind === 'staff' && route.title,
);

/** An id that exists, for each parameter in the address of a staff page. */
async function fill(url: string): Promise<string> {
  if (!url.includes(':')) return url;
  const found = await example(url);
  assert.ok(found, `say in this test which record ${url} can be opened with`);
  return url.replace(/:\w+/, found);
}

async function example(url: string): Promise<string | undefined> {
  const first = (query: string) => db.sql<{ value: string }>(query).then(([row]) => row?.value);
  switch (areaOf(url)) {
    case 'registro':
      return first('select id as value from registry.procedures order by id limit 1');
    case 'sin-contacto':
      return anUnreached();
    case 'cuentas':
      return first(`select id as value from staff.accounts where persona = 'analista'`);
    case 'personas':
      if (url.includes('/uniones/')) return aMerge();
      return first('select id as value from people.people order by id limit 1');
    case 'oficinas':
      return first('select lower(code) as value from agencies.offices order by code limit 1');
    case 'unidades':
      return first(`select id as value from agencies.units where slug = 'oficina-tol'`);
    case 'dependencias':
      return 'ifrem';
    case 'catalogo':
      return first('select slug as value from catalogue.services order by slug limit 1');
    case 'derechos':
      return aRequest();
    case 'avisos':
      if (url.includes('/envios/')) return aMailing();
      return url.includes('/sin-avisos/') ? aSuppression() : 'aceptado';
    case 'importar':
      return anImport();
    default:
      return undefined;
  }
}

async function aMerge(): Promise<string | undefined> {
  const ctx = systemContext(app.services, 'test', 'test');
  const [one, other] = await db.sql<{ id: string }>(
    'select id from people.people where merged_into is null order by id desc limit 2',
  );
  await mergePeople(ctx, { keepId: one?.id ?? '', mergeId: other?.id ?? '', reason: 'misma credencial' });
  const [merge] = await db.sql<{ id: string }>('select id from people.merges limit 1');
  return merge?.id;
}

/** A request of access that was granted: its data can be opened. */
async function aRequest(): Promise<string> {
  const ctx = systemContext(app.services, 'test', 'test');
  const [person] = await db.sql<{ id: string }>(
    'select id from people.people where merged_into is null order by id limit 1',
  );
  const asked = { personId: person?.id ?? '', kind: 'access', asked: 'Mis datos', identity: 'ine' } as const;
  const { requestId } = await receiveRequest(ctx, asked);
  await answerRequest(ctx, { requestId, granted: true, grounds: 'Procede.' });
  return requestId;
}

/** A procedure of somebody whose mobile turned out to be dead. */
async function anUnreached(): Promise<string | undefined> {
  const [row] = await db.sql<{ id: string }>(
    `with found as (
       select p.id, p.person_id from registry.procedures p
       where p.status not in ('delivered', 'withdrawn') and exists (
         select from people.contact_points c where c.person_id = p.person_id and c.withdrawn_at is null)
       order by p.id limit 1),
     doubted as (
       update people.contact_points c set doubted_at = now(), doubted_because = 'hard_bounce'
       from found where c.person_id = found.person_id and c.withdrawn_at is null returning c.id)
     select id from found`,
  );
  return row?.id;
}

async function aSuppression(): Promise<string> {
  const { crypt } = app.services;
  const id = newId();
  await db.sql(
    `insert into notifications.suppressions
       (id, agency_id, channel, address_index, address_sealed, topic, reason, detail, since)
     select $1, agency_id, 'sms', $2, $3, null, 'opt_out', 'sms', now() from staff.accounts where persona = 'direccion'`,
    [
      id,
      crypt.blindIndex('+525550000000', 'people.sms'),
      crypt.seal('+525550000000', `notifications.suppression.address.${id}`),
    ],
  );
  return id;
}

async function aMailing(): Promise<string> {
  const ctx = systemContext(app.services, 'test', 'test');
  const office = (await findOfficeByCode(ctx.db, 'TOL')) ?? assert.fail('no office');
  const content = Buffer.from('Celular,Folio,Oficina\n55 5000 0601,TOL-2026-000123-K,Toluca\n');
  const { agencyId, unitId } = office;
  const given = { agencyId, unitId, fileName: 'lista.csv', template: 'entregado', sendAt: undefined, content };
  const created = await createMailing(ctx, registryNotices, given);
  return created.ok ? created.mailingId : assert.fail(created.problem.code);
}

async function anImport(): Promise<string> {
  const [root] = await db.sql<{ id: string; agencyId: string }>(
    `select id, agency_id as "agencyId" from agencies.units where parent_id is null and slug = 'direccion-general'`,
  );
  const { id: unitId, agencyId } = root ?? assert.fail('no root');
  const content = Buffer.from(
    [
      ['Folio', 'Evento'],
      ['TOL-2026-000001', 'tomado'],
    ]
      .map(csvLine)
      .join(''),
  );
  const given = { agencyId, unitId, source: 'SIFREM', kind: 'events', fileName: 'dia.csv', content } as const;
  const created = await createImport(systemContext(app.services, 'test', 'test'), given);
  return created.ok ? created.importId : assert.fail(created.problem.code);
}

/** The first word of the address after `/personal`; empty for the start page. */
const areaOf = (url: string) => /^\/personal\/([\w-]+)/.exec(url)?.[1] ?? '';

/** Makes a test of each staff page whose area (the first word after `/personal`) is meant. */
export function walkStaffPages(isMeant: (area: string) => boolean): void {
  const meant = pages.filter(({ url }) => isMeant(areaOf(url)));
  test('there are staff pages to walk', () => assert.ok(meant.length > 8, `${meant.length} pages`));
  for (const { url } of meant) {
    test(`${url} is accessible and never scrolls sideways, at 320 and 1280 px, light and dark`, async () => {
      const answer = await page.goto(app.address + (await fill(url)));
      assert.equal(answer?.status(), 200);
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await expectNoSideScroll(page);
        await page.emulateMedia({ colorScheme: 'light' });
        await expectAccessible(page);
        await page.emulateMedia({ colorScheme: 'dark' });
        await expectAccessible(page, 'colours');
      }
    });
  }
}
