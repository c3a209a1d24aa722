import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';
import { ANONYMOUS, type Actor } from '#platform/permissions/actor.ts';
import { transact } from '#platform/context.ts';
import { useTestBed } from '#test/support/context.ts';
import { insertSuppression, listSuppressions } from '../store/suppressions.ts';
import { liftSuppression } from './lift-suppression.ts';
import { openUnsubscribeLink, resumeNotices, stopNotices } from './stop-notices.ts';

const bed = await useTestBed();
const agencyId = newId();
const because = 'Presentó identificación y confirmó su correo';
const staff = (role: string, agency = agencyId): Actor =>
  ({
    kind: 'staff',
    staffId: newId(),
    agencyId: agency,
    grants: [{ role, unitId: newId() }],
  }) as unknown as Actor;

let made = 0;
async function suppressed(): Promise<string> {
  const address = `persona${(made += 1)}@correo.example`;
  const wish = { agencyId, channel: 'email', address, topic: null, reason: 'hard_bounce', detail: '5.1.1' } as const;
  await transact(bed.system, (tx) => insertSuppression(tx, wish));
  const [row] = await listSuppressions(bed.system, agencyId, { address }, 1);
  return row?.id ?? assert.fail('not on the list');
}
const code = (name: string) => (error: unknown) => (error as { kind?: { code?: string } }).kind?.code === name;

test('whoever operates notices takes an address off the list, once, with a reason that is kept and audited', async () => {
  const id = await suppressed();
  const ctx = bed.as(staff('notice_administrator'));
  await assert.rejects(liftSuppression(ctx, { id, because: '  ya  ' }), code('notifications.reasonNeeded'));
  await liftSuppression(ctx, { id, because });
  await assert.rejects(liftSuppression(ctx, { id, because }), code('notifications.notSuppressed'));
  const rows = await listSuppressions(bed.system, agencyId, { past: true }, 10);
  const lifted = rows.find((row) => row.id === id);
  assert.equal(lifted?.liftedBecause, because);
  assert.match(lifted.liftedBy ?? '', /^staff:/);
  const audit = await bed.system.db.sql(
    `select 1 from platform.audit_entries where action = 'notifications.lift' and entity_id = $1`,
    [id],
  );
  assert.equal(audit.length, 1);
});

test('nobody else does: readers, approvers, other agencies, visitors', async () => {
  const id = await suppressed();
  const lift = (actor: Actor) => liftSuppression(bed.as(actor), { id, because });
  await assert.rejects(lift(ANONYMOUS), code('access.signInNeeded'));
  await assert.rejects(lift(staff('reception_clerk')), code('access.notAllowed'));
  await assert.rejects(lift(staff('director')), code('access.notAllowed'));
  await assert.rejects(lift(staff('notice_administrator', newId())), code('access.notFound'));
});

test('a link of no message, or of a message that is gone, stops nothing', async () => {
  for (const command of [openUnsubscribeLink, resumeNotices]) {
    await assert.rejects(command(bed.as(), newId()), code('notifications.deadLink'));
  }
  await assert.rejects(stopNotices(bed.as(), newId(), 'page'), code('notifications.deadLink'));
});
