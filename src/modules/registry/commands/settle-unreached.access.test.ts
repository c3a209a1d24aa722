import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  doubtAddress,
  loadPerson,
  openVerification,
  registerPerson,
  startVerification,
} from '#modules/people/index.ts';
import { countUnreached, listSettled, listUnreached, readUnreached } from '../queries/unreached.ts';
import { useTestOffice } from '../registry.testing.ts';
import { enterProcedure } from './enter-procedure.ts';
import { settleAsDeclined, settleAsTold, settleByNewContact } from './settle-unreached.ts';
import { takeProcedure } from './take-procedure.ts';

const office = await useTestOffice();
const { system: ctx, agencyId, toluca, texcoco } = office;
const { ctx: clerk } = await office.hire('Recepción', ['reception_clerk']);
const { ctx: elsewhere } = await office.hire('Texcoco', ['office_head'], texcoco);
const { ctx: analyst } = await office.hire('Análisis', ['analyst']);
let number = 5_554_400;

/** A person with an open procedure in Toluca whose mobile turned out to be dead. */
async function unreached(): Promise<{ procedureId: string; personId: string; mobile: string }> {
  const mobile = `+52722${(number += 1)}`;
  const given = { unitId: toluca, names: 'Herminia', surnames: `Cuautle ${mobile}`, mobile, source: 'counter' };
  const { personId } = await registerPerson(ctx, given);
  const facts = { service: 'copias-certificadas', propertyLocation: mobile, documents: [] };
  const { procedureId } = await enterProcedure(ctx, { unitId: toluca, personId, ...facts });
  const addressIndex = ctx.crypt.blindIndex(mobile, 'people.sms');
  await doubtAddress(ctx, { agencyId, channel: 'sms', addressIndex }, 'hard_bounce');
  return { procedureId, personId, mobile };
}

const refusedWith = (status: number) => (error: unknown) =>
  (error as { kind?: { status: number } }).kind?.status === status;
const open = async (procedureId: string) =>
  (await listUnreached(clerk, {})).rows.filter((row) => row.procedureId === procedureId);

test('only who looks after people of that office sees an entry or settles it', async () => {
  const { procedureId } = await unreached();
  const [row] = await open(procedureId);
  assert.deepEqual([row?.because, row?.otherWay, row?.name.startsWith('Herminia')], ['hard_bounce', false, true]);
  assert.match(row?.address ?? '', /^••• ••• \d{4}$/);
  assert.deepEqual((await listUnreached(elsewhere, {})).rows, []);
  assert.equal(await countUnreached(elsewhere, {}), 0);
  await assert.rejects(readUnreached(elsewhere, procedureId), refusedWith(404));
  const wish = { procedureId, note: 'x' };
  await assert.rejects(settleAsTold(elsewhere, wish), refusedWith(404));
  await assert.rejects(settleAsDeclined(elsewhere, { ...wish, channel: 'sms' }), refusedWith(404));
  const code = { ...wish, verificationId: procedureId, code: '000000' };
  await assert.rejects(settleByNewContact(elsewhere, code), refusedWith(404));
  for (const who of [analyst, office.as({ kind: 'citizen', personIds: [] })]) {
    await assert.rejects(listUnreached(who, {}), refusedWith(403));
    await assert.rejects(listSettled(who, {}), refusedWith(403));
    await assert.rejects(settleAsTold(who, wish), refusedWith(403));
    await assert.rejects(settleByNewContact(who, code), refusedWith(403));
  }
  assert.equal((await open(procedureId)).length, 1, 'nobody of those settled it');
});

test('who was told in person is off the list until there is something new to tell', async () => {
  const { procedureId } = await unreached();
  await settleAsTold(clerk, { procedureId, note: 'Supo que falta el pago.' });
  assert.deepEqual(await open(procedureId), []);
  await assert.rejects(settleAsTold(clerk, { procedureId, note: 'otra vez' }), refusedWith(409));
  const [settled] = (await listSettled(clerk, { procedureId })).rows;
  assert.deepEqual([settled?.how, settled?.note], ['told', 'Supo que falta el pago.']);
  office.services.clock.advance({ minutes: 1 });
  await takeProcedure(ctx, procedureId);
  assert.equal((await open(procedureId)).length, 1);
});

test('who wants no notices there has neither contact nor consent left, and the audit log says who asked', async () => {
  const { procedureId, personId } = await unreached();
  await settleAsDeclined(clerk, { procedureId, channel: 'sms', note: '' });
  assert.deepEqual((await loadPerson(ctx, personId))?.contacts, []);
  assert.deepEqual(await open(procedureId), []);
  const audited = await ctx.db.sql<{ action: string }>(
    `select action from platform.audit_entries where entity_id in ($1, $2) and action in ('registry.reach', 'people.withdraw_consent')`,
    [procedureId, personId],
  );
  assert.equal(audited.length, 2);
});

test('a new contact takes the place of the dead one once its code came back, and a wrong code settles nothing', async () => {
  const { procedureId, personId } = await unreached();
  const address = '+527225550099';
  const { verificationId } = await startVerification(clerk, { personId, channel: 'sms', address });
  const wish = { procedureId, note: '', verificationId };
  await assert.rejects(settleByNewContact(clerk, { ...wish, code: 'x' }), refusedWith(422));
  assert.equal((await open(procedureId)).length, 1);
  const code = (await openVerification(ctx, verificationId))?.code ?? '';
  await settleByNewContact(clerk, { ...wish, code });
  assert.deepEqual(await open(procedureId), []);
  const contacts = (await loadPerson(ctx, personId))?.contacts ?? [];
  assert.deepEqual(
    contacts.map((contact) => [contact.address, contact.verified]),
    [[address, true]],
  );
  assert.equal((await listSettled(clerk, { procedureId })).rows[0]?.how, 'verified');
});

test('a number that its holder called wrong is doubtful when it is given again, until it is verified', async () => {
  const { personId, procedureId, mobile } = await unreached();
  await ctx.db.sql(
    `update people.contact_points set withdrawn_at = $2, withdrawn_because = 'not_theirs' where person_id = $1`,
    [personId, ctx.clock.now()],
  );
  assert.equal((await open(procedureId))[0]?.because, 'not_theirs', 'nothing took its place');
  office.services.clock.advance({ minutes: 1 });
  const again = { unitId: toluca, names: 'x', surnames: 'x', mobile, source: 'counter', sameAs: personId };
  await registerPerson(ctx, again);
  assert.equal((await open(procedureId))[0]?.because, 'not_theirs', 'the same mistake again');
  const { verificationId } = await startVerification(clerk, { personId, channel: 'sms', address: mobile });
  const code = (await openVerification(ctx, verificationId))?.code ?? '';
  await settleByNewContact(clerk, { procedureId, note: '', verificationId, code });
  assert.deepEqual(await open(procedureId), []);
});
