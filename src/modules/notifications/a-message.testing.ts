import { newId } from '#platform/ids.ts';
import type { Ctx } from '#platform/context.ts';
import { LANES } from './store/messages.ts';
import type { NewMessage } from './store/queue-messages.ts';

/**
 * A notice by SMS, good for three days, for tests; `changes` say what matters to the test. Where they name its id, it is
 * about the procedure of the same id.
 */
export function aMessage({ clock }: Pick<Ctx, 'clock'>, changes: Partial<NewMessage> = {}): NewMessage {
  const key = changes.id ?? newId();
  return {
    agencyId: newId(),
    unitId: newId(),
    lane: LANES.notice,
    key,
    subject: { type: 'procedure', id: key },
    personId: newId(),
    channel: 'sms',
    templateId: newId(),
    template: 'aceptado',
    service: null,
    address: '+525550000101',
    subjectLine: '',
    body: 'IFREM: listo.',
    parts: 1,
    encoding: 'gsm7',
    policy: 'fold',
    expiresAt: clock.now().add({ hours: 72 }),
    ...changes,
  };
}
