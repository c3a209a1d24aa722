import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INSTANT } from '#demo/carrier/behaviour.ts';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { HTTP_PROFILES } from '#modules/notifications/adapters/http/profiles.ts';
import { startHttpSender } from '#modules/notifications/adapters/http/sender.ts';
import type { InboundMessage, Receipt } from '#modules/notifications/adapters/port.ts';
import { freePort } from '#test/support/app.ts';
import { until } from '#test/support/until.ts';
import { kannelMissing, startKannel } from './kannel.ts';

const missing = kannelMissing();
// On the terminal too: a test that is left out must not look like one that passed.
if (missing) process.stderr.write(`${missing}\n`);

const SECRET = 'only-kannel-knows';
const KNOWN = '+527222805230';
const ABSENT = '+527222805298';

test(
  'a real Kannel binds to our carrier by SMPP, carries what our HTTP sender gives it, and brings receipts and answers back',
  { skip: missing ?? false },
  async (t) => {
    const account = { systemId: 'kannel', password: 'secreto' };
    const rules = [{ ending: '98', fate: 'absent' }] as const;
    const carrier = await startCarrier({ ...account, behaviour: { ...INSTANT, rules } });
    t.after(() => carrier.close());
    const callbackPort = await freePort();
    const base = `http://127.0.0.1:${callbackPort}`;
    const inboundUrl = `${base}/${SECRET}/inbound`;
    const kannel = await startKannel({ smpp: { port: carrier.port, ...account }, inboundUrl });
    t.after(() => kannel.close());
    const sender = startHttpSender({
      profile: HTTP_PROFILES.kannel,
      url: kannel.url,
      from: '2222',
      callbacks: { host: '127.0.0.1', port: callbackPort, secret: SECRET },
    });
    t.after(() => sender.close());
    await sender.ready();
    await until('Kannel binds to the carrier', () => carrier.stats().bound === 1);

    const receipts: Receipt[] = [];
    const inbound: InboundMessage[] = [];
    sender.onReceipt((receipt) => void receipts.push(receipt));
    sender.onInbound((message) => void inbound.push(message));
    const send = (id: string, to: string, text: string, policy: 'fold' | 'keep') =>
      sender.send({ channel: 'sms', id, to, text, policy, reference: 1 });
    const fatesOf = (id: string) => receipts.filter((one) => one.carrierId === id && one.final).map(({ fate }) => fate);

    const plain = 'Su trámite TOL-2026-000123-K fue SUSPENDIDO. ¿Dudas? 722 280 5230';
    const long = `${'El registrador pidió corregir la descripción del inmueble. '.repeat(3)}Año, señal, último.`;
    assert.equal((await send('m-fold', KNOWN, plain, 'fold')).kind, 'accepted');
    assert.equal((await send('m-keep', KNOWN, plain, 'keep')).kind, 'accepted');
    assert.equal((await send('m-long', KNOWN, long, 'keep')).kind, 'accepted');
    assert.equal((await send('m-absent', ABSENT, plain, 'fold')).kind, 'accepted');

    await until('all fates are told', () =>
      ['m-fold', 'm-keep', 'm-long', 'm-absent'].every((id) => fatesOf(id).length > 0),
    );
    const shown = carrier.messages(KNOWN).map(({ text }) => text);
    assert.deepEqual(new Set(shown), new Set([plain.replace('á', 'a'), plain, long]));
    assert.deepEqual(fatesOf('m-fold'), ['delivered']);
    assert.deepEqual(fatesOf('m-keep'), ['delivered']);
    assert.ok(fatesOf('m-long').every((fate) => fate === 'delivered'));
    assert.deepEqual(fatesOf('m-absent'), ['failed']);

    assert.equal(await carrier.sendFrom(KNOWN, 'BAJA, por favor. Sí, ya leí.', '2222'), true);
    await until('the answer of the citizen is heard', () => inbound.length > 0);
    assert.deepEqual(inbound, [{ channel: 'sms', from: KNOWN, to: '2222', text: 'BAJA, por favor. Sí, ya leí.' }]);
  },
);
