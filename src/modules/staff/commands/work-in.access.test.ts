import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillPost, loadUnitNodes, nameSubstitute, rootUnitsOf, seedAgencies } from '#modules/agencies/index.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { useTestBed } from '#test/support/context.ts';
import { insertAccount } from '../store/accounts.ts';
import { findSession, insertSession } from '../store/sessions.ts';
import { disableAccount } from './manage-access.ts';
import { workIn } from './work-in.ts';

const bed = await useTestBed();
const { ifremId, agencies } = await seedAgencies(bed.system);
bed.services.access.units.replace(await loadUnitNodes(bed.services.db));
const agency = (slug: string) => agencies.get(slug) ?? assert.fail(`there is no ${slug}`);
const headOf = async (slug: string) =>
  (await rootUnitsOf(bed.system, agency(slug)))[0] ?? assert.fail(`${slug} has no head`);

/** Somebody of IFREM with these roles at the heads of these agencies, and an open session. */
async function somebody(login: string, posts: Readonly<Record<string, string>>) {
  const staffId = await insertAccount(bed.system, { agencyId: ifremId, login, name: login, persona: null });
  for (const [slug, role] of Object.entries(posts)) {
    await fillPost(bed.system, { unitId: await headOf(slug), title: role, roles: [role], holderId: staffId });
  }
  const account = { id: staffId, agencyId: ifremId };
  const cookie = await insertSession(bed.system, account, { secondFactor: true, device: '' });
  const look = async () => (await findSession(bed.services, cookie)) ?? assert.fail('the session is over');
  return { staffId, look };
}

const may = async ({ look }: Awaited<ReturnType<typeof somebody>>, action: string) =>
  canSomewhere(bed.services.access, (await look()).actor, action);

test('who has posts in two agencies works in one, with what the post there allows and nothing of the other', async () => {
  const both = await somebody('both', { ifrem: 'notice_administrator', imevis: 'account_administrator' });
  const first = await both.look();
  assert.equal(first.actor.agencyId, ifremId);
  assert.deepEqual(
    first.session.agencies.map(({ name }) => name),
    ['IFREM', 'IMEVIS'],
  );
  assert.deepEqual([await may(both, 'notifications.operate'), await may(both, 'staff.manage')], [true, false]);

  await workIn(bed.as(first.actor), first.session.id, agency('imevis'));
  const second = await both.look();
  assert.equal(second.actor.agencyId, agency('imevis'));
  assert.equal(second.session.postName, 'account_administrator');
  assert.deepEqual([await may(both, 'notifications.operate'), await may(both, 'staff.manage')], [false, true]);
});

test('an agency in which somebody has no post, or not today, does not exist for them', async () => {
  const one = await somebody('one', { ifrem: 'notice_administrator' });
  const { actor, session } = await one.look();
  const refused = { message: 'access.notFound' };
  await assert.rejects(workIn(bed.as(actor), session.id, agency('imevis')), refused);
  const holder = await somebody('holder', { imevis: 'notice_administrator' });
  const [post] = await bed.services.db.sql<{ id: string }>('select id from agencies.posts where holder_id = $1', [
    holder.staffId,
  ]);
  const tomorrow = bed.services.clock.today().add({ days: 1 });
  await nameSubstitute(bed.system, { postId: post?.id ?? '', staffId: one.staffId, from: tomorrow, until: tomorrow });
  await assert.rejects(workIn(bed.as(actor), session.id, agency('imevis')), refused);
  assert.equal((await one.look()).session.agencies.length, 1);
});

test('a session of somebody else is not moved', async () => {
  const mine = await somebody('mine', { ifrem: 'director', coespo: 'director' });
  const other = await somebody('other', { ifrem: 'director', coespo: 'director' });
  const { session } = await other.look();
  const { actor } = await mine.look();
  await assert.rejects(workIn(bed.as(actor), session.id, agency('coespo')), { message: 'access.notFound' });
  assert.equal((await other.look()).actor.agencyId, ifremId);
});

test('who lost the post where the session worked, works where there is one', async () => {
  const moved = await somebody('moved', { ifrem: 'director', catgem: 'director' });
  const before = await moved.look();
  await workIn(bed.as(before.actor), before.session.id, agency('catgem'));
  await bed.services.db.sql(`delete from agencies.posts where holder_id = $1 and agency_id = $2`, [
    moved.staffId,
    agency('catgem'),
  ]);
  const after = await moved.look();
  assert.deepEqual([after.actor.agencyId, after.session.agencies.length], [ifremId, 1]);
});

test('who administers accounts in one agency sees that there are posts elsewhere, and changes only its own', async () => {
  const both = await somebody('shared', { ifrem: 'director', imevis: 'director' });
  const admin = await somebody('admin', { ifrem: 'system_administrator' });
  const { actor } = await admin.look();
  await assert.rejects(disableAccount(bed.as(actor), both.staffId), { message: 'staff.beyondReach' });
});
