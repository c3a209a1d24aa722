// What a request says of itself beside what it asks for: where it came from, in which language and shape it wants its answer.
import type { FastifyRequest } from 'fastify';
import { chooseLocale, type Locale } from '../i18n/locale.ts';
import { sameSitePath } from './same-site-path.ts';

export const LANGUAGE_COOKIE = 'idioma';

/** The page that a form stood on, to lead back to it; the start page if the browser does not say. */
export function pageBefore(request: FastifyRequest): string {
  const { referer } = request.headers;
  const path = referer && URL.canParse(referer) ? new URL(referer) : undefined;
  return sameSitePath(path && path.pathname + path.search, '/personal');
}

/** Whether the address itself chooses the language, which is then kept. */
export function isLanguageChoice(request: FastifyRequest): boolean {
  return typeof (request.query as Record<string, unknown>).lang === 'string';
}

/** The language of the answer: chosen now, chosen before, or what the browser asks for. Works before any plugin has run. */
export function localeOf(request: FastifyRequest): Locale {
  const { lang } = (request.query ?? {}) as Record<string, unknown>;
  const chosen = typeof lang === 'string' ? lang : undefined;
  return chooseLocale(
    chosen,
    (request as Partial<FastifyRequest>).cookies?.[LANGUAGE_COOKIE],
    request.headers['accept-language'],
  );
}

/** Whether a failure is told to a program (RFC 9457) and not to a person. */
export function wantsJson(request: FastifyRequest): boolean {
  if (request.url.startsWith('/api/')) return true;
  const accept = request.headers.accept ?? '';
  return /\bapplication\/(?:problem\+)?json\b/.test(accept) && !accept.includes('text/html');
}

/** Where a failed request was: the page itself, or the entrance of that part of the program when it was a form. */
export function placeOf(request: FastifyRequest): string {
  if (request.method === 'GET') return request.url;
  return request.url.startsWith('/personal') ? '/personal' : '/';
}
