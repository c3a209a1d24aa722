import type { HandOver } from '../port.ts';
import type { HttpProfile } from './profile.ts';
import { lookUpText } from './template.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

const DEFAULT_PAUSE_MS = 1_000;
/** The gateway in front gave up or broke: the carrier behind it may have taken the message. */
const DOUBTFUL: ReadonlySet<number> = new Set([500, 502, 504]);
const PERMANENT: ReadonlySet<number> = new Set([400, 404, 410, 413, 422]);

/** What an answer says about the hand-over of the message `ownId`. */
export function outcomeOfAnswer(profile: HttpProfile, answer: HttpAnswer, ownId: string): HandOver {
  const { status, text } = answer;
  if (status === 429) {
    const seconds = Number(answer.retryAfter);
    const retryAfterMs = seconds > 0 ? seconds * 1_000 : DEFAULT_PAUSE_MS;
    return { kind: 'throttled', code: '429', retryAfterMs };
  }
  const body = parsed(text);
  const said = lookUpText(body, profile.answer.code);
  const code = said ?? String(status);
  if (status >= 200 && status < 300) {
    const carrierId = profile.answer.id === undefined ? ownId : lookUpText(body, profile.answer.id);
    const isAccepted = isAcceptance(profile, text);
    if (isAccepted && carrierId !== undefined) return { kind: 'accepted', carrierId };
    // Taken under no name that a receipt could come back with, or the page of some machine on the way: to call it refused
    // could send it twice. A refusal names its code.
    if (isAccepted || said === undefined) return { kind: 'uncertain', cause: 'timeout' };
  }
  if (DOUBTFUL.has(status)) return { kind: 'uncertain', cause: 'timeout' };
  const permanent = profile.answer.permanent.includes(code) || (code === String(status) && PERMANENT.has(status));
  return { kind: 'rejected', permanence: permanent ? 'permanent' : 'temporary', code };
}

const isAcceptance = ({ answer }: HttpProfile, text: string): boolean =>
  answer.accepted === undefined || new RegExp(answer.accepted).test(text);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Before a byte of the request left. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What a failed request says about the hand-over. */
export function outcomeOfFailure(error: unknown): HandOver {
  if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'uncertain', cause: 'timeout' };
  const { cause } = error as { cause?: { code?: string } };
  const code = cause?.code ?? '';
  if (NOT_CONNECTED.has(code)) return { kind: 'notSent', cause: 'notConnected', detail: code };
  return { kind: 'uncertain', cause: 'connectionLost' };
}
