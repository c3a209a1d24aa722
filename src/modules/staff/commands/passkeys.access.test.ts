import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadUnitNodes, seedAgencies } from '#modules/agencies/index.ts';
import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { countLockWaits } from '#test/support/lock-waits.ts';
import { until } from '#test/support/until.ts';
import { insertAccount } from '../store/accounts.ts';
import { insertPasskey, listPasskeys } from '../store/passkeys.ts';
import {
  askForPasskey,
  confirmPasskey,
  dropPasskey,
  logInWithPasskey,
  offerPasskey,
  registerPasskey,
} from './passkeys.ts';

const bed = await useTestBed();
const { ifremId } = await seedAgencies(bed.system);
bed.services.access.units.replace(await loadUnitNodes(bed.services.db));

async function account(login: string, steppedUpAt?: Temporal.Instant): Promise<{ id: string; ctx: Ctx }> {
  const id = await insertAccount(bed.system, { agencyId: ifremId, login, name: 'María Pérez', persona: null });
  const ctx = bed.as({ kind: 'staff', staffId: id, agencyId: ifremId, name: 'María Pérez', grants: [], steppedUpAt });
  return { id, ctx };
}
const keyOf = (accountId: string, credentialId: string) => ({
  agencyId: ifremId,
  accountId,
  credentialId,
  publicKey: 'pQECAyYgASFYIA',
  counter: 0,
  transports: ['internal'],
  name: 'Celular',
});
const sessionId = newId();

test('only who has signed in is offered, registers or drops a passkey', async () => {
  const nobody = bed.as();
  await assert.rejects(async () => offerPasskey(nobody, sessionId), { message: 'access.signInNeeded' });
  await assert.rejects(async () => registerPasskey(nobody, { response: {}, name: 'x', sessionId }), {
    message: 'access.signInNeeded',
  });
  await assert.rejects(async () => confirmPasskey(nobody, {}, sessionId), { message: 'access.signInNeeded' });
  await assert.rejects(async () => dropPasskey(nobody, newId()), { message: 'access.signInNeeded' });
});

test('a first passkey needs the log-in alone, a second one a factor shown a moment ago', async () => {
  const { id, ctx } = await account('primera');
  assert.ok((await offerPasskey(ctx, sessionId)).challenge);
  await insertPasskey(bed.system, keyOf(id, 'first'));
  await assert.rejects(offerPasskey(ctx, sessionId), { message: 'access.stepUpNeeded' });
  await assert.rejects(registerPasskey(ctx, { response: {}, name: 'x', sessionId }), {
    message: 'access.stepUpNeeded',
  });
});

test('what no authenticator signed opens nothing, whatever its shape', async () => {
  const { id, ctx } = await account('falsa');
  await insertPasskey(bed.system, keyOf(id, 'forged'));
  await askForPasskey(bed.as(), undefined);
  for (const response of [
    undefined,
    null,
    'x',
    {},
    { id: 'unknown' },
    { id: 'forged', rawId: 'forged', response: {} },
  ]) {
    await assert.rejects(logInWithPasskey(bed.as(), { response, device: '' }), { message: 'staff.wrongPasskey' });
  }
  await assert.rejects(confirmPasskey(ctx, { id: 'forged' }, sessionId), { message: 'staff.wrongPasskey' });
});

test('one drops a passkey of one’s own and nobody else’s, and never the last factor', async () => {
  const now = bed.services.clock.now();
  const [mine, other] = [await account('mia', now), await account('suya', now)];
  for (const credentialId of ['a', 'b']) await insertPasskey(bed.system, keyOf(mine.id, credentialId));
  for (const credentialId of ['c', 'd']) await insertPasskey(bed.system, keyOf(other.id, credentialId));
  const [theirs] = await listPasskeys(bed.system, other.id);
  await dropPasskey(mine.ctx, theirs?.id ?? '');
  assert.equal((await listPasskeys(bed.system, other.id)).length, 2);
  const [first, second] = await listPasskeys(bed.system, mine.id);
  await dropPasskey(mine.ctx, first?.id ?? '');
  await assert.rejects(dropPasskey(mine.ctx, second?.id ?? ''), { message: 'staff.lastFactor' });
});

test('of two passkeys dropped at the same moment one stays: without a factor a password alone would register another', async () => {
  const { id, ctx } = await account('ambas', bed.services.clock.now());
  for (const credentialId of ['e', 'f']) await insertPasskey(bed.system, keyOf(id, credentialId));
  const keys = await listPasskeys(bed.system, id);
  // Both are held at what they want to take away, as two that meet are.
  const dropped = await bed.services.db.transaction(async (tx) => {
    await tx.sql('select from staff.passkeys where account_id = $1 for update', [id]);
    const both = keys.map((key) => dropPasskey(ctx, key.id).then(() => 'dropped', String));
    await until('both to wait', async () => (await countLockWaits(bed.services.db)) === 2);
    return both;
  });
  const results = await Promise.all(dropped);
  assert.equal(results.filter((result) => result === 'dropped').length, 1);
  assert.match(results.join(), /staff.lastFactor/);
  assert.equal((await listPasskeys(bed.system, id)).length, 1);
});
