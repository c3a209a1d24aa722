import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registerPerson } from '#modules/people/index.ts';
import { seedAgencies } from '#modules/agencies/index.ts';
import { newId } from '#platform/ids.ts';
import type { Ctx } from '#platform/context.ts';
import { useTestBed } from '#test/support/context.ts';
import { personalLetters } from '../queries/personal-letters.ts';
import { personalNotices } from '../queries/personal-notices.ts';
import { eraseNoticesOf, stopNoticesTo } from './erase-notices.ts';

const bed = await useTestBed();
const { ifremId, ifremRoot: unitId } = await seedAgencies(bed.system);
bed.services.access.units.replace([{ id: unitId, parentId: null }]);
const { personId } = await registerPerson(bed.system, { unitId, names: 'Eva', surnames: 'Paz', source: 'test' });
const about = { personId, personIds: [personId], source: 'test' };
const staff = (role: string, agencyId = ifremId): Ctx =>
  bed.as({
    kind: 'staff',
    staffId: newId(),
    agencyId,
    name: 'Prueba',
    grants: [{ role, unitId }],
    steppedUpAt: undefined,
  });

test('what was said to somebody is erased, stopped and read whole by the privacy officer of the agency only', async () => {
  for (const act of [
    (ctx: Ctx) => eraseNoticesOf(ctx, about),
    (ctx: Ctx) => stopNoticesTo(ctx, about),
    (ctx: Ctx) => personalNotices(ctx, personId, [personId]),
    (ctx: Ctx) => personalLetters(ctx, personId, []),
  ]) {
    await assert.rejects(act(bed.as()), /access.signInNeeded/);
    await assert.rejects(act(staff('office_head')), /access.notAllowed/);
    await assert.rejects(act(staff('privacy_officer', newId())), /access.notFound/);
    await assert.rejects(act(bed.as({ kind: 'citizen', personIds: [newId()] })), /access.notFound/);
    await act(staff('privacy_officer'));
  }
});
