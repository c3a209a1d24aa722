import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceContent } from '../content.ts';
import { filledServiceForm, parseServiceForm } from './service-form.ts';

const CONTENT: ServiceContent = {
  nameEs: 'Certificado de inscripción',
  nameEn: 'Certificate of inscription',
  descriptionEs: 'Da constancia de un acto.',
  descriptionEn: 'Attests an act.',
  resultEs: 'Certificado firmado',
  resultEn: '',
  audiences: ['person', 'notary'],
  channels: ['counter'],
  offices: ['TOL'],
  byMunicipality: true,
  requirements: [
    { document: 'Identificación oficial', copies: 'original_and_copy', note: 'Vigente' },
    { document: 'Folio real', copies: 'none', note: '' },
    { document: 'Pago de derechos', copies: 'original', note: '' },
  ],
  costCents: 101_250,
  costBasis: 'Código Financiero',
  responseDays: 5,
  timeNote: '',
  correctionDays: 30,
  legalBasis: 'Ley Registral para el Estado de México',
  suspensionReasons: [],
  rejectionGrounds: [{ code: 'R-ACTO', es: 'El acto no es inscribible', en: 'The act cannot be inscribed' }],
  synonyms: ['saber si está inscrito', 'CI'],
};
const { byMunicipality, ...FORM } = filledServiceForm(CONTENT).values as Record<string, string>;

test('what the form shows comes back as the same content', () => {
  assert.deepEqual(parseServiceForm({ ...FORM, byMunicipality: byMunicipality ?? '' }, 'es-MX'), {
    ok: true,
    data: CONTENT,
  });
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

test('a time or a cost that nobody published is left empty, and stays apart from nothing and free', () => {
  const empty = parseServiceForm({ ...FORM, costCents: '', responseDays: '' }, 'es-MX');
  assert.deepEqual(empty.ok && [empty.data.costCents, empty.data.responseDays], [null, null]);
  const zero = parseServiceForm({ ...FORM, costCents: '0', responseDays: '0' }, 'es-MX');
  assert.deepEqual(zero.ok && [zero.data.costCents, zero.data.responseDays], [0, 0]);
});

test('a requirement with an unknown kind of copy and a reason without its code are refused, not lost', () => {
  const wrong = (field: string, value: string) => {
    const parsed = parseServiceForm({ ...FORM, [field]: value }, 'es-MX');
    return parsed.ok ? [] : Object.keys(parsed.state.errors);
  };
  assert.deepEqual(wrong('requirements', 'Acta de nacimiento | certificada'), ['requirements']);
  assert.deepEqual(wrong('suspensionReasons', 'Falta el pago'), ['suspensionReasons']);
  assert.deepEqual(wrong('rejectionGrounds', 'R-1 | Uno de ellos\nR-1 | Otro de ellos'), ['rejectionGrounds']);
});
