import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { editOffice } from '#modules/agencies/index.ts';
import { publishService, retireService, saveServiceDraft, serviceContent } from '#modules/catalogue/index.ts';
import { seedFacts } from './facts.ts';

const bed = await useTestBed();
const SCHEMAS = ['agencies', 'catalogue', 'geography'];

/** Every row of every table of the three modules. */
async function everything(): Promise<Map<string, string[]>> {
  const { rows: tables } = await bed.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any($1) order by 1`,
    [SCHEMAS],
  );
  const all = new Map<string, string[]>();
  for (const { name } of tables) {
    const { rows } = await bed.pool.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
    all.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return all;
}

test('seeding a second time changes no row, and what staff wrote in between stays', async () => {
  const { ifremId, offices } = await seedFacts(bed.system);
  const first = await everything();
  assert.ok((first.get('agencies.offices') ?? []).length === 19 && (first.get('catalogue.services') ?? []).length > 20);
  await seedFacts(bed.system);
  assert.deepEqual(await everything(), first);

  const { rows } = await bed.pool.query(`select content from catalogue.services where slug = 'copias-certificadas'`);
  const content = serviceContent.parse(rows[0].content);
  const slug = { agencyId: ifremId, slug: 'copias-certificadas' };
  await saveServiceDraft(bed.system, { ...slug, content: { ...content, nameEs: 'Copias certificadas de folios' } });
  await publishService(bed.system, slug);
  await retireService(bed.system, { agencyId: ifremId, slug: 'aviso-preventivo' });
  await editOffice(bed.system, {
    unitId: offices.get('TOL') ?? '',
    address: 'Av. Hidalgo 100, Centro, Toluca',
    phone: '722 000 0000',
    source: 'Directorio de prueba',
    latitude: 19.29,
    longitude: -99.65,
    week: [],
  });
  const edited = await everything();
  await seedFacts(bed.system);
  assert.deepEqual(await everything(), edited);
});

test('what an upgrade brings is added beside it', async () => {
  const { ifremId } = await seedFacts(bed.system);
  const before = await everything();
  // As an installation of before the release that brought this service.
  await bed.pool.query(
    `update catalogue.services set slug = 'antiguo', retired_at = now() where agency_id = $1 and slug = 'certificado-inscripcion'`,
    [ifremId],
  );
  await seedFacts(bed.system);
  const after = await everything();
  assert.equal(after.get('catalogue.services')?.length, (before.get('catalogue.services')?.length ?? 0) + 1);
});
