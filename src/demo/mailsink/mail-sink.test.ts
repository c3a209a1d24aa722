import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { createTransport } from 'nodemailer';
import { startMailSink, type MailSink, type MailSinkOptions } from './mail-sink.ts';

async function sinkFor(t: TestContext, options: MailSinkOptions = {}) {
  const sink = await startMailSink(options);
  const transport = createTransport({ host: '127.0.0.1', port: sink.port, ignoreTLS: true });
  t.after(() => transport.close());
  t.after(() => sink.close());
  const send = async (to: string, subject = 'Aviso'): Promise<number> => {
    try {
      await transport.sendMail({
        from: 'avisos@ifrem.example',
        to,
        subject,
        text: 'Señor: su trámite',
        html: '<p>Señor</p>',
      });
      return 250;
    } catch (error) {
      return (error as { responseCode?: number }).responseCode ?? 0;
    }
  };
  return { sink, send };
}

test('a mailbox shows what was sent, with its headers', async (t) => {
  const { sink, send } = await sinkFor(t);
  assert.equal(await send('Ana@Correo.example', 'Trámite ñandú'), 250);
  const [mail] = sink.mails('ana@correo.example');
  assert.deepEqual(
    [mail?.subject, mail?.text.trim(), mail?.html.trim(), mail?.fromAddress],
    ['Trámite ñandú', 'Señor: su trámite', '<p>Señor</p>', 'avisos@ifrem.example'],
  );
  assert.ok(mail?.headers.some(({ name }) => name === 'MIME-Version'));
  assert.deepEqual(sink.mailboxes(), ['ana@correo.example']);
});

test('mailboxes answer by their names', async (t) => {
  const { sink, send } = await sinkFor(t);
  assert.deepEqual(
    [await send('no-existe@x.example'), await send('llena@x.example'), await send('rechaza@x.example')],
    [550, 452, 554],
  );
  assert.deepEqual([sink.stats().refused, sink.stats().arrived], [3, 0]);
});

test('it keeps the last mails of the last mailboxes', async (t) => {
  const { sink, send } = await sinkFor(t, { keepPerMailbox: 2, keepMailboxes: 2 });
  for (const to of ['a@x.example', 'b@x.example', 'c@x.example', 'c@x.example', 'c@x.example']) await send(to);
  assert.deepEqual(sink.mailboxes(), ['c@x.example', 'b@x.example']);
  assert.equal(sink.mails('c@x.example').length, 2);
});

test('behaviour changes while it runs', async (t) => {
  const { sink, send } = await sinkFor(t);
  sink.setBehaviour({ greylist: true });
  assert.deepEqual([await send('ana@x.example'), await send('ana@x.example')], [451, 250]);
  sink.setBehaviour({ greylist: false, down: true });
  assert.equal(await send('ana@x.example'), 421);
});

test('a client that stays connected does not hold up the end', async () => {
  const sink: MailSink = await startMailSink();
  const client = connect(sink.port, '127.0.0.1').on('error', () => {});
  const closed = new Promise((resolve) => client.once('close', resolve));
  await new Promise((resolve) => client.once('data', resolve));
  await sink.close();
  await closed;
});
