import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STATUS_TEMPLATES } from '../seed/status-templates.ts';
import { render, variablesOf } from './render.ts';
import { describeSms } from './sms/describe.ts';

const LONG = {
  folio: 'TVA-2026-000123-K',
  tramite: 'Certificado de libertad o existencia de gravámenes',
  oficina: 'Tenango del Valle',
  enlace: 'https://ventanilla.edomex.gob.mx/f/TVA-2026-000123-K',
  motivos: 'Falta el comprobante de pago',
  domicilio: 'Plaza 1',
};

test('a text is filled, and a missing value stops it', () => {
  assert.equal(render('Folio ((folio))', { folio: 'X' }), 'Folio X');
  assert.throws(() => render('((nada))', {}), /asks for "nada"/);
  assert.deepEqual(variablesOf('((a)) ((b)) ((a))'), ['a', 'b']);
});

for (const { slug, content } of STATUS_TEMPLATES) {
  test(`the SMS ${slug} fits in one part with the longest office and link`, () => {
    const description = describeSms(render(content.sms, LONG), 'fold');
    assert.equal(description.parts, 1, `${description.unitsPerPart.join()} units`);
    assert.deepEqual(description.unsendable, []);
  });
}
