import { endOfTerm } from '#platform/calendar/official.ts';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { requireStepUp } from '#platform/permissions/permissions.ts';
import { findService } from '#modules/catalogue/index.ts';
import type { Outcome } from '../domain/statuses.ts';
import { registryRefusals } from '../errors.ts';
import { procedureSigned } from '../events.ts';
import { move } from '../move.ts';

export interface SignProcedure {
  procedureId: string;
  outcome: Outcome;
  /** What to correct (suspended) or on what grounds (rejected): the citizen reads them. */
  reasons: readonly string[];
}

const DEFAULT_CORRECTION_DAYS = 30;

/** R2, R3: a registrar signs. Binding, so a second factor must have been shown in the last minutes. */
export async function signProcedure(ctx: Ctx, input: SignProcedure): Promise<void> {
  if (input.outcome !== 'accepted' && input.reasons.length === 0) throw new Refusal(registryRefusals.reasonNeeded);
  await move(ctx, {
    procedureId: input.procedureId,
    action: 'registry.sign',
    step: 'sign',
    to: input.outcome,
    reasons: input.reasons,
    async change(tx, procedure) {
      requireStepUp(tx);
      const signedAt = tx.clock.now();
      if (input.outcome !== 'suspended') return { signedAt };
      const service = await findService(tx.db, tx.locale, procedure.service);
      const days = service?.correctionDays ?? DEFAULT_CORRECTION_DAYS;
      return { signedAt, correctBy: await endOfTerm(tx, procedure.agencyId, days) };
    },
    event: procedureSigned,
    extra: { outcome: input.outcome, reasons: [...input.reasons] },
  });
}
