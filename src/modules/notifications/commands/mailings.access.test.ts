import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { registryNotices } from '#modules/registry/index.ts';
import { useTestBed } from '#test/support/context.ts';
import { dropMailingsJob } from '../jobs/drop-mailings.ts';
import { advanceMailing } from '../jobs/mailings.ts';
import { seedStatusNotices } from '../seed/seed.ts';
import { countMailing, findMailing, wrongRows } from '../store/mailings.ts';
import { insertSuppression } from '../store/suppressions.ts';
import { insertVersion, retireActive, textsInForce } from '../store/templates.ts';
import { loadNumberPlan } from './load-number-plan.ts';
import { confirmMailing, createMailing, dropMailing } from './send-mailing.ts';
import { sendOne } from './send-one.ts';

const bed = await useTestBed();
const agencyId = newId();
const unitId = newId();
const template = 'entregado';
before(() => seedStatusNotices(bed.system, agencyId));

function staff(role: string, agency = agencyId): StaffActor {
  const grants = [{ role, unitId }];
  return { kind: 'staff', staffId: newId(), agencyId: agency, name: 'Prueba', grants, steppedUpAt: undefined };
}

const sender = bed.as(staff('notice_administrator'));
const list = (rows: readonly string[]) => Buffer.from(['Celular,Folio,Oficina', ...rows].join('\n'));
const content = list(['7225000701,TOL-2026-000001-1,Toluca']);
const create = (ctx: ReturnType<typeof bed.as>, bytes: Uint8Array = content) =>
  createMailing(ctx, registryNotices, {
    agencyId,
    unitId,
    fileName: 'lista.csv',
    template,
    sendAt: undefined,
    content: bytes,
  });

async function checked(bytes: Uint8Array): Promise<string> {
  const created = await create(sender, bytes);
  assert.ok(created.ok);
  while (await advanceMailing(bed.system, registryNotices, created.mailingId));
  return created.mailingId;
}

const sent = async (mailingId: string) => {
  const { rows } = await bed.pool.query<{ count: number }>(
    `select count(*)::int from notifications.messages where idempotency_key like '%' || $1 || ':%'`,
    [mailingId],
  );
  return rows[0]?.count;
};

test('lists and single messages are sent by who may send for that agency', async () => {
  const mailingId = newId();
  const one = { agencyId, unitId, template, to: { mobile: '7225000700' }, values: {} };
  const attempts = (ctx: ReturnType<typeof bed.as>) => [
    () => create(ctx),
    () => confirmMailing(ctx, { agencyId, mailingId }),
    () => dropMailing(ctx, { agencyId, mailingId }),
    () => sendOne(ctx, registryNotices, one),
  ];
  for (const attempt of attempts(bed.as())) await assert.rejects(attempt(), /access.signInNeeded/);
  for (const attempt of attempts(bed.as(staff('director')))) await assert.rejects(attempt(), /access.notAllowed/);
  const foreign = bed.as(staff('notice_administrator', newId()));
  for (const attempt of attempts(foreign)) await assert.rejects(attempt(), /access.notFound/);
  const values = { folio: 'TOL-2026-000001-1', oficina: 'Toluca' };
  assert.equal((await sendOne(sender, registryNotices, { ...one, values })).ok, true);
  await assert.rejects(confirmMailing(sender, { agencyId, mailingId }), /unknownMailing/);
});

test('the dry run tells who wants no notices, and what is wrong where; the list goes out once and is forgotten', async () => {
  await transact(bed.system, (tx) =>
    insertSuppression(tx, {
      agencyId,
      channel: 'sms',
      address: '+527225000702',
      topic: null,
      reason: 'opt_out',
      detail: 'sms',
    }),
  );
  const rows = Array.from({ length: 1_200 }, (_, turn) => `722${5_100_000 + turn},TOL-2026-${turn},Toluca`);
  const mailingId = await checked(list(['7225000702,TOL-1,Toluca', 'no es,TOL-2,Toluca', ...rows]));
  assert.deepEqual((await countMailing(bed.services.db, mailingId)).rows, { valid: 1_200, suppressed: 1, wrong: 1 });
  assert.deepEqual(await wrongRows(bed.services.db, mailingId, 10), [
    { number: 2, problem: 'wrongMobile', what: 'not-a-number' },
  ]);
  assert.equal(await sent(mailingId), 0, 'a dry run sends nothing');
  await confirmMailing(sender, { agencyId, mailingId });
  await assert.rejects(confirmMailing(sender, { agencyId, mailingId }), /mailingMoved/);
  // A worker that dies and comes again takes the next rows; one that runs twice finds them taken.
  while (await advanceMailing(bed.system, registryNotices, mailingId));
  await advanceMailing(bed.system, registryNotices, mailingId);
  assert.equal(await sent(mailingId), 1_200);
  assert.equal((await findMailing(bed.services.db, agencyId, mailingId))?.state, 'done');
  const left = await bed.pool.query(
    `select from notifications.mailing_rows where mailing_id = $1 and input_sealed <> ''`,
    [mailingId],
  );
  assert.equal(left.rowCount, 0);
});

/** Other words come into force. */
async function replaceText(sms: string): Promise<void> {
  const [text] = await textsInForce(bed.services.db, agencyId, [template]);
  assert.ok(text);
  await transact(bed.system, async (tx) => {
    await retireActive(tx, agencyId, template);
    const changed = {
      name: 'Entregado',
      event: text.event ?? '',
      sms,
      emailSubject: '',
      emailText: '',
      policy: 'fold',
      expiresHours: 72,
      urgentReason: '',
    } as const;
    await insertVersion(tx, agencyId, template, { version: text.version + 1, content: changed, status: 'active' });
  });
}

test('a list that is going out keeps the words that were confirmed, and says which rows it could not send', async () => {
  const rows = Array.from({ length: 900 }, (_, turn) => `722${5_200_000 + turn},TOL-2026-${turn},Toluca`);
  const mailingId = await checked(list(rows));
  await confirmMailing(sender, { agencyId, mailingId });
  assert.equal(await advanceMailing(bed.system, registryNotices, mailingId), true, 'half of it');
  await replaceText('IFREM: ((folio)) y ((motivos)).');
  const range = { first: 7_225_200_899, last: 7_225_200_899, kind: 'fixed', operator: '' } as const;
  await loadNumberPlan(bed.system, { agencyId, ranges: [range], source: 'plan.csv' });
  await advanceMailing(bed.system, registryNotices, mailingId);
  assert.equal(await sent(mailingId), 899);
  const { rows: templates } = await bed.pool.query(
    `select distinct template_id from notifications.messages where idempotency_key like '%' || $1 || ':%'`,
    [mailingId],
  );
  assert.equal(templates.length, 1);
  assert.deepEqual((await countMailing(bed.services.db, mailingId)).rows, { valid: 899, suppressed: 0, wrong: 1 });
  assert.deepEqual(await wrongRows(bed.services.db, mailingId, 10), [{ number: 900, problem: 'landline', what: '' }]);
  await replaceText('IFREM: ((folio)) en ((oficina)).');
});

test('a list that nobody confirmed for a month is dropped, and nothing of it is kept', async () => {
  const mailingId = await checked(content);
  const run = () => dropMailingsJob.run(bed.system, {} as never, new AbortController().signal);
  bed.services.clock.advance({ hours: 24 * 29 });
  await run();
  assert.equal((await findMailing(bed.services.db, agencyId, mailingId))?.state, 'checked');
  bed.services.clock.advance({ hours: 24 * 2 });
  await run();
  assert.equal((await findMailing(bed.services.db, agencyId, mailingId))?.state, 'cancelled');
  const left = await bed.pool.query(
    `select from notifications.mailing_rows where mailing_id = $1 and input_sealed <> ''`,
    [mailingId],
  );
  assert.equal(left.rowCount, 0);
});

test('a text that changed after the check has to be checked again', async () => {
  const mailingId = await checked(content);
  await replaceText('IFREM: ((folio)) entregado.');
  await assert.rejects(confirmMailing(sender, { agencyId, mailingId }), /textChanged/);
  await dropMailing(sender, { agencyId, mailingId });
  assert.equal(await sent(mailingId), 0);
});
