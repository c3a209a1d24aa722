import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALIKE, nameLikeness } from './name-likeness.ts';
import { isOneSlip } from './one-slip.ts';
import { soundOf, soundPairs } from './name-sound.ts';

/** One person, written in two ways as counters do. */
const SAME = [
  ['José Luis Vázquez Hernández', 'Jose Luis Basques Ernandes'],
  ['María de los Ángeles Peña Cruz', 'Ma. Angeles Peña Cruz'],
  ['Rosa Martínez López', 'Martínez López Rosa'],
  ['Rosa Martínez López', 'Rosa López Martínez'],
  ['Guadalupe González Ortiz', 'Guadalupe Gonsalez Ortis'],
  ['Ximena Quetzal Iturbide', 'Jimena Quetzal Iturbide'],
  ['Fernando Ramírez Solís', 'Fernado Ramirez Solis'],
  ['Yolanda Jiménez Arriaga', 'Llolanda Gimenez Arriaga'],
  ['Juan Carlos Pérez Gómez', 'Juan Pérez Gómez'],
] as const;

/** Two people whom the counter must not take for one. */
const DIFFERENT = [
  ['Juan Pérez López', 'Juan Pérez Gómez'],
  ['Mario Hernández Peña', 'María Hernández Peña'],
  ['Ana Ríos Mora', 'Luis Ríos Mora'],
  ['Carmen Flores Díaz', 'Beatriz Flores Díaz'],
  ['Pedro', 'Pedro Valdés Arriaga'],
] as const;

for (const [one, other] of SAME) {
  test(`"${one}" and "${other}" are worth a question, and the index brings them together`, () => {
    const score = nameLikeness(one, other);
    assert.ok(score >= ALIKE, `${score}`);
    assert.equal(score, nameLikeness(other, one), 'in both directions');
    assert.ok(soundPairs(one).some((pair) => soundPairs(other).includes(pair)));
  });
}

for (const [one, other] of DIFFERENT) {
  test(`"${one}" and "${other}" are not`, () => {
    const score = nameLikeness(one, other);
    assert.ok(score < ALIKE, `${score}`);
  });
}

test('words that sound alike in Mexico have one sound', () => {
  for (const [one, other] of [
    ['vasquez', 'bazques'],
    ['hernandez', 'ernandes'],
    ['quintana', 'kintana'],
    ['cecilia', 'sesilia'],
    ['yolanda', 'llolanda'],
    ['gimenez', 'jimenes'],
  ] as const) {
    assert.equal(soundOf(one), soundOf(other));
  }
  assert.notEqual(soundOf('chavez'), soundOf('javez'));
});

test('a slip is one letter too many, missing, wrong, or two neighbours exchanged; two are another word', () => {
  for (const typed of ['gmial', 'gmai', 'gmaill', 'gmaul', 'gmail']) assert.ok(isOneSlip(typed, 'gmail'), typed);
  for (const typed of ['gml', 'gmailll', 'gamul', 'liamg']) assert.ok(!isOneSlip(typed, 'gmail'), typed);
});

test('two names that people have are two names, however near; what nobody is called is a slip', () => {
  assert.ok(nameLikeness('Raúl Bernal Cano', 'Saúl Bernal Cano') < ALIKE);
  assert.ok(nameLikeness('Raúl Bernal Cano', 'Rauk Bernal Cano') >= ALIKE);
});

test('a name has at most fifteen pairs, and a single word has none', () => {
  assert.equal(soundPairs('Uno Dos Tres Cuatro Cinco Seis Siete Ocho').length, 15);
  assert.deepEqual(soundPairs('Pedro'), []);
});
