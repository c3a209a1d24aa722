import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { registryRefusals } from '../errors.ts';
import { changeWorkOf } from '../work.ts';

/** The registrar does not agree: the proposal goes back to its analyst with a word on why. */
export async function returnProposal(ctx: Ctx, input: { procedureId: string; note: string }): Promise<void> {
  if (input.note.trim() === '') throw new Refusal(registryRefusals.reasonNeeded);
  await changeWorkOf(ctx, {
    procedureId: input.procedureId,
    action: 'registry.sign',
    kind: 'returned',
    from: ['in_analysis'],
    reasons: [input.note.trim()],
    change(_, { proposal, folio }) {
      if (!proposal) throw new Refusal(registryRefusals.proposalNeeded, { folio });
      return { proposal: null };
    },
  });
}
