import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { deliveryReport } from '#demo/mailsink/report.ts';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { useTempFolder } from '#test/support/temp-folder.ts';
import { until } from '#test/support/until.ts';
import { aMessage } from '../a-message.testing.ts';
import { MaildirIntake } from '../adapters/smtp/maildir.ts';
import { mailAddresses } from '../mail-addresses.ts';
import { claimMessages } from '../store/claim-messages.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { Ledger } from './ledger.ts';
import { ReturnedMail } from './returned-mail.ts';

const bed = await useTestBed();
const ctx = bed.system;
const { clock } = bed.services;
const agencyId = newId();
const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
const own = mailAddresses(ctx, 'rebotes.example');
const ledger = new Ledger(ctx, terms);
const returned = new ReturnedMail(ctx, { ledger, carrier: 'smtp', own });
const root = useTempFolder();
const warnings: unknown[] = [];
const intakes: MaildirIntake[] = [];
let folder = root;

beforeEach(() => {
  folder = join(root, newId());
  for (const part of ['tmp', 'new', 'cur']) mkdirSync(join(folder, part), { recursive: true });
  warnings.length = 0;
});
afterEach(() => Promise.all(intakes.splice(0).map((intake) => intake.close())));
after(() => ledger.close());

function startIntake(wrap: (told: Promise<void>) => Promise<void> = (told) => told): MaildirIntake {
  const intake = new MaildirIntake({
    folder,
    takes: (to) => own.takes(to),
    handlers: {
      onReceipt: (receipt) => wrap(returned.receipt(receipt)),
      onComplaint: (complaint) => wrap(returned.complaint(complaint)),
      onInbound: (letter) => wrap(returned.letter(letter)),
    },
    clock,
    log: { warn: (...said: unknown[]) => void warnings.push(said[0]) },
  });
  intakes.push(intake);
  return intake;
}

/** A mail that the mail server has taken; its id. */
async function sent(): Promise<string> {
  const address = `${newId()}@correo.example`;
  const email = { agencyId, channel: 'email', address, encoding: null, subjectLine: 'Aviso' } as const;
  const [id = ''] = await transact(ctx, (tx) => queueMessages(tx, [aMessage(ctx, email)]));
  const claimed = await transact(ctx, (tx) => claimMessages(tx, 'email', 100, terms));
  const message = claimed.find((one) => one.id === id) ?? assert.fail('not claimed');
  const part = { kind: 'accepted', carrierId: own.messageId(id), part: 1 } as const;
  await ledger.record('smtp', message, { kind: 'accepted', carrierId: own.messageId(id), parts: [part] });
  return id;
}

/** A report on a message, as a mail server writes it into a Maildir. */
function report(id: string, action: 'failed' | 'delayed' = 'failed'): string {
  const fate = { action, status: action === 'failed' ? '5.1.1' : '4.4.1', diagnostic: '550 no such user' } as const;
  const mail = {
    id,
    mailbox: 'x@correo.example',
    fromName: '',
    fromAddress: '',
    returnPath: own.returnPath(id),
    subject: 'Aviso',
    text: '',
    html: '',
    messageId: own.messageId(id),
    headers: [{ name: 'Message-ID', value: own.messageId(id) }],
    at: clock.now(),
  };
  return delivered('', own.returnPath(id), deliveryReport(mail, fate));
}
/** What postfix's virtual delivery writes above a mail. */
const delivered = (from: string, to: string, raw: string): string =>
  `Return-Path: <${from}>\r\nX-Original-To: ${to}\r\nDelivered-To: ${to}\r\n${raw}`;

function drop(name: string, raw: string): void {
  writeFileSync(join(folder, 'tmp', name), raw);
  renameSync(join(folder, 'tmp', name), join(folder, 'new', name));
}
const files = (part: string): string[] => readdirSync(join(folder, part)).toSorted();
const putAway = (...names: string[]) =>
  until(`${names.join(', ')} in cur`, () => files('cur').join() === names.toSorted().join());

async function kindsOf(id: string): Promise<string[]> {
  const rows = await ctx.db.sql<{ kind: string }>(
    'select kind from notifications.evidence where message_id = $1 order by at, id',
    [id],
  );
  return rows.map(({ kind }) => kind).toSorted();
}
const lettersTo = (address: string) =>
  ctx.db.sql<{ meaning: string }>('select meaning from notifications.inbound where sent_to = $1', [address]);

test('a report in the folder ends its message, and its file is put away as seen', async () => {
  const id = await sent();
  drop('1.a.host', report(id));
  startIntake();
  await putAway('1.a.host:2,S');
  assert.deepEqual(await kindsOf(id), ['accepted', 'failed', 'queued']);
  // One that comes while it rests is found as well.
  const later = await sent();
  drop('2.b.host', report(later));
  await putAway('1.a.host:2,S', '2.b.host:2,S');
  assert.deepEqual(await kindsOf(later), ['accepted', 'failed', 'queued']);
  assert.deepEqual([files('new'), files('claimed'), warnings], [[], [], []]);
});

test('a worker killed after the effect and before the move leaves the mail to another, and the effect is there once', async () => {
  const [failed, late, written] = [await sent(), await sent(), await sent()];
  await ctx.db.sql(`insert into notifications.rules (id, agency_id, event, channel) values ($1, $2, 'x.v1', 'email')`, [
    newId(),
    agencyId,
  ]);
  const to = own.returnPath(written);
  drop('1.failed', report(failed));
  drop('2.late', report(late, 'delayed'));
  drop(
    '3.letter',
    delivered('ana@correo.example', to, 'From: ana@correo.example\r\nSubject: Hola\r\n\r\n¿Cuándo abren?'),
  );
  const mails = ['1.failed', '2.late', '3.letter'];
  // The first worker does all of it and never comes to the move.
  const stuck = Promise.withResolvers<void>();
  let done = 0;
  startIntake(async (told) => {
    await told;
    done += 1;
    await stuck.promise;
  });
  await until('three effects', () => done === 3);
  assert.deepEqual([files('new'), files('claimed'), files('cur')], [[], mails, []]);
  startIntake();
  drop('0.foreign', 'Subject: hola\r\n\r\nhola');
  await putAway('0.foreign:2,F');
  assert.deepEqual(files('claimed'), mails, 'what is claimed is left to its worker');
  clock.advance({ minutes: 6 });
  startIntake();
  const seen = ['0.foreign:2,F', ...mails.map((name) => `${name}:2,S`)];
  await putAway(...seen);
  // The first one comes to life again and finds nothing to move.
  stuck.resolve();
  await Promise.all(intakes.map((intake) => intake.close()));
  assert.deepEqual(await kindsOf(failed), ['accepted', 'failed', 'queued']);
  assert.deepEqual(await kindsOf(late), ['accepted', 'delayed', 'queued']);
  assert.deepEqual(await lettersTo(to), [{ meaning: 'mail' }]);
  assert.deepEqual(files('cur'), seen);
});

test('two workers over one folder take each mail once', async () => {
  const ids: string[] = [];
  for (let mails = 0; mails < 12; mails++) ids.push(await sent());
  for (const [place, id] of ids.entries()) drop(`${10 + place}.mail`, report(id, 'delayed'));
  let told = 0;
  const count = async (telling: Promise<void>): Promise<void> => {
    told += 1;
    await telling;
  };
  startIntake(count);
  startIntake(count);
  await putAway(...ids.map((_, place) => `${10 + place}.mail:2,S`));
  assert.equal(told, ids.length);
});

test('what is not ours, or cannot be read, is put aside and stays there', async () => {
  const made = own.returnPath(newId()).replace(/^r-.{52}/, `r-${'0'.repeat(52)}`);
  drop('1.foreign', delivered('ana@correo.example', 'director@rebotes.example', 'Subject: hola\r\n\r\nhola'));
  drop('2.made-up', delivered('', made, 'Subject: hola\r\n\r\nhola'));
  drop('3.empty', '');
  drop('4.large', delivered('', own.returnPath(newId()), `\r\n${'x'.repeat(2_000_001)}`));
  symlinkSync(join(root, 'nowhere'), join(folder, 'new', '5.link'));
  mkdirSync(join(folder, 'new', '6.folder'));
  startIntake();
  await putAway('1.foreign:2,F', '2.made-up:2,F', '3.empty:2,F', '4.large:2,F', '5.link:2,F', '6.folder:2,F');
  assert.equal(warnings.length, 6);
  assert.doesNotMatch(JSON.stringify(warnings), /correo|director/);
});

test('a mail that nobody can write down is tried three times and put aside', async () => {
  const id = await sent();
  drop('1.poison', report(id));
  let tries = 0;
  const fail = async (told: Promise<void>): Promise<void> => {
    await told;
    tries += 1;
    throw new RangeError('cannot be written');
  };
  startIntake(fail);
  for (const turn of [1, 2]) {
    await until(`try ${turn}`, () => tries === turn && files('claimed').length === 1);
    clock.advance({ minutes: 6 });
    // The look that frees it is hinted by another file.
    drop(`${turn + 1}.hint`, 'x');
  }
  await until('the third try', () => files('cur').includes('1.poison:2,F'));
  assert.equal(tries, 3);
});

test('a folder that is away is no end: what is in it when it comes back is taken', async () => {
  const id = await sent();
  const real = folder;
  writeFileSync(join(root, 'file'), '');
  folder = join(root, 'file', 'below');
  startIntake();
  await until('a warning', () => warnings.length === 1);
  folder = real;
  drop('1.mail', report(id));
  startIntake();
  await putAway('1.mail:2,S');
});
