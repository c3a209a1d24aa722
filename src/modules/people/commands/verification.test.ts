import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { newId } from '#platform/ids.ts';
import { transact } from '#platform/context.ts';
import { doubtAddress } from '../store/doubts.ts';
import { insertContact } from '../store/people.ts';
import { confirmVerification, openVerification, personForNotices, startAccess, startVerification } from '../index.ts';
import { givenPerson } from '../people.testing.ts';

const bed = await useTestBed();
const ctx = bed.system;
const agencyId = newId();
const person = (mobile?: string) =>
  givenPerson(ctx, agencyId, { names: 'Rosa', surnames: 'Martínez', ...(mobile ? { mobile } : {}) });
let last = 7_220_000_000;
const freshNumber = () => `+52${(last += 1)}`;
const code = async (id: string) => (await openVerification(ctx, id))?.code ?? '';
const wrong = (right: string) => (right === '000000' ? '000001' : '000000');

test('a code that comes back adds the channel, verified and with consent', async () => {
  const personId = await person();
  const address = freshNumber();
  const { verificationId } = await startVerification(ctx, { personId, channel: 'sms', address });
  assert.equal((await personForNotices(ctx, personId))?.mobile, undefined, 'not before the code');
  const input = { verificationId, code: await code(verificationId), source: 'test' };
  assert.deepEqual(await confirmVerification(bed.as(), input), {
    purpose: 'add_channel',
    channel: 'sms',
    personIds: [personId],
  });
  const reached = await personForNotices(ctx, personId);
  assert.equal(reached?.mobile, address);
  assert.deepEqual(
    reached.consents.map(({ channel, purpose }) => [channel, purpose]),
    [['sms', 'status-notices']],
  );
  await assert.rejects(confirmVerification(bed.as(), input), /people.codeEnded/, 'a code is good once');
  assert.equal(await openVerification(ctx, verificationId), undefined);
});

test('five wrong tries end a code, even the right one', async () => {
  const personId = await person();
  const { verificationId } = await startVerification(ctx, { personId, channel: 'sms', address: freshNumber() });
  const right = await code(verificationId);
  for (let left = 4; left >= 0; left--) {
    await assert.rejects(
      confirmVerification(bed.as(), { verificationId, code: wrong(right), source: 'test' }),
      (error: { kind?: { code: string }; data?: unknown }) => {
        assert.equal(error.kind?.code, 'people.wrongCode');
        assert.deepEqual(error.data, { left });
        return true;
      },
    );
  }
  await assert.rejects(confirmVerification(bed.as(), { verificationId, code: right, source: 'test' }), /codeEnded/);
});

test('of 20 tries at the same moment only five count', async () => {
  const personId = await person();
  const { verificationId } = await startVerification(ctx, { personId, channel: 'sms', address: freshNumber() });
  const right = await code(verificationId);
  const tries = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      confirmVerification(bed.as(), { verificationId, code: wrong(right), source: 'test' }),
    ),
  );
  const reasons = tries.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : 'accepted'));
  assert.equal(reasons.filter((reason) => reason === 'people.wrongCode').length, 5);
  assert.equal(reasons.filter((reason) => reason === 'people.codeEnded').length, 15);
});

test('after ten minutes a code is worth nothing', async () => {
  const personId = await person();
  const { verificationId } = await startVerification(ctx, { personId, channel: 'sms', address: freshNumber() });
  const right = await code(verificationId);
  bed.services.clock.advance({ minutes: 10 });
  await assert.rejects(confirmVerification(bed.as(), { verificationId, code: right, source: 'test' }), /codeEnded/);
});

test('the event of a request holds neither the code nor the address', async () => {
  const personId = await person();
  const address = freshNumber();
  const { verificationId } = await startVerification(ctx, { personId, channel: 'sms', address });
  const { rows } = await bed.pool.query(`select payload::text as text from platform.outbox where entity = $1`, [
    `verification:${verificationId}`,
  ]);
  assert.equal(rows.length, 1);
  const text = String(rows[0].text);
  assert.ok(!text.includes(address.slice(3)));
  assert.deepEqual(Object.keys(JSON.parse(text)).toSorted(), ['channel', 'locale', 'verificationId']);
  const stored = await bed.pool.query('select v::text as text from people.verifications v where id = $1', [
    verificationId,
  ]);
  assert.ok(!String(stored.rows[0].text).includes(address));
});

test('access by code opens everything of the address, and an unknown address gets no message but the same answer', async () => {
  const address = freshNumber();
  const ids = [await person(address), await person(address)];
  const known = await startAccess(bed.as(), { agencyId, channel: 'sms', address });
  const input = { verificationId: known.verificationId, code: await code(known.verificationId), source: 'test' };
  assert.deepEqual((await confirmVerification(bed.as(), input)).personIds.toSorted(), ids.toSorted());
  const unknown = await startAccess(bed.as(), { agencyId, channel: 'sms', address: freshNumber() });
  assert.deepEqual(Object.keys(unknown), Object.keys(known));
  const { rowCount } = await bed.pool.query('select from platform.outbox where entity = $1', [
    `verification:${unknown.verificationId}`,
  ]);
  assert.equal(rowCount, 0);
});

test('a telephone added by folio and surname gets the notices, and opens everything only once staff took it down', async () => {
  const [old, added] = [freshNumber(), freshNumber()];
  const personId = await person(old);
  const citizen = bed.as({ kind: 'citizen', personIds: [personId] });
  const opens = async (address: string) => {
    const { verificationId } = await startAccess(bed.as(), { agencyId, channel: 'sms', address });
    const right = await code(verificationId);
    if (right === '') return [];
    return (await confirmVerification(bed.as(), { verificationId, code: right, source: 'test' })).personIds;
  };
  const { verificationId } = await startVerification(citizen, { personId, channel: 'sms', address: added });
  await confirmVerification(citizen, { verificationId, code: await code(verificationId), source: 'test' });
  assert.equal((await personForNotices(ctx, personId))?.mobile, added);
  assert.deepEqual(await opens(added), []);
  assert.deepEqual(await opens(old), [], 'notices go there no more');
  const { rows } = await bed.pool.query(
    `select c.id from people.contact_points c join platform.outbox o on o.entity = 'contact:' || c.id
     where c.person_id = $1 and c.withdrawn_because = 'replaced' and o.name = 'people.contact_replaced.v1'`,
    [personId],
  );
  assert.equal(rows.length, 1, 'whoever had the old one is told');
  const terms = { agencyId, personId, purpose: 'status-notices', noticeVersion: 'test', source: 'counter' };
  await insertContact(ctx, { ...terms, channel: 'sms', address: added });
  assert.deepEqual(await opens(added), [personId]);
});

test("a number in doubt opens nothing: it may be a stranger's by now", async () => {
  const address = freshNumber();
  await person(address);
  const addressIndex = ctx.crypt.blindIndex(address, 'people.sms');
  await transact(ctx, (tx) => doubtAddress(tx, { agencyId, channel: 'sms', addressIndex }, 'unreachable'));
  const { verificationId } = await startAccess(bed.as(), { agencyId, channel: 'sms', address });
  const { rowCount } = await bed.pool.query('select from platform.outbox where entity = $1', [
    `verification:${verificationId}`,
  ]);
  assert.equal(rowCount, 0);
});

test('a fourth code to one address within a quarter of an hour is refused', async () => {
  const address = freshNumber();
  await person(address);
  for (let n = 0; n < 3; n++) await startAccess(bed.as(), { agencyId, channel: 'sms', address });
  await assert.rejects(startAccess(bed.as(), { agencyId, channel: 'sms', address }), /http.tooMany/);
});

test('a day of asking for codes to one address again and again gives some twenty of them, not seventy', async () => {
  const address = freshNumber();
  let sent = 0;
  for (let hour = 0; hour < 24; hour++) {
    const asked = await Promise.allSettled(
      Array.from({ length: 4 }, () => startAccess(bed.as(), { agencyId, channel: 'sms', address })),
    );
    sent += asked.filter(({ status }) => status === 'fulfilled').length;
    bed.services.clock.advance({ hours: 1 });
  }
  assert.ok(sent >= 10 && sent <= 20, `${sent} codes`);
});
