import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { until } from '#test/support/until.ts';
import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { can } from '#platform/permissions/permissions.ts';
import {
  assignmentsOf,
  assignMunicipality,
  closeUnit,
  createAgency,
  editAgency,
  editOffice,
  editUnit,
  endSubstitution,
  fillPost,
  findAgency,
  findOffice,
  grantsOf,
  importUnits,
  jurisdictionsOf,
  listPosts,
  loadUnitNodes,
  nameSubstitute,
  officesFor,
  placeUnit,
  releaseMunicipality,
  reopenUnit,
  seedAgencies,
  substitutesOf,
  vacatePost,
} from '../index.ts';
import { OFFICES_TOPIC, UNITS_TOPIC } from '../queries/offices.ts';

const bed = await useTestBed();
const { db, access } = bed.services;
const { ifremId, ifremRoot, offices } = await seedAgencies(bed.system);
access.units.replace(await loadUnitNodes(db));
const [toluca, texcoco] = [offices.get('TOL') ?? '', offices.get('TEX') ?? ''];
await fillPost(bed.system, {
  unitId: toluca,
  title: 'Registradora',
  roles: ['registrar'],
  holderId: newId(),
});
const [post] = await listPosts(db, ifremId);
assert.ok(post);
const day = (text: string) => Temporal.PlainDate.from(text);

function staff(role: string, unitId: string): StaffActor {
  const grants = [{ role, unitId }];
  return { kind: 'staff', staffId: newId(), agencyId: ifremId, name: 'Prueba', grants, steppedUpAt: undefined };
}

const substitution = { postId: post.id, staffId: newId(), from: day('2026-03-05'), until: day('2026-03-06') };
const hours = (weekday: number, opens: string, closes: string) => ({
  weekday,
  opens: Temporal.PlainTime.from(opens),
  closes: Temporal.PlainTime.from(closes),
});
const moved = {
  unitId: toluca,
  address: 'Av. Hidalgo 100, Centro, Toluca',
  phone: '722 000 0000',
  source: 'Directorio de prueba',
  latitude: 19.29,
  longitude: -99.65,
  week: [hours(1, '08:30', '14:00'), hours(6, '10:00', '13:00')],
};
const zinacantepec = { unitId: toluca, municipalityCode: '15118' };
const spare = await placeUnit(bed.system, { parentId: toluca, slug: 'archivo', name: 'Archivo' });
const ACTS: Record<string, (ctx: Ctx) => Promise<unknown>> = {
  nameSubstitute: (ctx) => nameSubstitute(ctx, substitution),
  editOffice: (ctx) => editOffice(ctx, moved),
  assignMunicipality: (ctx) => assignMunicipality(ctx, { ...zinacantepec, confirmed: true }),
  releaseMunicipality: (ctx) => releaseMunicipality(ctx, zinacantepec),
  placeUnit: (ctx) => placeUnit(ctx, { parentId: toluca, slug: `archivo-${newId()}`, name: 'Archivo' }),
  editUnit: (ctx) => editUnit(ctx, { unitId: toluca, name: 'Oficina Registral de Toluca', shortName: 'Toluca' }),
  closeUnit: (ctx) => closeUnit(ctx, [], spare),
  reopenUnit: (ctx) => reopenUnit(ctx, spare),
  fillPost: (ctx) => fillPost(ctx, { unitId: toluca, title: 'Analista', roles: ['analyst'], holderId: newId() }),
};

for (const [name, run] of Object.entries(ACTS)) {
  test(`${name} needs log-in, the right, and the right there`, async () => {
    await assert.rejects(run(bed.as()), /access.signInNeeded/);
    await assert.rejects(run(bed.as(staff('registrar', toluca))), /access.notAllowed/);
    await assert.rejects(run(bed.as(staff('system_administrator', texcoco))), /access.notFound/);
    await run(bed.as(staff('system_administrator', ifremRoot)));
  });
}

test('a substitute has the roles of the post from the first day to the last, and not a day longer', async () => {
  const grants = (on: string) => grantsOf(db, substitution.staffId, day(on));
  assert.deepEqual(await grants('2026-03-04'), []);
  assert.deepEqual(await grants('2026-03-05'), [{ role: 'registrar', unitId: toluca }]);
  assert.deepEqual(await grants('2026-03-06'), [{ role: 'registrar', unitId: toluca }]);
  assert.deepEqual(await grants('2026-03-07'), []);
  const wrong = { ...substitution, from: day('2026-03-09'), until: day('2026-03-08') };
  await assert.rejects(nameSubstitute(bed.system, wrong), /agencies.wrongPeriod/);
});

test('posts are given and taken by who fills them there, never by oneself, and never beyond one’s own', async () => {
  const administrator = staff('account_administrator', toluca);
  const ctx = bed.as(administrator);
  const holderId = newId();
  const give = (as: Ctx, roles: string[], unitId = toluca, who = holderId) =>
    fillPost(as, { unitId, title: 'Puesto', roles, holderId: who });
  await give(ctx, ['reception_clerk', 'analyst', 'registrar', 'delivery_desk', 'office_head']);
  await give(ctx, ['account_administrator']);
  for (const role of [
    'system_administrator',
    'director',
    'catalogue_editor',
    'notice_administrator',
    'privacy_officer',
    'unknown',
  ])
    await assert.rejects(give(ctx, [role]), /agencies.beyondOwn/);
  await assert.rejects(give(ctx, ['registrar', 'director']), /agencies.beyondOwn/);
  await assert.rejects(give(ctx, ['registrar'], texcoco), /access.notFound/);
  await assert.rejects(give(ctx, ['registrar'], toluca, administrator.staffId), /agencies.notYourself/);
  await give(bed.as(staff('system_administrator', ifremRoot)), ['director', 'notice_administrator'], ifremRoot);

  const mine = await assignmentsOf(db, holderId, day('2026-03-04'));
  assert.equal(mine.length, 3);
  const first = mine.find(({ unitId }) => unitId === toluca);
  await assert.rejects(vacatePost(bed.as(staff('account_administrator', texcoco)), first?.postId ?? ''), /notFound/);
  await assert.rejects(vacatePost(bed.as({ ...administrator, staffId: holderId }), first?.postId ?? ''), /notYourself/);
  await vacatePost(ctx, first?.postId ?? '');
  assert.equal((await assignmentsOf(db, holderId, day('2026-03-04'))).length, 2);
  await assert.rejects(vacatePost(ctx, first?.postId ?? ''), /access.notFound/);
});

test('a substitution ends before its last day, and with the post', async () => {
  const ctx = bed.as(staff('account_administrator', toluca));
  const [holderId, standIn] = [newId(), newId()];
  await fillPost(ctx, { unitId: toluca, title: 'Analista', roles: ['analyst'], holderId });
  const [{ postId } = { postId: '' }] = await assignmentsOf(db, holderId, day('2026-03-04'));
  const name = () =>
    nameSubstitute(ctx, { postId, staffId: standIn, from: day('2026-03-04'), until: day('2026-03-20') });
  await name();
  const [found] = await substitutesOf(db, [postId], day('2026-03-04'));
  assert.ok(found);
  assert.equal(found.staffId, standIn);
  await assert.rejects(endSubstitution(bed.as(staff('account_administrator', texcoco)), found.id), /notFound/);
  await endSubstitution(ctx, found.id);
  assert.deepEqual(await grantsOf(db, standIn, day('2026-03-04')), []);
  await name();
  await vacatePost(ctx, postId);
  assert.deepEqual(await grantsOf(db, standIn, day('2026-03-04')), []);
  await fillPost(ctx, { unitId: toluca, title: 'Analista', roles: ['analyst'], holderId });
  const [again] = await assignmentsOf(db, holderId, day('2026-03-04'));
  const self = { postId: again?.postId ?? '', staffId: holderId, from: day('2026-03-04'), until: day('2026-03-05') };
  await assert.rejects(nameSubstitute(ctx, self), /agencies.holdsItAlready/);
});

test('who may not fill posts learns of none whether it exists: the same words for one that is there and one that is not', async () => {
  const holderId = newId();
  await fillPost(bed.system, { unitId: toluca, title: 'Analista', roles: ['analyst'], holderId });
  const [held] = await assignmentsOf(db, holderId, day('2026-03-04'));
  const there = { ...substitution, postId: held?.postId ?? '', staffId: newId() };
  await nameSubstitute(bed.system, there);
  const [standing] = await substitutesOf(db, [there.postId], day('2026-03-05'));
  assert.ok(standing);
  const acts: [string, (ctx: Ctx, id: string) => Promise<unknown>][] = [
    [there.postId, vacatePost],
    [there.postId, (ctx, postId) => nameSubstitute(ctx, { ...there, postId })],
    [standing.id, endSubstitution],
  ];
  for (const [known, run] of acts) {
    for (const id of [known, newId()]) {
      await assert.rejects(run(bed.as(), id), /access.signInNeeded/);
      await assert.rejects(run(bed.as(staff('registrar', toluca)), id), /access.notAllowed/);
      await assert.rejects(run(bed.as(staff('account_administrator', texcoco)), id), /access.notFound/);
    }
  }
});

test('a unit that moves takes those who may act on it along, in code and in the database', async () => {
  const head = staff('system_administrator', texcoco);
  const unitId = await placeUnit(bed.system, { parentId: toluca, slug: 'modulo', name: 'Módulo' });
  const below = await placeUnit(bed.system, { parentId: unitId, slug: 'modulo-caja', name: 'Caja' });
  assert.ok(!can(access, head, 'agencies.manage', below));
  await assert.rejects(placeUnit(bed.as(head), { parentId: texcoco, unitId }), /access.notFound/);
  await placeUnit(bed.system, { parentId: texcoco, unitId });
  assert.ok(can(access, head, 'agencies.manage', below));
  const { rows } = await bed.pool.query(
    'select ancestor_id from platform.unit_closure where descendant_id = $1 and ancestor_id = any($2::uuid[])',
    [below, [toluca, texcoco]],
  );
  assert.deepEqual(rows, [{ ancestor_id: texcoco }]);
  await assert.rejects(placeUnit(bed.system, { parentId: below, unitId }), /agencies.belowItself/);
  await assert.rejects(placeUnit(bed.system, { parentId: toluca, slug: 'modulo', name: 'Otro' }), /agencies.slugTaken/);
});

test('an office is read as it was written, hours included, and hours that end before they begin are refused', async () => {
  await editOffice(bed.system, moved);
  const office = await findOffice(db, toluca);
  assert.equal(office?.address, moved.address);
  assert.equal(office.hours, 'lunes, 8:30 a 14:00 h; sábado, 10:00 a 13:00 h');
  await assert.rejects(editOffice(bed.system, { ...moved, week: [hours(2, '15:00', '09:00')] }), /agencies.wrongHours/);
  await assert.rejects(
    editOffice(bed.system, { ...moved, week: [hours(2, '09:00', '10:00'), hours(2, '11:00', '12:00')] }),
    /agencies.wrongHours/,
  );
});

test('a municipality moves from one office to another, and only with the right in both', async () => {
  const serving = async () => (await officesFor(db, '15118')).map(({ office, confirmed }) => [office.code, confirmed]);
  await assignMunicipality(bed.system, { ...zinacantepec, confirmed: false });
  assert.deepEqual(await serving(), [['TOL', false]]);
  const here = { unitId: texcoco, municipalityCode: '15118', confirmed: true };
  await assert.rejects(assignMunicipality(bed.as(staff('office_head', texcoco)), here), /access.notFound/);
  await assignMunicipality(bed.system, here);
  assert.deepEqual(await serving(), [['TEX', true]]);
  await releaseMunicipality(bed.system, here);
  assert.deepEqual(await serving(), []);
});

test('seeding again changes nothing: what staff wrote about an office stays, a released municipality stays released', async () => {
  await editOffice(bed.system, moved);
  const tables = ['agencies', 'units', 'offices', 'office_hours', 'jurisdictions'];
  const all = () =>
    Promise.all(
      tables.map(async (table) => (await bed.pool.query(`select t::text from agencies.${table} t order by 1`)).rows),
    );
  const before = await all();
  await seedAgencies(bed.system);
  assert.deepEqual(await all(), before);
  assert.ok(!(await jurisdictionsOf(db, toluca)).some(({ municipalityCode }) => municipalityCode === '15118'));
});

const unitIn = async (unitId: string) => {
  const [row] = await db.sql<{ name: string; closed: boolean }>(
    'select name, closed from agencies.public_units where id = $1',
    [unitId],
  );
  return row ?? assert.fail('no such unit');
};
const changesOf = async (unitId: string) => {
  const query = 'select kind from agencies.unit_changes where unit_id = $1 order by id';
  return (await db.sql<{ kind: string }>(query, [unitId])).map(({ kind }) => kind);
};

test('a unit closes when nothing hangs on it, keeps its history, takes nothing new, and opens again', async () => {
  const unitId = await placeUnit(bed.system, { parentId: texcoco, slug: 'modulo-feria', name: 'Módulo' });
  const below = await placeUnit(bed.system, { parentId: unitId, slug: 'caja-feria', name: 'Caja' });
  let open = 1;
  const work = [{ count: async () => open, words: () => 'trámites', action: 'registry.read', href: () => '/' }];
  const close = () => closeUnit(bed.system, work, unitId);
  await assert.rejects(close(), /agencies.unitInUse/);
  await closeUnit(bed.system, [], below);
  await assert.rejects(close(), /agencies.unitInUse/);
  open = 0;
  const holderId = newId();
  await fillPost(bed.system, { unitId, title: 'Caja', roles: ['analyst'], holderId });
  await assert.rejects(close(), /agencies.unitInUse/);
  const [held] = await assignmentsOf(db, holderId, day('2026-03-04'));
  await vacatePost(bed.system, held?.postId ?? '');
  await close();
  assert.ok((await unitIn(unitId)).closed);
  const give = () => fillPost(bed.system, { unitId, title: 'Caja', roles: ['analyst'], holderId });
  await assert.rejects(give(), /agencies.unitClosed/);
  const under = { parentId: unitId, slug: 'otra-caja', name: 'Otra' };
  await assert.rejects(placeUnit(bed.system, under), /agencies.unitClosed/);
  await assert.rejects(reopenUnit(bed.system, below), /agencies.unitClosed/);
  await reopenUnit(bed.system, unitId);
  await give();
  await editUnit(bed.system, { unitId, name: 'Módulo de la feria', shortName: 'Feria' });
  await editUnit(bed.system, { unitId, name: 'Módulo de la feria', shortName: 'Feria' });
  assert.deepEqual(await changesOf(unitId), ['created', 'closed', 'reopened', 'renamed']);
});

test('a closed office takes no municipality: people would be sent to a closed door', async () => {
  const temascaltepec = offices.get('TEM') ?? '';
  const served = await jurisdictionsOf(db, temascaltepec);
  for (const { municipalityCode } of served)
    await assignMunicipality(bed.system, { unitId: toluca, municipalityCode, confirmed: false });
  await closeUnit(bed.system, [], temascaltepec);
  const [{ municipalityCode } = assert.fail('it served none')] = served;
  const assign = () => assignMunicipality(bed.system, { unitId: temascaltepec, municipalityCode, confirmed: true });
  await assert.rejects(assign(), /agencies.unitClosed/);
  assert.deepEqual(
    (await officesFor(db, municipalityCode)).map(({ office }) => office.unitId),
    [toluca],
  );
  await reopenUnit(bed.system, temascaltepec);
  await assign();
});

test('an office that serves municipalities does not close, and the head of an agency neither closes nor moves', async () => {
  await assert.rejects(closeUnit(bed.system, [], texcoco), /agencies.unitInUse/);
  await assert.rejects(closeUnit(bed.system, [], ifremRoot), /agencies.headStays/);
  await assert.rejects(placeUnit(bed.system, { parentId: toluca, unitId: ifremRoot }), /agencies.headStays/);
});

test('what an agency is called and how it is reached needs the right at its head, and is read at once', async () => {
  const facts = {
    agencyId: ifremId,
    name: 'Instituto de la Función Registral',
    shortName: 'IFREM',
    phone: '722 280 5230',
    email: null,
    address: null,
    hours: null,
    privacyUrl: 'https://ifrem.example/aviso.pdf',
    mailSender: 'IFREM Avisos',
  };
  await assert.rejects(editAgency(bed.as(), facts), /access.signInNeeded/);
  await assert.rejects(editAgency(bed.as(staff('director', ifremRoot)), facts), /access.notAllowed/);
  await assert.rejects(editAgency(bed.as(staff('system_administrator', toluca)), facts), /access.notFound/);
  await findAgency(db, ifremId);
  await editAgency(bed.as(staff('system_administrator', ifremRoot)), facts);
  const { name, privacyUrl, mailSender } = (await findAgency(db, ifremId)) ?? assert.fail('no agency');
  assert.deepEqual([name, privacyUrl, mailSender], [facts.name, facts.privacyUrl, facts.mailSender]);
});

test('two moves at once never close a circle, whichever comes first', async () => {
  const one = await placeUnit(bed.system, { parentId: texcoco, slug: 'circulo-1', name: 'Uno' });
  const two = await placeUnit(bed.system, { parentId: texcoco, slug: 'circulo-2', name: 'Dos' });
  const moves = await Promise.allSettled([
    placeUnit(bed.system, { parentId: one, unitId: two }),
    placeUnit(bed.system, { parentId: two, unitId: one }),
  ]);
  assert.deepEqual(moves.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
});

test('a file brings a whole tree of a hundred units at once, all or nothing, and needs the right at the head', async () => {
  const row = (slug: string, parent: string, at: number) => ({
    row: at,
    slug,
    name: `Unidad ${slug}`,
    shortName: null,
    parent,
  });
  const areas = Array.from({ length: 9 }, (_, at) => row(`area-${at}`, '', at + 2));
  const desks = Array.from({ length: 100 }, (_, at) => row(`mesa-${at}`, `area-${at % 9}`, at + 11));
  const input = { agencyId: ifremId, rows: [...desks, ...areas] };
  await assert.rejects(importUnits(bed.as(staff('system_administrator', toluca)), input), /access.notFound/);
  await assert.rejects(importUnits(bed.as(staff('director', ifremRoot)), input), /access.notAllowed/);
  const done = await importUnits(bed.as(staff('system_administrator', ifremRoot)), input);
  assert.deepEqual(done, { created: 109, moved: 0, renamed: 0 });
  const again = { ...input, rows: [row('mesa-0', 'area-5', 2), { ...row('area-5', '', 3), name: 'Otra área' }] };
  assert.deepEqual(await importUnits(bed.system, again), { created: 0, moved: 1, renamed: 1 });
  const circle = { ...input, rows: [row('nueva', '', 2), row('area-1', 'mesa-1', 3)] };
  await assert.rejects(importUnits(bed.system, circle), /agencies.treeChanged/);
  const [made] = await db.sql<{ count: number }>(`select count(*)::int from agencies.units where slug = 'nueva'`);
  assert.equal(made?.count, 0);
});

test('an agency is taken in at the terminal only, with the unit at its head, once', async () => {
  const input = { slug: 'temoaya', name: 'Ayuntamiento de Temoaya', shortName: 'Temoaya' };
  const administrator: Ctx = { ...bed.system, actor: staff('system_administrator', ifremRoot) };
  await assert.rejects(createAgency(administrator, input), /access.notAllowed/);
  const { agencyId, unitId } = await createAgency(bed.system, input);
  assert.equal((await findAgency(db, agencyId))?.name, 'Ayuntamiento de Temoaya');
  const director: StaffActor = { ...staff('director', unitId), agencyId };
  assert.ok(can(access, director, 'notifications.approve', unitId));
  assert.ok(!can(access, director, 'notifications.approve', ifremRoot));
  await assert.rejects(createAgency(bed.system, input), /agencies.slugTaken/);
  await assert.rejects(createAgency(bed.system, { ...input, slug: 'oficina-tol' }), /agencies.slugTaken/);
});

test('that an office has another name, or closed, reaches what other nodes remember of offices at once', async () => {
  const other = await bed.pool.connect();
  const heard: string[] = [];
  other.on('notification', ({ payload = '' }) => void heard.push(...payload.split(' ')));
  await other.query('listen ventanilla_live');
  await editUnit(bed.system, { unitId: texcoco, name: 'Oficina Registral de Texcoco de Mora', shortName: null });
  await until('the hint', () => heard.includes(UNITS_TOPIC));
  assert.ok(heard.includes(OFFICES_TOPIC));
  other.release(true);
});
