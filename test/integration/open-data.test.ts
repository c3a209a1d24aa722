import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';

const app = await useApp();
const read = async (path: string) => {
  const answer = await fetch(app.address + path);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>[] & Record<string, unknown> };
};

test('the catalogue is read without a key, and searched in the words of a person', async () => {
  const all = await read('/api/v1/services');
  assert.equal(all.status, 200);
  assert.ok(all.body.length > 20, `${all.body.length} services`);
  const { body: found } = await read('/api/v1/services?q=murio+mi+papa');
  assert.equal(found[0]?.slug, 'adjudicacion-herencia');
  const { body: one } = await read('/api/v1/services/copias-certificadas');
  assert.equal(one.costMxn, 96);
  assert.equal((one.offices as string[]).length, 19);
  const { body: unpublished } = await read('/api/v1/services/titulo-propiedad');
  assert.equal(unpublished.costMxn, null, 'not published is not free');
  assert.equal((await read('/api/v1/services/no-hay')).status, 404);
});

test('an office is found by the municipality it serves, and a municipality by how it sounds', async () => {
  const { body: municipalities } = await read('/api/v1/municipalities?q=sinacantepek');
  assert.equal(municipalities[0]?.code, '15118');
  const { body: offices } = await read('/api/v1/offices?municipality=15118');
  assert.deepEqual(
    offices.map(({ code, source }) => [code, source]),
    [['TOL', null]],
  );
  assert.equal((await read('/api/v1/offices')).body.length, 19);
  assert.equal((await read('/api/v1/municipalities')).body.length, 125);
});

test('every reference in the description of the API leads somewhere', async () => {
  const { body: document } = await read('/api/v1/openapi.json');
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
  assert.ok(references.length > 3, `${references.length} references`);
  for (const reference of references) {
    const found = reference
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    assert.ok(found, reference);
  }
});
