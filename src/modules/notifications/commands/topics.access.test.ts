import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { ANONYMOUS, type Actor } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { seedStatusNotices } from '../seed/seed.ts';
import { listTopics, topicsOfTemplates } from '../store/topics.ts';
import { assignTopic, createTopic } from './save-topics.ts';

const bed = await useTestBed();
const agencyId = newId();
await seedStatusNotices(bed.system, agencyId);
const staff = (role: string, agency = agencyId) =>
  bed.as({
    kind: 'staff',
    staffId: newId(),
    agencyId: agency,
    grants: [{ role, unitId: newId() }],
  } as unknown as Actor);
const code = (name: string) => (error: unknown) => (error as { kind?: { code?: string } }).kind?.code === name;
const editor = staff('notice_administrator');
const approver = staff('director');
const LAW = 'artículo 25 del Código de Procedimientos';

test('who writes notices makes a topic that one can stop; only who approves makes one that the law asks for', async () => {
  await createTopic(editor, { agencyId, title: 'Avisos de sus citas', keyword: 'Citás', legalBasis: '' });
  const mandatory = { agencyId, title: 'Notificaciones', keyword: 'NOTIFICA', legalBasis: LAW };
  await assert.rejects(createTopic(editor, mandatory), code('access.notAllowed'));
  await assert.rejects(createTopic(approver, { ...mandatory, legalBasis: 'la ley' }), code('notifications.topicUnfit'));
  await createTopic(approver, mandatory);
  const topics = await listTopics(bed.system.db, agencyId);
  assert.deepEqual(
    topics.map(({ slug, mandatory: must }) => [slug, must]),
    [
      ['citas', false],
      ['tramites', false],
      ['notifica', true],
    ],
  );
});

test('a name or a word is taken once', async () => {
  const again = { agencyId, title: 'Otra cosa', keyword: 'tramites', legalBasis: '' };
  await assert.rejects(createTopic(editor, again), code('notifications.topicTaken'));
  await assert.rejects(createTopic(editor, { ...again, keyword: '¡!' }), code('notifications.topicUnfit'));
});

test('a template goes into a mandatory topic, and out of it, only by who approves', async () => {
  const move = (ctx: typeof editor, topic: string) => assignTopic(ctx, { agencyId, template: 'aceptado', topic });
  await move(editor, 'citas');
  await assert.rejects(move(editor, 'notifica'), code('access.notAllowed'));
  await move(approver, 'notifica');
  await assert.rejects(move(editor, 'citas'), code('access.notAllowed'));
  assert.equal((await topicsOfTemplates(bed.system.db, agencyId)).get('aceptado'), 'notifica');
  await assert.rejects(move(approver, 'nada'), code('notifications.unknownTopic'));
});

test('nobody else touches topics', async () => {
  const wanted = { agencyId, title: 'Mío', keyword: 'mio', legalBasis: '' };
  await assert.rejects(createTopic(bed.as(ANONYMOUS), wanted), code('access.signInNeeded'));
  await assert.rejects(createTopic(staff('reception_clerk'), wanted), code('access.notAllowed'));
  await assert.rejects(createTopic(staff('notice_administrator', newId()), wanted), code('access.notFound'));
  const other = { agencyId, template: 'aceptado', topic: 'citas' };
  await assert.rejects(assignTopic(staff('system_administrator', newId()), other), code('access.notFound'));
  await transact(bed.system, async (tx) => assert.equal((await listTopics(tx.db, agencyId)).length, 3));
});
