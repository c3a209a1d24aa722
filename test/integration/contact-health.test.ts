import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';
import { queueMessages } from '#modules/notifications/store/messages.ts';
import { contactTroubles, contactTroubleWords, registerPerson } from '#modules/people/index.ts';
import { useTestOffice } from '#modules/registry/registry.testing.ts';

const office = await useTestOffice();
const { system: ctx, agencyId, toluca: unitId } = office;
const address = '+527225554401';
const { personId } = await registerPerson(ctx, {
  unitId,
  names: 'Herminia',
  surnames: 'Cuautle Rosas',
  mobile: address,
  source: 'counter',
});
let sent = 0;

/** One more notice to the telephone, a minute later, that ended so. */
async function notice(status: string): Promise<void> {
  office.services.clock.advance({ minutes: 1 });
  const key = `${(sent += 1)}`;
  const content = {
    subjectLine: '',
    body: 'Aviso',
    parts: 1,
    encoding: 'gsm7',
    policy: 'fold',
    service: null,
  } as const;
  const about = { agencyId, unitId, personId, channel: 'sms', templateId: newId(), template: 'x', lane: 2 } as const;
  const subject = { type: 'procedure', id: newId() };
  await queueMessages(ctx, [
    { ...about, ...content, address, key, subject, expiresAt: ctx.clock.now().add({ hours: 1 }) },
  ]);
  await ctx.db.sql(`update notifications.messages set status = $1, address_index = $3 where idempotency_key = $2`, [
    status,
    key,
    ctx.crypt.blindIndex(address, 'people.sms'),
  ]);
}

test('three notices in a row that did not arrive are worth a question; one that arrives ends it', async () => {
  await notice('delivered');
  await notice('failed');
  await notice('expired');
  assert.deepEqual(await contactTroubles(ctx, personId), [], 'two may be a dead battery');
  await notice('failed');
  const [trouble] = await contactTroubles(ctx, personId);
  assert.equal(trouble?.trouble, 'not_delivered');
  assert.match(contactTroubleWords(trouble, 'es-MX'), /••• ••• 4401: los últimos tres avisos no llegaron/);
  await notice('delivered');
  assert.deepEqual(await contactTroubles(ctx, personId), []);
});

test('who erased a wrong number long ago is no trouble any more', async () => {
  await ctx.db.sql(
    `update people.contact_points set withdrawn_at = now(), withdrawn_because = 'not_theirs', address_sealed = '' where person_id = $1`,
    [personId],
  );
  assert.deepEqual(await contactTroubles(ctx, personId), []);
});
