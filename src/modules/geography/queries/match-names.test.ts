import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MUNICIPALITIES } from '../seed/municipalities.ts';
import { matchNames, surest } from './match-names.ts';

const ALL = MUNICIPALITIES.map(([code, name, seat]) => ({ code, name, seat }));
const meant = (written: string) => surest(matchNames(ALL, written))?.name;

/** As people write it -> the municipality that is meant. */
const WRITTEN: readonly (readonly [written: string, name: string])[] = [
  ['tultitlan', 'Tultitlán'],
  ['TULTITLÁN', 'Tultitlán'],
  ['tutltitlan', 'Tultitlán'],
  ['Villa del  carbon ', 'Villa del Carbón'],
  ['15106', 'Toluca'],
  ['tolcua', 'Toluca'],
  ['Toluca estado de mexico', 'Toluca'],
  ['ecatepec', 'Ecatepec de Morelos'],
  ['ecatepek', 'Ecatepec de Morelos'],
  ['ekatepec de morelos', 'Ecatepec de Morelos'],
  ['naucalpan', 'Naucalpan de Juárez'],
  ['naucalpam', 'Naucalpan de Juárez'],
  ['tlalnepantla', 'Tlalnepantla de Baz'],
  ['tlanepantla', 'Tlalnepantla de Baz'],
  ['tlalnepanta de bas', 'Tlalnepantla de Baz'],
  ['neza', 'Nezahualcóyotl'],
  ['ciudad neza', 'Nezahualcóyotl'],
  ['nesahualcoyotl', 'Nezahualcóyotl'],
  ['netzahualcoyotl', 'Nezahualcóyotl'],
  ['izcalli', 'Cuautitlán Izcalli'],
  ['cuatitlan iscali', 'Cuautitlán Izcalli'],
  ['chimaluacan', 'Chimalhuacán'],
  ['valle de chalco', 'Valle de Chalco Solidaridad'],
  ['metepec', 'Metepec'],
  ['coacalco', 'Coacalco de Berriozábal'],
  ['huixquilucan', 'Huixquilucan'],
  ['wixquilucan', 'Huixquilucan'],
  ['hixquilucan', 'Huixquilucan'],
  ['zinacantepek', 'Zinacantepec'],
  ['sinacantepec', 'Zinacantepec'],
  ['texoco', 'Texcoco'],
  ['tecamac', 'Tecámac'],
  ['tenancingo', 'Tenancingo'],
  ['temascaltepec', 'Temascaltepec'],
  ['sultepek', 'Sultepec'],
  ['villa de allende', 'Villa de Allende'],
  ['san felipe', 'San Felipe del Progreso'],
  ['ciudad lopez mateos', 'Atizapán de Zaragoza'],
  ['atizapan de saragosa', 'Atizapán de Zaragoza'],
  ['el oro', 'El Oro'],
  ['la paz', 'La Paz'],
  ['ozumba', 'Ozumba'],
  ['osumba', 'Ozumba'],
];

test('a municipality is found as people write it', () => {
  const wrong = WRITTEN.flatMap(([written, name]) =>
    meant(written) === name ? [] : [`${written}: ${meant(written)}`],
  );
  assert.deepEqual(wrong, []);
});

test('each of the 125 is found by its own name without accents', () => {
  for (const { name } of ALL) assert.equal(meant(name.normalize('NFD').replace(/\p{M}/gu, '')), name);
});

test('with any one letter left out, the right one is among the first three in at least 97 of 100 cases', () => {
  let found = 0;
  let tried = 0;
  for (const { name } of ALL) {
    for (let gap = 0; gap < name.length; gap++) {
      if (name[gap] === ' ') continue;
      tried += 1;
      const offered = matchNames(ALL, name.slice(0, gap) + name.slice(gap + 1)).slice(0, 3);
      if (offered.some(({ item }) => item.name === name)) found += 1;
    }
  }
  assert.ok(found / tried >= 0.97, `${found} of ${tried}`);
});

test('what could be several or is none is not guessed', () => {
  assert.equal(meant('villa'), undefined);
  assert.equal(meant('almoloya'), undefined);
  assert.equal(meant('tenango'), undefined);
  assert.equal(meant('Guadalajara'), undefined);
  assert.equal(meant('Monterrey'), undefined);
  assert.equal(meant('  '), undefined);
  assert.equal(meant('de la'), undefined);
});

test('a name that begins another one is that of the shorter, and the longer is offered too', () => {
  assert.equal(meant('atizapan'), 'Atizapán');
  assert.deepEqual(
    matchNames(ALL, 'atizapan').map(({ item }) => item.name),
    ['Atizapán', 'Atizapán de Zaragoza'],
  );
});
