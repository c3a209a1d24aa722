import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeSomewhere, requireStepUp } from '#platform/permissions/permissions.ts';
import { getProcedure } from '../queries/procedure.ts';
import { proposalMark } from '../proposal-mark.ts';
import { registryRefusals } from '../errors.ts';
import { lockProcedure } from '../store/procedures.ts';
import { signProcedure } from './sign-procedure.ts';

/** How the signing of one of many went. */
export type Confirmed =
  | { readonly procedureId: string; readonly ok: true }
  | { readonly procedureId: string; readonly ok: false; readonly refusal: Refusal };

/** A procedure to sign as proposed, and the mark of the proposal that the registrar saw (`proposalMark`). */
export interface SeenProposal {
  readonly procedureId: string;
  readonly seen: string;
}

/**
 * The registrar signs one procedure exactly as its analyst proposed. A proposal that is not the one that was seen is
 * refused: nobody signs what they did not read.
 */
export async function confirmProposal(ctx: Ctx, { procedureId, seen }: SeenProposal): Promise<void> {
  authorizeSomewhere(ctx, 'registry.sign');
  await transact(ctx, async (tx) => {
    // Locked before it is read, so that what is signed is what stands there, not a proposal that is just being changed.
    await lockProcedure(tx, procedureId);
    const procedure = await getProcedure(tx, procedureId);
    const { proposal, proposalReasons, folio } = procedure;
    if (!proposal) throw new Refusal(registryRefusals.proposalNeeded, { folio });
    if (proposalMark(procedure) !== seen) throw new Refusal(registryRefusals.proposalChanged, { folio });
    await signProcedure(tx, { procedureId, outcome: proposal, reasons: proposalReasons });
  });
}

/**
 * Signs many under one step-up, each in its own transaction: one that was moved meanwhile stops none of the others. The
 * second factor is asked before the first, so that nothing is signed half way and then refused for that.
 */
export async function confirmProposals(ctx: Ctx, proposals: readonly SeenProposal[]): Promise<Confirmed[]> {
  authorizeSomewhere(ctx, 'registry.sign');
  requireStepUp(ctx);
  const results: Confirmed[] = [];
  const each = new Map(proposals.map((proposal) => [proposal.procedureId, proposal]));
  for (const [procedureId, proposal] of each) {
    try {
      await confirmProposal(ctx, proposal);
      results.push({ procedureId, ok: true });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      results.push({ procedureId, ok: false, refusal: error });
    }
  }
  return results;
}
