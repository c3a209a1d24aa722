import type { Readable } from 'node:stream';
import type { VNode } from 'preact';
import type { PageContext } from '#web/page-context.ts';
import type { Ctx } from '../context.ts';
import type { Locale } from '../i18n/locale.ts';
import type { Grant } from '../permissions/actor.ts';

/** Who may call a route. Each route declares it; one test walks all routes. */
export type RouteAccess =
  | { readonly kind: 'public' }
  /** Staff with log-in and second factor; `action` must be allowed in at least one unit. */
  | { readonly kind: 'staff'; readonly action?: string }
  /** Staff between password and second factor. */
  | { readonly kind: 'staff-pending' }
  /** Another system, by API key with this scope. */
  | { readonly kind: 'client'; readonly scope: string }
  /** For who develops or runs it: in every mode, and only from this machine. */
  | { readonly kind: 'machine' }
  /** Demonstration pages: only in demo mode and only from this machine. */
  | { readonly kind: 'demo' };

/** How a changing request proves that the person meant it. `form-token` is the rule; API keys carry their own proof. */
export type CsrfRule = 'form-token' | 'api-key' | 'signed-link';

/** What a request brought, already parsed and bounded. */
export interface RouteRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** One value per key; a repeated key is refused (parameter pollution). */
  readonly query: Readonly<Record<string, string>>;
  /** Form fields; a repeated field is an array. */
  readonly form: Readonly<Record<string, string | string[]>>;
  readonly files: readonly UploadedFile[];
  readonly json: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Address of the caller, for rate limits only; it is not stored in clear. */
  readonly ip: string;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  /** As the browser claims it. */
  readonly contentType: string;
  readonly content: Uint8Array;
  /** Set when the file was larger than this: then `content` is empty. */
  readonly overLimitBytes?: number;
}

/** The signed-in session, as the web needs it. */
export interface SessionInfo {
  readonly id: string;
  readonly staffName: string;
  readonly postName: string;
  readonly unitName: string;
  /** The agency that the person works in just now (`actor.agencyId`). */
  readonly agencyId: string;
  /** All in which they hold or stand in for a post today, by name: they work in one at a time. */
  readonly agencies: readonly OwnAgency[];
}

/** An agency in which somebody has a post, with what they may do there. */
export interface OwnAgency {
  readonly id: string;
  /** As people call it: IFREM. */
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** A command's context plus what a page needs. */
export interface WebCtx extends Ctx {
  readonly request: RouteRequest;
  readonly session: SessionInfo | undefined;
  /** A demonstration, called from this machine. */
  readonly demo: boolean;
  /** What the layouts need (`<PublicPage context={ctx.page} …>`). */
  readonly page: PageContext;
}

export type RouteResult =
  | { readonly kind: 'page'; readonly view: VNode; readonly status?: number; readonly headers?: Headers_ }
  | {
      readonly kind: 'redirect';
      readonly location: string;
      readonly flash?: Flash;
      readonly cookies?: readonly Cookie[];
    }
  | { readonly kind: 'json'; readonly body: unknown; readonly status?: number; readonly headers?: Headers_ }
  | {
      readonly kind: 'file';
      readonly content: Uint8Array | Readable | string;
      readonly contentType: string;
      readonly status?: number;
      /** File name to save under; without it the browser shows the file. */
      readonly download?: string;
      readonly headers?: Headers_;
    }
  /** Server-sent events: `subscribe` gets a `send` and returns what to call when the caller leaves. */
  | { readonly kind: 'events'; readonly subscribe: (send: (event: string, data: string) => void) => () => void };

type Headers_ = Readonly<Record<string, string>>;

export interface Flash {
  readonly kind: 'success' | 'warning';
  readonly text: string;
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Seconds; 0 deletes it. */
  readonly maxAge?: number;
}

export interface UploadLimits {
  readonly maxFiles: number;
  /** Per file. */
  readonly maxMegabytes: number;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly access: RouteAccess;
  /** Title of the page; required for routes that answer with a page. */
  readonly title?: (locale: Locale) => string;
  /** Required for every method but GET. */
  readonly csrf?: CsrfRule;
  /** Kilobytes; 64 unless told. */
  readonly bodyLimitKb?: number;
  /** `multipart` takes files too, within `upload`; any other route refuses them. */
  readonly body?: 'form' | 'multipart' | 'json' | 'none';
  /** One file of 10 megabytes unless told. `platform/uploads` checks what they are. */
  readonly upload?: UploadLimits;
  /** Requests per caller: `burst` at once, then one per `seconds / burst`. */
  readonly rateLimit?: { readonly name: string; readonly burst: number; readonly seconds: number };
  /** The page holds personal data: no cache keeps it. True unless told. */
  readonly noStore?: boolean;
  readonly handle: (ctx: WebCtx) => Promise<RouteResult>;
}

export const page = (view: VNode, status = 200): RouteResult => ({ kind: 'page', view, status });
export const redirect = (location: string, flash?: Flash): RouteResult => ({
  kind: 'redirect',
  location,
  ...(flash ? { flash } : {}),
});
export const json = (body: unknown, status = 200): RouteResult => ({ kind: 'json', body, status });
