import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listPosts, vacatePost } from '#modules/agencies/index.ts';
import { disableAccount } from '#modules/staff/index.ts';
import { getProcedure } from '../queries/procedure.ts';
import { analystsWithin } from '../queries/work-log.ts';
import { workQueue } from '../queries/work-queue.ts';
import { useTestOffice } from '../registry.testing.ts';
import { assignProcedure } from './assign-procedure.ts';
import { proposeOutcome } from './propose-outcome.ts';
import { takeNext } from './take-next.ts';
import { takeProcedure } from './take-procedure.ts';

const office = await useTestOffice();
const head = await office.hire('Jefa', ['office_head']);
const beto = await office.hire('Beto', ['analyst']);

/** Somebody who took up a procedure and whose post then ended. */
async function gone(name: string) {
  const ana = await office.hire(name, ['analyst']);
  const procedureId = await office.enter();
  await takeProcedure(ana.ctx, procedureId);
  const post = (await listPosts(office.services.db, office.agencyId)).find(({ holderId }) => holderId === ana.staffId);
  const leave = () => vacatePost(office.system, post?.id ?? '');
  return { ...ana, procedureId, leave };
}

test('what somebody worked on whose post ended goes to the next one who asks for work', async () => {
  const ana = await gone('Ana');
  assert.equal(await takeNext(beto.ctx), undefined, 'while she is there it is hers');
  await ana.leave();
  const present = (await analystsWithin(head.ctx, [office.toluca])).map(({ staffId }) => staffId);
  const nobodys = { analyst: 'nobody', present };
  assert.deepEqual(
    (await workQueue(head.ctx, nobodys)).rows.map(({ id }) => id),
    [ana.procedureId],
  );
  assert.equal(await takeNext(beto.ctx), ana.procedureId);
  assert.deepEqual((await workQueue(head.ctx, nobodys)).rows, []);
  const { analystId, status } = await getProcedure(office.system, ana.procedureId);
  assert.deepEqual([analystId, status], [beto.staffId, 'in_analysis']);
});

test('so does what was assigned to an account that was shut before it began', async () => {
  const ana = await office.hire('Alma', ['analyst']);
  const procedureId = await office.enter();
  await assignProcedure(head.ctx, { procedureId, staffId: ana.staffId });
  await disableAccount(office.system, ana.staffId);
  assert.equal(await takeNext(beto.ctx), procedureId);
});

test('a proposal of somebody who left waits for the registrar and for nobody else', async () => {
  const ana = await gone('Aída');
  await proposeOutcome(ana.ctx, { procedureId: ana.procedureId, outcome: 'accepted', reasons: [] });
  await ana.leave();
  assert.equal(await takeNext(beto.ctx), undefined);
});

test('nothing is assigned to an account that is shut', async () => {
  const ana = await office.hire('Abril', ['analyst']);
  await disableAccount(office.system, ana.staffId);
  const procedureId = await office.enter();
  await assert.rejects(assignProcedure(head.ctx, { procedureId, staffId: ana.staffId }), {
    message: 'registry.notAnAnalyst',
  });
});
