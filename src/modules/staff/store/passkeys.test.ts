import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { insertAccount } from './accounts.ts';
import { findPasskey, insertPasskey, keepChallenge, takeChallenge, usePasskey } from './passkeys.ts';

const bed = await useTestBed();
const ctx = bed.system;
const inMinutes = (minutes: number) => ctx.clock.now().add({ minutes });

test('a challenge is taken once, for what it was made, by the session it was made for, and not too late', async () => {
  const sessionId = newId();
  const asked = { challenge: 'a', purpose: 'check', sessionId } as const;
  await keepChallenge(ctx, asked, inMinutes(5));
  assert.equal(await takeChallenge(ctx, { ...asked, purpose: 'register' }), false);
  assert.equal(await takeChallenge(ctx, { ...asked, sessionId: newId() }), false);
  assert.equal(await takeChallenge(ctx, { ...asked, sessionId: null }), false);
  assert.equal(await takeChallenge(ctx, asked), true);
  assert.equal(await takeChallenge(ctx, asked), false);
  await keepChallenge(ctx, { ...asked, challenge: 'b' }, inMinutes(5));
  bed.services.clock.advance({ minutes: 6 });
  assert.equal(await takeChallenge(ctx, { ...asked, challenge: 'b' }), false);
});

test('of many who bring the same challenge at once only one gets it', async () => {
  const asked = { challenge: 'c', purpose: 'check', sessionId: null } as const;
  await keepChallenge(ctx, asked, inMinutes(5));
  const taken = await Promise.all(Array.from({ length: 20 }, () => takeChallenge(ctx, asked)));
  assert.equal(taken.filter(Boolean).length, 1);
});

test('a counter that does not rise shows a copied key; a device that counts nothing is let in', async () => {
  const agencyId = newId();
  const accountId = await insertAccount(ctx, { agencyId, login: 'ana', name: 'Ana', persona: null });
  const key = { agencyId, accountId, publicKey: 'x', transports: [], name: 'Celular' };
  await insertPasskey(ctx, { ...key, credentialId: 'counts', counter: 5 });
  await insertPasskey(ctx, { ...key, credentialId: 'counts-nothing', counter: 0 });
  const [counts, silent] = [await findPasskey(ctx, 'counts'), await findPasskey(ctx, 'counts-nothing')];
  assert.ok(counts && silent);
  assert.equal(await usePasskey(ctx, counts.id, 6), true);
  assert.equal(await usePasskey(ctx, counts.id, 6), false);
  assert.equal(await usePasskey(ctx, counts.id, 0), false);
  assert.equal(await usePasskey(ctx, silent.id, 0), true);
  assert.equal(await usePasskey(ctx, silent.id, 0), true);
});
