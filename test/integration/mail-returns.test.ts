import assert from 'node:assert/strict';
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTransport } from 'nodemailer';
import { systemContext } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { evidenceOf } from '#modules/notifications/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { enterProcedure } from '#modules/registry/index.ts';
import { freePort, useApp } from '#test/support/app.ts';
import { useTempFolder } from '#test/support/temp-folder.ts';
import { until } from '#test/support/until.ts';

const port = await freePort();
const maildir = join(useTempFolder(), 'rebotes');
const app = await useApp({ RETURN_MAIL_PORT: String(port), RETURN_MAILDIR: maildir, RATE_LIMITS: 'off' });
const ctx = systemContext(app.services, 'test', 'test');
const office = (await findOfficeByCode(ctx.db, 'TOL')) ?? assert.fail('no office');
const { agencyId, unitId } = office;
const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
let made = 0;

/** A procedure of a new person with this mailbox: one mail follows. */
async function lodge(email: string): Promise<string> {
  const person = { names: 'Rebeca', surnames: `Rebote ${(made += 1)}`, email, source: 'counter' };
  const { personId } = await registerPerson(ctx, { agencyId, unitId, ...person });
  const facts = { unitId, service: 'copias-certificadas', personId, propertyLocation: 'Nigromante 12', documents: [] };
  return (await enterProcedure(ctx, facts)).procedureId;
}

/** The mail about a procedure once it is as wanted. */
const mailOf = (procedureId: string, status: string) =>
  until(`a mail that is ${status}`, async () =>
    (await evidenceOf(ctx, { type: 'procedure', id: procedureId, unitId })).find(
      (row) => row.channel === 'email' && row.status === status,
    ),
  );

/** The newest mail in a mailbox of the demonstration, with its headers. */
async function received(mailbox: string): Promise<string> {
  return until(`mail in ${mailbox}`, async () => {
    const html = await (await fetch(`${app.address}/demo/buzon/${mailbox}`)).text();
    return html.includes('/avisos/baja/') ? html : undefined;
  });
}

const send = (from: string, to: string, raw: string): Promise<unknown> =>
  transport.sendMail({ envelope: { from, to }, raw });

async function returnPathOf(messageId: string): Promise<string> {
  const [part] = await ctx.db.sql<{ carrier_message_id: string }>(
    'select carrier_message_id from notifications.parts where message_id = $1',
    [messageId],
  );
  return part?.carrier_message_id.replace(/[<>]/g, '') ?? assert.fail('it was not taken');
}
const reportOf = (mailbox: string, fate: string): string =>
  [
    'From: MAILER-DAEMON@mx.example\r\nMIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n',
    `Final-Recipient: rfc822; ${mailbox}\r\n${fate}\r\n\r\n--b--\r\n`,
  ].join('\r\n');

const inForce = (reason: string) =>
  ctx.db.sql<{ detail: string; channel: string }>(
    'select detail, channel from notifications.suppressions where reason = $1 and lifted_at is null order by since',
    [reason],
  );

test('a bounce ends the message and its mailbox: the next notice is not sent and costs nothing', async () => {
  const first = await mailOf(await lodge('rebota-uno@correo.example'), 'failed');
  assert.deepEqual(
    first.events.map(({ kind }) => kind),
    ['queued', 'handed_over', 'accepted', 'failed'],
  );
  assert.equal(first.events.at(-1)?.reason, 'unknownRecipient 5.1.1');
  assert.deepEqual(await inForce('hard_bounce'), [{ detail: 'unknownRecipient 5.1.1', channel: 'email' }]);
  const second = await mailOf(await lodge('rebota-uno@correo.example'), 'suppressed');
  assert.deepEqual(
    second.events.map(({ kind, reason }) => [kind, reason]),
    [
      ['queued', ''],
      ['suppressed', 'hard_bounce'],
    ],
  );
  assert.equal(second.costMxnE4, 0);
});

test('a server that refuses a mailbox at once ends it too; a full one it does not', async () => {
  await mailOf(await lodge('no-existe-dos@correo.example'), 'failed');
  const before = (await inForce('hard_bounce')).length;
  assert.equal((await inForce('hard_bounce')).at(-1)?.detail, '550 5.1.1');
  const full = await lodge('llena-dos@correo.example');
  await until('another try for a full mailbox', async () => {
    const [row] = await evidenceOf(ctx, { type: 'procedure', id: full, unitId });
    return row?.events.some(({ kind }) => kind === 'retry') ? true : undefined;
  });
  assert.equal((await inForce('hard_bounce')).length, before);
});

test('a delay is evidence and no bounce', async () => {
  const procedureId = await lodge('tarda-tres@correo.example');
  await until('the delay', async () => {
    const [row] = await evidenceOf(ctx, { type: 'procedure', id: procedureId, unitId });
    return row?.status === 'submitted' && row.events.some(({ kind }) => kind === 'delayed') ? true : undefined;
  });
});

test('a bounce that nobody but us could address is taken; a made-up one is refused', async () => {
  const digits = '0'.repeat(52);
  const domain = 'ventanilla.example';
  await assert.rejects(send('', `r-${digits}@${domain}`, 'Subject: hola\r\n\r\nhola'), /550/);
  await assert.rejects(send('ana@correo.example', `director@${domain}`, 'Subject: hola\r\n\r\nhola'), /550/);
});

test('one click stops a topic at an address, without cookie or token; a look at the page stops nothing', async () => {
  const procedureId = await lodge('harta@correo.example');
  const { id } = await mailOf(procedureId, 'submitted');
  const html = await received('harta@correo.example');
  const path = /\/avisos\/baja\/[0-9a-f]{52}/.exec(html)?.[0] ?? assert.fail('no link to stop');
  const asked = await fetch(app.address + path);
  assert.equal(asked.status, 200);
  assert.match(await asked.text(), /h•••@correo\.example/);
  assert.deepEqual(await inForce('opt_out'), []);
  const oneClick = () =>
    fetch(app.address + path, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  assert.deepEqual([(await oneClick()).status, (await oneClick()).status], [200, 200]);
  assert.deepEqual(await inForce('opt_out'), [{ detail: 'one-click', channel: 'email' }]);
  await mailOf(await lodge('harta@correo.example'), 'suppressed');
  const back = await fetch(app.address + path.replace('baja', 'alta'), { method: 'POST' });
  assert.equal(back.status, 200);
  await mailOf(await lodge('harta@correo.example'), 'submitted');
  const kinds = await ctx.db.sql<{ kind: string }>(
    'select kind from notifications.evidence where message_id = $1 order by at, id',
    [id],
  );
  assert.deepEqual(kinds.map(({ kind }) => kind).slice(-2), ['unsubscribed', 'resubscribed']);
  assert.equal((await fetch(app.address + path.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status, 404);
});

test('a complaint with our mark stops notices; one without it, or with a made-up one, stops nobody', async () => {
  const { id } = await mailOf(await lodge('molesta@correo.example'), 'submitted');
  const [part] = await ctx.db.sql<{ carrier_message_id: string }>(
    'select carrier_message_id from notifications.parts where message_id = $1',
    [id],
  );
  const mark = part?.carrier_message_id ?? '';
  const complaint = (messageId: string, kind = 'abuse') =>
    [
      'From: fbl@correo.example\r\nMIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
      `\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: ${kind}\r\nVersion: 1\r\n`,
      `--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${messageId}\r\nSubject: Aviso\r\n\r\nhola\r\n--b--\r\n`,
    ].join('\r\n');
  const to = 'abuse@ventanilla.example';
  await send('fbl@correo.example', to, complaint(mark.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))));
  await send('fbl@correo.example', to, complaint(mark, 'not-spam'));
  assert.deepEqual(await inForce('complaint'), []);
  await send('fbl@correo.example', to, complaint(mark));
  assert.deepEqual(await inForce('complaint'), [{ detail: 'abuse', channel: 'email' }]);
  await mailOf(await lodge('molesta@correo.example'), 'suppressed');
});

test('a report that comes after the end is kept as evidence and moves nothing back', async () => {
  const { id } = await mailOf(await lodge('rebota-seis@correo.example'), 'failed');
  const returnPath = await returnPathOf(id);
  await send('', returnPath, reportOf('rebota-seis@correo.example', 'Action: delivered\r\nStatus: 2.0.0'));
  const [row] = await ctx.db.sql<{ status: string; kinds: string[] }>(
    `select m.status, array_agg(e.kind order by e.at, e.id) as kinds from notifications.messages m
     join notifications.evidence e on e.message_id = m.id where m.id = $1 group by m.id`,
    [id],
  );
  assert.equal(row?.status, 'failed');
  assert.equal(row.kinds.at(-1), 'contradicted');
});

test('a report that a mail server leaves in the folder ends its message as well', async () => {
  const procedureId = await lodge('carpeta@correo.example');
  const to = await returnPathOf((await mailOf(procedureId, 'submitted')).id);
  const report = reportOf('carpeta@correo.example', 'Action: failed\r\nStatus: 5.1.1');
  await until('the folder', () => existsSync(join(maildir, 'new')));
  writeFileSync(join(maildir, 'tmp', '1.host'), `Return-Path: <>\r\nDelivered-To: ${to}\r\n${report}`);
  renameSync(join(maildir, 'tmp', '1.host'), join(maildir, 'new', '1.host'));
  await mailOf(procedureId, 'failed');
  await until('the file put away', () => readdirSync(join(maildir, 'cur')).join() === '1.host:2,S');
});
