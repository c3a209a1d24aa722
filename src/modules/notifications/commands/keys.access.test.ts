import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';
import type { ClientActor, StaffActor } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { listRequests } from '../queries/list-requests.ts';
import { statusOfRequest } from '../queries/own-request.ts';
import { applyConfiguration, configurationSchema } from './apply-configuration.ts';
import { redriveCallback, removeCallback, setCallback } from './change-callback.ts';
import { createKey, revokeKey } from './change-keys.ts';
import { cancelNotice } from './cancel-notice.ts';
import { addTeamMember, removeTeamMember } from './change-team.ts';
import { declareEvent } from './declare-event.ts';
import { requestNotices } from './request-notices.ts';

const bed = await useTestBed();
const agencyId = newId();
const unitId = newId();

function staff(role: string, agency = agencyId): StaffActor {
  const grants = [{ role, unitId: newId() }];
  return { kind: 'staff', staffId: newId(), agencyId: agency, name: 'Prueba', grants, steppedUpAt: undefined };
}

const kind = { name: 'panteones.permiso.v1', title: 'Permiso', outcomes: [], variables: [] };

test('keys, the team list and declared events are changed by who administers notices of that agency', async () => {
  const attempts = (ctx: ReturnType<typeof bed.as>) => [
    () => createKey(ctx, { agencyId, unitId, system: 'Citas', mode: 'live', codes: false }),
    () => revokeKey(ctx, { agencyId, keyId: newId() }),
    () => addTeamMember(ctx, { agencyId, name: 'Ana', address: '7225000404' }),
    () => removeTeamMember(ctx, { agencyId, memberId: newId() }),
    () => declareEvent(ctx, [], { agencyId, kind }),
    () => applyConfiguration(ctx, [], { agencyId, configuration: configurationSchema.parse({}) }),
    () => setCallback(ctx, { agencyId, system: 'Citas', url: 'https://citas.example.mx/', allowPrivate: false }),
    () => removeCallback(ctx, { agencyId, callbackId: newId() }),
    () => redriveCallback(ctx, { agencyId, callbackId: newId() }),
  ];
  for (const attempt of attempts(bed.as())) await assert.rejects(attempt(), /access.signInNeeded/);
  for (const attempt of attempts(bed.as(staff('director')))) await assert.rejects(attempt(), /access.notAllowed/);
  const foreign = bed.as(staff('notice_administrator', newId()));
  for (const attempt of attempts(foreign)) await assert.rejects(attempt(), /access.notFound/);
  const own = bed.as(staff('notice_administrator'));
  assert.match(
    (await createKey(own, { agencyId, unitId, system: 'Citas', mode: 'test', codes: false })).key,
    /^vn_test_/,
  );
});

test('notices are asked for, and looked up, by keys that may send alone', async () => {
  const item = { externalId: 'A', values: {}, to: {}, priority: 'bulk' as const };
  await assert.rejects(requestNotices(bed.as(), [], [item]), /access.signInNeeded/);
  await assert.rejects(requestNotices(bed.as(staff('notice_administrator')), [], [item]), /access.notAllowed/);
  const key: ClientActor = { kind: 'client', clientId: newId(), agencyId, name: 'S', scopes: [], unitIds: [unitId] };
  await assert.rejects(requestNotices(bed.as(key), [], [item]), /access.notAllowed/);
  await assert.rejects(statusOfRequest(bed.as(key), newId()), /access.notAllowed/);
  await assert.rejects(cancelNotice(bed.as(key), newId()), /access.notAllowed/);
  await assert.rejects(listRequests(bed.as(key), { limit: 10 }), /access.notAllowed/);
  await assert.rejects(cancelNotice(bed.as(staff('notice_administrator')), newId()), /access.notAllowed/);
  const sending = { ...key, scopes: ['notifications.send'], mode: 'live' as const };
  assert.equal((await requestNotices(bed.as(sending), [], [item])).ok, false);
  await assert.rejects(statusOfRequest(bed.as(sending), newId()), /unknownMessage/);
  await assert.rejects(cancelNotice(bed.as(sending), newId()), /unknownMessage/);
  assert.deepEqual((await listRequests(bed.as(sending), { limit: 10 })).notifications, []);
});
