import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeError, withoutValues } from './describe-error.ts';

const said = (error: unknown) => JSON.stringify(describeError(error));
const withCode = (message: string, code: string, more: object = {}) =>
  Object.assign(new Error(message), { code, ...more });
const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
};

test('values that errors quote do not reach the log', () => {
  const errors = [
    withCode('invalid input syntax for type uuid: "Xochiquetzal"', '22P02'),
    withCode('invalid input syntax for type integer: "xochiquetzal"', '22P02'),
    withCode('value "xochiquetzal" is out of range', '22003'),
    withCode('duplicate key', '23505', { detail: 'Key (name)=(Xochiquetzal) already exists.' }),
    thrownBy(() => JSON.parse('{"names": Xochiquetzal}')),
    thrownBy(() => JSON.parse('Xochiquetzal')),
    thrownBy(() => new URL('Xochiquetzal', 'nowhere')),
    thrownBy(() => decodeURIComponent('%E0xochiquetzal')),
    new Error('550 5.1.1 <xochiquetzal@correo.example>: no such mailbox'),
    new Error('cannot write to "Calle Xochiquetzal 12"'),
    new Error('login failed for smpp://xochiquetzal:secreto@127.0.0.1:2775'),
    new Error('outer', { cause: withCode('inner "Xochiquetzal"', '22P02') }),
  ];
  for (const error of errors) assert.doesNotMatch(said(error), /xochiquetzal|secreto/i);
});

test('telephones, CURPs and long secrets are cut wherever they stand', () => {
  for (const value of [
    '+525573914021',
    '55 7391 4021',
    '(55) 7391-4021',
    'CAXX900101HMCNRN04',
    'vk_9fA2kQ7LmN3pR5tV8xZ1',
  ]) {
    assert.equal(withoutValues(`refused ${value} again`), 'refused … again');
  }
});

test('what tells a developer where to look stays', () => {
  const stays = [
    'null value in column "names_sealed" of relation "people" violates not-null constraint',
    'connect ECONNREFUSED 127.0.0.1:5432',
    'canceling statement due to statement timeout',
    'no row 0198c0de-1111-7abc-8def-0123456789ab in 12 tries',
    "cannot find '/srv/ventanilla/data/files'",
  ];
  for (const message of stays) assert.equal(withoutValues(message), message);
  const { code, stack, message } = describeError(withCode('column "gone" does not exist', '42703'));
  assert.equal(code, '42703');
  assert.equal(message, 'column "gone" does not exist');
  assert.match(stack ?? '', /describe-error\.test\.ts/);
});

test('the stack does not repeat the message', () => {
  assert.doesNotMatch(describeError(new Error('first line\nXochiquetzal')).stack ?? '', /first|Xochiquetzal/);
});

test('what is thrown and is no error says only its type', () => {
  assert.equal(said('Xochiquetzal'), '{"type":"string"}');
});

test('a long message is described at once, and nothing that it quotes comes out', () => {
  const before = process.cpuUsage();
  for (const part of ['«', 'a', 'a-', '"', ': ']) describeError(new SyntaxError(part.repeat(100_000)));
  const { user, system } = process.cpuUsage(before);
  assert.ok((user + system) / 1_000 < 2_000, `${(user + system) / 1_000} ms`);
  const { message = '' } = describeError(new Error(`cannot read "Rosa ${'x '.repeat(5_000)}" in column names`));
  assert.equal(message, 'cannot read …');
});
