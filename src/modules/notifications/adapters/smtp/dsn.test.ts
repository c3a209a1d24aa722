import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMail, receiptsOf } from './dsn.ts';
import { outcomeOfFailure } from './outcome.ts';
import { meaningOf } from './status-codes.ts';

const report = (fields: string, original = 'Message-ID: <m1@avisos.example>\r\nSubject: hola'): Buffer =>
  Buffer.from(
    [
      'From: MAILER-DAEMON@mx.example',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b\r\nContent-Type: text/plain\r\n\r\nSorry, 550 5.1.1 they said\r\n',
      `--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n${fields}\r\n`,
      `--b\r\nContent-Type: message/rfc822\r\n\r\n${original}\r\n\r\ncuerpo\r\n--b--\r\n`,
    ].join('\r\n'),
  );
const read = async (raw: Buffer) => receiptsOf(await parseMail(raw), 'b+m1@avisos.example');

test('a report names message, recipient, fate and code', async () => {
  const [receipt, ...more] = await read(
    report(
      'Final-Recipient: rfc822; no@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n no such user',
    ),
  );
  assert.deepEqual(more, []);
  assert.deepEqual(
    [
      receipt?.carrierId,
      receipt?.recipient,
      receipt?.fate,
      receipt?.code,
      receipt?.reason,
      receipt?.permanence,
      receipt?.returnPath,
    ],
    ['<m1@avisos.example>', 'no@x.example', 'failed', '5.1.1', 'unknownRecipient', 'permanent', 'b+m1@avisos.example'],
  );
});

test('a report on several recipients is several receipts', async () => {
  const receipts = await read(
    report(
      'Final-Recipient: rfc822; a@x.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\nFinal-Recipient: rfc822; b@x.example\r\nAction: delayed\r\nStatus: 4.4.1',
    ),
  );
  assert.deepEqual(
    receipts.map(({ recipient, fate, final }) => [recipient, fate, final]),
    [
      ['a@x.example', 'delivered', true],
      ['b@x.example', 'inTransit', false],
    ],
  );
});

test('a failure without a code is not held against the address', async () => {
  const [receipt] = await read(report('Final-Recipient: rfc822; a@x.example\r\nAction: failed'));
  assert.deepEqual([receipt?.fate, receipt?.permanence, receipt?.code], ['failed', 'temporary', undefined]);
});

test('a mail that only talks of failure is no report', async () => {
  const note = Buffer.from('From: ana@x.example\r\nSubject: Undelivered Mail\r\n\r\n550 5.1.1 Action: failed\r\n');
  assert.deepEqual(await read(note), []);
  assert.deepEqual(await read(report('Action: dancing')), []);
});

test('codes are sorted by what they mean for the address', () => {
  const meanings = ['5.1.1', '5.2.2', '5.2.1', '5.7.1', '4.4.1', '5.0.0'].map((code) =>
    Object.values(meaningOf(code)).join(' '),
  );
  assert.deepEqual(meanings, [
    'unknownRecipient permanent',
    'full temporary',
    'barred permanent',
    'refused permanent',
    'absent temporary',
    'other permanent',
  ]);
});

test('before the body has left nothing was taken; after it a missing answer is a doubt; a refusal of the account is not of the message', () => {
  assert.deepEqual(outcomeOfFailure({ code: 'ECONNECTION', command: 'CONN' }, false), {
    kind: 'notSent',
    cause: 'notConnected',
    detail: 'ECONNECTION',
  });
  assert.deepEqual(outcomeOfFailure({ code: 'ECONNECTION', command: 'CONN' }, true), {
    kind: 'uncertain',
    cause: 'connectionLost',
  });
  assert.deepEqual(outcomeOfFailure({ code: 'ETIMEDOUT', command: 'CONN' }, true), {
    kind: 'uncertain',
    cause: 'timeout',
  });
  assert.deepEqual(
    outcomeOfFailure(
      { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, response: '535 5.7.8 bad password' },
      false,
    ),
    {
      kind: 'notSent',
      cause: 'notConnected',
      detail: 'EAUTH 535',
    },
  );
  assert.deepEqual(
    outcomeOfFailure({ code: 'EMESSAGE', command: 'DATA', responseCode: 552, response: '552 too big' }, true),
    {
      kind: 'rejected',
      permanence: 'temporary',
      code: '552',
    },
  );
});
