import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import {
  createService,
  findService,
  listOfferedServices,
  publishService,
  retireService,
  saveServiceDraft,
  seedRegistryServices,
} from '../index.ts';
import type { ServiceContent } from '../content.ts';
import { listServiceRows, listVersions, stateOf } from '../store/versions.ts';

const bed = await useTestBed();
const agencyId = newId();
const slug = 'certificado-gravamenes';
before(() => seedRegistryServices(bed.system, agencyId));

function staff(role: string, agency = agencyId): StaffActor {
  const grants = [{ role, unitId: newId() }];
  return { kind: 'staff', staffId: newId(), agencyId: agency, name: 'Prueba', grants, steppedUpAt: undefined };
}

async function current(): Promise<{ id: string; content: ServiceContent }> {
  const row = (await listServiceRows(bed.services.db, agencyId)).find((one) => one.slug === slug);
  assert.ok(row);
  return row;
}

const priceOf = async () => (await findService(bed.services.db, 'es-MX', slug))?.costPesos;

test('editing and publishing need log-in, the right, and the own agency', async () => {
  const { content } = await current();
  const edit = { agencyId, slug, content };
  await assert.rejects(saveServiceDraft(bed.as(), edit), /access.signInNeeded/);
  await assert.rejects(saveServiceDraft(bed.as(staff('analyst')), edit), /access.notAllowed/);
  await assert.rejects(saveServiceDraft(bed.as(staff('director', newId())), edit), /access.notFound/);
  await assert.rejects(publishService(bed.as(), { agencyId, slug }), /access.signInNeeded/);
  await assert.rejects(publishService(bed.as(staff('catalogue_editor')), { agencyId, slug }), /access.notAllowed/);
  await assert.rejects(publishService(bed.as(staff('director', newId())), { agencyId, slug }), /access.notFound/);
  await saveServiceDraft(bed.as(staff('catalogue_editor')), edit);
  await publishService(bed.as(staff('director')), { agencyId, slug });
});

test('a draft changes nothing that people see until it is published', async () => {
  const { id, content } = await current();
  const was = await priceOf();
  await saveServiceDraft(bed.system, { agencyId, slug, content: { ...content, costCents: 123_400 } });
  const version = await saveServiceDraft(bed.system, { agencyId, slug, content: { ...content, costCents: 123_450 } });
  assert.equal(await priceOf(), was);
  assert.equal(await publishService(bed.system, { agencyId, slug }), version);
  assert.equal(await priceOf(), 1234.5);
  const versions = await listVersions(bed.services.db, id);
  assert.equal(versions[0]?.content.costCents, 123_450, 'saving again writes over the draft');
  await assert.rejects(publishService(bed.system, { agencyId, slug }), /catalogue.nothingToPublish/);
});

test('a published version cannot be changed, not even in the database', async () => {
  const { id } = await current();
  await assert.rejects(
    bed.pool.query(`update catalogue.service_versions set content = '{}' where service_id = $1`, [id]),
    /never changes/,
  );
});

test('two editors who save at the same moment make one draft, and neither gets an error', async () => {
  const { id, content } = await current();
  const earlier = (await listVersions(bed.services.db, id)).length;
  const saves = [1, 2, 3, 4].map((days) =>
    saveServiceDraft(bed.system, { agencyId, slug, content: { ...content, responseDays: days } }),
  );
  assert.equal(new Set(await Promise.all(saves)).size, 1);
  assert.equal((await listVersions(bed.services.db, id)).length, earlier + 1);
});

test('a service that is not there is refused', async () => {
  const { content } = await current();
  await assert.rejects(saveServiceDraft(bed.system, { agencyId, slug: 'no-hay', content }), /unknownService/);
});

test('making a new service needs the right to edit, taking one off the right to publish, each in the own agency', async () => {
  const { content } = await current();
  const made = { agencyId, handledBy: null, content: { ...content, nameEs: 'Aviso de rectificación' } };
  await assert.rejects(createService(bed.as(), made), /access.signInNeeded/);
  await assert.rejects(createService(bed.as(staff('analyst')), made), /access.notAllowed/);
  await assert.rejects(createService(bed.as(staff('director', newId())), made), /access.notFound/);
  const fresh = await createService(bed.as(staff('catalogue_editor')), made);
  assert.equal(fresh, 'aviso-de-rectificacion');
  const find = () => findService(bed.services.db, 'es-MX', fresh);
  assert.equal(await find(), undefined, 'nobody outside sees a draft');
  await assert.rejects(createService(bed.system, made), /catalogue.nameTaken/);

  const away = { agencyId, slug: fresh };
  await assert.rejects(retireService(bed.system, away), /catalogue.notInForce/);
  await publishService(bed.system, away);
  assert.equal((await find())?.slug, fresh);
  await assert.rejects(retireService(bed.as(), away), /access.signInNeeded/);
  await assert.rejects(retireService(bed.as(staff('catalogue_editor')), away), /access.notAllowed/);
  await assert.rejects(retireService(bed.as(staff('director', newId())), away), /access.notFound/);
  await retireService(bed.as(staff('director')), away);
  assert.equal((await find())?.retired, true, 'known to its cases');
  const offered = await listOfferedServices(bed.services.db, 'es-MX');
  assert.ok(offered.every((service) => service.slug !== fresh));
});

test('a service whose cases are taken at the desks needs a time: their due date follows from it', async () => {
  const { content } = await current();
  const edit = { agencyId, slug, content: { ...content, responseDays: null } };
  await assert.rejects(saveServiceDraft(bed.system, edit), /catalogue.daysNeeded/);
});

test('seeding again changes nothing, not even what an editor changed', async () => {
  const { content } = await current();
  await saveServiceDraft(bed.system, { agencyId, slug, content: { ...content, costCents: 99_900 } });
  await publishService(bed.system, { agencyId, slug });
  const all = () => bed.pool.query('select * from catalogue.services order by id').then(({ rows }) => rows);
  const versions = () =>
    bed.pool.query('select * from catalogue.service_versions order by id').then(({ rows }) => rows);
  const seeded = [await all(), await versions()];
  await seedRegistryServices(bed.system, agencyId);
  assert.deepEqual([await all(), await versions()], seeded);
  assert.equal(await priceOf(), 999);
});

test('who saves or publishes over what a colleague saved in between is told, and the work of the colleague stays', async () => {
  const { id, content } = await current();
  const save = (nameEn: string, seen?: string) =>
    saveServiceDraft(bed.system, { agencyId, slug, content: { ...content, nameEn }, ...(seen ? { seen } : {}) });
  await save('Opened by both');
  const seen = stateOf(await listVersions(bed.services.db, id));
  bed.services.clock.set('2026-03-04T16:05:00Z');
  await save('The colleague', seen);
  await assert.rejects(save('The other', seen), /catalogue.changedMeanwhile/);
  await assert.rejects(publishService(bed.system, { agencyId, slug, seen }), /catalogue.changedMeanwhile/);
  const versions = await listVersions(bed.services.db, id);
  assert.equal(versions[0]?.content.nameEn, 'The colleague');
  await publishService(bed.system, { agencyId, slug, seen: stateOf(versions) });
});
