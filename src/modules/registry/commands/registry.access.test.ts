import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillPost, seedAgencies } from '#modules/agencies/index.ts';
import { seedRegistryServices } from '#modules/catalogue/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { insertAccount } from '#modules/staff/index.ts';
import type { Ctx } from '#platform/context.ts';
import { ANONYMOUS } from '#platform/permissions/actor.ts';
import { loadUnitNodes } from '#modules/agencies/index.ts';
import { useTestBed } from '#test/support/context.ts';
import { proposalMark } from '../proposal-mark.ts';
import { getProcedure } from '../queries/procedure.ts';
import { assignProcedure } from './assign-procedure.ts';
import { confirmProposal, confirmProposals } from './confirm-proposal.ts';
import { createClient } from './create-client.ts';
import { deliverProcedure } from './deliver-procedure.ts';
import { enterProcedure } from './enter-procedure.ts';
import { proposeOutcome } from './propose-outcome.ts';
import { releaseProcedure } from './release-procedure.ts';
import { returnProposal } from './return-proposal.ts';
import { deleteView, saveView } from './save-view.ts';
import { receiveEvents, receiveProcedures } from './receive.ts';
import { reenterProcedure } from './reenter-procedure.ts';
import { signProcedure } from './sign-procedure.ts';
import { takeNext } from './take-next.ts';
import { takeProcedure } from './take-procedure.ts';
import { withdrawProcedure } from './withdraw-procedure.ts';

const bed = await useTestBed();
const { ifremId, offices } = await seedAgencies(bed.system);
bed.services.access.units.replace(await loadUnitNodes(bed.services.db));
await seedRegistryServices(bed.system, ifremId);
const toluca = offices.get('TOL') ?? '';
const texcoco = offices.get('TEX') ?? '';

function as(role: string, unitId: string): Ctx {
  const steppedUpAt = bed.services.clock.now();
  return bed.as({
    kind: 'staff',
    staffId: ifremId,
    agencyId: ifremId,
    name: 'x',
    grants: [{ role, unitId }],
    steppedUpAt,
  });
}

const service = 'copias-certificadas';
async function entered(): Promise<string> {
  const person = { agencyId: ifremId, unitId: toluca, names: 'Ana', surnames: 'Nava', source: 'test' };
  const { personId } = await registerPerson(bed.system, person);
  return (await enterProcedure(bed.system, { unitId: toluca, service, personId, propertyLocation: 'x', documents: [] }))
    .procedureId;
}
async function taken(): Promise<string> {
  const id = await entered();
  await takeProcedure(bed.system, id);
  return id;
}
async function signed(outcome: 'accepted' | 'suspended'): Promise<string> {
  const id = await taken();
  await signProcedure(bed.system, { procedureId: id, outcome, reasons: ['x'] });
  return id;
}
async function proposed(): Promise<string> {
  const id = await taken();
  await proposeOutcome(bed.system, { procedureId: id, outcome: 'accepted', reasons: [] });
  return id;
}
const enter = async (ctx: Ctx) => {
  const { personId } = await registerPerson(bed.system, {
    agencyId: ifremId,
    unitId: toluca,
    names: 'A',
    surnames: 'B',
    source: 'test',
  });
  await enterProcedure(ctx, { unitId: toluca, service, personId, propertyLocation: 'x', documents: [] });
};

const propose = (ctx: Ctx, procedureId: string) =>
  proposeOutcome(ctx, { procedureId, outcome: 'accepted', reasons: [] });
const analystId = await insertAccount(bed.system, {
  agencyId: ifremId,
  login: 'analista',
  name: 'Ana Lista',
  persona: null,
});
await fillPost(bed.system, {
  unitId: toluca,
  title: 'Analista',
  roles: ['analyst'],
  holderId: analystId,
});

const seen = async (procedureId: string) => ({
  procedureId,
  seen: proposalMark(await getProcedure(bed.system, procedureId)),
});

const CASES: readonly [string, role: string, wrong: string, (ctx: Ctx) => Promise<unknown>][] = [
  ['enter', 'reception_clerk', 'analyst', enter],
  ['take', 'analyst', 'reception_clerk', async (ctx) => takeProcedure(ctx, await entered())],
  [
    'sign',
    'registrar',
    'analyst',
    async (ctx) => signProcedure(ctx, { procedureId: await taken(), outcome: 'accepted', reasons: [] }),
  ],
  ['deliver', 'delivery_desk', 'registrar', async (ctx) => deliverProcedure(ctx, await signed('accepted'), 'ine')],
  ['re-enter', 'reception_clerk', 'registrar', async (ctx) => reenterProcedure(ctx, await signed('suspended'))],
  [
    'withdraw',
    'reception_clerk',
    'analyst',
    async (ctx) => withdrawProcedure(ctx, await entered(), 'Ya no lo necesita'),
  ],
  ['propose', 'analyst', 'reception_clerk', async (ctx) => propose(ctx, await taken())],
  ['release', 'analyst', 'reception_clerk', async (ctx) => releaseProcedure(ctx, await taken())],
  ['confirm a proposal', 'registrar', 'analyst', async (ctx) => confirmProposal(ctx, await seen(await proposed()))],
  [
    'return a proposal',
    'registrar',
    'analyst',
    async (ctx) => returnProposal(ctx, { procedureId: await proposed(), note: 'Falta el plano' }),
  ],
  [
    'assign',
    'office_head',
    'analyst',
    async (ctx) => assignProcedure(ctx, { procedureId: await entered(), staffId: analystId }),
  ],
  [
    'make a key',
    'system_administrator',
    'registrar',
    (ctx) => createClient(ctx, { agencyId: ifremId, unitId: toluca, name: `k${Math.random()}` }),
  ],
];

for (const [name, role, wrong, act] of CASES) {
  test(`to ${name} is for ${role} of the office; for others it does not exist, is not allowed, or needs a log-in`, async () => {
    await act(as(role, toluca));
    await assert.rejects(act(as(role, texcoco)), { message: 'access.notFound' });
    await assert.rejects(act(as(wrong, toluca)), { message: 'access.notAllowed' });
    await assert.rejects(act(bed.as(ANONYMOUS)), { message: 'access.signInNeeded' });
  });
}

test('signing needs a second factor shown in the last minutes', async () => {
  const id = await taken();
  const ctx = as('registrar', toluca);
  bed.services.clock.advance({ minutes: 11 });
  await assert.rejects(signProcedure(ctx, { procedureId: id, outcome: 'accepted', reasons: [] }), {
    message: 'access.stepUpNeeded',
  });
});

test('the API is for keys with the scope alone', async () => {
  for (const call of [() => receiveProcedures(as('analyst', toluca), []), () => receiveEvents(bed.as(ANONYMOUS), [])]) {
    await assert.rejects(async () => call(), /access\.(notAllowed|signInNeeded)/);
  }
});

test('many are signed only under a second factor, and by nobody who may not sign one', async () => {
  const [one, foreign] = [await seen(await proposed()), await seen(await proposed())];
  assert.deepEqual(
    (await confirmProposals(as('registrar', texcoco), [foreign])).map((result) => result.ok || result.refusal.message),
    ['access.notFound'],
  );
  await assert.rejects(confirmProposals(as('analyst', toluca), [one]), { message: 'access.notAllowed' });
  await assert.rejects(confirmProposals(bed.as(ANONYMOUS), [one]), { message: 'access.signInNeeded' });
  const stale = as('registrar', toluca);
  bed.services.clock.advance({ minutes: 11 });
  await assert.rejects(confirmProposals(stale, [one]), { message: 'access.stepUpNeeded' });
});

test('the next one is for analysts, and of their own units alone', async () => {
  await entered();
  assert.ok(await takeNext(as('analyst', toluca)));
  assert.equal(await takeNext(as('analyst', texcoco)), undefined);
  await assert.rejects(takeNext(as('reception_clerk', toluca)), { message: 'access.notAllowed' });
  await assert.rejects(takeNext(bed.as(ANONYMOUS)), { message: 'access.signInNeeded' });
});

test('views are kept by staff for themselves', async () => {
  const view = { name: 'x', query: 'etapa=entered', isDefault: false };
  await saveView(as('analyst', toluca), view);
  await assert.rejects(saveView(bed.as(ANONYMOUS), view), { message: 'access.signInNeeded' });
  await assert.rejects(deleteView(bed.as(ANONYMOUS), ifremId), { message: 'access.signInNeeded' });
});
