import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startGateway } from '#demo/gateway/gateway.ts';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { HTTP_PROFILES } from '../adapters/http/profiles.ts';
import { startHttpSender } from '../adapters/http/sender.ts';
import { replaceRules } from '../store/rules.ts';
import { listSuppressions } from '../store/suppressions.ts';
import { insertVersion } from '../store/templates.ts';
import { hearSms } from './hear-sms.ts';

const bed = await useTestBed();
const agencyId = newId();
const NUMBER = '+527222805230';
await transact(bed.system, (tx) =>
  replaceRules(tx, agencyId, null, [{ event: 'a.b.v1', outcome: null, channel: 'sms', template: 'x' }]),
);

for (const dialect of ['kannel', 'twilio', 'infobip'] as const) {
  test(`a carrier that speaks HTTP (${dialect}) brings BAJA too, and is told so only once it is on record`, async (t) => {
    const gateway = await startGateway({ dialect });
    t.after(() => gateway.close());
    const secret = 'only-the-carrier-knows';
    const callbacks = { host: '127.0.0.1', port: 0, secret };
    const sender = startHttpSender({ url: gateway.url, from: '2222', profile: HTTP_PROFILES[dialect], callbacks });
    t.after(() => sender.close());
    let failures = 1;
    sender.onInbound(async (message) => {
      if (failures-- > 0) throw new Error('the database is away');
      await hearSms(bed.system, [], message);
    });
    const { inboundUrl } = await sender.ready();
    assert.equal(await gateway.sendFrom(NUMBER, 'Bája por favor', inboundUrl), true);
    const filter = { address: NUMBER, channel: 'sms' } as const;
    const [row, ...more] = await listSuppressions(bed.system, agencyId, filter, 10);
    assert.deepEqual([row?.reason, row?.detail, row?.topic, more.length], ['opt_out', 'sms', null, 0]);
  });
}

test('BAJA also reaches an agency whose notices only other systems ask for', async () => {
  const other = newId();
  const content = {
    name: 'Cita',
    event: '',
    sms: 'Su cita es mañana.',
    emailSubject: '',
    emailText: '',
    policy: 'fold',
    expiresHours: 24,
    urgentReason: '',
  } as const;
  await transact(bed.system, (tx) => insertVersion(tx, other, 'cita', { version: 1, content, status: 'active' }));
  const from = '+527222805231';
  await hearSms(bed.system, [], { channel: 'sms', from, to: '2222', text: 'BAJA' });
  const [row] = await listSuppressions(bed.system, other, { address: from, channel: 'sms' }, 10);
  assert.equal(row?.reason, 'opt_out');
});
