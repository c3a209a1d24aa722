import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { until } from '#test/support/until.ts';
import { systemContext, type Ctx } from '#platform/context.ts';
import { ANONYMOUS } from '#platform/permissions/actor.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import {
  confirmVerification,
  loadPerson,
  personForNotices,
  registerPerson,
  startAccess,
  startRemoval,
  startVerification,
} from '#modules/people/index.ts';

const app = await useApp();
const ctx = systemContext(app.services, 'test', 'test');
const anybody: Ctx = { ...ctx, actor: ANONYMOUS };
const office = await findOfficeByCode(ctx.db, 'TOL');
assert.ok(office);
const at = { agencyId: office.agencyId, unitId: office.unitId, source: 'counter' };
let made = 0;
const newPerson = async (contact: { mobile?: string; email?: string } = {}) =>
  (await registerPerson(ctx, { ...at, names: 'Rocío', surnames: `Código ${(made += 1)}`, ...contact })).personId;

/** What a telephone or a mailbox of the demonstration shows, once something new is there. */
const arrived = (place: string, known = 0): Promise<string> =>
  until(`something new at ${place}`, async () => {
    const html = await (await fetch(`${app.address}/demo/${place}`)).text();
    const messages = html.match(/<(?:p class="bubble"|pre)>[\s\S]*?<\/(?:p|pre)>/g) ?? [];
    return messages.length > known && (place.startsWith('buzon') ? messages[0] : messages.at(-1));
  });

const codeIn = (text: string) =>
  /\b\d{6}\b/.exec(text.replace(/<[^>]+>/g, ' '))?.[0] ?? assert.fail(`no code in ${text}`);

test('a code asked for on a telephone arrives there, with the line telephones read, and confirms it', async () => {
  const personId = await newPerson();
  const asked = await startVerification(ctx, { personId, channel: 'sms', address: '+525550000601' });
  const text = await arrived('telefono/525550000601');
  const code = codeIn(text);
  assert.match(text, new RegExp(`@localhost #${code}`));
  assert.match(text, /Vence en 10 minutos/);
  await confirmVerification(anybody, { ...asked, code, source: 'test' });
  assert.equal((await personForNotices(ctx, personId))?.mobile, '+525550000601');
});

test('a code asked for on a mailbox arrives there, its subject without the code, and confirms it', async () => {
  const personId = await newPerson();
  const asked = await startVerification(ctx, { personId, channel: 'email', address: 'codigo@correo.example' });
  const code = codeIn(await arrived('buzon/codigo@correo.example'));
  const page = await (await fetch(`${app.address}/demo/buzon/codigo@correo.example`)).text();
  assert.match(page, /<h2>Su código de Ventanilla<\/h2>/);
  await confirmVerification(anybody, { ...asked, code, source: 'test' });
  assert.equal((await personForNotices(ctx, personId))?.email, 'codigo@correo.example');
});

test('no table holds the code in clear: neither messages, evidence, events nor, once used, the verification', async () => {
  const personId = await newPerson();
  const asked = await startVerification(ctx, { personId, channel: 'sms', address: '+525550000602' });
  const code = codeIn(await arrived('telefono/525550000602'));
  await confirmVerification(anybody, { ...asked, code, source: 'test' });
  const { verificationId } = asked;
  const [message] = await ctx.db.sql<{ id: string; body_sealed: string; lane: number }>(
    'select id, body_sealed, lane from notifications.messages where subject_id = $1',
    [verificationId],
  );
  assert.ok(message);
  assert.equal(message.lane, 1, 'before all notices');
  const body = ctx.crypt.open(message.body_sealed, `notifications.body.${message.id}`);
  assert.ok(body.includes('((codigo))') && !body.includes(code));
  const rows = await ctx.db.sql(
    `select to_jsonb(v)::text as row from people.verifications v where id = $1
     union all select to_jsonb(o)::text from platform.outbox o where entity = $2
     union all select to_jsonb(e)::text from notifications.evidence e where message_id = $3
     union all select to_jsonb(a)::text from platform.audit_entries a where entity_id = $4`,
    [verificationId, `verification:${verificationId}`, message.id, personId],
  );
  assert.ok(rows.length >= 4);
  assert.ok(!JSON.stringify(rows).includes(`"${code}"`) && !JSON.stringify(rows).includes(` ${code} `));
  assert.match(JSON.stringify(rows), /code_sealed\\": null/);
});

test('a second code makes the first one worthless', async () => {
  const personId = await newPerson();
  const wanted = { personId, channel: 'sms' as const, address: '+525550000603' };
  const first = await startVerification(ctx, wanted);
  const firstCode = codeIn(await arrived('telefono/525550000603'));
  const second = await startVerification(ctx, wanted);
  const secondCode = codeIn(await arrived('telefono/525550000603', 1));
  await assert.rejects(confirmVerification(anybody, { ...first, code: firstCode, source: 'test' }), /codeEnded/);
  await confirmVerification(anybody, { ...second, code: secondCode, source: 'test' });
});

test('the newly confirmed telephone takes the place of the one before', async () => {
  const personId = await newPerson({ mobile: '+525550000604' });
  const asked = await startVerification(ctx, { personId, channel: 'sms', address: '+525550000605' });
  const code = codeIn(await arrived('telefono/525550000605'));
  await confirmVerification(anybody, { ...asked, code, source: 'test' });
  const contacts = (await loadPerson(ctx, personId))?.contacts ?? [];
  assert.deepEqual(
    contacts.map(({ address }) => address),
    ['+525550000605'],
  );
});

test('whoever holds the telephone ends the contact of a person they are not; it stays as evidence', async () => {
  const personId = await newPerson({ mobile: '+525550000606', email: 'otra@correo.example' });
  const asked = await startRemoval(anybody, {
    personId,
    channel: 'sms',
    address: '+525550000606',
  });
  const text = await arrived('telefono/525550000606');
  assert.match(text, /dejar de recibir avisos/);
  await confirmVerification(anybody, { ...asked, code: codeIn(text), source: 'wrong-number' });
  const reached = await personForNotices(ctx, personId);
  assert.equal(reached?.mobile, undefined);
  assert.equal(reached?.email, 'otra@correo.example', 'the mailbox is not touched');
  const [row] = await ctx.db.sql(
    `select withdrawn_because, (select withdrawn_source from people.consents c where c.person_id = p.person_id
       and c.channel = 'sms') as source from people.contact_points p where person_id = $1 and channel = 'sms'`,
    [personId],
  );
  assert.deepEqual(row, { withdrawn_because: 'not_theirs', source: 'wrong-number' });
});

test('a telephone that does not stand with the person gets no code, and the asker is not told', async () => {
  const personId = await newPerson({ mobile: '+525550000607' });
  const asked = await startRemoval(anybody, {
    personId,
    channel: 'sms',
    address: '+525550000608',
  });
  assert.match(asked.verificationId, /^[0-9a-f-]{36}$/);
  await startAccess(anybody, { agencyId: at.agencyId, channel: 'sms', address: '+525550000607' });
  await arrived('telefono/525550000607');
  assert.match(await (await fetch(`${app.address}/demo/telefono/525550000608`)).text(), /Todavía no llega nada/);
});
