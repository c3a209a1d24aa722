import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';
import { personForNotices, registerPerson, loadPerson, searchPeople } from '#modules/people/index.ts';
import { queueMessages } from '#modules/notifications/store/queue-messages.ts';
import { contentProof, eraseContents } from '#modules/notifications/store/erase.ts';
import {
  answerRequest,
  extendTerm,
  fileForRequest,
  fulfilRequest,
  getRequest,
  personalFile,
  receiveRequest,
  setRetention,
  withdrawRequest,
} from '#modules/privacy/index.ts';
import { eraseDue } from '#modules/privacy/jobs/erase-due.ts';
import { fileAsJson, maskedFile } from '#modules/privacy/queries/personal-file.ts';
import { onClosing } from '#modules/privacy/reactions/on-closing.ts';
import { enterProcedure } from '#modules/registry/index.ts';
import { procedureDelivered } from '#modules/registry/events.ts';
import { noteClosing } from '#modules/privacy/store/retention.ts';
import { findRootUnit } from '#modules/privacy/store/requests.ts';
import { useTestOffice } from '#modules/registry/registry.testing.ts';

const office = await useTestOffice();
const { system: ctx, agencyId, toluca: unitId } = office;
const root = (await findRootUnit(ctx, agencyId)) ?? assert.fail('no root');
const officer = (await office.hire('Unidad de Transparencia', ['privacy_officer'], root)).ctx;
const clerk = (await office.hire('Recepción', ['reception_clerk'])).ctx;
let made = 0;

/** Somebody with a telephone and a mailbox, one notice, and a procedure if asked. */
async function somebody(withProcedure = true) {
  made += 1;
  const address = `+52722555${String(made).padStart(4, '0')}`;
  const { personId } = await registerPerson(ctx, {
    unitId,
    names: `Quirina ${'abcdefghijklm'[made]}`,
    surnames: 'Xolalpa Ordaz',
    mobile: address,
    email: `quirina${made}@correo.example`,
    source: 'counter',
  });
  const facts = { unitId, service: 'copias-certificadas', personId, propertyLocation: 'Calle 1', documents: ['INE'] };
  const entered = withProcedure ? await enterProcedure(ctx, facts) : undefined;
  const subject = { type: 'procedure', id: entered?.procedureId ?? newId() };
  const message = { agencyId, unitId, lane: 2, personId, channel: 'sms', templateId: newId(), template: 'x' } as const;
  const body = 'Su trámite avanzó.';
  const content = {
    subjectLine: '',
    body,
    parts: 1,
    encoding: 'gsm7',
    policy: 'fold',
    service: null,
    address,
  } as const;
  await queueMessages(ctx, [
    { ...message, ...content, key: `${made}`, subject, expiresAt: ctx.clock.now().add({ hours: 72 }) },
  ]);
  return { personId, address, body, subject };
}

const sent = (personId: string) =>
  ctx.db.sql(`update notifications.messages set status = 'delivered' where person_id = $1`, [personId]);
const messageOf = async (personId: string) => {
  const [row] = await ctx.db.sql<Record<string, unknown>>('select * from notifications.messages where person_id = $1', [
    personId,
  ]);
  return row ?? assert.fail('no message');
};

test('access: what is granted can be read whole, by programs too, and nothing before that', async () => {
  const { personId, address, body } = await somebody();
  const { requestId, folio } = await receiveRequest(clerk, {
    personId,
    kind: 'access',
    asked: 'Todo',
    identity: 'ine',
  });
  assert.match(folio, /^DAR-2026-/);
  await assert.rejects(fileForRequest(officer, requestId), /privacy.notFound/);
  assert.equal(
    (await getRequest(officer, requestId)).dueOn.toString(),
    '2026-04-09',
    '20 working days: a holiday and Holy Week do not count',
  );
  await answerRequest(officer, { requestId, granted: true, grounds: 'Procede.' });
  const { file } = await fileForRequest(officer, requestId);
  const read = JSON.parse(fileAsJson(file));
  assert.equal(read.person.surnames, 'Xolalpa Ordaz');
  assert.equal(read.person.contacts.length, 2);
  assert.equal(read.person.consents[0].noticeVersion, '2026-01');
  assert.equal(read.procedures[0].documents[0], 'INE');
  assert.equal(read.procedures[0].steps[0].to, 'entered');
  assert.equal(read.notices[0].text, body);
  assert.equal(read.notices[0].address, address);
  assert.equal(read.requests[0].folio, folio);
  assert.ok(!fileAsJson(maskedFile(file)).includes(address.slice(3)), 'masked for who only holds a code');
  await fulfilRequest(officer, { requestId });
  assert.equal((await getRequest(officer, requestId)).status, 'fulfilled');
});

test('rectification: the name changes everywhere, also where it is searched', async () => {
  const { personId } = await somebody();
  const asked = { personId, kind: 'rectification', asked: 'Mi nombre es Quirino', identity: 'ine' } as const;
  const { requestId } = await receiveRequest(clerk, asked);
  await answerRequest(officer, { requestId, granted: true, grounds: 'Acta de nacimiento' });
  await assert.rejects(fulfilRequest(officer, { requestId }), /privacy.nameNeeded/);
  await fulfilRequest(officer, { requestId, names: 'Quirino Baltazar', surnames: 'Xolalpa Ordaz' });
  assert.equal((await loadPerson(ctx, personId))?.names, 'Quirino Baltazar');
  assert.deepEqual(
    (await searchPeople(ctx, agencyId, 'Xolalpa Ordaz Quirino Baltasar')).map(({ id }) => id).at(0),
    personId,
  );
});

test('cancellation: addresses and contents go, evidence stays, and the name stays only where a procedure needs it', async () => {
  for (const withProcedure of [true, false]) {
    const { personId, address, body } = await somebody(withProcedure);
    await sent(personId);
    const asked = { personId, kind: 'cancellation', asked: 'Borren mis datos', identity: 'code' } as const;
    const { requestId } = await receiveRequest(office.as({ kind: 'citizen', personIds: [personId] }), asked);
    const grant = { requestId, granted: true, grounds: 'Procede.' };
    await assert.rejects(answerRequest(officer, grant), /privacy.identityNeeded/, 'a code proves a telephone only');
    await answerRequest(officer, { ...grant, identity: 'ine' });
    const result = await fulfilRequest(officer, { requestId });
    assert.deepEqual(
      { addresses: result.addresses, notices: result.notices, nameKept: result.nameKept },
      { addresses: 2, notices: 1, nameKept: withProcedure },
    );
    assert.equal((await personForNotices(ctx, personId))?.mobile, undefined);
    assert.equal((await loadPerson(ctx, personId))?.names.startsWith('Quirina'), withProcedure);
    const message = await messageOf(personId);
    assert.deepEqual([message['body_sealed'], message['address_sealed'], message['status']], ['', '', 'delivered']);
    assert.equal(message['content_proof'], contentProof(ctx, { address, subjectLine: '', body }));
    const [{ kept } = { kept: 0 }] = await ctx.db.sql<{ kept: number }>(
      'select count(*)::int as kept from notifications.evidence where message_id = $1',
      [message['id']],
    );
    assert.ok(kept > 0, 'evidence stays');
    const consents = await ctx.db.sql('select from people.consents where person_id = $1 and withdrawn_at is not null', [
      personId,
    ]);
    assert.equal(consents.length, 2, 'what was agreed and withdrawn stays as proof');
    const dump = JSON.stringify(
      await ctx.db.sql(
        `select p::text, c::text from people.people p left join people.contact_points c on c.person_id = p.id where p.id = $1`,
        [personId],
      ),
    );
    assert.ok(!dump.includes(ctx.crypt.blindIndex(address, 'people.sms')), 'not even the index is left');
  }
});

/** Erased whole: a cancellation that was asked for, granted and done. */
async function erase(personId: string): Promise<void> {
  const asked = { personId, kind: 'cancellation', asked: 'Borren mis datos', identity: 'ine' } as const;
  const { requestId } = await receiveRequest(clerk, asked);
  await answerRequest(officer, { requestId, granted: true, grounds: 'Procede.' });
  await fulfilRequest(officer, { requestId });
}

test('who was erased while a clerk had them on the screen is taken down anew, under the name they give', async () => {
  const { personId } = await somebody(false);
  await erase(personId);
  const again = { unitId, names: 'Quirina', surnames: 'Xolalpa', mobile: '+527225557799', source: 'counter' };
  const registered = await registerPerson(ctx, { ...again, sameAs: personId });
  assert.equal(registered.known, false);
  assert.equal((await loadPerson(ctx, registered.personId))?.names, 'Quirina');
  assert.deepEqual((await loadPerson(ctx, personId))?.contacts, []);
});

test('a name that was erased is not written again by a rectification that was still open', async () => {
  const { personId } = await somebody(false);
  const asked = { personId, kind: 'rectification', asked: 'Mi nombre es Quirino', identity: 'ine' } as const;
  const { requestId } = await receiveRequest(clerk, asked);
  await answerRequest(officer, { requestId, granted: true, grounds: 'Acta de nacimiento' });
  await erase(personId);
  await assert.rejects(
    fulfilRequest(officer, { requestId, names: 'Quirino', surnames: 'Xolalpa' }),
    /people.nameErased/,
  );
  await withdrawRequest(officer, requestId);
  assert.equal((await loadPerson(ctx, personId))?.names, 'Datos cancelados');
});

test('opposition: what waits does not leave, no channel is left, and nothing is erased', async () => {
  const { personId, body } = await somebody();
  const { requestId } = await receiveRequest(clerk, { personId, kind: 'opposition', asked: 'Ya no', identity: 'ine' });
  await answerRequest(officer, { requestId, granted: true, grounds: 'Procede.' });
  assert.deepEqual(await fulfilRequest(officer, { requestId }), { stopped: 1 });
  assert.equal((await personForNotices(ctx, personId))?.mobile, undefined);
  assert.equal((await messageOf(personId))['status'], 'suppressed');
  assert.equal((await personalFile(officer, personId)).notices[0]?.text, body);
});

test('a term is made longer once, a refused request is closed, and every step is on record', async () => {
  const { personId } = await somebody();
  const { requestId } = await receiveRequest(clerk, { personId, kind: 'opposition', asked: 'x', identity: 'ine' });
  await extendTerm(officer, { requestId, reason: 'Hay que pedir el expediente' });
  assert.equal((await getRequest(officer, requestId)).dueOn.toString(), '2026-04-23');
  await assert.rejects(extendTerm(officer, { requestId, reason: 'otra vez' }), /privacy.extendedBefore/);
  await answerRequest(officer, { requestId, granted: false, grounds: 'Lo impide la ley.' });
  await assert.rejects(fulfilRequest(officer, { requestId }), /privacy.wrongStatus/);
  await assert.rejects(withdrawRequest(officer, requestId), /privacy.wrongStatus/);
  assert.deepEqual(
    (await getRequest(officer, requestId)).steps.map(({ to, note }) => [to, note]),
    [
      ['received', ''],
      ['received', 'Hay que pedir el expediente'],
      ['refused', 'Lo impide la ley.'],
    ],
  );
  await assert.rejects(ctx.db.sql('update privacy.request_steps set note = $1', ['y']), 'steps never change');
});

test('contents go after their time, by the rule of the agency, and only once the procedure closed', async () => {
  const open = await somebody();
  const closed = await somebody();
  for (const { personId } of [open, closed]) await sent(personId);
  const payload = { procedureId: closed.subject.id, folio: 'x', unitId, personId: closed.personId, service: 'x' };
  const event = {
    id: newId(),
    name: procedureDelivered.name,
    agencyId,
    entity: 'procedure:x',
    payload,
    requestId: 'x',
  };
  await ctx.db.transaction((db) => onClosing.handle({ ...ctx, db }, [{ ...event, occurredAt: ctx.clock.now() }]));
  office.services.clock.advance({ hours: 40 * 24 });
  assert.equal((await eraseDue(ctx)).notices, 0, '90 days unless told');
  const rule = { class: 'notice_content', keepDays: 30, legalBasis: 'Catálogo de disposición documental' } as const;
  await setRetention(officer, agencyId, rule);
  assert.equal((await eraseDue(ctx)).notices, 1);
  assert.equal((await messageOf(closed.personId))['body_sealed'], '');
  assert.notEqual((await messageOf(open.personId))['body_sealed'], '');
  assert.equal(await ctx.db.transaction((db) => eraseContents({ ...ctx, db }, { subject: closed.subject })), 0);
  await ctx.db.sql(`update notifications.messages set subject_type = 'request' where person_id = $1`, [open.personId]);
  assert.equal((await eraseDue(ctx)).notices, 1, 'what is about no procedure goes by its age');
});

test('a notice that still waits when its procedure reaches its time goes on the first night after it left', async () => {
  const { personId, subject } = await somebody();
  const closing = { agencyId, type: subject.type, id: subject.id, at: ctx.clock.now() };
  await noteClosing(ctx, closing);
  office.services.clock.advance({ hours: 31 * 24 });
  assert.equal((await eraseDue(ctx)).notices, 0, 'it is yet to leave');
  await sent(personId);
  assert.equal((await eraseDue(ctx)).notices, 1);
  assert.equal((await messageOf(personId))['body_sealed'], '');
});
