import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listOffices, loadUnitNodes, seedAgencies } from '#modules/agencies/index.ts';
import { seedRegistryServices } from '#modules/catalogue/index.ts';
import { doubtAddress } from '#modules/people/index.ts';
import { csvLine } from '#platform/files/csv.ts';
import { ANONYMOUS } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { guessMapping, type ImportKind } from '../domain/import/fields.ts';
import { advanceImport, importJobs } from '../jobs/import-rows.ts';
import { countRows, getImport, rowsIn } from '../queries/imports.ts';
import { createImport } from './create-import.ts';
import { enterProcedures } from './enter-procedures.ts';
import { checkImport, confirmImport, undoImport } from './move-import.ts';
import { settleAsTold } from './settle-unreached.ts';
import { takeProcedure } from './take-procedure.ts';

const bed = await useTestBed();
const { ifremId, ifremRoot, offices } = await seedAgencies(bed.system);
bed.services.access.units.replace(await loadUnitNodes(bed.services.db));
await seedRegistryServices(bed.system, ifremId);
const toluca = offices.get('TOL') ?? '';
const texcoco = offices.get('TEX') ?? '';
const ctx = bed.system;

const as = (role: string, unitId: string) =>
  bed.as({
    kind: 'staff',
    staffId: ifremId,
    agencyId: ifremId,
    name: 'x',
    grants: [{ role, unitId }],
    steppedUpAt: undefined,
  });

const HEAD = ['Prelación', 'Oficina', 'Trámite', 'Nombre', 'Apellidos', 'Celular', 'Correo', 'Ubicación'];
const row = (id: string, more: Partial<Record<(typeof HEAD)[number], string>> = {}) =>
  HEAD.map(
    (name) =>
      more[name] ??
      (
        {
          Prelación: id,
          Oficina: 'TOL',
          Trámite: 'Copias certificadas',
          Nombre: 'Ana',
          Apellidos: `Nava ${id}`,
          Ubicación: 'Av. Hidalgo 1',
        } as Record<string, string>
      )[name] ??
      '',
  );
const csv = (...rows: string[][]) => new TextEncoder().encode([HEAD, ...rows].map(csvLine).join(''));

async function upload(content: Uint8Array, kind: ImportKind = 'procedures', unitId = ifremRoot): Promise<string> {
  const given = { agencyId: ifremId, unitId, source: 'SIFREM', kind, fileName: 'dia.csv', content };
  const created = await createImport(ctx, given);
  return created.ok ? created.importId : assert.fail(created.problem.code);
}
const run = async (id: string) => {
  while (await advanceImport(ctx, id));
};
async function bring(content: Uint8Array, kind: ImportKind = 'procedures', unitId = ifremRoot): Promise<string> {
  const id = await upload(content, kind, unitId);
  const { headers } = await getImport(ctx, id);
  await checkImport(ctx, id, guessMapping(kind, headers));
  await run(id);
  await confirmImport(ctx, id);
  await run(id);
  return id;
}
const procedures = async () =>
  await ctx.db.sql<{ id: string; folio: string; status: string }>(
    'select id, folio, status from registry.procedures order by folio',
  );

test('the dry run names every wrong cell and enters nothing', async () => {
  const id = await upload(
    csv(
      row('d1'),
      row('d2', { Oficina: 'Marte', Celular: '12', Correo: 'x@' }),
      row('d3', { Nombre: '', Trámite: 'Volar' }),
      row('d1'),
      row('d1', { Nombre: 'Otra' }),
    ),
  );
  await checkImport(ctx, id, (await getImport(ctx, id)).mapping);
  await run(id);
  const counts = await countRows(ctx, id);
  assert.deepEqual([counts.ready, counts.known, counts.wrong], [1, 1, 3]);
  const wrong = await rowsIn(ctx, id, 'wrong', 0, 10);
  assert.deepEqual(
    wrong.map((one) => [one.number, one.problems.map(({ field, code }) => `${field}:${code}`)]),
    [
      [2, ['office:unknownOffice', 'mobile:wrongMobile', 'email:wrongEmail']],
      [3, ['names:missing', 'service:unknownService']],
      [5, ['externalId:twiceInFile']],
    ],
  );
  assert.equal((await procedures()).length, 0);
});

test('a file takes effect once; the same id with other content is a wrong row', async () => {
  const first = await bring(csv(row('a1'), row('a2'), row('a3')));
  assert.equal((await countRows(ctx, first)).created, 3);
  const again = await bring(csv(row('a1'), row('a2', { Nombre: 'Beatriz' }), row('a4')));
  const counts = await countRows(ctx, again);
  assert.deepEqual([counts.known, counts.wrong, counts.created], [1, 1, 1]);
  const folios = (await procedures()).map(({ folio }) => folio.slice(0, 15));
  assert.deepEqual(folios, ['TOL-2026-000001', 'TOL-2026-000002', 'TOL-2026-000003', 'TOL-2026-000004']);
});

test('events find their procedure by folio or by the id of the other system, in the order of the file', async () => {
  await bring(csv(row('e1'), row('e2')));
  const folio = (await procedures()).at(-1)?.folio ?? '';
  const table = [
    ['id', 'folio', 'evento', 'resultado', 'motivos'],
    ['m1', 'e1', 'tomado', '', ''],
    ['m2', 'e1', 'Suspendido', '', 'Falta el pago; Falta la escritura'],
    ['m3', 'e1', 'entregado', '', ''],
    ['m4', folio, 'en análisis', '', ''],
    ['m5', folio, 'firmado', 'rechazado', ''],
    ['m6', 'no-hay', 'tomado', '', ''],
    ['m7', folio, 'entregado', '', ''],
  ];
  const id = await bring(new TextEncoder().encode(table.map((cells) => cells.join(';')).join('\n')), 'events');
  const wrong = await rowsIn(ctx, id, 'wrong', 0, 10);
  assert.deepEqual(
    wrong.map((one) => [one.number, one.problems[0]?.code]),
    [
      [5, 'reasonNeeded'],
      [6, 'unknownProcedure'],
      [7, 'wrongStatus'],
    ],
  );
  assert.deepEqual(
    (await procedures()).slice(-2).map(({ status }) => status),
    ['delivered', 'in_analysis'],
  );
  await assert.rejects(undoImport(ctx, id), { message: 'registry.importState' });
});

test('undoing takes back what nothing happened to, says what stays, and lets the ids come again', async () => {
  const id = await bring(csv(row('u1'), row('u2')));
  const [one, two] = (await procedures()).slice(-2);
  await takeProcedure(ctx, two?.id ?? '');
  await undoImport(ctx, id);
  await run(id);
  const counts = await countRows(ctx, id);
  assert.deepEqual([counts.undone, counts.kept], [1, 1]);
  const status = new Map((await procedures()).map((found) => [found.id, found.status]));
  assert.equal(status.get(one?.id ?? ''), 'withdrawn');
  assert.equal(status.get(two?.id ?? ''), 'in_analysis');
  assert.equal((await countRows(ctx, await bring(csv(row('u1'), row('u2'))))).created, 1);
});

test('a file that nobody confirms within a month goes whole; one that ended keeps what came of it', async () => {
  const ended = await bring(csv(row('v1')));
  const forgotten = await upload(csv(row('v2')));
  await checkImport(ctx, forgotten, (await getImport(ctx, forgotten)).mapping);
  await run(forgotten);
  const forget = importJobs.find(({ cron }) => cron !== undefined) ?? assert.fail('no job forgets');
  const night = () => forget.run(ctx, {} as never, new AbortController().signal);
  bed.services.clock.advance({ hours: 24 * 29 });
  await night();
  assert.equal((await countRows(ctx, forgotten)).ready, 1);
  bed.services.clock.advance({ hours: 24 * 2 });
  await night();
  await assert.rejects(confirmImport(ctx, forgotten), { message: 'registry.notFound' });
  assert.equal((await rowsIn(ctx, ended, 'created', 0, 10)).length, 1);
  const left = await ctx.db.sql(
    'select from registry.import_rows where import_id = any($1) and cells_sealed is not null',
    [[ended, forgotten]],
  );
  assert.equal(left.length, 0);
});

test('a procedure whose person was told of it at the counter stays when its import is undone', async () => {
  const id = await bring(csv(row('t1', { Celular: '7225557701' })));
  const [told] = (await procedures()).slice(-1);
  const addressIndex = ctx.crypt.blindIndex('+527225557701', 'people.sms');
  await doubtAddress(ctx, { agencyId: ifremId, channel: 'sms', addressIndex }, 'hard_bounce');
  await settleAsTold(ctx, { procedureId: told?.id ?? '', note: 'Vino a la oficina' });
  await undoImport(ctx, id);
  await run(id);
  assert.equal((await countRows(ctx, id)).kept, 1);
});

test('to enter many needs the right at every office of them', async () => {
  const [person] = await ctx.db.sql<{ id: string }>('select id from people.people limit 1');
  const one = { service: 'copias-certificadas', personId: person?.id ?? '', propertyLocation: 'x', documents: [] };
  const both = [toluca, texcoco].map((unitId) => ({ ...one, unitId }));
  await assert.rejects(enterProcedures(as('reception_clerk', toluca), both), { message: 'access.notFound' });
  await assert.rejects(enterProcedures(as('analyst', toluca), both), { message: 'access.notAllowed' });
  await assert.rejects(enterProcedures(bed.as(ANONYMOUS), both), { message: 'access.signInNeeded' });
  await assert.rejects(enterProcedures(ctx, [{ ...one, unitId: toluca, service: 'volar' }]), {
    message: 'registry.unknownService',
  });
  assert.equal((await enterProcedures(ctx, both)).length, 2);
});

test('rows of an office outside the unit are wrong', async () => {
  const id = await bring(csv(row('f1', { Oficina: 'TEX' }), row('f2')), 'procedures', toluca);
  assert.equal((await rowsIn(ctx, id, 'wrong', 0, 10))[0]?.problems[0]?.code, 'foreignOffice');
  assert.equal((await countRows(ctx, id)).created, 1);
});

test('names and telephones are not readable in the tables', async () => {
  await upload(csv(row('s1', { Nombre: 'Inconfundible' })));
  const rows = await ctx.db.sql<{ text: string }>('select r::text as text from registry.import_rows r');
  assert.ok(rows.every(({ text }) => !text.includes('Inconfundible')));
});

test('to import is for the head of the office; elsewhere it does not exist, others may not, strangers log in', async () => {
  const id = await upload(csv(row('p1')), 'procedures', toluca);
  const mapping = (await getImport(ctx, id)).mapping;
  const given = {
    agencyId: ifremId,
    unitId: toluca,
    source: 'x',
    kind: 'procedures',
    fileName: 'x',
    content: csv(row('p2')),
  } as const;
  const acts = [
    (who: typeof ctx) => createImport(who, given),
    (who: typeof ctx) => checkImport(who, id, mapping),
    (who: typeof ctx) => confirmImport(who, id),
    (who: typeof ctx) => undoImport(who, id),
    (who: typeof ctx) => getImport(who, id),
  ];
  for (const act of acts) {
    await assert.rejects(async () => act(as('office_head', texcoco)), { message: 'access.notFound' });
    await assert.rejects(async () => act(as('reception_clerk', toluca)), { message: 'access.notAllowed' });
    await assert.rejects(async () => act(bed.as(ANONYMOUS)), { message: 'access.signInNeeded' });
  }
  await checkImport(as('office_head', toluca), id, mapping);
  await run(id);
  await confirmImport(as('office_head', toluca), id);
  await run(id);
  assert.equal((await countRows(ctx, id)).created, 1);
  assert.ok((await listOffices(ctx.db)).length > 0);
});
