import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryNotices } from '#modules/registry/index.ts';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { decideTemplate } from '../commands/decide-template.ts';
import { saveRules } from '../commands/save-rules.ts';
import { submitTemplate } from '../commands/submit-template.ts';
import { noticeTasks } from '../queries/tasks.ts';
import { listRules, rulesFor } from '../store/rules.ts';
import { listTemplates } from '../store/templates.ts';
import { seedStartingNotices } from './seed.ts';

const bed = await useTestBed();
const { db } = bed.services;
const agencyId = newId();
const sources = registryNotices;
const event = 'registry.procedure_signed.v1';

function staff(role: string): StaffActor {
  const grants = [{ role, unitId: newId() }];
  return { kind: 'staff', staffId: newId(), agencyId, name: 'Prueba', grants, steppedUpAt: undefined };
}
const first = bed.as(staff('system_administrator'));
const second = bed.as(staff('system_administrator'));

const sent = async () =>
  (await rulesFor(db, agencyId, event, 'accepted', null)).map(({ channel, slug }) => [channel, slug]);
const silent = async () => {
  const task = noticeTasks.find(({ action }) => action === 'notifications.edit');
  const count = (await task?.count(first, agencyId)) ?? 0;
  return [count, task?.words('es-MX', count)];
};

test('a new agency gets five drafts and their rules, and nothing is sent until a second person approved a text', async () => {
  assert.equal(await seedStartingNotices(bed.system, agencyId), true);
  const texts = await listTemplates(db, agencyId);
  assert.deepEqual([...new Set(texts.map(({ status }) => status))], ['draft']);
  assert.equal(texts.length, 5);
  assert.deepEqual(await sent(), []);
  assert.deepEqual(await silent(), [5, 'textos en borrador: sus avisos no salen hasta que se aprueben']);

  const version = await submitTemplate(first, sources, { agencyId, slug: 'aceptado' });
  assert.deepEqual(await sent(), []);
  const approval = { agencyId, slug: 'aceptado', version, approve: true, note: '' };
  await assert.rejects(
    decideTemplate(first, sources, approval),
    /notifications.ownText/,
    'who submits it is no second',
  );
  await decideTemplate(second, sources, approval);
  assert.deepEqual(await sent(), [
    ['email', 'aceptado'],
    ['sms', 'aceptado'],
  ]);
  assert.equal((await silent())[0], 4);
});

test('every text that comes with the program can be submitted as it is', async () => {
  for (const slug of ['ingresado', 'suspendido', 'rechazado', 'entregado'])
    assert.equal(await submitTemplate(first, sources, { agencyId, slug }), 1);
});

test('seeding again changes nothing and brings no rule back that people took away', async () => {
  const rules = (await listRules(db, agencyId, null)).filter((rule) => rule.event !== event);
  await saveRules(first, sources, { agencyId, service: null, rules });
  const texts = await listTemplates(db, agencyId);
  assert.equal(await seedStartingNotices(bed.system, agencyId), false);
  assert.deepEqual(await listRules(db, agencyId, null), rules);
  assert.deepEqual(await listTemplates(db, agencyId), texts);
});
