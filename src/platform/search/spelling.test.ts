import assert from 'node:assert/strict';
import { test } from 'node:test';
import { likeness, plainText, spellingKey, wordsOf } from './spelling.ts';

test('spelling by ear gives the same key', () => {
  for (const [one, other] of [
    ['ipoteca', 'hipoteca'],
    ['erencia', 'herencia'],
    ['sertificado', 'certificado'],
    ['vienes', 'bienes'],
    ['gravamenes', 'grabamen'],
    ['quince', 'kinse'],
  ] as const) {
    assert.equal(spellingKey(one), spellingKey(other), `${one} ${other}`);
  }
});

test('a slip of the finger is forgiven in long words and not in short ones', () => {
  assert.ok(likeness('hipotceca', 'hipoteca') > 0.6);
  assert.ok(likeness('certiifcado', 'certificado') > 0.6);
  assert.equal(likeness('casa', 'caja') > 0.9, false);
  assert.equal(likeness('sol', 'sal'), 0);
  assert.equal(likeness('donacion', 'hipoteca'), 0);
});

test('the beginning of a word counts nearly whole, and words of one family are alike', () => {
  assert.ok(likeness('herenc', 'herencia') >= 0.9);
  assert.ok(likeness('cancelar', 'cancelacion') >= 0.85);
});

test('text is read without accents, capitals and signs', () => {
  assert.deepEqual(wordsOf('¿Búsqueda, de  Ñu?'), ['busqueda', 'de', 'nu']);
  assert.equal(plainText('  Villa del  Carbón '), 'villa del carbon');
});
