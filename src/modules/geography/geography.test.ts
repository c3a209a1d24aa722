import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
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

const file = join(import.meta.dirname, '../../../../shared/data/municipios_edomex.csv');
test(
  'the codes and names agree with the extract of INEGI',
  { skip: !existsSync(file) && 'the extract is not here' },
  () => {
    const rows = parse<Record<string, string>>(readFileSync(file, 'utf8'), { columns: true });
    assert.deepEqual(
      MUNICIPALITIES.map(([code, name, seat]) => [code, name, seat]),
      rows.map((row) => [row.cvegeo, row.nombre, row.cabecera]),
    );
  },
);

const data = (name: string) => join(import.meta.dirname, '../../../../shared/data', name);
const rowsOf = (name: string) => parse<Record<string, string>>(readFileSync(data(name), 'utf8'), { columns: true });

test(
  'the metropolitan zones agree with the published delimitation, the regions with the published names',
  { skip: !existsSync(data('zonas_metropolitanas_2015.csv')) && 'the extracts are not here' },
  async () => {
    const zones = await listAreas(bed.services.db, 'zm-2015');
    assert.deepEqual(
      zones.flatMap(({ code, municipalities }) => municipalities.map((one) => `${code} ${one}`)).toSorted(),
      rowsOf('zonas_metropolitanas_2015.csv')
        .map((row) => `${row.cve_zm} ${row.cvegeo}`)
        .toSorted(),
    );
    assert.deepEqual(
      (await listAreas(bed.services.db, 'regiones-2017')).map(({ code, name }) => [code, name]),
      rowsOf('regiones.csv').map((row) => [row.numeral, row.nombre]),
    );
  },
);
