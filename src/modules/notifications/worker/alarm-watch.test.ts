import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { startMailSink } from '#demo/mailsink/mail-sink.ts';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { until } from '#test/support/until.ts';
import { aMessage } from '../a-message.testing.ts';
import { changeSettings } from '../commands/change-settings.ts';
import { reconcile } from '../jobs/reconcile.ts';
import { dueMessages } from '../queries/due.ts';
import { readOperations } from '../queries/operations.ts';
import { addTallies, noteCarriers } from '../store/carriers.ts';
import { listHours } from '../store/reconciliations.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { NO_SETTINGS } from '../store/settings.ts';
import { alarmMail } from './alarm-mail.ts';
import { watchAlarms } from './alarm-watch.ts';
import { Ledger } from './ledger.ts';

const bed = await useTestBed();
const ctx = bed.system;
const { clock } = bed.services;
const agencyId = newId();
const sink = await startMailSink();
const settings = { alarmEmails: ['guardia@estado.example'], mailFrom: 'Avisos <avisos@ifrem.example>' };
const mail = alarmMail(ctx, {
  ...settings,
  smtpUrl: 'smtp://127.0.0.1:1',
  alarmSmtpUrl: sink.url,
  dkimSelector: undefined,
  dkimKeyFile: '',
});
const ledger = new Ledger(ctx, { leaseSeconds: 60, uncertainSeconds: 600 });
after(async () => {
  await mail.close();
  await ledger.close();
  await sink.close();
});

await ctx.db.sql(
  `insert into notifications.rules (id, agency_id, event, channel) values ($1, $2, 'registry.entered.v1', 'sms')`,
  [newId(), agencyId],
);
const alertEmail = 'ana@ifrem.example, luis@ifrem.example';
await changeSettings(ctx, { ...NO_SETTINGS, agencyId, alertEmail });

/** Two nodes look at the same time, as they do. */
const look = () => Promise.all([watchAlarms(ctx, mail.tell), watchAlarms(ctx, mail.tell)]);
const mails = () => sink.mails().map(({ mailbox, subject }) => `${mailbox}: ${subject}`);
const mailsAbout = (what: RegExp) => mails().filter((one) => what.test(one));

/** Looks until the mails are there: the connection of the sender may still be opening. */
const lookUntil = (count: number, what: RegExp): Promise<boolean> =>
  until(`${count} mails about ${String(what)}`, async () => {
    await look();
    if (mailsAbout(what).length >= count) return true;
    // A mail that could not be sent is tried again after a minute.
    clock.advance({ seconds: 61 });
    return false;
  });

const sight = (name: string, status: 'ready' | 'waiting') =>
  ({
    name,
    channel: 'sms',
    kind: 'smpp',
    status,
    reason: status === 'ready' ? '' : 'ECONNREFUSED',
    perSecond: null,
  }) as const;

async function queue(extra: { id?: string } = {}): Promise<string> {
  const id = extra.id ?? newId();
  const message = aMessage(ctx, { id, agencyId });
  await transact(ctx, (tx) => queueMessages(tx, [message]));
  return id;
}

beforeEach(async () => {
  await ctx.db.sql('delete from notifications.alarms', []);
  await ctx.db.sql(
    'delete from notifications.messages m where not exists (select from notifications.parts p where p.message_id = m.id)',
    [],
  );
});

test('a carrier that goes away is told once to each address, and once more when it is back; the screen says since when', async () => {
  await noteCarriers(ctx, [sight('norte', 'waiting')]);
  const began = clock.now();
  await look();
  clock.advance({ seconds: 20 });
  await look();
  assert.deepEqual(mails(), [], 'half a minute may be a hiccup');
  clock.advance({ seconds: 11 });
  await lookUntil(3, /Alarma: norte sin servicio/);
  for (let more = 0; more < 5; more++) {
    clock.advance({ minutes: 5 });
    await look();
  }
  assert.deepEqual(mailsAbout(/norte/).toSorted(), [
    'ana@ifrem.example: Alarma: norte sin servicio',
    'guardia@estado.example: Alarma: norte sin servicio',
    'luis@ifrem.example: Alarma: norte sin servicio',
  ]);
  const { alarms } = await readOperations(ctx, agencyId);
  assert.deepEqual(
    alarms.map(({ alarm, since }) => [alarm.kind, since?.equals(began)]),
    [['away', true]],
  );
  await noteCarriers(ctx, [sight('norte', 'ready')]);
  await look();
  clock.advance({ seconds: 60 });
  await look();
  assert.equal(mailsAbout(/Terminó/).length, 0, 'it may go again in a moment');
  clock.advance({ seconds: 61 });
  await lookUntil(3, /Terminó: norte sin servicio/);
  clock.advance({ minutes: 5 });
  await look();
  assert.equal(mailsAbout(/norte/).length, 6);
  assert.deepEqual((await readOperations(ctx, agencyId)).alarms, []);
});

test('an old notice raises the alarm of its agency, one that waits for the end of quiet hours does not', async () => {
  await queue();
  clock.advance({ minutes: 2 });
  const quiet = {
    from: Temporal.PlainTime.from('00:00'),
    until: Temporal.PlainTime.from('23:59'),
    zone: 'America/Mexico_City',
  };
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId, alertEmail, quiet });
  const before = clock.now().subtract({ seconds: 60 });
  assert.deepEqual(await dueMessages(ctx, { before }), { late: 0, held: 1, oldest: null });
  assert.deepEqual((await readOperations(ctx, agencyId)).alarms, []);
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId, alertEmail });
  assert.equal((await dueMessages(ctx, { before })).late, 1);
  await look();
  clock.advance({ seconds: 31 });
  await lookUntil(3, /Alarma: los avisos no salen/);
});

test('every hour adds up, whatever became of its messages; what is missing is told with both numbers', async () => {
  const id = await queue();
  await ctx.db.sql(`update notifications.messages set status = 'sending' where id = $1`, [id]);
  const message = { id, agencyId, attempts: 1 };
  await ledger.record('norte', message, {
    kind: 'accepted',
    carrierId: 'a1',
    parts: [
      { kind: 'accepted', carrierId: 'a1', part: 1 },
      { kind: 'accepted', carrierId: 'a2', part: 2 },
    ],
  });
  const told = { carrier: 'norte', state: 'failed', reason: 'absent 027', passing: true, carrierTime: null } as const;
  await ledger.receive({ ...told, carrierMessageId: 'a2' });
  const hour = clock.now();
  clock.advance({ hours: 1 });
  await reconcile(ctx);
  const countsOf = async () => {
    const [row] = await listHours(ctx, hour.subtract({ hours: 1 }));
    return row && [row.submitted, row.counted, row.delivered, row.failed, row.pending];
  };
  assert.deepEqual(await countsOf(), [2, 2, 0, 1, 1]);
  await ledger.receive({ ...told, carrierMessageId: 'a1', state: 'delivered', passing: false });
  clock.advance({ hours: 1 });
  await reconcile(ctx);
  assert.deepEqual(await countsOf(), [2, 2, 1, 1, 0], 'hours that were open are counted again');
  assert.deepEqual((await readOperations(ctx, agencyId)).alarms, []);
  const minute = hour.round({ smallestUnit: 'minute', roundingMode: 'floor' }).toString();
  const none = { refused: 0, errors: 0, prompt: 0, delivered: 0, failed: 0, expired: 0 };
  await addTallies(ctx, [{ carrier: 'norte', minute, taken: 1, ...none }]);
  await ctx.db.sql(`update notifications.reconciliations set pending = 1`, []);
  await reconcile(ctx);
  const [alarm] = (await readOperations(ctx, agencyId)).alarms;
  assert.deepEqual(
    alarm?.alarm.kind === 'unbalanced' && [alarm.alarm.carrier, alarm.alarm.submitted, alarm.alarm.accounted],
    ['norte', 2, 3],
  );
});

test('hours that nobody counted while no worker ran are counted when one does', async () => {
  const id = await queue();
  await ctx.db.sql(`update notifications.messages set status = 'sending' where id = $1`, [id]);
  const parts = [{ kind: 'accepted', carrierId: 'before', part: 1 }] as const;
  await ledger.record('norte', { id, agencyId, attempts: 1 }, { kind: 'accepted', carrierId: 'before', parts });
  const hour = clock.now();
  clock.advance({ hours: 30 });
  await reconcile(ctx);
  const counted = (await listHours(ctx, hour.subtract({ hours: 1 }))).at(-1);
  assert.deepEqual([counted?.submitted, counted?.counted, counted?.pending], [1, 1, 1]);
});
