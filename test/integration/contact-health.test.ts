import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';
import { transact } from '#platform/context.ts';
import type { EventType } from '#platform/outbox/events.ts';
import type { Subscriber } from '#platform/outbox/subscriber.ts';
import { contactDoubted, contactEnded, contactReplaced } from '#modules/people/events.ts';
import { aMessage } from '#modules/notifications/a-message.testing.ts';
import { changeSettings } from '#modules/notifications/commands/change-settings.ts';
import { redriveMessage } from '#modules/notifications/commands/redrive-messages.ts';
import { doubtAddresses } from '#modules/notifications/jobs/doubt-addresses.ts';
import { confirmFirst } from '#modules/notifications/reactions/confirm-first.ts';
import { onContactEnded } from '#modules/notifications/reactions/on-contact-answered.ts';
import { onContactDoubted } from '#modules/notifications/reactions/on-contact-doubted.ts';
import { onContactReplaced } from '#modules/notifications/reactions/on-contact-replaced.ts';
import { claimMessages } from '#modules/notifications/store/claim-messages.ts';
import { endWaiting } from '#modules/notifications/store/end-waiting.ts';
import { releaseHeld, waitingFor } from '#modules/notifications/store/held.ts';
import { evidenceOfPerson } from '#modules/notifications/index.ts';
import type { PreparedRequest } from '#modules/notifications/intake/prepare.ts';
import { takeWithin } from '#modules/notifications/intake/take.ts';
import { queueMessages } from '#modules/notifications/store/queue-messages.ts';
import { NO_SETTINGS } from '#modules/notifications/store/settings.ts';
import { withhold } from '#modules/notifications/store/withhold.ts';
import { sweep } from '#modules/notifications/worker/dispatcher.ts';
import { fillQuestion } from '#modules/notifications/worker/fill-question.ts';
import {
  confirmContact,
  confirmVerification,
  contactTroubles,
  contactTroubleWords,
  doubtAddress,
  loadPerson,
  openVerification,
  registerPerson,
  startVerification,
  withdrawConsent,
} from '#modules/people/index.ts';
import { useTestOffice } from '#modules/registry/registry.testing.ts';
import { relayEvents } from '#test/support/relay-events.ts';

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
async function sendOne(status: string): Promise<void> {
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
  await sendOne('delivered');
  await sendOne('failed');
  await sendOne('expired');
  assert.deepEqual(await contactTroubles(ctx, personId), [], 'two may be a dead battery');
  await sendOne('failed');
  const [trouble] = await contactTroubles(ctx, personId);
  assert.equal(trouble?.trouble, 'not_delivered');
  assert.match(contactTroubleWords(trouble, 'es-MX'), /••• ••• 4401: los últimos tres avisos no llegaron/);
  await sendOne('delivered');
  assert.deepEqual(await contactTroubles(ctx, personId), []);
});

test('who erased a wrong number long ago is no trouble any more', async () => {
  await ctx.db.sql(
    `update people.contact_points set withdrawn_at = now(), withdrawn_because = 'not_theirs', address_sealed = '' where person_id = $1`,
    [personId],
  );
  assert.deepEqual(await contactTroubles(ctx, personId), []);
});

/** A person of Toluca with a mobile that may be somebody else's by now, and a procedure whose steps are told. */
async function doubtful(mobile: string) {
  const given = { unitId, names: 'Eulalia', surnames: 'Tzompa Ruiz', mobile, source: 'counter' };
  const person = await registerPerson(ctx, given);
  const addressIndex = ctx.crypt.blindIndex(mobile, 'people.sms');
  await doubtAddress(ctx, { agencyId, channel: 'sms', addressIndex }, 'stale');
  const subject = { type: 'procedure', id: newId() };
  const contact = (await loadPerson(ctx, person.personId))?.contacts[0] ?? assert.fail('no contact');
  assert.ok(contact.doubt);
  const message = aMessage(ctx, { agencyId, unitId, personId: person.personId, address: mobile, subject });
  const notice = { message, contact: { id: contact.id, personId: person.personId, doubt: contact.doubt } };
  const history = () =>
    ctx.db.sql<{ kind: string; reason: string }>(
      `select e.kind, e.reason from notifications.evidence e join notifications.messages m on m.id = e.message_id
       where m.subject_id = $1 order by e.at, e.id`,
      [subject.id],
    );
  return { personId: person.personId, contactId: contact.id, notice, history };
}

const ready = async () =>
  (
    await ctx.db.sql<{ id: string }>(
      `select id from notifications.messages where status = 'queued' and next_attempt_at <= $1`,
      [ctx.clock.now()],
    )
  ).length;
/** What leaves, as the telephone gets it. */
async function leave(): Promise<string[]> {
  return transact(ctx, async (tx) => {
    const clear = await withhold(tx, await claimMessages(tx, 'sms', 100, { leaseSeconds: 60, uncertainSeconds: 600 }));
    const texts: string[] = [];
    for (const message of clear) {
      const filled = message.subjectType === 'contact' ? await fillQuestion(tx, message) : message;
      if (filled) texts.push(filled.body);
    }
    return texts;
  });
}

test('a notice to a contact in doubt waits, its owner is asked without a personal word, and their yes lets it go', async () => {
  assert.equal(await ready(), 0);
  const { contactId, notice, history } = await doubtful('+527225554402');
  await transact(ctx, (tx) => confirmFirst(tx, [notice]));
  const [question = '', ...rest] = await leave();
  assert.deepEqual(rest, [], 'only the question left');
  assert.doesNotMatch(question, /listo|Eulalia|Tzompa/);
  const token = /confirmar\/([0-9a-f]{16})/.exec(question)?.[1] ?? assert.fail(question);
  const stored = await ctx.db.sql<{ id: string; sealed: string }>(
    `select id, body_sealed as sealed from notifications.messages where subject_id = $1`,
    [contactId],
  );
  for (const { id, sealed } of stored)
    assert.doesNotMatch(ctx.crypt.open(sealed, `notifications.body.${id}`), new RegExp(token));
  await confirmContact(ctx, { token, surname: 'Tzompa' });
  await transact(ctx, (tx) => releaseHeld(tx, contactId));
  assert.deepEqual(await leave(), [notice.message.body]);
  const told = (await history()).map(({ kind, reason }) => [kind, reason].join(' ').trim());
  assert.deepEqual(told.slice(0, 3), ['queued', 'held stale', 'released']);
});

test('unanswered, a notice that waited ends as expired and never leaves; denied, it ends at once', async () => {
  const silent = await doubtful('+527225554403');
  await transact(ctx, (tx) => confirmFirst(tx, [silent.notice]));
  await leave();
  office.services.clock.advance({ hours: 73 });
  const [waiting] = await transact(ctx, (tx) =>
    claimMessages(tx, 'sms', 100, { leaseSeconds: 60, uncertainSeconds: 600 }),
  );
  assert.ok(waiting);
  assert.equal(waiting.subjectId, silent.notice.message.subject.id);
  assert.ok(Temporal.Instant.compare(ctx.clock.now(), waiting.expiresAt) > 0, 'the sender lets it expire');
  const denied = await doubtful('+527225554404');
  await transact(ctx, (tx) => confirmFirst(tx, [denied.notice]));
  await transact(ctx, async (tx) =>
    endWaiting(tx, await waitingFor(tx, denied.contactId), 'expired', () => 'not_theirs'),
  );
  assert.deepEqual((await denied.history()).at(-1), { kind: 'expired', reason: 'not_theirs' });
});

test('where the agency wants a neutral text, it leaves in the place of the notice and says nothing of it', async () => {
  await leave();
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId, whileDoubtful: 'neutral' });
  const { notice, history } = await doubtful('+527225554405');
  await transact(ctx, (tx) => confirmFirst(tx, [notice]));
  const left = await leave();
  assert.equal(left.length, 2, 'the neutral text and the question');
  for (const text of left) assert.doesNotMatch(text, /listo|Eulalia|Tzompa/);
  assert.deepEqual((await history())[1], { kind: 'neutral', reason: 'stale' });
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId });
});

test('a message that staff try again waits too when its number came into doubt', async () => {
  const { notice, history } = await doubtful('+527225554406');
  const [id = ''] = await transact(ctx, (tx) => queueMessages(tx, [notice.message]));
  await ctx.db.sql(`update notifications.messages set status = 'failed' where id = $1`, [id]);
  await redriveMessage(ctx, { agencyId, messageId: id });
  const [question = '', ...rest] = await leave();
  assert.match(question, /confirmar/, 'who could answer for it is asked');
  assert.deepEqual(rest, []);
  assert.equal((await history()).at(-1)?.kind, 'held');
});

test('a message whose number came into doubt while it was on its way waits before it is tried again', async () => {
  await forgetAll();
  // What the tests before let leave has no sender who tells.
  await ctx.db.sql(`update notifications.messages set status = 'delivered' where status in ('sending', 'queued')`);
  const { subjectId, place } = await queuedFor('+527225554416');
  assert.equal((await leave()).length, 1);
  await doubtAddress(ctx, place, 'unreachable');
  await relay(onContactDoubted, contactDoubted);
  const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
  for (const minutes of [2, 20]) {
    office.services.clock.advance({ minutes });
    await sweep(ctx, terms);
  }
  assert.deepEqual(await fatesOf(subjectId), [{ status: 'queued', reason: 'unreachable' }]);
  const [question = '', ...rest] = await leave();
  assert.match(question, /confirmar/);
  assert.deepEqual(rest, []);
});

test('who took the consent back since a message left gets no second try of it, by the program or by staff', async () => {
  await ctx.db.sql(`update notifications.messages set status = 'delivered' where status in ('sending', 'queued')`);
  const failed = await queuedFor('+527225554418');
  const abandoned = await queuedFor('+527225554419');
  assert.equal((await leave()).length, 2);
  await ctx.db.sql(`update notifications.messages set status = 'failed' where subject_id = $1`, [failed.subjectId]);
  for (const { personId: owner } of [failed, abandoned])
    await withdrawConsent(ctx, { personId: owner, channel: 'sms', source: 'counter' });
  const [message] = await ctx.db.sql<{ id: string }>(`select id from notifications.messages where subject_id = $1`, [
    failed.subjectId,
  ]);
  await redriveMessage(ctx, { agencyId, messageId: message?.id ?? '' });
  for (const minutes of [2, 20]) {
    office.services.clock.advance({ minutes });
    await sweep(ctx, { leaseSeconds: 60, uncertainSeconds: 600 });
  }
  assert.deepEqual(await leave(), []);
  for (const { subjectId } of [failed, abandoned])
    assert.deepEqual(await fatesOf(subjectId), [{ status: 'suppressed', reason: 'opt_out' }]);
});

test('what was to leave tomorrow does not leave today because its contact was confirmed meanwhile', async () => {
  const { notice, contactId } = await doubtful('+527225554417');
  const sendAt = ctx.clock.now().add({ hours: 24 });
  await transact(ctx, (tx) => confirmFirst(tx, [{ ...notice, message: { ...notice.message, sendAt } }]));
  await leave();
  await transact(ctx, (tx) => releaseHeld(tx, contactId));
  assert.deepEqual(await leave(), []);
  office.services.clock.advance({ hours: 25 });
  assert.deepEqual(await leave(), [notice.message.body]);
});

test('each night mobiles without a sign of life come into doubt, and what arrived lately keeps them out', async () => {
  const mobile = '+527225554407';
  const given = { unitId, names: 'Ofelia', surnames: 'Galicia', mobile, source: 'counter' };
  const { personId: silent } = await registerPerson(ctx, given);
  const doubt = async () => (await loadPerson(ctx, silent))?.contacts[0]?.doubt;
  await doubtAddresses(ctx);
  assert.equal(await doubt(), null);
  office.services.clock.advance({ hours: 24 * 200 });
  const message = aMessage(ctx, { agencyId, unitId, personId: silent, address: mobile });
  const [id] = await transact(ctx, (tx) => queueMessages(tx, [message]));
  await ctx.db.sql(`update notifications.messages set status = 'delivered' where id = $1`, [id]);
  await doubtAddresses(ctx);
  assert.equal(await doubt(), null, 'a notice arrived today');
  office.services.clock.advance({ hours: 24 * 200 });
  await doubtAddresses(ctx);
  assert.equal(await doubt(), 'stale');
  await registerPerson(ctx, { ...given, sameAs: silent });
  assert.equal(await doubt(), null, 'given again at the counter');
});

const relay = (subscriber: Subscriber, type: EventType) => relayEvents(ctx, subscriber, type);
const forgetAll = () => ctx.db.sql('delete from platform.outbox');
const fatesOf = (subjectId: string) =>
  ctx.db.sql<{ status: string; reason: string }>(
    `select m.status, (select reason from notifications.evidence e where e.message_id = m.id order by at desc, id desc limit 1) as reason
     from notifications.messages m where m.subject_id = $1 order by m.id`,
    [subjectId],
  );

/** A person whose notice is queued while nobody doubts their mobile. */
async function queuedFor(mobile: string) {
  const given = { unitId, names: 'Isaura', surnames: 'Ñandú Peña', mobile, source: 'counter' };
  const person = await registerPerson(ctx, given);
  const subject = { type: 'procedure', id: newId() };
  const message = aMessage(ctx, { agencyId, unitId, personId: person.personId, address: mobile, subject });
  await transact(ctx, (tx) => queueMessages(tx, [message]));
  const place = { agencyId, channel: 'sms', addressIndex: ctx.crypt.blindIndex(mobile, 'people.sms') } as const;
  return { personId: person.personId, subjectId: subject.id, place, body: message.body };
}

test('what was queued before a doubt began waits as well, and its owner is asked', async () => {
  await leave();
  await forgetAll();
  const { subjectId, place, personId: owner } = await queuedFor('+527225554408');
  await doubtAddress(ctx, place, 'unreachable');
  await relay(onContactDoubted, contactDoubted);
  const [question = '', ...rest] = await leave();
  assert.match(question, /confirmar/);
  assert.deepEqual(rest, []);
  assert.deepEqual(await fatesOf(subjectId), [{ status: 'queued', reason: 'unreachable' }]);
  const [contact] = (await loadPerson(ctx, owner))?.contacts ?? [];
  await transact(ctx, (tx) => releaseHeld(tx, contact?.id ?? ''));
  assert.equal((await leave()).length, 1);
});

test('where neutral texts are wanted, one leaves in the place of what was queued before', async () => {
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId, whileDoubtful: 'neutral' });
  const { subjectId, place, body } = await queuedFor('+527225554409');
  await doubtAddress(ctx, place, 'unreachable');
  await relay(onContactDoubted, contactDoubted);
  const left = await leave();
  assert.equal(left.length, 2, 'the neutral text and the question');
  assert.ok(!left.includes(body));
  assert.deepEqual(
    (await fatesOf(subjectId)).map(({ status }) => status),
    ['expired', 'sending'],
  );
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId });
});

test('what waited for a telephone goes to the one that takes its place, as a new message', async () => {
  await forgetAll();
  const { notice, history, personId: owner } = await doubtful('+527225554410');
  await transact(ctx, (tx) => confirmFirst(tx, [notice]));
  const shown = (await evidenceOfPerson(ctx, owner, [owner])).map(({ text }) => text);
  assert.ok(
    shown.some((text) => /Responda aquí: …/.test(text)),
    'nobody here reads the word that answers it',
  );
  await leave();
  const { verificationId } = await startVerification(ctx, {
    personId: owner,
    channel: 'sms',
    address: '+527225554411',
  });
  const open = await openVerification(ctx, verificationId);
  await confirmVerification(ctx, { verificationId, code: open?.code ?? '', source: 'counter' });
  await relay(onContactReplaced, contactReplaced);
  assert.deepEqual(await leave(), [notice.message.body]);
  const fates = await fatesOf(notice.message.subject.id);
  assert.deepEqual(
    fates.map(({ status }) => status),
    ['expired', 'sending'],
  );
  assert.ok((await history()).some(({ kind, reason }) => kind === 'expired' && reason === 'replaced'));
  const [moved] = await ctx.db.sql<{ index: string }>(
    `select address_index as index from notifications.messages where subject_id = $1 and status = 'sending'`,
    [notice.message.subject.id],
  );
  assert.equal(moved?.index, ctx.crypt.blindIndex('+527225554411', 'people.sms'));
});

test('what waits for a contact that its person takes back stays here', async () => {
  await forgetAll();
  const { subjectId, personId: owner } = await queuedFor('+527225554412');
  await withdrawConsent(ctx, { personId: owner, channel: 'sms', source: 'counter' });
  await relay(onContactEnded, contactEnded);
  assert.deepEqual(await fatesOf(subjectId), [{ status: 'suppressed', reason: 'opt_out' }]);
  assert.deepEqual(await leave(), []);
});

test('what another system asks for waits too when only a contact in doubt has that address; a code does not', async () => {
  const { contactId, notice } = await doubtful('+527225554413');
  const asked = { system: 'panteones', mode: 'live', reference: null } as const;
  const request = (lane: 1 | 3, to = notice.message.address): PreparedRequest => {
    const id = newId();
    const { personId: _, ...rest } = aMessage(ctx, { agencyId, unitId, address: to, lane, id });
    const message = { ...rest, subject: { type: 'request', id }, asked };
    return {
      agencyId,
      system: 'panteones',
      mode: 'live',
      externalId: id,
      contentHash: id,
      messages: [message],
      answer: { externalId: id, mode: 'live', messages: [] },
    };
  };
  const personal = request(3);
  await transact(ctx, (tx) => takeWithin(tx, [personal, request(1), request(3, '+527225559999')]));
  const left = await leave();
  assert.equal(left.length, 3, 'the code, the notice to a stranger to us, and the question');
  assert.deepEqual(await fatesOf(personal.messages[0]?.id ?? ''), [{ status: 'queued', reason: 'stale' }]);
  await transact(ctx, (tx) => releaseHeld(tx, contactId));
  assert.deepEqual(await leave(), [personal.messages[0]?.body]);
  // A second person whose contact there is sure: the line lives, and nobody could answer for the first one.
  await registerPerson(ctx, {
    unitId,
    names: 'Otilia',
    surnames: 'Tecpa',
    mobile: notice.message.address,
    source: 'counter',
  });
  await transact(ctx, (tx) => takeWithin(tx, [request(3)]));
  assert.equal((await leave()).length, 1);
});
