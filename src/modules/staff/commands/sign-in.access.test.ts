import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOTP } from 'otpauth';
import { fillPost, loadUnitNodes, seedAgencies } from '#modules/agencies/index.ts';
import type { Ctx } from '#platform/context.ts';
import { useTestBed } from '#test/support/context.ts';
import { insertAccount } from '../store/accounts.ts';
import { findSession } from '../store/sessions.ts';
import { confirmAsPersona, enterAs } from './enter-as.ts';
import { acceptInvitation, createAccount, inviteAgain } from './invite.ts';
import { logIn, logOut } from './log-in.ts';
import { disableAccount, enableAccount, resetSecondFactor } from './manage-access.ts';
import { changePassword, endOwnSessions } from './own-account.ts';
import { confirmRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';
import { confirmTotp, dropTotp, enrolTotp, proposeTotp } from './second-factor.ts';

const bed = await useTestBed();
const { ifremId, offices } = await seedAgencies(bed.system);
bed.services.access.units.replace(await loadUnitNodes(bed.services.db));
const unitId = offices.get('TOL') ?? '';
const password = 'el maguey de mi abuela';
const device = 'Firefox · Windows';

/** Who sends this cookie, or nobody. */
async function visit(cookie: string): Promise<{ ctx: Ctx; sessionId: string; pending: boolean } | undefined> {
  const found = await findSession(bed.services, cookie);
  return found && { ctx: bed.as(found.actor), sessionId: found.session.id, pending: found.pending };
}
const visited = async (cookie: string) => (await visit(cookie)) ?? assert.fail('the session is over');

async function invited(login: string) {
  return createAccount(bed.system, { unitId, login, name: 'María Pérez', title: 'Registradora', roles: ['registrar'] });
}
const tokenOf = (path: string) => path.replace('/invitacion/', '');

/** Somebody who has set a password. */
async function withPassword(login: string) {
  const { accountId, invitation } = await invited(login);
  const { cookie } = await acceptInvitation(bed.as(), { token: tokenOf(invitation.path), password, device });
  return { accountId, cookie };
}

/** Somebody who has set a password and registered a code application. */
async function enrolled(login: string) {
  const { accountId, cookie } = await withPassword(login);
  const { ctx, sessionId } = await visited(cookie);
  const { sealed, secret } = await proposeTotp(ctx);
  const code = () => new TOTP({ secret }).generate({ timestamp: bed.services.clock.now().epochMilliseconds });
  const renewed = await enrolTotp(ctx, { proposal: sealed, code: code(), sessionId });
  bed.services.clock.advance({ seconds: 60 });
  return { accountId, code, cookie: renewed.cookie };
}

async function actions(): Promise<string[]> {
  const rows = await bed.services.db.sql<{ action: string }>(
    `select action from platform.audit_entries where action like 'staff.%' order by at, id`,
  );
  return rows.map(({ action }) => action);
}

test('an invitation is accepted once, by a password that keeps the rules, and not after four days', async () => {
  const { accountId, invitation } = await invited('ana');
  const token = tokenOf(invitation.path);
  await assert.rejects(acceptInvitation(bed.as(), { token, password: 'corta', device }), {
    message: 'staff.passwordShort',
  });
  await assert.rejects(acceptInvitation(bed.as(), { token, password: 'ventanilla2026', device }), {
    message: 'staff.passwordGuessable',
  });
  const { cookie } = await acceptInvitation(bed.as(), { token, password, device });
  assert.equal((await visited(cookie)).pending, true);
  await assert.rejects(acceptInvitation(bed.as(), { token, password, device }), { message: 'staff.linkSpent' });
  const old = await inviteAgain(bed.system, accountId);
  const next = await inviteAgain(bed.system, accountId);
  await assert.rejects(acceptInvitation(bed.as(), { token: tokenOf(old.path), password, device }), {
    message: 'staff.linkSpent',
  });
  bed.services.clock.advance({ hours: 97 });
  await assert.rejects(acceptInvitation(bed.as(), { token: tokenOf(next.path), password, device }), {
    message: 'staff.linkSpent',
  });
});

test('an account has no password until its holder sets one', async () => {
  await invited('nadie');
  for (const guess of ['', 'nadie', 'password', 'ventanilla'])
    await assert.rejects(logIn(bed.as(), { login: 'nadie', password: guess, device }), {
      message: 'staff.wrongCredentials',
    });
});

test('a mistyped code keeps the scanned secret, and each code works once', async () => {
  const { cookie } = await withPassword('perez');
  const { ctx, sessionId } = await visited(cookie);
  const shown = await proposeTotp(ctx);
  await assert.rejects(enrolTotp(ctx, { proposal: shown.sealed, code: '000000', sessionId }), {
    message: 'staff.wrongCode',
  });
  const again = await proposeTotp(ctx, shown.sealed);
  assert.equal(again.secret, shown.secret);
  const code = () =>
    new TOTP({ secret: shown.secret }).generate({ timestamp: bed.services.clock.now().epochMilliseconds });
  const first = await enrolTotp(ctx, { proposal: again.sealed, code: code(), sessionId });
  await assert.rejects(confirmTotp(ctx, code(), sessionId), { message: 'staff.wrongCode' });
  bed.services.clock.advance({ seconds: 60 });
  const second = await confirmTotp(ctx, code(), sessionId);
  assert.equal((await visited(second.cookie)).pending, false);
  assert.equal(new Set([cookie, first.cookie, second.cookie]).size, 3);
});

test('the proposal of one account enrols no other', async () => {
  const [one, other] = [await withPassword('propone'), await withPassword('copia')];
  const { sealed, secret } = await proposeTotp((await visited(one.cookie)).ctx);
  const { ctx, sessionId } = await visited(other.cookie);
  const code = new TOTP({ secret }).generate({ timestamp: bed.services.clock.now().epochMilliseconds });
  await assert.rejects(enrolTotp(ctx, { proposal: sealed, code, sessionId }), { message: 'staff.wrongCode' });
});

test('the session gets a new secret with the second factor; the one before it is worth nothing', async () => {
  const { code, cookie } = await enrolled('renueva');
  const before = await visited(cookie);
  const { cookie: next } = await confirmTotp(before.ctx, code(), before.sessionId);
  assert.equal(await visit(cookie), undefined);
  assert.equal((await visited(next)).sessionId, before.sessionId);
});

test('between password and second factor a session may do nothing', async () => {
  const { cookie } = await withPassword('espera');
  const { ctx } = await visited(cookie);
  assert.ok(ctx.actor.kind === 'staff');
  assert.deepEqual(ctx.actor.grants, []);
});

test('a stolen password cannot put in another second factor', async () => {
  await enrolled('robada');
  const { cookie } = await logIn(bed.as(), { login: 'robada', password, device });
  const { ctx, sessionId } = await visited(cookie);
  const { sealed, secret } = await proposeTotp(ctx);
  const code = new TOTP({ secret }).generate({ timestamp: bed.services.clock.now().epochMilliseconds });
  await assert.rejects(enrolTotp(ctx, { proposal: sealed, code, sessionId }), { message: 'access.stepUpNeeded' });
  await assert.rejects(makeRecoveryCodes(ctx), { message: 'access.stepUpNeeded' });
});

test('a recovery code stands for a lost telephone once, and new codes void the old', async () => {
  const { cookie } = await enrolled('pierde');
  const codes = await makeRecoveryCodes((await visited(cookie)).ctx);
  assert.equal(new Set(codes).size, 10);
  const { cookie: next } = await logIn(bed.as(), { login: 'pierde', password, device });
  const { ctx, sessionId } = await visited(next);
  const [first = '', second = ''] = codes;
  const shown = await confirmRecoveryCode(ctx, first.toUpperCase().replace('-', ' '), sessionId);
  assert.equal((await visited(shown.cookie)).pending, false);
  await assert.rejects(confirmRecoveryCode(ctx, first, sessionId), { message: 'staff.wrongRecoveryCode' });
  await makeRecoveryCodes((await visited(shown.cookie)).ctx);
  await assert.rejects(confirmRecoveryCode(ctx, second, sessionId), { message: 'staff.wrongRecoveryCode' });
});

test('the only second factor stays', async () => {
  const { cookie } = await enrolled('ultima');
  await assert.rejects(dropTotp((await visited(cookie)).ctx), { message: 'staff.lastFactor' });
});

test('after a reset the next log-in registers a new factor', async () => {
  const { accountId, cookie } = await enrolled('repone');
  await resetSecondFactor(bed.system, accountId);
  assert.equal(await visit(cookie), undefined);
  const { cookie: next } = await logIn(bed.as(), { login: 'repone', password, device });
  const { ctx, sessionId } = await visited(next);
  const { sealed, secret } = await proposeTotp(ctx);
  const code = new TOTP({ secret }).generate({ timestamp: bed.services.clock.now().epochMilliseconds });
  assert.ok((await enrolTotp(ctx, { proposal: sealed, code, sessionId })).cookie);
});

test('disabling ends every session at its next request; the account lets nobody in until it is enabled', async () => {
  const { accountId, cookie } = await enrolled('sale');
  await disableAccount(bed.system, accountId);
  assert.equal(await visit(cookie), undefined);
  await assert.rejects(logIn(bed.as(), { login: 'sale', password, device }), { message: 'staff.wrongCredentials' });
  await assert.rejects(inviteAgain(bed.system, accountId), { message: 'staff.linkSpent' });
  await enableAccount(bed.system, accountId);
  assert.ok((await logIn(bed.as(), { login: 'SALE', password, device })).cookie);
});

test('the sixth wrong password in a row has to wait; right ones never count', async () => {
  await withPassword('lento');
  for (let turn = 0; turn < 20; turn++) await logIn(bed.as(), { login: 'lento', password, device });
  for (let turn = 0; turn < 5; turn++)
    await assert.rejects(logIn(bed.as(), { login: 'lento', password: 'x', device }), {
      message: 'staff.wrongCredentials',
    });
  await assert.rejects(logIn(bed.as(), { login: 'lento', password, device }), { message: 'http.tooMany' });
});

test('the sixth wrong code in a row has to wait', async () => {
  const { cookie, code } = await enrolled('adivina');
  const { ctx, sessionId } = await visited(cookie);
  for (let turn = 0; turn < 5; turn++)
    await assert.rejects(confirmTotp(ctx, '000000', sessionId), { message: 'staff.wrongCode' });
  await assert.rejects(confirmTotp(ctx, code(), sessionId), { message: 'http.tooMany' });
});

test('a new password needs the old one and ends the other sessions', async () => {
  const { cookie } = await enrolled('cambia');
  const { cookie: elsewhere } = await logIn(bed.as(), { login: 'cambia', password, device });
  const { ctx, sessionId } = await visited(cookie);
  const next = 'cuatro jacarandas en flor';
  await assert.rejects(changePassword(ctx, { current: 'no es esta', next, sessionId }), {
    message: 'staff.wrongPassword',
  });
  await assert.rejects(changePassword(ctx, { current: password, next: 'corta', sessionId }), {
    message: 'staff.passwordShort',
  });
  await changePassword(ctx, { current: password, next, sessionId });
  assert.equal(await visit(elsewhere), undefined);
  assert.ok(await visit(cookie));
  await assert.rejects(logIn(bed.as(), { login: 'cambia', password, device }), { message: 'staff.wrongCredentials' });
  assert.ok((await logIn(bed.as(), { login: 'cambia', password: next, device })).cookie);
});

test('one ends a session of one’s own and nobody else’s', async () => {
  const [mine, other] = [await enrolled('propia'), await enrolled('ajena')];
  const { ctx, sessionId } = await visited(mine.cookie);
  const { cookie: second } = await logIn(bed.as(), { login: 'propia', password, device });
  assert.equal(await endOwnSessions(ctx, { only: (await visited(other.cookie)).sessionId }), 0);
  assert.ok(await visit(other.cookie));
  assert.equal(await endOwnSessions(ctx, { only: (await visited(second)).sessionId }), 1);
  assert.equal(await visit(second), undefined);
  await logIn(bed.as(), { login: 'propia', password, device });
  // The one that accepted the invitation was renewed, so it is this one.
  assert.equal(await endOwnSessions(ctx, { except: sessionId }), 1);
  assert.ok(await visit(mine.cookie));
});

test('a session ends after half an hour without a request', async () => {
  const { cookie } = await enrolled('quieto');
  bed.services.clock.advance({ minutes: 31 });
  assert.equal(await visit(cookie), undefined);
});

test('nobody enters as a real person, and only an invented one confirms without a factor', async () => {
  await assert.rejects(enterAs(bed.as(), 'perez'), { message: 'staff.wrongCredentials' });
  const real = await visited((await enrolled('real')).cookie);
  await assert.rejects(confirmAsPersona(real.ctx, real.sessionId), { message: 'staff.wrongCode' });
});

test('an invented person signs after confirming again', async () => {
  const persona = await insertAccount(bed.system, { agencyId: ifremId, login: 'demo', name: 'Demo', persona: 'demo' });
  await fillPost(bed.system, { unitId, title: 'Registradora', roles: ['registrar'], holderId: persona });
  const { cookie } = await enterAs(bed.as(), 'demo', device);
  bed.services.clock.advance({ minutes: 11 });
  const stale = await visited(cookie);
  await assert.rejects(makeRecoveryCodes(stale.ctx), { message: 'access.stepUpNeeded' });
  const { cookie: fresh } = await confirmAsPersona(stale.ctx, stale.sessionId);
  assert.equal((await makeRecoveryCodes((await visited(fresh)).ctx)).length, 10);
});

test('log-ins, wrong tries and log-outs stand in the audit, without the name that was typed', async () => {
  const { cookie } = await enrolled('auditada');
  const { ctx, sessionId } = await visited(cookie);
  const before = (await actions()).length;
  await assert.rejects(logIn(bed.as(), { login: 'auditada', password: 'no', device }));
  await assert.rejects(logIn(bed.as(), { login: 'desconocida@ejemplo.mx', password: 'no', device }));
  await logIn(bed.as(), { login: 'auditada', password, device });
  await assert.rejects(confirmTotp(ctx, '000000', sessionId));
  await logOut(ctx, sessionId);
  assert.equal(await visit(cookie), undefined);
  assert.deepEqual((await actions()).slice(before).toSorted(), [
    'staff.confirm-failed',
    'staff.log-in',
    'staff.log-in-failed',
    'staff.log-in-failed',
    'staff.log-out',
  ]);
  const [{ count } = { count: 1 }] = await bed.services.db.sql<{ count: number }>(
    `select count(*)::int as count from platform.audit_entries a where to_jsonb(a)::text like '%desconocida%'`,
  );
  assert.equal(count, 0);
});
