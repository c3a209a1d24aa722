import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registerPerson } from '#modules/people/index.ts';
import { loadUnitNodes, seedAgencies } from '#modules/agencies/index.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { personalFile } from '../queries/personal-file.ts';
import { getRequest, requestList } from '../queries/requests.ts';
import { answerRequest, extendTerm, withdrawRequest } from './answer-request.ts';
import { fulfilRequest } from './fulfil-request.ts';
import { receiveRequest } from './receive-request.ts';
import { setRetention } from './set-retention.ts';

const bed = await useTestBed();
const { system: ctx } = bed;
const { ifremId: agencyId, ifremRoot: root, offices } = await seedAgencies(ctx);
bed.services.access.units.replace(await loadUnitNodes(ctx.db));
const [unitId = '', texcoco = ''] = [offices.get('TOL'), offices.get('TEX')];
const staff = (role: string, at: string) =>
  bed.as({
    kind: 'staff',
    staffId: newId(),
    agencyId,
    name: 'Prueba',
    grants: [{ role, unitId: at }],
    steppedUpAt: undefined,
  });
const officer = staff('privacy_officer', root);
const localOfficer = staff('privacy_officer', texcoco);
const clerk = staff('reception_clerk', unitId);
const analyst = staff('analyst', unitId);
const person = { unitId, names: 'Quirina', surnames: 'Xolalpa', source: 'test' };
const { personId } = await registerPerson(ctx, person);
const citizen = bed.as({ kind: 'citizen', personIds: [personId] });
const stranger = bed.as({ kind: 'citizen', personIds: [newId()] });
const input = { personId, kind: 'access', asked: 'Mis datos', identity: 'ine' } as const;

test('a request is received by staff with the right, and by people about themselves', async () => {
  await assert.rejects(receiveRequest(bed.as(), input), /access.signInNeeded/);
  await assert.rejects(receiveRequest(analyst, input), /access.notAllowed/);
  await assert.rejects(receiveRequest(stranger, input), /access.notFound/);
  for (const who of [clerk, officer, citizen]) await receiveRequest(who, input);
});

test('only the privacy officer of the agency reads, answers and does; elsewhere the request does not exist', async () => {
  const { requestId } = await receiveRequest(clerk, input);
  const rule = { class: 'notice_content', keepDays: 30, legalBasis: 'x' } as const;
  const acts = (who: typeof ctx) => [
    () => getRequest(who, requestId),
    () => answerRequest(who, { requestId, granted: true, grounds: 'x' }),
    () => extendTerm(who, { requestId, reason: 'x' }),
    () => withdrawRequest(who, requestId),
    () => fulfilRequest(who, { requestId }),
  ];
  for (const who of [clerk, analyst, citizen]) {
    for (const act of [
      ...acts(who),
      () => setRetention(who, agencyId, rule),
      () => requestList(who, agencyId, { open: true }),
    ]) {
      await assert.rejects(act(), /access.notAllowed/);
    }
  }
  for (const act of acts(localOfficer)) await assert.rejects(act(), /access.notFound/);
  assert.deepEqual(await requestList(localOfficer, agencyId, { open: true }), []);
  await assert.rejects(setRetention(officer, newId(), rule), /access.notFound/);
  assert.equal((await getRequest(officer, requestId)).asked, 'Mis datos');
});

test('a whole file is opened by its person and by the officer, by nobody else, and each opening is on record', async () => {
  for (const who of [clerk, analyst]) await assert.rejects(personalFile(who, personId), /access.notAllowed/);
  await assert.rejects(personalFile(stranger, personId), /access.notFound/);
  await personalFile(citizen, personId);
  await personalFile(officer, personId);
  const rows = await ctx.db.sql(
    `select from platform.audit_entries where action = 'people.export' and entity_id = $1`,
    [personId],
  );
  assert.equal(rows.length, 2);
});
