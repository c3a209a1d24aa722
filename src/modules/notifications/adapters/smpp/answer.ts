import { randomUUID } from 'node:crypto';
import type { HandOver } from '../port.ts';
import type { Answer } from './pending.ts';
import { statusKind, statusName } from './status.ts';

/** Pause that a throttled message is advised when the pacer knows no better. */
const RETRY_AFTER_MS = 1000;

/** What the answer to a submit says about the message. */
export function outcomeOfAnswer(answer: Answer): HandOver {
  switch (answer.kind) {
    case 'unwritable':
      return { kind: 'notSent', cause: 'notConnected' };
    case 'lost':
      return { kind: 'uncertain', cause: 'connectionLost' };
    case 'timeout':
      return { kind: 'uncertain', cause: 'timeout' };
    case 'answered':
  }
  const { pdu } = answer;
  const code = statusName(pdu.status);
  switch (statusKind(pdu.status)) {
    case 'throttled':
      return { kind: 'throttled', code, retryAfterMs: RETRY_AFTER_MS };
    case 'temporary':
    case 'permanent':
      return { kind: 'rejected', permanence: statusKind(pdu.status) === 'permanent' ? 'permanent' : 'temporary', code };
    case 'ok':
  }
  // An answer of another kind with status 0 says nothing that could be trusted either way.
  if (pdu.command !== 'submit_sm_resp') return { kind: 'uncertain', cause: 'connectionLost' };
  // Taken, but under no name that a receipt could come back with (Kannel's test server does so). It gets one of its own:
  // under the empty name two messages would be one, and to doubt a clear yes would send each of them twice.
  return { kind: 'accepted', carrierId: pdu.messageId || `unnamed-${randomUUID()}` };
}
