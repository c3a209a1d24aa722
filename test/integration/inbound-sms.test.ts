import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { evidenceOf } from '#modules/notifications/index.ts';
import { registerPerson, startVerification } from '#modules/people/index.ts';
import { enterProcedure, takeProcedure } from '#modules/registry/index.ts';
import { useApp } from '#test/support/app.ts';
import { until } from '#test/support/until.ts';

const app = await useApp({ RATE_LIMITS: 'off' });
const ctx = systemContext(app.services, 'test', 'test');
const office = (await findOfficeByCode(ctx.db, 'TOL')) ?? assert.fail('no office');
const { agencyId, unitId } = office;
let made = 0;

/** A new person with this mobile and a procedure of theirs. */
async function lodge(mobile: string, email?: string) {
  const person = {
    names: 'Inés',
    surnames: `Entrante ${(made += 1)}`,
    mobile: `+52${mobile}`,
    email,
    source: 'counter',
  };
  const { personId } = await registerPerson(ctx, { agencyId, unitId, ...person });
  const facts = { unitId, service: 'copias-certificadas', personId, propertyLocation: 'Nigromante 12', documents: [] };
  return { personId, ...(await enterProcedure(ctx, facts)) };
}

const page = async (number: string) => (await fetch(`${app.address}/demo/telefono/52${number}`)).text();
const bubbles = (html: string) => [...html.matchAll(/class="bubble">([^<]*)/g)].map(([, text = '']) => text);

/** Sends the first form of a page of the demonstration. */
async function post(path: string, fields: Readonly<Record<string, string>>, form = path): Promise<void> {
  const html = await (await fetch(app.address + form)).text();
  const token = /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? assert.fail('no form');
  const body = new URLSearchParams({ _token: token, ...fields });
  const answer = await fetch(app.address + path, { method: 'POST', body, redirect: 'manual' });
  assert.equal(answer.status, 303);
}

/** The citizen writes on the telephone of the demonstration: SMPP to us and back. */
const write = (number: string, text: string): Promise<void> => post(`/demo/telefono/52${number}`, { text });

// How long a carrier of the demonstration takes to a telephone is not what is tried here.
for (const carrier of ['smpp', 'smpp2']) await post(`/demo/fallas/${carrier}`, { fault: 'quick' }, '/demo/fallas');

/** Writes and waits for the next answer that reads so. */
async function ask(number: string, text: string, expected: RegExp): Promise<string> {
  const known = bubbles(await page(number)).length;
  await write(number, text);
  return until(`an answer to ${text}`, async () =>
    bubbles(await page(number))
      .slice(known)
      .find((one) => expected.test(one)),
  );
}

const smsOf = (procedureId: string, status: string) =>
  until(`an SMS that is ${status}`, async () =>
    (await evidenceOf(ctx, { type: 'procedure', id: procedureId, unitId })).find(
      (row) => row.channel === 'sms' && row.status === status,
    ),
  );
const heard = (number: string) =>
  ctx.db.sql<{ meaning: string; answer: string }>(
    'select meaning, answer from notifications.inbound where address_index = $1 order by received_at, id',
    [ctx.crypt.blindIndex(`+52${number}`, 'people.sms')],
  );

test('BAJA stops notices at that number, ALTA brings them back; codes still arrive', async () => {
  const number = '5550003101';
  await smsOf((await lodge(number)).procedureId, 'delivered');
  await ask(number, 'Bája, por favor.', /listo, ya no recib/);
  const { personId, procedureId } = await lodge(number);
  const kept = await smsOf(procedureId, 'suppressed');
  assert.deepEqual(
    kept.events.map(({ kind, reason }) => [kind, reason]),
    [
      ['queued', ''],
      ['suppressed', 'opt_out'],
    ],
  );
  assert.equal(kept.costMxnE4, 0);
  await startVerification(ctx, { personId, channel: 'sms', address: `+52${number}` });
  await until('the code', async () => bubbles(await page(number)).find((one) => /código|codigo/.test(one)));
  await ask(number, 'alta', /listo, volver. a recibir/);
  await smsOf((await lodge(number)).procedureId, 'delivered');
  const audit = await ctx.db.sql<{ action: string }>(
    `select action from platform.audit_entries where action like 'notifications.opt_%' order by at, id`,
  );
  assert.deepEqual(
    audit.map(({ action }) => action),
    ['notifications.opt_out', 'notifications.opt_in'],
  );
});

test('one topic can be stopped alone, and by nobody else', async () => {
  const [number, neighbour] = ['5550003102', '5550003103'];
  await ask(number, 'BAJA TRAMITES', /ya no recib.* avisos de sus tr.mites/);
  await smsOf((await lodge(number)).procedureId, 'suppressed');
  await smsOf((await lodge(neighbour)).procedureId, 'delivered');
});

test('what the law asks for is not stopped, and says so', async () => {
  const number = '5550003104';
  await ctx.db.sql(
    `insert into notifications.topics (agency_id, slug, title, keyword, mandatory, legal_basis)
     values ($1, 'ley', 'Notificaciones de ley', 'ley', true, 'artículo 25 del código')`,
    [agencyId],
  );
  await ask(number, 'baja ley', /la ley obliga.*\(art.culo 25 del c.digo\)/);
  await ctx.db.sql(
    `insert into notifications.template_topics (agency_id, template, topic, set_by, set_at)
     select distinct $1::uuid, template_slug, 'ley', 'test', now() from notifications.rules where template_slug is not null`,
    [agencyId],
  );
  await ask(number, 'baja', /listo, ya no.*salvo.*notificaciones de ley \(art.culo 25/);
  await smsOf((await lodge(number)).procedureId, 'delivered');
  await ctx.db.sql('delete from notifications.template_topics', []);
});

test('ESTATUS tells what the folio alone may tell, to anybody who has it', async () => {
  const { folio, procedureId } = await lodge('5550003105', 'ines@correo.example');
  const before = await ask('5550003106', `estatus ${folio.toLowerCase().replaceAll('-', ' ')}`, new RegExp(folio));
  assert.match(before, /lo recibimos/);
  assert.doesNotMatch(before, /In[eé]s|Entrante|Nigromante|correo/);
  await takeProcedure(ctx, procedureId);
  await ask('5550003106', folio, /en revisi.n/);
  await ask('5550003106', `Estatus ${folio.slice(0, -1)}?`, /no hay ning.n tr.mite|no hay ningun tramite/);
  await ask('5550003106', 'Estatus', /responda ESTATUS y su folio/);
  await ask('5550003106', 'AYUDA', /responda BAJA/);
});

test('two machines do not talk for ever: the same again, too much, and what is not understood stay without an answer', async () => {
  const number = '5550003107';
  await ask(number, 'Ayuda', /responda BAJA/);
  await write(number, 'Ayuda');
  await ask(number, 'jaja', /no entendimos/);
  await ask(number, 'jajaja', /no entendimos/);
  await write(number, 'jajajaja');
  await write(number, 'Ventanilla: no entendimos su mensaje');
  await until('six texts', async () => ((await heard(number)).length === 6 ? true : undefined));
  assert.deepEqual(
    (await heard(number)).map(({ meaning, answer }) => `${meaning} ${answer}`),
    ['help sent', 'help repeated', 'unknown sent', 'unknown sent', 'unknown too_many', 'unknown robot'],
  );
});

test('a wish counts even when no answer is left, and what people wrote is kept sealed', async () => {
  const number = '5550003108';
  for (const text of ['alta', 'baja', 'alta.', 'baja.', 'alta!']) await ask(number, text, /listo/);
  await write(number, 'Baja ya');
  await smsOf((await lodge(number)).procedureId, 'suppressed');
  assert.equal((await heard(number)).at(-1)?.answer, 'too_many');
  const [row] = await ctx.db.sql<{ from_sealed: string; text_sealed: string }>(
    'select * from notifications.inbound limit 1',
    [],
  );
  assert.doesNotMatch(`${row?.from_sealed} ${row?.text_sealed}`, /baja|5550003/i);
  await assert.rejects(ctx.db.sql(`update notifications.inbound set answer = 'none'`, []));
});
