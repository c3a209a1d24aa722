import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import type { Ctx } from '#platform/context.ts';
import { seedAgencies } from '#modules/agencies/index.ts';
import { newId } from '#platform/ids.ts';
import {
  erasePerson,
  exportPerson,
  findLikelyDuplicates,
  giveConsent,
  mergePeople,
  openVerification,
  opposeNotices,
  personForNotices,
  readPerson,
  rectifyPerson,
  registerPerson,
  searchPeople,
  startVerification,
  tellPeopleApart,
  undoMerge,
  withdrawConsent,
} from '../index.ts';
import { givenPerson, staffWith } from '../people.testing.ts';

const bed = await useTestBed();
const agencyId = newId();
const unitId = newId();
bed.services.access.units.replace([{ id: unitId, parentId: null }]);
const personId = await givenPerson(bed.system, agencyId, {
  names: 'Rosa',
  surnames: 'Luna',
  mobile: '+527225550101',
  email: 'rosa@ejemplo.mx',
});
const otherId = await givenPerson(bed.system, agencyId, { names: 'Rosa', surnames: 'Luna' });
const consent = { personId, channel: 'sms' as const, source: 'test' };

async function mergeOf(keptId: string): Promise<string> {
  const { rows } = await bed.pool.query<{ id: string }>('select id from people.merges where kept_id = $1', [keptId]);
  return rows[0]?.id ?? newId();
}

const ACTS: Record<string, { role: string; run: (ctx: Ctx) => Promise<unknown> }> = {
  giveConsent: { role: 'reception_clerk', run: (ctx) => giveConsent(ctx, consent) },
  withdrawConsent: { role: 'reception_clerk', run: (ctx) => withdrawConsent(ctx, consent) },
  startVerification: {
    role: 'reception_clerk',
    run: (ctx) => startVerification(ctx, { personId, channel: 'email', address: 'otro@ejemplo.mx' }),
  },
  readPerson: { role: 'analyst', run: (ctx) => readPerson(ctx, personId) },
  tellPeopleApart: { role: 'office_head', run: (ctx) => tellPeopleApart(ctx, [personId, otherId]) },
  exportPerson: { role: 'privacy_officer', run: (ctx) => exportPerson(ctx, personId) },
  rectifyPerson: {
    role: 'privacy_officer',
    run: (ctx) => rectifyPerson(ctx, { personId, names: 'Rosa', surnames: 'Luna', source: 'test' }),
  },
  opposeNotices: { role: 'privacy_officer', run: (ctx) => opposeNotices(ctx, { personId: otherId, source: 'test' }) },
  erasePerson: {
    role: 'privacy_officer',
    run: (ctx) => erasePerson(ctx, { personId: otherId, keepName: true, source: 'test' }),
  },
  mergePeople: {
    role: 'office_head',
    run: (ctx) => mergePeople(ctx, { keepId: personId, mergeId: otherId, reason: 'x' }),
  },
  undoMerge: {
    role: 'office_head',
    run: async (ctx) => undoMerge(ctx, { mergeId: await mergeOf(personId), reason: 'x' }),
  },
};

for (const [name, { role, run }] of Object.entries(ACTS)) {
  test(`${name} needs log-in, the right, and a person of the own agency`, async () => {
    await assert.rejects(run(bed.as()), /access.signInNeeded/);
    await assert.rejects(run(bed.as(staffWith('director', agencyId, unitId))), /access.notAllowed/);
    await assert.rejects(run(bed.as(staffWith(role, newId(), unitId))), /access.notFound/);
    await assert.rejects(run(bed.as({ kind: 'citizen', personIds: [newId()] })), /access.notFound/);
    await run(bed.as(staffWith(role, agencyId, unitId)));
  });
}

test('registering needs the right in the very unit', async () => {
  const { ifremRoot, ifremId } = await seedAgencies(bed.system);
  bed.services.access.units.replace([
    { id: unitId, parentId: null },
    { id: ifremRoot, parentId: null },
  ]);
  const entry = { unitId: ifremRoot, names: 'Eva', surnames: 'Paz', source: 'test' };
  await assert.rejects(registerPerson(bed.as(), entry), /access.signInNeeded/);
  await assert.rejects(registerPerson(bed.as(staffWith('analyst', ifremId, ifremRoot)), entry), /access.notAllowed/);
  await assert.rejects(registerPerson(bed.as(staffWith('reception_clerk', ifremId)), entry), /access.notFound/);
  const clerk = bed.as(staffWith('reception_clerk', ifremId, ifremRoot));
  const { personId: registeredId } = await registerPerson(clerk, entry);
  assert.equal((await readPerson(clerk, registeredId)).agencyId, ifremId, 'the agency is that of the unit');
  await assert.rejects(registerPerson(clerk, { ...entry, agencyId: newId() }), /access.notFound/);
});

test('who may not read contact data sees it masked, in every query', async () => {
  const names = { names: 'Rosa', surnames: 'Sosa' };
  const shownId = await givenPerson(bed.system, agencyId, {
    ...names,
    mobile: '+527225550202',
    email: 'rosa@ejemplo.mx',
  });
  const analyst = bed.as(staffWith('analyst', agencyId, unitId));
  const clerk = bed.as(staffWith('reception_clerk', agencyId, unitId));
  const entry = { agencyId, ...names, mobile: '+527225550202' };
  const seen = JSON.stringify([
    await searchPeople(analyst, agencyId, 'Rosa Sosa'),
    await readPerson(analyst, shownId),
    await findLikelyDuplicates(clerk, entry),
  ]);
  assert.doesNotMatch(seen, /555 ?0202|rosa@/);
  assert.match(seen, /0202/);
  const head = bed.as(staffWith('office_head', agencyId, unitId));
  assert.match(JSON.stringify(await searchPeople(head, agencyId, '722 555 0202')), /rosa@ejemplo\.mx/);
});

test('a search in another agency finds nothing, not even that it is there', async () => {
  const stranger = bed.as(staffWith('office_head', newId(), unitId));
  await assert.rejects(searchPeople(stranger, agencyId, 'Rosa Luna'), /access.notFound/);
  await assert.rejects(
    findLikelyDuplicates(stranger, { agencyId, names: 'Rosa', surnames: 'Luna' }),
    /access.notFound/,
  );
});

test('contact data for messages and codes are for the program itself', async () => {
  const head = bed.as(staffWith('office_head', agencyId, unitId));
  await assert.rejects(personForNotices(head, personId), /access.notAllowed/);
  await assert.rejects(openVerification(head, newId()), /access.notAllowed/);
});

test('each look into personal data is on the audit log, without what was typed', async () => {
  const { rows } = await bed.pool.query(`select action, detail::text as detail from platform.audit_entries`);
  const actions = new Set(rows.map((row) => String(row.action)));
  for (const action of ['people.search', 'people.read', 'people.merge']) assert.ok(actions.has(action), action);
  // Without the ids: seven digits may well stand in one of them.
  const written = JSON.stringify(rows).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');
  assert.doesNotMatch(written, /Rosa|5550202/);
});
