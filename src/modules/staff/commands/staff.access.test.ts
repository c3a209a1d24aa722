import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillPost, loadUnitNodes, seedAgencies } from '#modules/agencies/index.ts';
import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { ANONYMOUS } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { createAccount, inviteAgain } from './invite.ts';
import { disableAccount, enableAccount, endAllSessions, resetSecondFactor } from './manage-access.ts';

const bed = await useTestBed();
const { ifremId, ifremRoot, offices } = await seedAgencies(bed.system);
bed.services.access.units.replace(await loadUnitNodes(bed.services.db));
const [toluca = '', texcoco = ''] = [offices.get('TOL'), offices.get('TEX')];

const as = (role: string, unitId: string, staffId: string = newId()): Ctx =>
  bed.as({
    kind: 'staff',
    staffId,
    agencyId: ifremId,
    name: 'x',
    grants: [{ role, unitId }],
    steppedUpAt: undefined,
  });
const account = (login: string, unitId = toluca, roles = ['registrar']) => ({
  unitId,
  login,
  name: 'María Pérez',
  title: 'Registradora',
  roles,
});
const { accountId } = await createAccount(bed.system, account('perez'));
const boss = await createAccount(bed.system, account('directora', ifremRoot, ['director']));
const system = await createAccount(bed.system, account('sistemas', toluca, ['system_administrator']));

const ACTS: Record<string, (ctx: Ctx, id: string) => Promise<unknown>> = {
  inviteAgain,
  disableAccount,
  enableAccount,
  endAllSessions,
  resetSecondFactor,
};

for (const [name, run] of Object.entries(ACTS)) {
  test(`${name} is done by who manages accounts there, and outside that place the account does not exist`, async () => {
    await run(as('account_administrator', toluca), accountId);
    await run(as('system_administrator', ifremRoot), accountId);
    await assert.rejects(run(as('account_administrator', texcoco), accountId), { message: 'access.notFound' });
    await assert.rejects(run(as('registrar', toluca), accountId), { message: 'access.notAllowed' });
    await assert.rejects(run(bed.as(ANONYMOUS), accountId), { message: 'access.signInNeeded' });
  });

  test(`${name} is refused for somebody above, for somebody with more power and for oneself`, async () => {
    const administrator = as('account_administrator', toluca);
    await assert.rejects(run(administrator, boss.accountId), { message: 'access.notFound' });
    await assert.rejects(run(administrator, system.accountId), { message: 'staff.beyondReach' });
    const oneself = as('account_administrator', toluca, accountId);
    await assert.rejects(run(oneself, accountId), { message: 'staff.notYourself' });
  });

  test(`${name} is refused when one of the posts lies outside`, async () => {
    const { accountId: both } = await createAccount(bed.system, account(`dos-${name}`));
    await fillPost(bed.system, { unitId: texcoco, title: 'Analista', roles: ['analyst'], holderId: both });
    await assert.rejects(run(as('account_administrator', toluca), both), { message: 'staff.beyondReach' });
    await run(as('account_administrator', ifremRoot), both);
  });
}

test('createAccount gives no role and no unit beyond those of its maker', async () => {
  const administrator = as('account_administrator', toluca);
  await createAccount(administrator, account('uno'));
  await createAccount(administrator, account('colega', toluca, ['account_administrator']));
  await assert.rejects(createAccount(administrator, account('a', texcoco)), { message: 'access.notFound' });
  await assert.rejects(createAccount(administrator, account('b', toluca, ['system_administrator'])), {
    message: 'agencies.beyondOwn',
  });
  await assert.rejects(createAccount(administrator, account('c', toluca, ['unknown'])), {
    message: 'agencies.beyondOwn',
  });
  await assert.rejects(createAccount(administrator, account('d', toluca, [])), { message: 'agencies.beyondOwn' });
  await assert.rejects(createAccount(as('registrar', toluca), account('e')), { message: 'access.notAllowed' });
  await assert.rejects(createAccount(bed.as(ANONYMOUS), account('f')), { message: 'access.signInNeeded' });
});

test('a name is taken once, in whatever case it is written', async () => {
  await assert.rejects(createAccount(bed.system, account('PEREZ')), { message: 'staff.loginTaken' });
});
