import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceContent } from './content.ts';

/** As the first release wrote drafts and versions, which never change. */
const FIRST = {
  nameEs: 'Copias certificadas',
  nameEn: 'Certified copies',
  descriptionEs: 'Entrega copia de lo inscrito.',
  descriptionEn: 'Gives a copy of what is inscribed.',
  requirements: ['Identificación oficial', 'Pago de derechos'],
  costCents: 9600,
  responseDays: 5,
  correctionDays: 30,
  legalBasis: 'Ley Registral para el Estado de México',
  suspensionReasons: ['Falta el pago', 'Falta la identificación'],
  rejectionGrounds: ['No existe la inscripción'],
};

test('a version of the first shape is still read, with a code for each reason and all offices', () => {
  const content = serviceContent.parse(FIRST);
  assert.deepEqual(content.requirements[1], { document: 'Pago de derechos', copies: 'none', note: '' });
  assert.deepEqual(
    content.suspensionReasons.map(({ code, es }) => [code, es]),
    [
      ['S01', 'Falta el pago'],
      ['S02', 'Falta la identificación'],
    ],
  );
  assert.deepEqual([content.offices, content.audiences.length, content.synonyms], [[], 4, []]);
  assert.deepEqual(serviceContent.parse(content), content, 'what was read once is read the same again');
});

test('a code twice, no audience and no requirement are refused', () => {
  const content = serviceContent.parse(FIRST);
  const [reason] = content.suspensionReasons;
  const wrong = (change: object) => serviceContent.safeParse({ ...content, ...change }).success;
  assert.equal(wrong({ suspensionReasons: [reason, reason] }), false);
  assert.equal(wrong({ audiences: [] }), false);
  assert.equal(wrong({ requirements: [] }), false);
});
