import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { redriveCallback, setCallback } from '../commands/change-callback.ts';
import { messageKey } from '../domain/message-key.ts';
import { listCallbacks, listDeadEvents, listDeadLetters } from '../store/callbacks.ts';
import { addEvidenceRows, setFate } from '../store/messages.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { tellDue } from './sender.ts';
import { sign } from './signature.ts';

// The database notes by its own clock since when a thing is to be told: that of the test is ahead of it for longer than a
// test file may live, and by less than the hour after the day for which a receiver may be away.
const bed = await useTestBed(Temporal.Now.instant().add({ minutes: 20 }).toString());
const ctx = bed.system;
const { clock } = bed.services;

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: { type: string; data: { sequence: number; id: string; externalId: string; status: string } };
}
let heard: Heard[] = [];
let answer: (turn: number) => { status: number; headers?: Record<string, string> } = () => ({ status: 204 });
const receiver = createServer((request, response) => {
  let text = '';
  request.on('data', (some) => (text += String(some)));
  request.on('end', () => {
    heard.push({ headers: request.headers, text, body: JSON.parse(text) as Heard['body'] });
    const { status, headers } = answer(heard.length);
    response.writeHead(status, headers).end('ok');
  });
});
receiver.listen(0, '127.0.0.1');
await new Promise((resolve) => receiver.once('listening', resolve));
after(() => receiver.close());
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/avisos`;

let agencyId = newId();
let callback = { callbackId: '', secret: '' };
beforeEach(async () => {
  heard = [];
  answer = () => ({ status: 204 });
  agencyId = newId();
  callback = await setCallback(ctx, { agencyId, system: 'Citas', url, allowPrivate: true });
});

async function ask(externalId: string, count = 1): Promise<string[]> {
  return transact(ctx, (tx) =>
    queueMessages(
      tx,
      Array.from({ length: count }, (_, turn) =>
        aMessage(tx, {
          agencyId,
          key: messageKey('Citas', 'live', 'sms', count === 1 ? externalId : `${externalId}-${turn}`),
          asked: { system: 'Citas', mode: 'live', reference: null },
        }),
      ),
    ),
  );
}

const tellAll = async (): Promise<void> => {
  while ((await tellDue(ctx, true)) > 0);
};
const stateOf = async () => (await listCallbacks(ctx.db, agencyId))[0];

test('a system is told, signed, each fate of what it asked for, in order of its numbers', async () => {
  const [id = ''] = await ask('C-1');
  await setFate(ctx, id, 'uncertain', ['queued']);
  await setFate(ctx, id, 'delivered', ['uncertain']);
  await tellAll();
  heard.sort((one, other) => one.body.data.sequence - other.body.data.sequence);
  assert.deepEqual(
    heard.map(({ body }) => [body.type, body.data.id, body.data.externalId]),
    [
      ['notification.uncertain', id, 'C-1'],
      ['notification.delivered', id, 'C-1'],
    ],
  );
  const [first] = heard;
  assert.ok(first);
  const name = String(first.headers['webhook-id']);
  const seconds = Number(first.headers['webhook-timestamp']);
  assert.equal(first.headers['webhook-signature'], sign(callback.secret, name, seconds, first.text));
  assert.doesNotMatch(first.text, /7225000101|mañana/, 'no address and no text leaves');
});

test('suppressed, expired and failed ones are told too; what nobody asked for by API is not', async () => {
  const [one = '', other = '', third = ''] = await ask('C-2', 3);
  await setFate(ctx, one, 'suppressed', ['queued']);
  await setFate(ctx, other, 'expired', ['queued']);
  await setFate(ctx, third, 'failed', ['queued']);
  await tellAll();
  assert.deepEqual(heard.map(({ body }) => body.data.status).toSorted(), ['expired', 'failed', 'suppressed']);
});

test('a receiver that is away for a day gets everything afterwards, each under its first id', async () => {
  answer = () => ({ status: 503 });
  const ids = await ask('C-3', 60);
  for (const id of ids) await setFate(ctx, id, 'delivered', ['queued']);
  for (let minutes = 0; minutes < 24 * 60; minutes += 30) {
    await tellAll();
    clock.set(clock.now().add({ minutes: 30 }));
  }
  assert.deepEqual(await stateOf().then((state) => [state?.waiting, state?.dead]), [60, 0]);
  const before = new Set(heard.map(({ headers }) => headers['webhook-id']));
  heard = [];
  answer = () => ({ status: 200 });
  clock.set(clock.now().add({ minutes: 20 }));
  await tellAll();
  assert.equal(new Set(heard.map(({ body }) => body.data.id)).size, 60);
  assert.ok(heard.every(({ headers }) => before.has(headers['webhook-id'])));
});

test('a refusal ends at once as a dead letter, and can be told again', async () => {
  answer = () => ({ status: 410 });
  const [id = ''] = await ask('C-4');
  await setFate(ctx, id, 'delivered', ['queued']);
  await tellAll();
  assert.deepEqual(
    (await listDeadEvents(ctx.db, agencyId, callback.callbackId, 10)).map(({ error }) => error),
    ['HTTP 410'],
  );
  answer = () => ({ status: 200 });
  assert.equal(await redriveCallback(ctx, { agencyId, callbackId: callback.callbackId }), 1);
  await tellAll();
  assert.deepEqual(await stateOf().then((state) => [state?.waiting, state?.dead]), [0, 0]);
});

test('a receiver that asks for time gets it, and one that redirects is not followed', async () => {
  answer = () => ({ status: 429, headers: { 'retry-after': '120' } });
  const [id = ''] = await ask('C-5');
  await setFate(ctx, id, 'delivered', ['queued']);
  await tellAll();
  clock.set(clock.now().add({ seconds: 100 }));
  assert.equal(await tellDue(ctx, true), 0);
  clock.set(clock.now().add({ seconds: 21 }));
  answer = () => ({ status: 302, headers: { location: url } });
  await tellAll();
  assert.deepEqual(
    (await listDeadEvents(ctx.db, agencyId, callback.callbackId, 10)).map(({ error }) => error),
    ['HTTP 302'],
  );
});

test('after a day and an hour it gives up', async () => {
  answer = () => ({ status: 500 });
  const [id = ''] = await ask('C-6');
  await setFate(ctx, id, 'delivered', ['queued']);
  await tellAll();
  clock.set(clock.now().add({ hours: 26 }));
  await tellAll();
  assert.equal((await stateOf())?.dead, 1);
});

test('in production an address inside is neither taken nor called', async () => {
  await assert.rejects(setCallback(ctx, { agencyId, system: 'Otro', url, allowPrivate: false }), /notHttps/);
  const inner = { agencyId, system: 'Otro', url: 'https://10.0.0.8/avisos', allowPrivate: false };
  await assert.rejects(setCallback(ctx, inner), /privateTarget/);
  const [id = ''] = await ask('C-7');
  await setFate(ctx, id, 'delivered', ['queued']);
  await tellDue(ctx, false);
  assert.equal(heard.length, 0);
  assert.equal((await stateOf())?.dead, 1);
});

test('of several dead letters one is told again alone, and it says why the message ended so', async () => {
  answer = () => ({ status: 400 });
  const [one = '', other = ''] = await ask('C-8', 2);
  await transact(ctx, async (tx) => {
    for (const id of [one, other]) {
      await setFate(tx, id, 'suppressed', ['queued']);
      await addEvidenceRows(tx, [{ agencyId, messageId: id, kind: 'suppressed', reason: 'opt_out' }]);
    }
  });
  await tellAll();
  const letters = await listDeadLetters(ctx.db, agencyId, 10);
  assert.deepEqual(letters.map(({ externalId, error }) => `${externalId} ${error}`).toSorted(), [
    'C-8-0 HTTP 400',
    'C-8-1 HTTP 400',
  ]);
  answer = () => ({ status: 200 });
  heard = [];
  const eventId = letters[0]?.id;
  assert.equal(await redriveCallback(ctx, { agencyId, callbackId: callback.callbackId, eventId }), 1);
  await tellAll();
  assert.deepEqual(
    heard.map(({ body }) => [body.type, (body.data as unknown as { reason: string }).reason]),
    [['notification.suppressed', 'opt_out']],
  );
  assert.equal((await stateOf())?.dead, 1);
});
