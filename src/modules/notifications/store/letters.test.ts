import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { eraseContents } from './erase.ts';
import { insertInbound } from './inbound.ts';
import { eraseLetters, forgetLetters, lettersFrom, wishesOf } from './letters.ts';
import { liftByCode } from './lift-by-code.ts';
import { queueMessages } from './queue-messages.ts';
import { insertSuppression, listSuppressions } from './suppressions.ts';

const bed = await useTestBed();
const agencyId = newId();
const ctx = bed.system;
let made = 0;
const newNumber = () => `+5272200${String((made += 1)).padStart(5, '0')}`;

const write = (from: string, text: string) =>
  transact(ctx, (tx) =>
    insertInbound(tx, newId(), {
      agencyId,
      channel: 'sms',
      from,
      sentTo: '2222',
      text,
      meaning: 'stop',
      answer: 'sent',
    }),
  );
const suppress = (address: string, reason: 'opt_out' | 'hard_bounce') =>
  transact(ctx, (tx) =>
    insertSuppression(tx, { agencyId, channel: 'sms', address, topic: null, reason, detail: 'sms' }),
  );
const queue = (address: string, about: { verificationId?: string; personId?: string }) =>
  transact(ctx, (tx) =>
    queueMessages(tx, [
      aMessage(tx, {
        agencyId,
        address,
        ...(about.verificationId && { subject: { type: 'verification', id: about.verificationId } }),
        ...(about.personId && { personId: about.personId }),
      }),
    ]),
  );
const inForce = async (address: string) =>
  (await listSuppressions(ctx, agencyId, { address, channel: 'sms' }, 10)).map(({ reason }) => reason);

test('what people wrote loses its words after its time, in batches; that it came stays', async () => {
  const number = newNumber();
  for (const text of ['Baja', 'Baja ya', 'BAJA']) await write(number, text);
  const later = bed.services.clock.now().add({ minutes: 1 });
  assert.deepEqual([await forgetLetters(ctx.db, later, 2), await forgetLetters(ctx.db, later, 2)], [2, 1]);
  assert.deepEqual(await lettersFrom(ctx, [{ channel: 'sms', address: number }]), []);
  const kept = await ctx.db.sql<{ meaning: string }>('select meaning from notifications.inbound', []);
  assert.equal(kept.length, 3);
  await assert.rejects(ctx.db.sql(`update notifications.inbound set answer = 'none'`, []));
});

test('who is forgotten leaves no address, and is still not written to', async () => {
  const [number, personId] = [newNumber(), newId()];
  await write(number, 'Baja');
  await suppress(number, 'opt_out');
  await queue(number, { personId });
  await ctx.db.sql(`update notifications.messages set status = 'delivered' where person_id = $1`, [personId]);
  const mine = [{ channel: 'sms', address: number }] as const;
  assert.deepEqual(
    (await lettersFrom(ctx, mine)).map(({ text }) => text),
    ['Baja'],
  );
  await transact(ctx, async (tx) => {
    assert.equal(await eraseLetters(tx, [personId]), 1);
    assert.equal(await eraseContents(tx, { personIds: [personId] }), 1);
  });
  assert.deepEqual(await lettersFrom(ctx, mine), []);
  assert.deepEqual(
    (await wishesOf(ctx, mine)).map(({ reason }) => reason),
    ['opt_out'],
  );
  const [row] = await listSuppressions(ctx, agencyId, { address: number }, 1);
  assert.deepEqual([row?.reason, row?.address], ['opt_out', '']);
});

test('a code that came back shows that an address lives; by adding it anew its person wants notices again', async () => {
  const number = newNumber();
  const verificationId = newId();
  await queue(number, { verificationId });
  await suppress(number, 'hard_bounce');
  await suppress(number, 'opt_out');
  await transact(ctx, (tx) => liftByCode(tx, newId(), true));
  assert.equal((await inForce(number)).length, 2);
  await transact(ctx, (tx) => liftByCode(tx, verificationId, false));
  assert.deepEqual(await inForce(number), ['opt_out']);
  await transact(ctx, (tx) => liftByCode(tx, verificationId, true));
  assert.deepEqual(await inForce(number), []);
});
