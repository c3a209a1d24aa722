import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import helmet from 'helmet';
import type { VNode } from 'preact';
import { SITE_PATHS, thenTo, type PageContext } from '#web/page-context.ts';
import type { Services } from '../context.ts';
import { drawRandom } from '../crypt/random.ts';
import { Refusal } from '../errors.ts';
import { ANONYMOUS, type Actor, type ClientActor } from '../permissions/actor.ts';
import { accessRefusals, authorizeSomewhere } from '../permissions/permissions.ts';
import { sendResult, type ReplyTools } from './answer.ts';
import { failureOf, type Failure } from './failure.ts';
import { claimSubmission, releaseSubmission, sendingOf, settleSubmission } from './form-submissions.ts';
import { FormTokens } from './form-token.ts';
import { KEPT, keptForm, type KeptForm } from './kept-form.ts';
import { isLoopback } from './loopback.ts';
import { readBody, readHead } from './read-request.ts';
import { isLanguageChoice, LANGUAGE_COOKIE, localeOf, pageBefore, placeOf, wantsJson } from './request-facts.ts';
import { OpenStreams } from './open-streams.ts';
import { httpRefusals } from './refusals.ts';
import type { Route, RouteAccess, RouteResult, SessionInfo, WebCtx } from './routes.ts';
import { isSameSite, saysSameOrigin } from './same-site.ts';
import { sessionCookieName } from './session-cookie.ts';
import { TOKEN_FIELD } from '#web/ui/form/form-state.ts';

/** Who a request comes from, found by its session cookie. */
export interface Visitor {
  readonly actor: Actor;
  readonly session: SessionInfo | undefined;
  /** Between password and second factor: may only finish the log-in. */
  readonly pending: boolean;
}

export interface HttpOptions {
  readonly services: Services;
  readonly routes: readonly Route[];
  /** Signs form tokens. At least 32 random bytes, the same on every web node. */
  readonly formKey: Buffer;
  readonly demo: boolean;
  /** Proxies on other machines that say who calls: addresses or networks. */
  readonly trustedProxies: readonly string[];
  /** `passive`: the screen asked by itself, so the session stays as idle as its person is. */
  readonly resolveVisitor: (cookieValue: string, passive: boolean) => Promise<Visitor | undefined>;
  readonly resolveClient: (bearer: string) => Promise<Actor | undefined>;
  /** Refuses with `http.tooMany` when the caller asks too often. */
  readonly limit: (route: Route, ip: string) => Promise<void>;
  /** Counts a call of an API key, or refuses. */
  readonly limitKey: (client: ClientActor) => Promise<void>;
  readonly pageContext: (facts: PageFacts) => PageContext;
  readonly failurePage: (context: PageContext, failure: Failure, kept: KeptForm | undefined) => VNode;
  readonly render: (view: VNode) => string;
  /** For the metrics; `route` is the pattern. */
  readonly observe: (method: string, route: string, status: number, seconds: number) => void;
  /** True while the server is about to stop: it still answers, and asks each caller to come back on a new connection. */
  readonly isDraining: () => boolean;
}

/** What a page context is made of. */
export interface PageFacts {
  readonly locale: PageContext['locale'];
  readonly path: string;
  readonly nonce: string;
  /** Called from this machine: the tour of the demonstration exists for nobody else. */
  readonly isHere: boolean;
  readonly formToken: () => string;
  readonly requestId: string;
  readonly actor: Actor;
  readonly session: SessionInfo | undefined;
  readonly flash: PageContext['flash'];
}

/** A file of 10 MB over a slow rural line needs about two minutes. */
const REQUEST_SECONDS = 300;
/** How long a server that stops waits for answers under way, and for requests that trickle in. */
const STOP_SECONDS = 10;
const FLASH_COOKIE = 'aviso';
/** A live region looks again without a person having done anything (islands/live.ts). */
const SELF_REFRESH_HEADER = 'x-self-refresh';

const FIXED_POLICY = [
  "default-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';');

declare module 'fastify' {
  interface FastifyRequest {
    /** The scripts of the answer to this request carry it; no other runs. Empty where no page is made. */
    scriptNonce: string;
    /** Known once the gates have looked; a page that tells of a failure wears the frame of who asked. */
    visitor: Visitor | undefined;
  }
}

const BARE_HEADERS = {
  'content-security-policy': `default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};

/**
 * What a page may load and do (ASVS 3.4.3). A script runs by the nonce of its answer alone: that a file lies on our own address,
 * as an uploaded one does, is not enough. Written here and not by helmet, which puts the whole policy together anew for
 * each answer when one word of it changes.
 */
function contentPolicy(nonce: string, secure: boolean): string {
  return `script-src 'nonce-${nonce}';${secure ? FIXED_POLICY + ';upgrade-insecure-requests' : FIXED_POLICY}`;
}

/** A caller may name a whole address (RFC 9112, 3.2.2); links on the page must not be made from its host. */
function pathOf(url: string): string {
  if (url.startsWith('/') || !URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** The web server: every route goes through the same gates (locale, visitor, access, CSRF, limits) in the same order. */
export async function createServer(options: HttpOptions): Promise<FastifyInstance> {
  const { services } = options;
  const secure = options.services.publicUrl.startsWith('https:');
  const logger: FastifyBaseLogger = services.log;
  const streams = new OpenStreams();
  const gate = new Gate(options, secure, streams);
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => drawRandom(8).toString('hex'),
    requestIdHeader: false,
    bodyLimit: 64 * 1024,
    trustProxy: ['loopback', ...options.trustedProxies],
    // What came in on an open connection is answered; new connections are no longer taken.
    return503OnClosing: false,
    // Fastify waits for ever unless told; a request that trickles in would hold its connection.
    requestTimeout: REQUEST_SECONDS * 1_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    rewriteUrl: ({ url = '/' }) => pathOf(url),
    // An address that cannot be decoded has no route and so meets no plugin: its answer is bare of headers unless told.
    frameworkErrors: (_error, request, reply) => {
      void reply.headers(BARE_HEADERS).header('x-request-id', request.id);
      void gate.fail(new Refusal(httpRefusals.badRequest), request, reply);
    },
  });
  app.decorateRequest('scriptNonce', '');
  app.decorateRequest('visitor', undefined);
  const addSecurityHeaders = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
  });
  app.addHook('onRequest', (request, reply, done) => {
    request.scriptNonce = drawRandom(16).toString('hex');
    void reply.header('content-security-policy', contentPolicy(request.scriptNonce, secure));
    addSecurityHeaders(request.raw, reply.raw, () => done());
  });
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart, { throwFileSizeLimit: false });

  for (const route of options.routes) {
    app.route({
      method: route.method,
      url: route.url,
      ...(route.bodyLimitKb ? { bodyLimit: route.bodyLimitKb * 1024 } : {}),
      handler: (request, reply) => gate.answer(route, request, reply),
    });
  }
  app.addHook('preClose', async () => {
    streams.endAll();
    // Node no longer minds the time of a request once it is told to close: one that never arrives whole would hold it open.
    const cut = setTimeout(() => app.server.closeAllConnections(), STOP_SECONDS * 1_000);
    app.server.once('close', () => clearTimeout(cut));
  });
  app.setNotFoundHandler((request, reply) => gate.notFound(request, reply));
  app.setErrorHandler((error, request, reply) => gate.fail(error, request, reply));
  app.addHook('onSend', (request, reply, _payload, done) => {
    void reply.header('x-request-id', request.id);
    if (options.isDraining()) void reply.header('connection', 'close');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    // The pattern of the route, not the address: folios and search words stay out of the log.
    const route = request.routeOptions.url ?? 'none';
    const fields = { requestId: request.id, method: request.method, route, status: reply.statusCode };
    options.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
    request.log.info({ ...fields, ms: Math.round(reply.elapsedTime * 10) / 10 }, 'answered');
    done();
  });
  return app;
}

class Gate {
  readonly #options: HttpOptions;
  readonly #tokens: FormTokens;
  readonly #tools: ReplyTools;

  constructor(options: HttpOptions, secure: boolean, streams: OpenStreams) {
    this.#options = options;
    this.#tokens = new FormTokens(options.formKey);
    this.#tools = { render: options.render, secure, flashCookie: FLASH_COOKIE, streams };
  }

  async answer(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const head = await this.#context(route, request, reply);
    await this.#admit(route, head);
    const ctx = { ...head, request: { ...head.request, ...(await readBody(route, request)) } };
    if (route.noStore ?? route.access.kind !== 'public') void reply.header('cache-control', 'no-store');
    const hasToken = this.#checkIntent(route, ctx);
    const result = hasToken ? await this.#once(route, ctx) : await route.handle(ctx);
    if (result.kind === 'page' && result.status === 422) ctx.page.hasMistakes = true;
    return sendResult(reply, result, this.#tools);
  }

  /** No route met this request, so nobody has looked yet who asks; without a database it is nobody. */
  async notFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    request.visitor = await this.#visitor({ kind: 'public' }, request).catch(() => undefined);
    return this.fail(new Refusal(httpRefusals.pageNotFound), request, reply);
  }

  async fail(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const locale = localeOf(request);
    const failure = failureOf(error, locale);
    if (failure.unexpected) request.log.error({ requestId: request.id, err: error }, 'request failed');
    else request.log.info({ requestId: request.id, code: failure.code }, 'request refused');
    void reply.status(failure.status).headers(failure.headers).header('cache-control', 'no-store');
    if (wantsJson(request)) {
      const { status, code, message, whatNext } = failure;
      const problem = { type: 'about:blank', title: message, status, detail: whatNext, code, requestId: request.id };
      return reply.type('application/problem+json').send(JSON.stringify(problem));
    }
    if (failure.code === accessRefusals.signInNeeded.code && request.method === 'GET') {
      return reply.redirect(thenTo(SITE_PATHS.logIn, request.url), 303);
    }
    const kept = keptForm(request, failure.code);
    if (failure.code === accessRefusals.stepUpNeeded.code && !kept) {
      const back = request.method === 'GET' ? request.url : pageBefore(request);
      return reply.redirect(thenTo(SITE_PATHS.confirm, back), 303);
    }
    const visitor = request.visitor?.pending ? undefined : request.visitor;
    const page = this.#options.pageContext({
      locale,
      path: placeOf(request),
      nonce: request.scriptNonce,
      isHere: isLoopback(request.ip),
      formToken: this.#tokens.whenAsked(kept ? KEPT : bindingOf(visitor?.session), this.#options.services.clock),
      requestId: request.id,
      actor: visitor?.actor ?? ANONYMOUS,
      session: visitor?.session,
      flash: undefined,
    });
    const view = this.#options.failurePage(page, failure, kept);
    return reply.type('text/html; charset=utf-8').send(this.#options.render(view));
  }

  async #context(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<WebCtx> {
    const { services } = this.#options;
    // Whoever calls from elsewhere sees that nothing is real, and neither the tour nor a way to enter as anybody.
    const demo = this.#options.demo && isLoopback(request.ip);
    const locale = localeOf(request);
    if (isLanguageChoice(request)) void reply.setCookie(LANGUAGE_COOKIE, locale, { path: '/', maxAge: 31_536_000 });
    const visitor = await this.#visitor(route.access, request);
    request.visitor = visitor;
    const actor = visitor?.actor ?? ANONYMOUS;
    const session = visitor?.session;
    if (visitor?.pending && route.access.kind === 'staff') throw new Refusal(accessRefusals.signInNeeded);
    const formToken = this.#tokens.whenAsked(bindingOf(session), services.clock);
    const flash = this.#takeFlash(request, reply);
    const page = this.#options.pageContext({
      locale,
      path: request.url,
      nonce: request.scriptNonce,
      isHere: isLoopback(request.ip),
      formToken,
      requestId: request.id,
      actor,
      session,
      flash,
    });
    return {
      ...services,
      log: request.log as Services['log'],
      actor,
      locale,
      requestId: request.id,
      request: readHead(request),
      session,
      demo,
      page,
    };
  }

  async #visitor(access: RouteAccess, request: FastifyRequest): Promise<Visitor | undefined> {
    if (access.kind === 'client') {
      const bearer = /^Bearer (\S{16,200})$/.exec(request.headers.authorization ?? '')?.[1];
      const actor = bearer && (await this.#options.resolveClient(bearer));
      if (!actor) throw new Refusal(httpRefusals.keyNeeded);
      return { actor, session: undefined, pending: false };
    }
    const value = request.cookies[sessionCookieName(this.#options.services.publicUrl)];
    const passive = request.headers[SELF_REFRESH_HEADER] !== undefined;
    return value ? this.#options.resolveVisitor(value, passive) : undefined;
  }

  async #admit(route: Route, ctx: WebCtx): Promise<void> {
    const { access } = route;
    const isHere = isLoopback(ctx.request.ip);
    if ((access.kind === 'demo' && !ctx.demo) || (access.kind === 'machine' && !isHere))
      throw new Refusal(httpRefusals.pageNotFound);
    if (access.kind === 'client') authorizeSomewhere(ctx, access.scope);
    if (access.kind === 'staff') {
      if (ctx.actor.kind !== 'staff') throw new Refusal(accessRefusals.signInNeeded);
      if (access.action) authorizeSomewhere(ctx, access.action);
    }
    if (access.kind === 'staff-pending' && !ctx.session) throw new Refusal(accessRefusals.signInNeeded);
    if (route.rateLimit) await this.#options.limit(route, ctx.request.ip);
    if (ctx.actor.kind === 'client') await this.#options.limitKey(ctx.actor);
  }

  /** Whether the request carries the token of a form, as the route asks; without a good one it is refused. */
  #checkIntent(route: Route, ctx: WebCtx): boolean {
    if (route.method === 'GET' || route.csrf !== 'form-token') return false;
    const { form, headers } = ctx.request;
    const verify = (boundTo: string) => this.#tokens.verify(form[TOKEN_FIELD], boundTo, ctx.clock.now());
    const { session } = ctx;
    if (isSameSite(headers) && verify(bindingOf(session))) return true;
    if (saysSameOrigin(headers) && verify(KEPT)) return true;
    // What was filled in on a page of one agency must not change another, after its person moved on in another tab.
    const others = session?.agencies.filter(({ id }) => id !== session.agencyId) ?? [];
    const isOfOther = others.some(({ id }) => verify(bindingOf(session, id)));
    throw new Refusal(isOfOther ? httpRefusals.otherAgency : httpRefusals.formExpired);
  }

  async #once(route: Route, ctx: WebCtx): Promise<RouteResult> {
    const sending = sendingOf(ctx.request);
    const claim = await claimSubmission(ctx.db, ctx.clock, sending, route.url);
    if (!claim.first) {
      if (claim.location === undefined) throw new Refusal(httpRefusals.stillSending);
      return { kind: 'redirect', location: claim.location };
    }
    try {
      const result = await route.handle(ctx);
      if (result.kind === 'redirect' && !result.cookies) await settleSubmission(ctx.db, sending, result.location);
      else await releaseSubmission(ctx.db, sending);
      return result;
    } catch (error) {
      await releaseSubmission(ctx.db, sending).catch(() => undefined);
      throw error;
    }
  }

  #takeFlash(request: FastifyRequest, reply: FastifyReply): PageContext['flash'] {
    const raw = request.cookies[FLASH_COOKIE];
    if (!raw || request.method !== 'GET') return undefined;
    void reply.clearCookie(FLASH_COOKIE, { path: '/' });
    const [kind, text] = [raw.slice(0, 1), raw.slice(1, 400)];
    return text ? { kind: kind === 'w' ? 'warning' : 'success', text } : undefined;
  }
}

/** What the token of a form is bound to: the session, and the agency that its person worked in when the page was made. */
const bindingOf = (session: SessionInfo | undefined, agencyId = session?.agencyId) =>
  session ? `${session.id} ${agencyId}` : 'anonymous';
