import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#platform/context.ts';
import { createClient } from '#modules/registry/index.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { useApp } from '#test/support/app.ts';
import { askAgain } from '#test/support/ask-again.ts';

const app = await useApp();
const ctx = systemContext(app.services, 'test', 'test');
const office = await findOfficeByCode(ctx.db, 'TOL');
assert.ok(office);
const { key } = await createClient(ctx, { agencyId: office.agencyId, unitId: office.unitId, name: 'SIFREM' });

async function post(
  path: string,
  body: unknown,
  bearer = key,
): Promise<{ status: number; body: Record<string, string> & Record<string, string>[] }> {
  const answer = await askAgain(`${app.address}/api/v1/registry/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as never };
}

const procedure = (externalId: string, at = 'TOL') => ({
  externalId,
  office: at,
  service: 'copias-certificadas',
  person: { names: 'Ana Laura', surnames: 'Nava Colín', mobile: '55 5000 0303' },
  propertyLocation: 'Av. Hidalgo 1, Toluca',
});

test('a procedure and its events come in, and the status page shows them', async () => {
  const entered = await post('procedures', procedure('S-1'));
  assert.equal(entered.status, 201, JSON.stringify(entered.body));
  const { folio } = entered.body;
  const events = [
    { externalId: 'E-1', event: 'taken', folio },
    { externalId: 'E-2', event: 'signed', folio, outcome: 'accepted' },
    { externalId: 'E-3', event: 'delivered', folio },
  ];
  assert.equal((await post('events', events)).status, 201);
  const page = await (await fetch(`${app.address}/f/${folio}`)).text();
  assert.match(page, /El resultado ya se entregó/);
});

test('the same id with the same content is answered as before, with other content refused', async () => {
  const tries = await Promise.all(Array.from({ length: 20 }, () => post('procedures', procedure('S-2'))));
  assert.deepEqual(new Set(tries.map((one) => one.status)), new Set([201]));
  assert.equal(new Set(tries.map((one) => one.body.folio)).size, 1);
  const changed = await post('procedures', { ...procedure('S-2'), propertyLocation: 'Otra calle' });
  assert.equal(changed.status, 422);
  assert.equal(changed.body.code, 'registry.otherContent');
});

test('a system that asks again before it got its answer gets the same one, and nothing is entered twice', async () => {
  const asked = Array.from({ length: 4 }, () => post('procedures', procedure('S-at-once')));
  const answers = await Promise.all(asked);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201, 201],
  );
  assert.equal(new Set(answers.map(({ body }) => body.folio)).size, 1);
});

test('signs that no text holds are refused in words, wherever they stand', async () => {
  const plain = procedure('S-9');
  for (const wrong of [
    { ...plain, propertyLocation: 'Av. Hidalgo\0 1' },
    { ...plain, person: { ...plain.person, names: 'Ana \ud83d' } },
    { ...plain, 'a\u0001': 'x' },
  ]) {
    const { status, body } = await post('procedures', [plain, wrong]);
    assert.equal(status, 422);
    assert.equal(body.code, 'http.unwritable');
  }
});

test('a batch with one mistake changes nothing', async () => {
  const before = await ctx.db.sql<{ count: string }>('select count(*) from registry.procedures');
  const refused = await post('procedures', [procedure('S-3'), { ...procedure('S-4'), service: 'no-hay' }]);
  assert.equal(refused.status, 422);
  const after = await ctx.db.sql<{ count: string }>('select count(*) from registry.procedures');
  assert.deepEqual(after, before);
});

test('a wrong key, another office, a wrong order and a strange body are refused with the reason', async () => {
  assert.equal((await post('procedures', procedure('S-5'), 'vk_this-is-not-a-key-at-all')).status, 401);
  assert.equal((await post('procedures', procedure('S-6', 'TEX'))).status, 404);
  const { folio } = (await post('procedures', procedure('S-7'))).body;
  const early = await post('events', { externalId: 'E-9', event: 'delivered', folio });
  assert.equal(early.status, 409);
  const strange = await post('procedures', { ...procedure('S-8'), colour: 'blue' });
  assert.equal(strange.status, 422);
  assert.match(strange.body.detail ?? '', /colour/);
});

test('the description of the API is OpenAPI 3.1 made from the same schemas', async () => {
  const description = (await (await fetch(`${app.address}/api/v1/openapi.json`)).json()) as {
    openapi: string;
    paths: object;
  };
  assert.equal(description.openapi, '3.1.0');
  assert.deepEqual(Object.keys(description.paths), [
    '/api/v1/services',
    '/api/v1/services/{slug}',
    '/api/v1/offices',
    '/api/v1/municipalities',
    '/api/v1/registry/procedures',
    '/api/v1/registry/events',
    '/api/v1/notifications',
    '/api/v1/notifications/{id}',
    '/api/v1/notifications/{id}/cancel',
  ]);
});

test('a body of the wrong shape is told field by field, and in a batch which one', async () => {
  const one = await post('procedures', { externalId: 'S-bad', office: 'TOL' });
  assert.equal(one.status, 422);
  assert.match(one.body.detail ?? '', /at service[\s\S]*at person/);
  const many = await post('procedures', [procedure('S-good'), { externalId: 'S-bad', office: 'TOL' }]);
  assert.match(many.body.detail ?? '', /at \[1\]\.service/);
});
