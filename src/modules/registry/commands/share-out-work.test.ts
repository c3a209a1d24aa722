import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getProcedure } from '../queries/procedure.ts';
import { analystsWithin, workLogOf } from '../queries/work-log.ts';
import { useTestOffice } from '../registry.testing.ts';
import { assignProcedure } from './assign-procedure.ts';
import { proposeOutcome } from './propose-outcome.ts';
import { reenterProcedure } from './reenter-procedure.ts';
import { releaseProcedure } from './release-procedure.ts';
import { signProcedure } from './sign-procedure.ts';
import { takeNext } from './take-next.ts';
import { takeProcedure } from './take-procedure.ts';

const office = await useTestOffice();
const head = await office.hire('Jefa', ['office_head']);
const ana = await office.hire('Ana', ['analyst']);
const beto = await office.hire('Beto', ['analyst']);
const far = await office.hire('Lejos', ['analyst'], office.texcoco);
const look = (id: string) => getProcedure(office.system, id);

test('of 32 analysts who ask for the next one at once, each gets another, and those after the last get none', async () => {
  for (let count = 0; count < 24; count++) await office.enter();
  const clients = await Promise.all(Array.from({ length: 32 }, (_, n) => office.hire(`a${n}`, ['analyst'])));
  const taken = await Promise.all(clients.map(({ ctx }) => takeNext(ctx)));
  const got = taken.filter((id) => id !== undefined);
  assert.equal(got.length, 24);
  assert.equal(new Set(got).size, 24, 'nobody was given what another has');
  for (const [index, id] of taken.entries()) {
    if (id) assert.equal((await look(id)).analystId, clients[index]?.staffId);
  }
});

test('first comes what is assigned to oneself, then what is due first', async () => {
  const [older, own] = [await office.enter(), await office.enter()];
  await assignProcedure(head.ctx, { procedureId: own, staffId: ana.staffId });
  assert.equal((await look(own)).status, 'entered', 'the citizen is told of analysis when it begins');
  assert.equal(await takeNext(beto.ctx), older);
  assert.equal(await takeNext(beto.ctx), undefined, 'what is with Ana is not for Beto');
  assert.equal(await takeNext(ana.ctx), own);
});

test('what another works on can be neither taken, proposed nor released, except by who shares out the work', async () => {
  const id = await office.enter();
  await takeProcedure(ana.ctx, id);
  await assert.rejects(releaseProcedure(beto.ctx, id), { message: 'registry.assignedToOther' });
  await assert.rejects(proposeOutcome(beto.ctx, { procedureId: id, outcome: 'accepted', reasons: [] }), {
    message: 'registry.assignedToOther',
  });
  await assignProcedure(head.ctx, { procedureId: id, staffId: beto.staffId });
  await proposeOutcome(beto.ctx, { procedureId: id, outcome: 'accepted', reasons: [] });
  await releaseProcedure(beto.ctx, id);
  const released = await look(id);
  assert.deepEqual([released.status, released.analystId, released.proposal], ['in_analysis', null, null]);
  assert.equal(await takeNext(ana.ctx), id, 'a released one is taken on without going back to the start');
  const log = await workLogOf(head.ctx, released);
  assert.deepEqual(
    log.map(({ kind, staffId }) => [kind, staffId]),
    [
      ['assigned', beto.staffId],
      ['proposed', null],
      ['released', null],
      ['assigned', ana.staffId],
    ],
  );
});

test('nobody is given work that they could not open', async () => {
  const procedureId = await office.enter();
  for (const staffId of [far.staffId, office.agencyId]) {
    await assert.rejects(assignProcedure(head.ctx, { procedureId, staffId }), { message: 'registry.notAnAnalyst' });
  }
  const offered = (await analystsWithin(head.ctx, [office.toluca])).map(({ staffId }) => staffId);
  assert.ok(offered.includes(ana.staffId) && !offered.includes(far.staffId));
});

test('a corrected one goes back to everybody, without the proposal of before', async () => {
  const id = await office.enter();
  await takeProcedure(ana.ctx, id);
  await proposeOutcome(ana.ctx, { procedureId: id, outcome: 'suspended', reasons: ['x'] });
  await signProcedure(office.system, { procedureId: id, outcome: 'suspended', reasons: ['x'] });
  await reenterProcedure(office.system, id);
  const back = await look(id);
  assert.deepEqual([back.status, back.analystId, back.proposal, back.proposalReasons], ['entered', null, null, []]);
});
