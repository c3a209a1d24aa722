import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillPost, loadUnitNodes, seedAgencies } from '#modules/agencies/index.ts';
import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { ANONYMOUS } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { getManagedAccount, listManagedAccounts, type AccountFilter } from '../queries/managed-accounts.ts';
import { insertAccount } from '../store/accounts.ts';
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
    steppedUpAt: bed.services.clock.now(),
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

test('who could enter as somebody else shows a second factor first', async () => {
  const stale = as('account_administrator', toluca);
  bed.services.clock.advance({ minutes: 11 });
  for (const run of [inviteAgain, resetSecondFactor])
    await assert.rejects(run(stale, accountId), { message: 'access.stepUpNeeded' });
  await assert.rejects(createAccount(stale, account('tarde')), { message: 'access.stepUpNeeded' });
  await disableAccount(stale, accountId);
});

test('the list shows who has a post in one’s units, and who has none only to the head of the agency', async () => {
  const names = async (ctx: Ctx, filter: AccountFilter = {}) =>
    (await listManagedAccounts(ctx, { limit: 500, ...filter })).rows.map(({ login }) => login);
  const homeless = await insertAccount(bed.system, {
    agencyId: ifremId,
    login: 'sinpuesto',
    name: 'Íñigo',
    persona: null,
  });
  await fillPost(bed.system, { unitId: texcoco, title: 'Analista', roles: ['analyst'], holderId: boss.accountId });
  assert.deepEqual(await names(as('account_administrator', texcoco), { words: 'directora' }), ['directora']);
  assert.ok(!(await names(as('account_administrator', texcoco))).includes('perez'));
  assert.ok((await names(as('account_administrator', toluca))).includes('perez'));
  assert.ok(!(await names(as('account_administrator', toluca))).includes('sinpuesto'));
  assert.deepEqual(await names(as('account_administrator', ifremRoot), { words: 'INIGO' }), ['sinpuesto']);
  assert.deepEqual(await names(as('account_administrator', ifremRoot), { words: '%' }), []);
  const { accountId: shut } = await createAccount(bed.system, account('cerrada'));
  await disableAccount(bed.system, shut);
  const [gone, words] = ['disabled', 'Cerráda'] as const;
  assert.deepEqual(await names(as('account_administrator', toluca), { state: gone, words }), ['cerrada']);
  assert.deepEqual(await names(as('account_administrator', toluca), { state: 'active', words }), []);
  await assert.rejects(names(as('registrar', toluca)), { message: 'access.notAllowed' });
  await assert.rejects(getManagedAccount(as('account_administrator', toluca), homeless), {
    message: 'access.notFound',
  });
  const all = await names(as('account_administrator', ifremRoot));
  const paged: string[] = [];
  let after: string | undefined;
  do {
    const { rows, next } = await listManagedAccounts(as('account_administrator', ifremRoot), {
      limit: 3,
      ...(after ? { after } : {}),
    });
    paged.push(...rows.map(({ login }) => login));
    after = next;
  } while (after);
  assert.deepEqual(paged, all);
});

test('a name is taken once, in whatever case it is written', async () => {
  await assert.rejects(createAccount(bed.system, account('PEREZ')), { message: 'staff.loginTaken' });
});
