import { z } from 'zod';
import { defineEvent } from '#platform/outbox/events.ts';
import { OUTCOMES } from './domain/statuses.ts';

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
