import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaintOf } from './arf.ts';
import { parseMail, receiptsOf } from './dsn.ts';

const MARK = 'r-019aa5c00000700080000000000000001234567890abcdef1234@avisos.example';

const report = (fields: string, original: string, type = 'message/rfc822'): Buffer =>
  Buffer.from(
    [
      'From: staff@correo.example',
      'To: abuse@avisos.example',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
      '',
      '--b\r\nContent-Type: text/plain\r\n\r\nThis is an email abuse report.\r\n',
      `--b\r\nContent-Type: message/feedback-report\r\n\r\n${fields}\r\n`,
      `--b\r\nContent-Type: ${type}\r\n\r\n${original}\r\n\r\ncuerpo\r\n--b--\r\n`,
    ].join('\r\n'),
  );
const read = async (raw: Buffer) => complaintOf(await parseMail(raw));

test('a complaint tells its kind and every mark that may say which mail it is about', async () => {
  const fields = `Feedback-Type: abuse\r\nUser-Agent: Some/1.0\r\nVersion: 1\r\nOriginal-Mail-From: <${MARK}>\r\nOriginal-Rcpt-To: <x@correo.example>`;
  assert.deepEqual(
    await read(report(fields, `Return-Path: <${MARK}>\r\nMessage-ID: <m@avisos.example>\r\nSubject: hola`)),
    {
      kind: 'abuse',
      marks: [MARK, MARK, 'm@avisos.example'],
    },
  );
});

test('an operator that hides the addresses leaves the Message-ID, in the headers alone if it likes', async () => {
  const raw = report(
    'Feedback-Type: opt-out\r\nVersion: 1',
    `Message-ID:\r\n <${MARK}>\r\nSubject: hola`,
    'text/rfc822-headers',
  );
  assert.deepEqual(await read(raw), { kind: 'opt-out', marks: [MARK] });
});

test('neither a bounce nor a letter about abuse is a complaint, and a complaint is no bounce', async () => {
  assert.equal(
    await read(Buffer.from('From: ana@x.example\r\nSubject: abuse\r\n\r\nFeedback-Type: abuse\r\n')),
    undefined,
  );
  const complaint = report('Feedback-Type: abuse', 'Message-ID: <m@x>');
  assert.deepEqual(receiptsOf(await parseMail(complaint), MARK), []);
  assert.equal(await read(report('Version: 1', 'Message-ID: <m@x>')), undefined);
});
