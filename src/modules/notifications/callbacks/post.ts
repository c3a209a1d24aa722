import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { publicLookup, targetProblem } from './target.ts';

/** What a receiver answered. */
export type PostOutcome =
  | { readonly kind: 'taken' }
  /** It will never be taken: the receiver said so, or the target is none. */
  | { readonly kind: 'refused'; readonly error: string }
  /** Perhaps later; `retryAfterSeconds` when the receiver said when. */
  | { readonly kind: 'failed'; readonly error: string; readonly retryAfterSeconds?: number };

const TIMEOUT_MS = 10_000;
/** Statuses below 500 after which another try makes sense: too slow, too many. */
const PASSING: readonly number[] = [408, 425, 429];

/**
 * Sends a body to a receiver. Redirects are not followed: they would lead past the check of the target. By node:http and not
 * `fetch`, which cannot be told how to look names up.
 */
export function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  allowPrivate: boolean,
): Promise<PostOutcome> {
  const problem = targetProblem(url, allowPrivate);
  if (problem) return Promise.resolve({ kind: 'refused', error: problem });
  const target = new URL(url);
  const send = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const call = send(
      target,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(allowPrivate ? {} : { lookup: publicLookup }),
      },
      (answer) => {
        // The body does not matter, but an endless one must not hold us.
        answer.destroy();
        resolve(outcomeOf(answer.statusCode ?? 0, answer.headers['retry-after']));
      },
    );
    call.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? error.name;
      if (code === 'EPRIVATE') resolve({ kind: 'refused', error: 'privateTarget' });
      else
        resolve({
          kind: 'failed',
          error: error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : code,
        });
    });
    call.end(body);
  });
}

function outcomeOf(status: number, retryAfter: string | undefined): PostOutcome {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  const error = `HTTP ${status}`;
  if (status < 500 && !PASSING.includes(status)) return { kind: 'refused', error };
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && Number.isInteger(seconds) && seconds > 0
    ? { kind: 'failed', error, retryAfterSeconds: Math.min(seconds, 3_600) }
    : { kind: 'failed', error };
}
