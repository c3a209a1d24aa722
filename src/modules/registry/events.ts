import { z } from 'zod';
import { defineEvent } from '#platform/outbox/events.ts';
import { OUTCOMES } from './domain/statuses.ts';
import { WORK_KINDS } from './domain/work.ts';

const about = z.object({
  procedureId: z.uuid(),
  folio: z.string(),
  unitId: z.uuid(),
  personId: z.uuid(),
  service: z.string(),
});

export const procedureEntered = defineEvent('registry.procedure_entered', 1, about);
export const procedureAnalysed = defineEvent('registry.procedure_taken', 1, about);
export const procedureSigned = defineEvent(
  'registry.procedure_signed',
  1,
  about.extend({ outcome: z.enum(OUTCOMES), reasons: z.array(z.string()) }),
);
export const procedureReentered = defineEvent('registry.procedure_reentered', 1, about);
export const procedureWithdrawn = defineEvent('registry.procedure_withdrawn', 1, about);
export const procedureDelivered = defineEvent('registry.procedure_delivered', 1, about);
/** Who works on it or what is proposed changed: for screens of the office, never for the citizen. */
export const workChanged = defineEvent('registry.work_changed', 1, about.extend({ kind: z.enum(WORK_KINDS) }));
/** It was entered by mistake and taken back before anything happened to it: what is being said of it should stop. */
export const procedureCancelled = defineEvent('registry.procedure_cancelled', 1, about);
