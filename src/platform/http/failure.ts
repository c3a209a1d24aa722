import { isUnavailable } from '../db/unavailable.ts';
import { Refusal } from '../errors.ts';
import type { Locale } from '../i18n/locale.ts';
import { httpRefusals } from './refusals.ts';
import { httpTexts } from './texts.ts';

/** What a failed request says: the same facts for a page and for `application/problem+json` (RFC 9457). */
export interface Failure {
  readonly status: number;
  /** Stable code for programs, e.g. `registry.alreadySigned`. */
  readonly code: string;
  readonly message: string;
  readonly whatNext: string;
  readonly headers: Readonly<Record<string, string>>;
  /** True for bugs and outages: the log gets the whole error. */
  readonly unexpected: boolean;
}

/** The one mapper from anything thrown to what the person or the calling system is told. */
export function failureOf(error: unknown, locale: Locale): Failure {
  const refusal = asRefusal(error);
  if (refusal) {
    const { kind, data } = refusal;
    const wait = kind === httpRefusals.tooMany ? { 'retry-after': String(data.seconds ?? 1) } : {};
    return {
      status: kind.status,
      code: kind.code,
      message: kind.message(locale, data),
      whatNext: kind.whatNext(locale, data),
      headers: wait,
      unexpected: false,
    };
  }
  const t = httpTexts(locale);
  if (isDiskFull(error)) {
    const { code, status, message, whatNext } = httpRefusals.noSpace;
    // Unexpected: the person can do nothing about it, the operator must read of it.
    return {
      status,
      code,
      message: message(locale, {}),
      whatNext: whatNext(locale, {}),
      headers: {},
      unexpected: true,
    };
  }
  if (isUnavailable(error) || isOverdue(error)) {
    return {
      status: 503,
      code: 'http.unavailable',
      message: t('unavailable.title'),
      whatNext: t('unavailable.next'),
      headers: { 'retry-after': '10' },
      unexpected: true,
    };
  }
  const message = t('failure.title');
  return { status: 500, code: 'http.failure', message, whatNext: t('failure.next'), headers: {}, unexpected: true };
}

/** Of this node's disk or of the database's (PostgreSQL: 53100 disk_full). */
function isDiskFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === '53100';
}

/**
 * PostgreSQL ended a statement at the time limit of its pool (57014 query_canceled): nearly always because many callers
 * waited for the same row. It is no fault that stays: asked again a little later, the same request is done.
 */
function isOverdue(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '57014';
}

function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (status === 413) return new Refusal(httpRefusals.tooLarge);
  if (typeof status === 'number' && status >= 400 && status < 500) return new Refusal(httpRefusals.badRequest);
  return undefined;
}
