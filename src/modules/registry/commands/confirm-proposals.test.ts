import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proposalMark } from '../proposal-mark.ts';
import { getProcedure } from '../queries/procedure.ts';
import { useTestOffice } from '../registry.testing.ts';
import { confirmProposal, confirmProposals } from './confirm-proposal.ts';
import { proposeOutcome } from './propose-outcome.ts';
import { returnProposal } from './return-proposal.ts';
import { takeProcedure } from './take-procedure.ts';
import { withdrawProcedure } from './withdraw-procedure.ts';

const office = await useTestOffice();
const analyst = await office.hire('Ana', ['analyst']);
const registrar = await office.hire('Adriana', ['registrar']);

async function proposed(outcome: 'accepted' | 'suspended', reasons: readonly string[] = []): Promise<string> {
  const procedureId = await office.enter();
  await takeProcedure(analyst.ctx, procedureId);
  await proposeOutcome(analyst.ctx, { procedureId, outcome, reasons });
  return procedureId;
}

/** A procedure as the registrar has it on the screen now. */
const seen = async (procedureId: string) => ({
  procedureId,
  seen: proposalMark(await getProcedure(office.system, procedureId)),
});
const allSeen = (ids: readonly string[]) => Promise.all(ids.map(seen));

test('each of many is signed as proposed; one that cannot be stops none of the others and says why', async () => {
  const [first, second, third] = [
    await proposed('accepted'),
    await proposed('accepted'),
    await proposed('suspended', ['Falta el plano']),
  ];
  const bare = await office.enter();
  await withdrawProcedure(office.system, second, 'Ya no lo necesita');
  const results = await confirmProposals(registrar.ctx, await allSeen([first, second, third, bare, first]));
  assert.deepEqual(
    results.map((result) => (result.ok ? 'signed' : result.refusal.message)),
    ['signed', 'registry.wrongStatus', 'signed', 'registry.proposalNeeded'],
  );
  assert.equal((await getProcedure(office.system, first)).status, 'accepted');
  const suspended = await getProcedure(office.system, third);
  assert.deepEqual([suspended.status, suspended.steps.at(-1)?.reasons], ['suspended', ['Falta el plano']]);
});

test('two registrars who confirm the same one sign it once', async () => {
  const id = await proposed('accepted');
  const other = await office.hire('Otra', ['registrar']);
  const both = await Promise.allSettled(
    [registrar, other].map(async ({ ctx }) => confirmProposal(ctx, await seen(id))),
  );
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  const { steps } = await getProcedure(office.system, id);
  assert.equal(steps.filter(({ to }) => to === 'accepted').length, 1);
});

test('a proposal that changed after the registrar saw it is not signed', async () => {
  const [steady, changed] = [await proposed('accepted'), await proposed('suspended', ['Falta el plano'])];
  const screen = await allSeen([changed, steady]);
  await proposeOutcome(analyst.ctx, { procedureId: changed, outcome: 'rejected', reasons: ['No procede'] });
  const results = await confirmProposals(registrar.ctx, screen);
  assert.deepEqual(
    results.map((result) => (result.ok ? 'signed' : result.refusal.message)),
    ['registry.proposalChanged', 'signed'],
  );
  assert.equal((await getProcedure(office.system, changed)).status, 'in_analysis');
  await confirmProposal(registrar.ctx, await seen(changed));
  assert.equal((await getProcedure(office.system, changed)).status, 'rejected');
});

test('a returned proposal must be made again before it can be confirmed', async () => {
  const id = await proposed('accepted');
  await assert.rejects(returnProposal(registrar.ctx, { procedureId: id, note: ' ' }), {
    message: 'registry.reasonNeeded',
  });
  await returnProposal(registrar.ctx, { procedureId: id, note: 'Revise el antecedente' });
  await assert.rejects(confirmProposal(registrar.ctx, await seen(id)), { message: 'registry.proposalNeeded' });
  const { analystId } = await getProcedure(office.system, id);
  assert.equal(analystId, analyst.staffId, 'it stays with whoever analysed it');
});

test('a proposal against somebody says why', async () => {
  const id = await office.enter();
  await takeProcedure(analyst.ctx, id);
  await assert.rejects(proposeOutcome(analyst.ctx, { procedureId: id, outcome: 'rejected', reasons: [] }), {
    message: 'registry.reasonNeeded',
  });
});
