import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { parseForm } from './form.ts';

const schema = z.object({ surnames: z.string().max(5), channels: z.string(), email: z.email() });

test('every message of the summary tells which field it means', () => {
  const parsed = parseForm(schema, { surnames: ' Hernández ', email: 'luz@' }, 'es-MX', {
    surnames: { label: 'Apellidos' },
    channels: { label: 'Por dónde se hace', message: 'Elija al menos una opción.' },
    email: 'Escriba un correo completo.',
  });
  assert.ok(!parsed.ok);
  assert.deepEqual(parsed.state.errors, {
    surnames: 'Apellidos: escriba como máximo 5 caracteres.',
    channels: 'Por dónde se hace: elija al menos una opción.',
    email: 'Escriba un correo completo.',
  });
});

test('what was not chosen is missing, not of a wrong form', () => {
  const parsed = parseForm(z.object({ kind: z.enum(['a', 'b']) }), { kind: '' }, 'es-MX', { kind: { label: 'Tipo' } });
  assert.ok(!parsed.ok);
  assert.deepEqual(parsed.state.errors, { kind: 'Tipo: falta este dato.' });
});

test('what was typed stays as it was typed, without the token', () => {
  const parsed = parseForm(schema, { surnames: ' Hernández ', _token: 'secret' }, 'en', {});
  assert.ok(!parsed.ok);
  assert.deepEqual(parsed.state.values, { surnames: ' Hernández ' });
});

test('an empty field counts as not given, and white space around a value is dropped', () => {
  const optional = z.object({ note: z.string().optional(), name: z.string() });
  const parsed = parseForm(optional, { note: '  ', name: ' Ana ' }, 'es-MX');
  assert.deepEqual(parsed, { ok: true, data: { name: 'Ana' } });
});
