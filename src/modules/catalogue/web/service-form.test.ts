import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceContent } from '../content.ts';
import { filledServiceForm, parseServiceForm } from './service-form.ts';

const CONTENT: ServiceContent = {
  nameEs: 'Certificado de inscripción',
  nameEn: 'Certificate of inscription',
  descriptionEs: 'Da constancia de un acto.',
  descriptionEn: 'Attests an act.',
  requirements: ['Identificación oficial', 'Pago de derechos'],
  costCents: 101_250,
  responseDays: 5,
  correctionDays: 30,
  legalBasis: 'Ley Registral para el Estado de México',
  suspensionReasons: [],
  rejectionGrounds: ['El acto no es inscribible'],
};
const FORM = filledServiceForm(CONTENT).values as Record<string, string>;

test('what the form shows comes back as the same content', () => {
  assert.deepEqual(parseServiceForm(FORM, 'es-MX'), { ok: true, data: CONTENT });
});

test('a cost is read as people write it, and words are refused beside the field', () => {
  const cost = (costCents: string) => parseServiceForm({ ...FORM, costCents }, 'es-MX');
  const read = cost('$ 1,012.5');
  assert.equal(read.ok && read.data.costCents, 101_250);
  const free = cost('0');
  assert.equal(free.ok && free.data.costCents, 0);
  const refused = cost('gratis');
  assert.match((!refused.ok && refused.state.errors.costCents) || '', /con números/);
});

test('an empty list of requirements is refused and everything typed is kept', () => {
  const refused = parseServiceForm({ ...FORM, requirements: '\r\n  \r\n', nameEs: 'Otro nombre' }, 'es-MX');
  assert.ok(!refused.ok);
  assert.deepEqual(Object.keys(refused.state.errors), ['requirements']);
  assert.equal(refused.state.values.nameEs, 'Otro nombre');
});
