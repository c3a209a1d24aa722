import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { retireService } from '#modules/catalogue/index.ts';
import { loadNumberPlan } from '#modules/notifications/index.ts';
import { useApp } from '#test/support/app.ts';
import { signIn } from '#test/support/sign-in.ts';

const app = await useApp();
const cookie = await signIn(app.address, 'recepcion');
const office = (await findOfficeByCode(app.services.db, 'TOL')) ?? assert.fail('no office');
const url = `${app.address}/personal/registro/nuevo`;
const entry = {
  names: 'Fulgencia',
  surnames: 'Xicoténcatl Ordaz',
  unitId: office.unitId,
  service: 'copias-certificadas',
  propertyLocation: 'Nigromante 12',
  email: 'fulgencia@gmial.com',
  consent: 'email',
};

async function send(fields: Record<string, string>): Promise<{ status: number; text: string }> {
  const form = await (await fetch(url, { headers: { cookie } })).text();
  const _token = /name="_token" value="([^"]+)"/.exec(form)?.[1] ?? assert.fail('no form');
  const body = new URLSearchParams({ ...entry, ...fields, _token });
  const answer = await fetch(url, { method: 'POST', body, headers: { cookie }, redirect: 'manual' });
  return { status: answer.status, text: await answer.text() };
}

test('the counter is asked once about a mailbox with a typing error, and nothing is lost or stored meanwhile', async () => {
  const { status, text } = await send({});
  assert.equal(status, 200);
  assert.match(text, /¿Quiso decir <strong>fulgencia@gmail\.com/);
  assert.match(text, /value="Xicoténcatl Ordaz"/);
  const procedures = await app.services.db.sql(
    `select from registry.procedures where property_location = 'Nigromante 12'`,
  );
  assert.equal(procedures.length, 0);
});

test('without consent for mail its spelling is not asked about: first comes whether it may be used at all', async () => {
  const { status, text } = await send({ consent: '', propertyLocation: 'Nigromante 13' });
  assert.equal(status, 422);
  assert.doesNotMatch(text, /¿Quiso decir/);
  assert.match(text, /value="fulgencia@gmial\.com"/);
});

test('one press takes what was meant; sending again keeps what was typed', async () => {
  const taken = await send({
    'email-usar': 'fulgencia@gmail.com',
    names: 'Melesia',
    surnames: 'Ocaranza Yebra',
    propertyLocation: 'Nigromante 14',
  });
  assert.equal(taken.status, 303);
  const again = await send({
    'email-visto': 'fulgencia@gmial.com',
    names: 'Eutimia',
    surnames: 'Zarco Ixtla',
    propertyLocation: 'Nigromante 15',
  });
  assert.equal(again.status, 303);
});

test('a landline is answered at once in plain words, and nothing typed is lost or stored', async () => {
  const range = { first: 7_222_805_000, last: 7_222_805_999, kind: 'fixed', operator: 'Centro' } as const;
  const ctx = systemContext(app.services, 'test', 'test');
  await loadNumberPlan(ctx, { agencyId: office.agencyId, ranges: [range], source: 'plan.csv' });
  const typed = { mobile: '722 280 5230', email: '', consent: 'sms', propertyLocation: 'Nigromante 16' };
  const { status, text } = await send(typed);
  assert.equal(status, 422);
  assert.match(text, /Es un teléfono fijo y no recibe mensajes/);
  assert.match(text, /value="722 280 5230"/);
  assert.doesNotMatch((await send({ ...typed, mobile: '722 500 5230' })).text, /teléfono fijo/);
});

test('a service that was retired and an office that closed while the form was open are said at their fields, and nothing typed is lost', async () => {
  const ctx = systemContext(app.services, 'test', 'test');
  await retireService(ctx, { agencyId: office.agencyId, slug: 'aviso-preventivo' });
  const typed = { service: 'aviso-preventivo', email: '', consent: '', propertyLocation: 'Nigromante 17' };
  const retired = await send(typed);
  assert.equal(retired.status, 422);
  assert.match(retired.text, /Este trámite ya no se ofrece\. Elija otro de la lista\./);
  assert.match(retired.text, /value="Nigromante 17"/);
  const closed = await send({ ...typed, service: 'copias-certificadas', unitId: newId() });
  assert.equal(closed.status, 422);
  assert.match(closed.text, /Esta oficina ya no recibe trámites/);
  assert.match(closed.text, /value="Nigromante 17"/);
});
