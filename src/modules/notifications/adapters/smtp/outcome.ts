import type { HandOver } from '../port.ts';
import { findEnhancedCode } from './status-codes.ts';

/** What nodemailer tells of a failure. */
interface SmtpFailure {
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly originalCode?: string | undefined;
}

/** Commands that concern one message. A refusal of any other is about our connection or account. */
const OF_THE_MESSAGE = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** 552 is the older word for a full mailbox or an oversized message; without an enhanced code it may pass later. */
const TEMPORARY_FIVES = new Set([552]);

/**
 * What a failed hand-over says about the message. A server owns a message only from its answer to the closing dot
 * (RFC 5321 section 4.1.1.4): until `bodyLeft` nothing was taken, after it a missing answer leaves a doubt.
 */
export function outcomeOfFailure(failure: SmtpFailure, bodyLeft: boolean): HandOver {
  const { code = '', command = '', responseCode, response = '' } = failure;
  if (responseCode !== undefined && (OF_THE_MESSAGE.has(command) || bodyLeft)) {
    const enhanced = findEnhancedCode(response);
    const permanent = responseCode >= 500 && !(enhanced === undefined && TEMPORARY_FIVES.has(responseCode));
    return {
      kind: 'rejected',
      permanence: permanent ? 'permanent' : 'temporary',
      code: enhanced ? `${responseCode} ${enhanced}` : String(responseCode),
    };
  }
  if (bodyLeft) return { kind: 'uncertain', cause: code === 'ETIMEDOUT' ? 'timeout' : 'connectionLost' };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { kind: 'notSent', cause: 'unsendable', detail: code };
  // The words of a server may quote an address or a password: only codes are kept.
  const detail = [failure.originalCode ?? code, responseCode].filter(Boolean).join(' ');
  return { kind: 'notSent', cause: 'notConnected', ...(detail !== '' && { detail }) };
}
