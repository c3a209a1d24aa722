import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemContext } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { createAgency } from '#modules/agencies/index.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import {
  applyConfiguration,
  configurationSchema,
  createKey,
  decideTemplate,
  listEventKinds,
  setCallback,
} from '#modules/notifications/index.ts';
import { useApp } from '#test/support/app.ts';
import { until } from '#test/support/until.ts';
import { MODULES } from '../../src/modules.ts';

// The way of docs/guides/agency-notices.md, with its own example: a municipal office that this program has never heard of.
const app = await useApp();
const ctx = systemContext(app.services, 'test', 'test');
const modules = MODULES.flatMap((module) => module.notices ?? []);
const file = join(import.meta.dirname, '../../docs/guides/examples/panteones.json');
const configuration = configurationSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

const { agencyId, unitId } = await createAgency(ctx, {
  slug: 'panteones',
  name: 'Dirección de Panteones de Atlacomulco',
  shortName: 'Panteones',
});
const approver: StaffActor = {
  kind: 'staff',
  staffId: newId(),
  agencyId,
  name: 'Directora',
  grants: [{ role: 'director', unitId }],
  steppedUpAt: undefined,
};

const heard: { type: string; data: { externalId: string } }[] = [];
const receiver = createServer((request, response) => {
  let text = '';
  request.on('data', (some) => (text += String(some)));
  request.on('end', () => {
    heard.push(JSON.parse(text) as (typeof heard)[number]);
    response.writeHead(204).end();
  });
});
receiver.listen(0, '127.0.0.1');
await new Promise((resolve) => receiver.once('listening', resolve));
after(() => receiver.close());

let key = '';

async function ask(externalId: string, outcome: string, to: object, values: object): Promise<Response> {
  return fetch(`${app.address}/api/v1/notifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ externalId, event: 'panteones.solicitud_resuelta.v1', outcome, to, values }),
  });
}

const shown = (path: string, text: RegExp): Promise<string> =>
  until(
    `${path} shows ${text.source}`,
    async () => text.exec(await (await fetch(`${app.address}${path}`)).text())?.[0],
  );

test('one file brings events, texts and rules; the same file again changes nothing', async () => {
  const first = await applyConfiguration(ctx, modules, { agencyId, configuration });
  assert.deepEqual(first, {
    events: 1,
    submitted: ['panteones-autorizada', 'panteones-incompleta'],
    unchanged: [],
  });
  const again = await applyConfiguration(ctx, modules, { agencyId, configuration });
  assert.deepEqual(again.submitted, []);
});

test('nothing is sent before a person of the office approved the texts', async () => {
  ({ key } = await createKey(ctx, { agencyId, unitId, system: 'Panteones', mode: 'live', codes: false }));
  const { port } = receiver.address() as AddressInfo;
  await setCallback(ctx, { agencyId, system: 'Panteones', url: `http://127.0.0.1:${port}/`, allowPrivate: true });
  const early = await ask('P-0', 'incompleta', { mobile: '712 500 0901' }, { folio: 'P-2026-0001' });
  assert.deepEqual(((await early.json()) as { messages: unknown[] }).messages, []);
  for (const slug of ['panteones-autorizada', 'panteones-incompleta']) {
    const kinds = [...modules, ...(await listEventKinds(ctx.db, agencyId))];
    await decideTemplate({ ...ctx, actor: approver }, kinds, { agencyId, slug, version: 1, approve: true, note: '' });
  }
});

test('an event told by REST reaches telephone and mailbox in the words of the office, and its system hears the fate', async () => {
  const to = { mobile: '712 500 0902', email: 'familia@correo.example' };
  const values = { folio: 'P-2026-0412', panteon: 'Panteón General', fecha: '2026-11-28', pago: '45000' };
  const answer = await ask('P-1', 'autorizada', to, values);
  assert.equal(answer.status, 201, await answer.clone().text());
  const sms = await shown('/demo/telefono/527125000902', /Atlacomulco: su solicitud P-2026-0412[^<]*/);
  assert.equal(
    sms,
    'Atlacomulco: su solicitud P-2026-0412 fue autorizada. Panteon General, 28 de noviembre de 2026. Pago: $450.00.',
  );
  await shown('/demo/buzon/familia@correo.example', /Su solicitud P-2026-0412 fue autorizada/);
  const incomplete = await ask('P-2', 'incompleta', to, { folio: 'P-2026-0413' });
  const { messages } = (await incomplete.json()) as { messages: { channel: string }[] };
  assert.deepEqual(
    messages.map(({ channel }) => channel),
    ['sms'],
    'no rule, no mail',
  );
  // Of the mail nobody reports that it was read or even delivered: it stays "submitted", which is no end.
  const told = () => new Set(heard.map(({ type, data }) => `${data.externalId} ${type}`));
  await until('the fate of both', () => told().size >= 2);
  // A set: what was told and not confirmed in time is told again.
  assert.deepEqual(told(), new Set(['P-1 notification.delivered', 'P-2 notification.delivered']));
});

test('the running program seals the evidence of what it sent', async () => {
  await until('a block of evidence', async () =>
    (await ctx.db.sql<object>('select from notifications.evidence_blocks limit 1')).at(0),
  );
});
