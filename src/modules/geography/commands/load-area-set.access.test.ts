import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { listAreas, listAreaSets, listMunicipalities, loadAreaSet, seedGeography } from '../index.ts';
import type { NewAreaSet } from '../domain/area-set.ts';

const bed = await useTestBed();
const { db } = bed.services;
before(() => seedGeography(bed.system));

function staff(role: string): StaffActor {
  const grants = [{ role, unitId: newId() }];
  return { kind: 'staff', staffId: newId(), agencyId: newId(), name: 'Prueba', grants, steppedUpAt: undefined };
}

const ZONES: NewAreaSet = {
  code: 'zm-2020',
  kind: 'metropolitan_zone',
  name: 'Metrópolis 2020',
  source: 'Documento de prueba',
  fromYear: 2020,
  areas: [{ code: '15.02', name: 'Toluca', municipalities: ['15106', '15054'] }],
};

test('loading areas needs log-in and the right', async () => {
  await assert.rejects(loadAreaSet(bed.as(), ZONES), /access.signInNeeded/);
  await assert.rejects(loadAreaSet(bed.as(staff('director')), ZONES), /access.notAllowed/);
});

test('a new version ends the one in force the year before, and both can be read', async () => {
  assert.equal(await loadAreaSet(bed.as(staff('system_administrator')), ZONES), 'added');
  const sets = (await listAreaSets(db)).filter(({ kind }) => kind === 'metropolitan_zone');
  assert.deepEqual(
    sets.map(({ code, untilYear }) => [code, untilYear]),
    [
      ['zm-2020', null],
      ['zm-2015', 2019],
    ],
  );
  assert.equal((await listAreas(db, 'zm-2015')).length, 3);
  const early = { ...ZONES, code: 'zm-2018', fromYear: 2018 };
  await assert.rejects(loadAreaSet(bed.system, early), /geography.tooEarly/);
});

test('a municipality in two areas, one of another state, and regions that leave one out are refused by name', async () => {
  const areas = (...lists: string[][]) =>
    lists.map((municipalities, index) => ({ code: `A${index}`, name: `Área ${index}`, municipalities }));
  const zones = (...lists: string[][]) =>
    loadAreaSet(bed.system, { ...ZONES, code: 'zm-2024', areas: areas(...lists) });
  await assert.rejects(zones(['15106'], ['15106']), /geography.twice/);
  await assert.rejects(zones(['09014']), /geography.unknown/);
  const all = (await listMunicipalities(db)).map(({ code }) => code);
  const short = { ...ZONES, code: 'r', kind: 'region', areas: areas(all.slice(1)) } as const;
  await assert.rejects(loadAreaSet(bed.system, short), { data: { municipalities: 'Acambay de Ruíz Castañeda' } });
});

test('regions of which only the names were known get their municipalities once, and then never change', async () => {
  const all = (await listMunicipalities(db)).map(({ code }) => code);
  const names = await listAreas(db, 'regiones-2017');
  const regions: NewAreaSet = {
    ...ZONES,
    code: 'regiones-2017',
    kind: 'region',
    fromYear: 2017,
    areas: names.map(({ code, name }, index) => ({
      code,
      name,
      municipalities: all.filter((_, place) => place % names.length === index),
    })),
  };
  const fewer = { ...regions, areas: [{ code: 'I', name: 'Todas', municipalities: all }] };
  await assert.rejects(loadAreaSet(bed.system, fewer), /geography.otherAreas/);
  assert.equal(await loadAreaSet(bed.system, regions), 'filled');
  const filled = await listAreas(db, 'regiones-2017');
  assert.equal(filled.flatMap(({ municipalities }) => municipalities).length, 125);
  await assert.rejects(loadAreaSet(bed.system, regions), /geography.complete/);
  await seedGeography(bed.system);
  assert.deepEqual(await listAreas(db, 'regiones-2017'), filled, 'a later seed leaves it as it is');
});
