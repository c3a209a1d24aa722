import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOTP } from 'otpauth';
import { loadUnitNodes, seedAgencies } from '#modules/agencies/index.ts';
import { ANONYMOUS, type Actor } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { findSession, hashSessionId } from '../store/sessions.ts';
import { createAccount } from './create-account.ts';
import { disableAccount, resetSecondFactor } from './end-access.ts';
import { enterAs } from './enter-as.ts';
import { logIn } from './log-in.ts';
import { confirmSecondFactor, enrolSecondFactor, proposeSecret } from './second-factor.ts';

const bed = await useTestBed();
const { ifremId, ifremRoot, offices } = await seedAgencies(bed.system);
bed.services.access.units.replace(await loadUnitNodes(bed.services.db));
const unitId = offices.get('TOL') ?? '';
const password = 'el maguey de mi abuela';
const account = (login: string) => ({
  agencyId: ifremId,
  unitId,
  login,
  name: 'María Pérez',
  title: 'Registradora',
  roles: ['registrar'],
  password,
});
const as = (role: string, at: string) =>
  bed.as({
    kind: 'staff',
    staffId: ifremId,
    agencyId: ifremId,
    name: 'x',
    grants: [{ role, unitId: at }],
    steppedUpAt: undefined,
  } as Actor);

test('accounts are made and ended by the system administrator alone', async () => {
  await createAccount(as('system_administrator', ifremRoot), account('uno'));
  await assert.rejects(createAccount(as('system_administrator', offices.get('TEX') ?? ''), account('dos')), {
    message: 'access.notFound',
  });
  await assert.rejects(createAccount(as('registrar', unitId), account('tres')), { message: 'access.notAllowed' });
  for (const end of [disableAccount, resetSecondFactor]) {
    await assert.rejects(async () => end(as('registrar', unitId), 'uno'), { message: 'access.notAllowed' });
    await assert.rejects(async () => end(bed.as(ANONYMOUS), 'uno'), { message: 'access.signInNeeded' });
  }
});

test('a log-in with password and code opens a session, each code works once, and disabling ends it at once', async () => {
  const id = await createAccount(bed.system, account('perez'));
  await assert.rejects(logIn(bed.as(), 'perez', 'wrong password here'), { message: 'staff.wrongCredentials' });
  const { cookie } = await logIn(bed.as(), 'PEREZ', password);
  assert.equal((await findSession(bed.services, cookie))?.pending, true);
  const { secret } = proposeSecret('perez');
  const code = () => new TOTP({ secret }).generate({ timestamp: bed.services.clock.now().epochMilliseconds });
  await assert.rejects(enrolSecondFactor(bed.as(), id, secret, '000000', hashSessionId(cookie)), {
    message: 'staff.wrongCode',
  });
  await enrolSecondFactor(bed.as(), id, secret, code(), hashSessionId(cookie));
  const session = await findSession(bed.services, cookie);
  assert.equal(session?.pending, false);
  assert.deepEqual(session?.actor.grants, [{ role: 'registrar', unitId }]);
  await assert.rejects(confirmSecondFactor(bed.as(), id, code(), hashSessionId(cookie)), {
    message: 'staff.wrongCode',
  });
  bed.services.clock.advance({ seconds: 60 });
  await confirmSecondFactor(bed.as(), id, code(), hashSessionId(cookie));
  await disableAccount(bed.system, 'perez');
  assert.equal(await findSession(bed.services, cookie), undefined);
  await assert.rejects(logIn(bed.as(), 'perez', password), { message: 'staff.wrongCredentials' });
});

test('the sixth wrong password in a row has to wait', async () => {
  await createAccount(bed.system, account('lento'));
  for (let turn = 0; turn < 5; turn++)
    await assert.rejects(logIn(bed.as(), 'lento', 'x'), { message: 'staff.wrongCredentials' });
  await assert.rejects(logIn(bed.as(), 'lento', password), { message: 'http.tooMany' });
});

test('a session ends after half an hour without a request', async () => {
  await createAccount(bed.system, account('quieto'));
  const { cookie } = await logIn(bed.as(), 'quieto', password);
  bed.services.clock.advance({ minutes: 31 });
  assert.equal(await findSession(bed.services, cookie), undefined);
});

test('nobody enters as a real person', async () => {
  await assert.rejects(enterAs(bed.as(), 'uno'), { message: 'staff.wrongCredentials' });
});
