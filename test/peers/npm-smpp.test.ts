import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import smpp, { type Pdu, type Session } from 'smpp';
import { INSTANT } from '#demo/carrier/behaviour.ts';
import { startCarrier } from '#demo/carrier/carrier.ts';
import type { InboundMessage, LateOutcome, Receipt, SmsMessage } from '#modules/notifications/adapters/port.ts';
import { startSmppSender, type SmppSenderOptions } from '#modules/notifications/adapters/smpp/sender.ts';
import { until } from '#test/support/until.ts';

// The codec of npm `smpp`, written by others: as a client it reads our carrier, as a server our sender.
const NUMBER = '+527222805230';
const ROK = 0;
const THROTTLED = 0x58;
const DELIVERY_RECEIPT = 4;

const asked = (ask: (answer: (pdu: Pdu) => void) => void): Promise<Pdu> => new Promise(ask);

/** Its client, bound to our carrier. `sent` is what the carrier sends it by itself, each answered. */
async function client(t: TestContext) {
  const account = { systemId: 'ajeno', password: 'secreto' };
  const carrier = await startCarrier({ ...account, shortCode: '78070', behaviour: INSTANT });
  const session = smpp.connect({ host: carrier.host, port: carrier.port });
  t.after(async () => {
    session.destroy();
    await carrier.close();
  });
  const delivered: Pdu[] = [];
  session.on('deliver_sm', (pdu: Pdu) => {
    delivered.push(pdu);
    session.send(pdu.response());
  });
  const bind = (password: string) =>
    asked((answer) => session.bind_transceiver({ system_id: account.systemId, password }, answer));
  const submit = (fields: Readonly<Record<string, unknown>>) =>
    asked((answer) =>
      session.submit_sm({ source_addr: '78070', destination_addr: NUMBER, registered_delivery: 1, ...fields }, answer),
    );
  const telephone = () => carrier.messages(NUMBER).filter(({ direction }) => direction === 'received');
  return { carrier, session, bind, submit, delivered, telephone };
}

const textOf = (pdu: Pdu | undefined): unknown => (pdu?.short_message as { message?: unknown } | undefined)?.message;

test('npm smpp as a client: a wrong password is refused in words, a right one binds, and it is said goodbye to', async (t) => {
  const { bind, session } = await client(t);
  assert.equal((await bind('malo')).command_status, 0x0e);
  const other = await client(t);
  assert.equal((await other.bind('secreto')).command_status, ROK);
  assert.equal((await asked((answer) => other.session.enquire_link({}, answer))).command_status, ROK);
  assert.equal((await asked((answer) => other.session.unbind(answer))).command_status, ROK);
  session.destroy();
});

test('npm smpp as a client: every data_coding that it writes is read as it is meant, and receipts name the id', async (t) => {
  const { bind, submit, delivered, telephone } = await client(t);
  await bind('secreto');
  const submits = [
    // Left alone it says 1 for octets of the GSM alphabet and 3 (Latin 1) for an accent.
    [undefined, 'Folio {2026} ñandu €'],
    [undefined, 'Su trámite ingresó'],
    [0, 'Explicado: ñ ü ¿? é'],
    [8, 'Señalización: 你好 😀'],
  ] as const;
  for (const [coding, text] of submits) {
    const answer = await submit({ short_message: text, ...(coding !== undefined && { data_coding: coding }) });
    assert.equal(answer.command_status, ROK);
    await until(text, () => telephone().some((message) => message.text === text));
    const receipt = await until('its receipt', () =>
      delivered.find(
        (one) =>
          one.receipted_message_id === answer.message_id ||
          String(textOf(one)).includes(`id:${String(answer.message_id)} `),
      ),
    );
    assert.equal(Number(receipt.esm_class) & 0x3c, DELIVERY_RECEIPT);
    assert.match(String(textOf(receipt)), /stat:DELIVRD/);
  }
});

test('npm smpp as a client: parts with its headers are one text on the telephone, and a long answer reads back whole', async (t) => {
  const { carrier, bind, submit, telephone, delivered } = await client(t);
  await bind('secreto');
  const parts = ['Primera parte, ', 'segunda parte, ', 'fin.'];
  for (const [at, message] of parts.entries()) {
    const udh = Buffer.from([5, 0, 3, 0x42, parts.length, at + 1]);
    assert.equal((await submit({ data_coding: 0, short_message: { udh, message } })).command_status, ROK);
  }
  assert.equal((await until('the text', () => telephone()[0])).text, parts.join(''));
  const letter = `¿Cuándo está listo? ${'ñ'.repeat(120)}`;
  assert.equal(await carrier.sendFrom(NUMBER, letter), true);
  const letters = delivered.filter((pdu) => (Number(pdu.esm_class) & 0x3c) === 0);
  assert.equal(letters.map(textOf).join(''), letter);
});

/** Its server, with our sender bound to it. `wire` holds the octets as they came. */
async function server(
  t: TestContext,
  judge: (pdu: Pdu, turn: number) => number,
  more: Partial<SmppSenderOptions> = {},
) {
  const submits: Pdu[] = [];
  const wire: Buffer[] = [];
  const { promise: bound, resolve } = Promise.withResolvers<Session>();
  const counts = { enquired: 0, unbound: 0 };
  const peer = smpp.createServer((session) => {
    session.on('error', () => {});
    session.on('bind_transceiver', (pdu: Pdu) => {
      session.send(pdu.response({ system_id: 'npm' }));
      resolve(session);
    });
    session.on('enquire_link', (pdu: Pdu) => {
      counts.enquired++;
      session.send(pdu.response());
    });
    session.on('unbind', (pdu: Pdu) => {
      counts.unbound++;
      session.send(pdu.response());
    });
    session.on('submit_sm', (pdu: Pdu) => {
      submits.push(pdu);
      const command_status = judge(pdu, submits.length);
      session.send(pdu.response(command_status === ROK ? { message_id: `id-${submits.length}` } : { command_status }));
    });
  });
  peer.listen(0, '127.0.0.1');
  await once(peer, 'listening');
  // The library reads the socket itself; a line in between sees the octets and changes none.
  const tap = createServer((socket) => {
    const onward = connect((peer.address() as AddressInfo).port, '127.0.0.1');
    socket.on('data', (octets: Buffer) => void wire.push(octets));
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on('error', () => end.destroy());
  });
  tap.listen(0, '127.0.0.1');
  await once(tap, 'listening');
  const sender = startSmppSender({
    host: '127.0.0.1',
    port: (tap.address() as AddressInfo).port,
    systemId: 'ifrem',
    password: 'secreto',
    bind: 'transceiver',
    from: '78070',
    ...more,
  });
  t.after(async () => {
    await sender.close();
    await Promise.all([peer, tap].map((one) => new Promise((closed) => one.close(closed))));
  });
  await sender.ready();
  return { sender, session: await bound, submits, counts, octets: () => Buffer.concat(wire) };
}

const sms = (text: string, more: Partial<SmsMessage> = {}): SmsMessage => ({
  channel: 'sms',
  id: 'm1',
  to: NUMBER,
  text,
  policy: 'fold',
  reference: 0x1234,
  ...more,
});

test('npm smpp as a server: data_coding is 0 or 8 on the wire, with the octets of that alphabet, and reads back', async (t) => {
  const { sender, submits, octets } = await server(t, () => ROK);
  // Written by hand after TS 23.038: default message 0, length, text.
  const cases = [
    ['fold', 'Ñandú: é', 0, '5d616e64753a2005', 'Ñandu: é'],
    ['fold', '¿€[@]', 0, '601b651b3c001b3e', '¿€[@]'],
    ['keep', 'año ú', 8, '006100f1006f002000fa', 'año ú'],
  ] as const;
  for (const [policy, text, coding, hex, read] of cases) {
    const outcome = await sender.send(sms(text, { policy }));
    assert.equal(outcome.kind, 'accepted');
    const pdu = submits.at(-1);
    assert.deepEqual([pdu?.data_coding, textOf(pdu)], [coding, read]);
    const body = Buffer.from(hex, 'hex');
    assert.ok(octets().includes(Buffer.from([coding, 0, body.length, ...body])), `${text} is on the wire as ${hex}`);
  }
  assert.deepEqual(
    new Set(submits.map(({ data_coding }) => data_coding)),
    new Set([0, 8]),
    'never left to what the carrier takes for granted',
  );
});

test('npm smpp as a server: the Spanish shift and parts of a long text are read whole by its own tables', async (t) => {
  const { sender, submits, octets } = await server(t, () => ROK);
  const short = 'Trámite SUSPENDIDO: falta información';
  await sender.send(sms(short, { policy: 'shift' }));
  assert.deepEqual([textOf(submits[0]), submits[0]?.data_coding === 8], [short, false]);
  assert.ok(octets().includes(Buffer.from([3, 0x24, 1, 2])), 'the header names the Spanish table');
  const long = `${'Aviso {€} '.repeat(40)}fin`;
  const outcome = await sender.send(sms(long));
  assert.deepEqual(
    outcome.parts.map(({ part }) => part),
    [1, 2, 3, 4],
  );
  assert.equal(submits.slice(1).map(textOf).join(''), long);
  assert.ok(octets().includes(Buffer.from([6, 8, 4, 0x12, 0x34, 4, 2])), 'a 16-bit reference, part 2 of 4');
});

test('npm smpp as a server: throttled it is asked again, a bad number is for good, and the line is kept alive and ended', async (t) => {
  const judge = (pdu: Pdu, turn: number) =>
    String(pdu.destination_addr).endsWith('00') ? 0x0b : turn <= 2 ? THROTTLED : ROK;
  const { sender, submits, counts } = await server(t, judge, { enquireLinkMs: 50 });
  assert.equal((await sender.send(sms('Aviso'))).kind, 'accepted');
  assert.equal(submits.length, 3);
  const refused = await sender.send(sms('Aviso', { to: '+527222805200' }));
  assert.ok(refused.kind === 'rejected' && refused.permanence === 'permanent' && refused.code === 'ESME_RINVDSTADR');
  await until('the line asked after', () => counts.enquired > 0);
  await sender.close();
  // An end does not wait for ever to be answered.
  await until('the goodbye', () => counts.unbound === 1);
});

test('npm smpp as a server: its receipts, by text and by TLV, and what a citizen writes are understood', async (t) => {
  const { sender, session } = await server(t, () => ROK);
  const receipts: Receipt[] = [];
  const letters: InboundMessage[] = [];
  const late: LateOutcome[] = [];
  sender.onReceipt((receipt) => void receipts.push(receipt));
  sender.onInbound((letter) => void letters.push(letter));
  sender.onLateOutcome((outcome) => void late.push(outcome));
  const people = { source_addr_ton: 1, source_addr_npi: 1, source_addr: NUMBER.slice(1), destination_addr: '78070' };
  const deliver = (fields: Readonly<Record<string, unknown>>) =>
    asked((answer) => session.deliver_sm({ ...people, ...fields }, answer));
  const text = 'id:id-1 sub:001 dlvrd:000 submit date:2611211010 done date:2611211011 stat:UNDELIV err:001 text:Aviso';
  assert.equal(
    (await deliver({ esm_class: DELIVERY_RECEIPT, data_coding: 0, short_message: text })).command_status,
    ROK,
  );
  await deliver({ esm_class: DELIVERY_RECEIPT, receipted_message_id: 'id-2', message_state: 2, short_message: '' });
  // Left alone it says 3: Latin 1.
  await deliver({ short_message: '¿Cuándo? BAJA' });
  assert.deepEqual(
    receipts.map(({ carrierId, fate, final, reason }) => [carrierId, fate, final, reason]),
    [
      ['id-1', 'failed', true, 'unknownRecipient'],
      ['id-2', 'delivered', true, undefined],
    ],
  );
  assert.deepEqual(
    letters.map((letter) => [letter.from, letter.to, letter.text]),
    [[NUMBER, '78070', '¿Cuándo? BAJA']],
  );
  assert.deepEqual(late, []);
});
