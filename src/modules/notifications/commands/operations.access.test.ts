import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { listFailed } from '../queries/failed-messages.ts';
import { readOperations } from '../queries/operations.ts';
import { listCarriers, noteCarriers } from '../store/carriers.ts';
import { addEvidenceRows, LANES, setFate, type Lane } from '../store/messages.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { redriveMessage, redriveMessages } from './redrive-messages.ts';
import { steerCarrier } from './steer-carrier.ts';

const bed = await useTestBed();
const agencyId = newId();

function staff(role: string, agency = agencyId): StaffActor {
  const grants = [{ role, unitId: newId() }];
  return { kind: 'staff', staffId: newId(), agencyId: agency, name: 'Prueba', grants, steppedUpAt: undefined };
}
const operator = bed.as(staff('notice_administrator'));
const code = (expected: string) => (error: unknown) =>
  error instanceof Error && error.message === `notifications.${expected}`;
const denied = (error: unknown) => error instanceof Error && error.message.startsWith('access.');
const carrier = (name: string, channel: 'sms' | 'email' = 'sms') =>
  ({ name, channel, kind: channel === 'sms' ? 'smpp' : 'smtp', status: 'ready', reason: '', perSecond: null }) as const;

before(() => noteCarriers(bed.system, [carrier('norte'), carrier('sur'), carrier('smtp', 'email')]));

async function failed(reason: string, lane: Lane = LANES.notice): Promise<string> {
  return transact(bed.system, async (tx) => {
    const [messageId = ''] = await queueMessages(tx, [aMessage(tx, { agencyId, lane })]);
    await setFate(tx, messageId, 'failed', ['queued']);
    await addEvidenceRows(tx, [{ agencyId, messageId, kind: 'failed', reason }]);
    return messageId;
  });
}

const statusOf = async (id: string) => {
  const { rows } = await bed.pool.query<{ status: string; attempts: number }>(
    'select status, attempts from notifications.messages where id = $1',
    [id],
  );
  return rows[0]?.status;
};

test('only who operates the notices of the agency steers carriers and sends again', async () => {
  const wish = { agencyId, name: 'norte', weight: 50, enabled: true };
  const dead = { agencyId, channel: 'sms', reason: 'absent' } as const;
  for (const role of ['director', 'analyst', 'clerk']) {
    await assert.rejects(steerCarrier(bed.as(staff(role)), wish), denied);
    await assert.rejects(redriveMessages(bed.as(staff(role)), dead), denied);
    await assert.rejects(redriveMessage(bed.as(staff(role)), { agencyId, messageId: newId() }), denied);
  }
  await assert.rejects(steerCarrier(bed.as(staff('notice_administrator', newId())), wish), denied);
  await assert.rejects(redriveMessages(bed.as(), dead), denied);
  await assert.rejects(readOperations(bed.as(staff('clerk')), agencyId), denied);
  await assert.rejects(listFailed(bed.as(staff('clerk')), agencyId, {}), denied);
  await assert.rejects(listFailed(bed.as(staff('director', newId())), agencyId, {}), denied);
});

test('a carrier gets its weight at once, and the last one of a channel cannot be switched off', async () => {
  await steerCarrier(operator, { agencyId, name: 'norte', weight: 30, enabled: true });
  await steerCarrier(operator, { agencyId, name: 'sur', weight: 0, enabled: true });
  const rows = Object.fromEntries((await listCarriers(bed.system)).map((row) => [row.name, row]));
  assert.deepEqual([rows['norte']?.weight, rows['sur']?.weight], [30, 0]);
  await assert.rejects(
    steerCarrier(operator, { agencyId, name: 'norte', weight: 30, enabled: false }),
    code('lastCarrier'),
  );
  await assert.rejects(
    steerCarrier(operator, { agencyId, name: 'smtp', weight: 0, enabled: true }),
    code('lastCarrier'),
  );
  await assert.rejects(
    steerCarrier(operator, { agencyId, name: 'este', weight: 1, enabled: true }),
    code('unknownCarrier'),
  );
  await steerCarrier(operator, { agencyId, name: 'sur', weight: 100, enabled: true });
  await steerCarrier(operator, { agencyId, name: 'norte', weight: 30, enabled: false });
  assert.equal((await listCarriers(bed.system)).find(({ name }) => name === 'norte')?.enabled, false);
});

test('a carrier that was taken out of the settings is no reason to switch off the last one, nor an alarm', async () => {
  const known = await listCarriers(bed.system);
  bed.services.clock.advance({ minutes: 6 });
  await noteCarriers(bed.system, [carrier('sur'), carrier('smtp', 'email')]);
  const now = await listCarriers(bed.system);
  assert.deepEqual([known.length, now.map(({ name }) => name)], [3, ['sur', 'smtp']]);
  await assert.rejects(
    steerCarrier(operator, { agencyId, name: 'sur', weight: 100, enabled: false }),
    code('lastCarrier'),
  );
});

test('messages of one cause go again with their evidence, those of another cause and codes do not', async () => {
  const off = [await failed('absent 001'), await failed('absent 001')];
  const unknown = await failed('unknownRecipient 1');
  const ofCode = await failed('absent 001', LANES.code);
  const { dead } = await readOperations(operator, agencyId);
  assert.deepEqual(
    dead.map(({ reason, messages }) => [reason, messages]),
    [
      ['absent 001', 2],
      ['unknownRecipient 1', 1],
    ],
  );
  assert.equal(await redriveMessages(operator, { agencyId, channel: 'sms', reason: 'absent 001' }), 2);
  assert.deepEqual(await Promise.all([...off, unknown, ofCode].map(statusOf)), [
    'queued',
    'queued',
    'failed',
    'failed',
  ]);
  assert.equal(await redriveMessages(operator, { agencyId, channel: 'sms', reason: 'absent 001' }), 0);
  const { rows } = await bed.pool.query<{ kind: string; reason: string }>(
    'select kind, reason from notifications.evidence where message_id = $1 order by at, id',
    [off[0]],
  );
  assert.deepEqual(rows.at(-1), { kind: 'repeated', reason: 'byHand' });
});

test('one failed message goes again, once, and the others of its cause stay', async () => {
  const [one, other] = [await failed('barred 007'), await failed('barred 007')];
  const cause = { channel: 'sms', reason: 'barred 007' } as const;
  const listed = async () => (await listFailed(operator, agencyId, cause)).rows.map(({ id }) => id);
  assert.deepEqual(new Set(await listed()), new Set([one, other]));
  assert.equal((await listFailed(operator, agencyId, { ...cause, reason: 'other' })).rows.length, 0);
  const [newest, oldest] = await listed();
  assert.ok(newest && oldest);
  assert.deepEqual(
    (await listFailed(operator, agencyId, { ...cause, before: newest })).rows.map(({ id }) => id),
    [oldest],
  );

  await redriveMessage(operator, { agencyId, messageId: one });
  assert.deepEqual([await statusOf(one), await statusOf(other)], ['queued', 'failed']);
  assert.deepEqual(await listed(), [other]);
  await assert.rejects(redriveMessage(operator, { agencyId, messageId: one }), code('notFailed'));
  const { rows } = await bed.pool.query<{ detail: unknown }>(
    `select detail from platform.audit_entries where entity_type = 'message' and entity_id = $1`,
    [one],
  );
  assert.deepEqual(
    rows.map(({ detail }) => detail),
    [{ redriven: 1 }],
  );
});

test('what was asked for weeks ahead and failed today is shown and goes again, with the time that it had on its day', async () => {
  const { clock } = bed.services;
  const sendAt = clock.now().add({ hours: 24 * 20 });
  const id = newId();
  const message = aMessage(bed.system, { id, agencyId, sendAt, expiresAt: sendAt.add({ hours: 3 }) });
  await transact(bed.system, (tx) => queueMessages(tx, [message]));
  clock.advance({ hours: 24 * 20 });
  await transact(bed.system, async (tx) => {
    await setFate(tx, id, 'failed', ['queued']);
    await addEvidenceRows(tx, [{ agencyId, messageId: id, kind: 'failed', reason: 'barred 009' }]);
  });
  const { dead } = await readOperations(operator, agencyId);
  assert.ok(dead.some(({ reason }) => reason === 'barred 009'));
  const { rows } = await listFailed(operator, agencyId, { reason: 'barred 009' });
  assert.deepEqual(
    rows.map((row) => row.id),
    [id],
  );
  assert.equal(await redriveMessages(operator, { agencyId, channel: 'sms', reason: 'barred 009' }), 1);
  const [again] = await bed.system.db.sql<{ expiresAt: Temporal.Instant }>(
    'select expires_at as "expiresAt" from notifications.messages where id = $1',
    [id],
  );
  assert.equal(again?.expiresAt.toString(), clock.now().add({ hours: 3 }).toString());
});

test('codes, messages without content and those of another agency are not sent again one by one either', async () => {
  const ofCode = await failed('absent 001', LANES.code);
  await assert.rejects(redriveMessage(operator, { agencyId, messageId: ofCode }), code('notFailed'));
  const erased = await failed('absent 001');
  await bed.pool.query(`update notifications.messages set body_sealed = '' where id = $1`, [erased]);
  await assert.rejects(redriveMessage(operator, { agencyId, messageId: erased }), code('notFailed'));
  const { rows } = await listFailed(operator, agencyId, { channel: 'sms', reason: 'absent 001' });
  assert.deepEqual(
    rows.map(({ id, sendable }) => [id, sendable]),
    [[erased, false]],
  );
  const theirs = await failed('absent 001');
  const elsewhere = newId();
  const foreign = bed.as(staff('notice_administrator', elsewhere));
  await assert.rejects(redriveMessage(foreign, { agencyId: elsewhere, messageId: theirs }), code('notFailed'));
});
