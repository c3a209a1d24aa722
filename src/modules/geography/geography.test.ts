import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import {
  findMunicipality,
  listAreas,
  listAreaSets,
  listMunicipalities,
  searchMunicipalities,
  seedGeography,
} from './index.ts';
import { MUNICIPALITIES } from './seed/municipalities.ts';

const bed = await useTestBed();
before(() => seedGeography(bed.system));

test('the 125 municipalities are there once each, in the order of the Spanish alphabet', async () => {
  const all = await listMunicipalities(bed.services.db);
  assert.equal(all.length, 125);
  assert.equal(new Set(all.map(({ name }) => name)).size, 125);
  assert.ok(all.findIndex(({ code }) => code === '15025') < all.findIndex(({ code }) => code === '15039'));
  assert.deepEqual(all.map(({ code }) => code).toSorted(), MUNICIPALITIES.map(([code]) => code).toSorted());
});

test('a municipality is found by its code and as people write it, and what is like it is offered', async () => {
  assert.equal((await findMunicipality(bed.services.db, 'tultitlan'))?.code, '15109');
  assert.equal((await findMunicipality(bed.services.db, '15106'))?.name, 'Toluca');
  assert.equal(await findMunicipality(bed.services.db, 'Guadalajara'), undefined);
  const offered = await searchMunicipalities(bed.services.db, 'almoloya');
  assert.equal(offered.length, 3);
});

test('the metropolitan zones of 2015 have 59, 16 and 6 municipalities, the regions 20 names', async () => {
  const zones = await listAreas(bed.services.db, 'zm-2015');
  assert.deepEqual(
    zones.map((zone) => zone.municipalities.length).toSorted((one, other) => other - one),
    [59, 16, 6],
  );
  assert.equal((await listAreas(bed.services.db, 'regiones-2017')).length, 20);
});

test('seeding again changes nothing', async () => {
  await seedGeography(bed.system);
  assert.equal((await listAreaSets(bed.services.db)).length, 2);
});

test('a second set in force of the same kind is refused: one must end first', async () => {
  await assert.rejects(
    bed.pool.query(`insert into geography.area_sets values ('zm-2020', 'metropolitan_zone', 'x', 'x', 2020)`),
    /area_sets_in_force/,
  );
});

/** SHA-256 of what was published, a row each. Who changes a name knowingly checks it at the source and writes the new sum. */
const sumOf = (rows: readonly string[]): string => createHash('sha256').update(rows.join('\n')).digest('hex');

test('codes, names and seats are those of INEGI', () => {
  const rows = MUNICIPALITIES.map(([code, name, seat]) => `${code},${name},${seat}`);
  assert.equal(sumOf(rows), 'd5f3ea90b034368d96367aab6c81b9d29b27c8e4c124fd0404d31421867e4525');
});

test('the metropolitan zones are those of the delimitation of 2015, the regions are named as published', async () => {
  const zones = await listAreas(bed.services.db, 'zm-2015');
  const members = zones.flatMap(({ code, municipalities }) => municipalities.map((one) => `${code} ${one}`));
  assert.equal(sumOf(members.toSorted()), '5b9eb7be73a741ea0ca4ec3e7a1c725c9e6133c437625e91a14f6f28e9863594');
  const regions = (await listAreas(bed.services.db, 'regiones-2017')).map(({ code, name }) => `${code},${name}`);
  assert.equal(sumOf(regions), 'ad1716056060e931ae025838adde03f12372da21917689c91052292132651128');
});
