import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { registryNotices } from '#modules/registry/index.ts';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { useTestBed } from '#test/support/context.ts';
import { seedStatusNotices } from '../index.ts';
import { rulesFor } from '../store/rules.ts';
import { listVersions } from '../store/templates.ts';
import type { TemplateContent } from '../domain/template.ts';
import { createTemplate } from './create-template.ts';
import { decideTemplate } from './decide-template.ts';
import { restoreTemplate } from './restore-template.ts';
import { saveRules } from './save-rules.ts';
import { saveTemplate } from './save-template.ts';
import { setPrice } from './set-price.ts';
import { templateMark } from '../template-mark.ts';
import { submitTemplate } from './submit-template.ts';

const bed = await useTestBed();
const sources = registryNotices;
const agencyId = newId();
const slug = 'aceptado';
const event = 'registry.procedure_signed.v1';
before(() => seedStatusNotices(bed.system, agencyId));

function staff(role: string, agency = agencyId): StaffActor {
  const grants = [{ role, unitId: newId() }];
  return { kind: 'staff', staffId: newId(), agencyId: agency, name: 'Prueba', grants, steppedUpAt: undefined };
}
const writer = bed.as(staff('notice_administrator'));
const approver = bed.as(staff('director'));
const versions = () => listVersions(bed.services.db, agencyId, slug);
const content = async (change: Partial<TemplateContent> = {}): Promise<TemplateContent> => {
  const [newest] = await versions();
  assert.ok(newest);
  return { ...newest.content, ...change };
};
const sent = async (service: string | null = null) =>
  (await rulesFor(bed.services.db, agencyId, event, 'accepted', service)).find(({ channel }) => channel === 'sms')
    ?.body;

test('writing, approving, ruling and pricing need log-in, the right, and the own agency', async () => {
  const edit = { agencyId, slug, content: await content() };
  const decision = { agencyId, slug, version: 1, approve: true, note: '' };
  const price = { agencyId, carrier: 'smpp', validFrom: Temporal.PlainDate.from('2026-03-01'), partMxnE4: 900 };
  const attempts = (ctx: ReturnType<typeof bed.as>) => [
    () => createTemplate(ctx, { agencyId, name: 'Nueva', event }),
    () => saveTemplate(ctx, edit),
    () => submitTemplate(ctx, sources, { agencyId, slug }),
    () => decideTemplate(ctx, sources, decision),
    () => restoreTemplate(ctx, { agencyId, slug, version: 1 }),
    () => saveRules(ctx, sources, { agencyId, service: null, rules: [] }),
    () => setPrice(ctx, price),
  ];
  for (const attempt of attempts(bed.as())) await assert.rejects(attempt(), /access.signInNeeded/);
  for (const attempt of attempts(bed.as(staff('analyst')))) await assert.rejects(attempt(), /access.notAllowed/);
  const foreign = bed.as(staff('system_administrator', newId()));
  for (const attempt of attempts(foreign)) await assert.rejects(attempt(), /access.notFound/);
  await assert.rejects(decideTemplate(writer, sources, decision), /access.notAllowed/);
  await assert.rejects(saveTemplate(approver, edit), /access.notAllowed/);
});

test('a text is sent only after a second person approved it, and the earlier one can be brought back', async () => {
  const old = await sent();
  const sms = 'IFREM: su tramite ((folio)) fue ACEPTADO. Pase por el a ((oficina)). ((enlace))';
  const version = await saveTemplate(writer, { agencyId, slug, content: await content({ sms }) });
  assert.equal(version, 2);
  await submitTemplate(writer, sources, { agencyId, slug });
  assert.equal(await sent(), old, 'what is in force goes on being sent');
  await decideTemplate(approver, sources, { agencyId, slug, version, approve: true, note: '' });
  assert.equal(await sent(), sms);
  assert.equal(await restoreTemplate(approver, { agencyId, slug, version: 1 }), 3);
  assert.equal(await sent(), old);
  const history = (await versions()).map(({ status, restores }) => [status, restores]);
  assert.deepEqual(history, [
    ['active', 1],
    ['retired', null],
    ['retired', null],
  ]);
});

test('nobody approves words of their own, not even by the database, and not a version that was changed meanwhile', async () => {
  const both = bed.as(staff('system_administrator'));
  await saveTemplate(writer, { agencyId, slug, content: await content({ sms: 'IFREM: ((folio)) aceptado.' }) });
  const version = await saveTemplate(both, { agencyId, slug, content: await content({ sms: 'IFREM: ((folio)).' }) });
  await submitTemplate(both, sources, { agencyId, slug });
  const decision = { agencyId, slug, version, approve: true, note: '' };
  await assert.rejects(decideTemplate(both, sources, decision), /ownText/);
  await assert.rejects(decideTemplate(approver, sources, { ...decision, version: version - 1 }), /nothingToDecide/);
  await saveTemplate(writer, { agencyId, slug, content: await content({ sms: 'IFREM: ((folio)) listo.' }) });
  await assert.rejects(
    decideTemplate(approver, sources, decision),
    /nothingToDecide/,
    'a changed one is a draft again',
  );
  await assert.rejects(
    bed.pool.query(
      `update notifications.template_versions set status = 'active', decided_by = writers[1] where agency_id = $1 and status = 'draft'`,
      [agencyId],
    ),
    /approved_by_another|template_in_force/,
  );
  await submitTemplate(writer, sources, { agencyId, slug });
  await assert.rejects(
    bed.pool.query(
      `update notifications.template_versions set sms = 'otro' where agency_id = $1 and status = 'submitted'`,
      [agencyId],
    ),
    /never changes/,
  );
  await decideTemplate(approver, sources, { ...decision, approve: false, note: 'Falta la oficina' });
  assert.equal((await versions())[0]?.status, 'rejected');
});

test('words that were mended after the approver read them do not come into force unread', async () => {
  const inForce = await sent();
  const read = await content({ sms: 'IFREM: ((folio)) uno.' });
  const version = await saveTemplate(writer, { agencyId, slug, content: read });
  await submitTemplate(writer, sources, { agencyId, slug });
  await saveTemplate(writer, { agencyId, slug, content: await content({ sms: 'IFREM: ((folio)) dos.' }) });
  await submitTemplate(writer, sources, { agencyId, slug });
  const decision = { agencyId, slug, version, approve: true, note: '' };
  await assert.rejects(decideTemplate(approver, sources, { ...decision, seen: templateMark(read) }), /wordsMended/);
  assert.equal(await sent(), inForce);
  const mended = await content({ sms: 'IFREM: ((folio)) dos.' });
  await decideTemplate(approver, sources, { ...decision, seen: templateMark(mended) });
  assert.equal(await sent(), mended.sms);
});

test('what cannot be sent, or asks for what the event does not have, cannot go to approval', async () => {
  for (const sms of ['IFREM: listo 🎉', 'IFREM: ((nada))', 'x'.repeat(1200)]) {
    await saveTemplate(writer, { agencyId, slug, content: await content({ sms, policy: 'fold' }) });
    await assert.rejects(submitTemplate(writer, sources, { agencyId, slug }), /notReady/, sms.slice(0, 20));
  }
});

test('a rule of one service comes before the general one, and can keep silent', async () => {
  const general = await sent('copias-certificadas');
  assert.ok(general);
  const own = { event, outcome: 'accepted', channel: 'sms', template: null } as const;
  await saveRules(writer, sources, { agencyId, service: 'copias-certificadas', rules: [own] });
  assert.equal(await sent('copias-certificadas'), undefined);
  assert.equal(await sent('busqueda'), general);
  await saveRules(writer, sources, { agencyId, service: 'copias-certificadas', rules: [] });
  assert.equal(await sent('copias-certificadas'), general);
  const foreign = { ...own, template: 'entregado' };
  await assert.rejects(saveRules(writer, sources, { agencyId, service: null, rules: [foreign] }), /unknownRule/);
});

test('a new template begins as a draft, under a name of its own', async () => {
  const created = await createTemplate(writer, { agencyId, name: 'Trámite desistido', event });
  assert.equal(created, 'tramite-desistido');
  await assert.rejects(createTemplate(writer, { agencyId, name: 'Tramite DESISTIDO', event }), /nameTaken/);
});
