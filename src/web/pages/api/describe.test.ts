import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { curlOf, fieldsOf, type JsonSchema } from './describe.ts';

const person = z.strictObject({ names: z.string().max(80), mobile: z.string().optional().describe('Agreed to') });
const event = z.discriminatedUnion('event', [
  z.strictObject({ id: z.string(), event: z.literal('taken') }),
  z.strictObject({ id: z.string(), event: z.literal('signed'), outcome: z.enum(['accepted', 'rejected']) }),
]);
const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;

test('fields of objects within are named by their way, with what they are and whether they must be there', () => {
  const body = z.union([z.strictObject({ person: person.meta({ id: 'P' }) }), z.array(z.string())]);
  assert.deepEqual(
    fieldsOf(schemaOf(body)).map(({ name, kind, most, required, description }) => [
      name,
      kind,
      most,
      required,
      description,
    ]),
    [
      ['person', 'object', undefined, true, ''],
      ['person.names', 'string', 80, true, ''],
      ['person.mobile', 'string', undefined, false, 'Agreed to'],
    ],
  );
});

test('fields of some variants say of which', () => {
  const found = fieldsOf(schemaOf(event)).map(({ name, kind, required, only }) => [name, kind, required, only]);
  assert.deepEqual(found, [
    ['id', 'string', true, undefined],
    ['event', 'taken | signed', true, undefined],
    ['outcome', 'accepted | rejected', true, 'event: signed'],
  ]);
});

test('an apostrophe in a body does not end the word of the shell', () => {
  const curl = curlOf('http://x', 'post', { name: "D'Artagnan" });
  assert.equal(curl.split("'").length, 5, curl);
  assert.match(curl, /D\\u0027Artagnan/);
});
