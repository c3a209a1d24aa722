import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import type { OpenStreams } from './open-streams.ts';
import type { RouteResult } from './routes.ts';

export interface ReplyTools {
  readonly render: (view: VNode) => string;
  /** Cookies only over https. */
  readonly secure: boolean;
  readonly flashCookie: string;
  /** Ended when the server stops: a browser comes back to another node by itself. */
  readonly streams: Pick<OpenStreams, 'add' | 'delete'>;
}

/** How often an idle stream says that it is alive, so that proxies keep it open. */
const HEARTBEAT_MS = 20_000;

/** Turns the result of a route into the answer on the wire. */
export async function sendResult(reply: FastifyReply, result: RouteResult, tools: ReplyTools): Promise<FastifyReply> {
  switch (result.kind) {
    case 'page':
      void reply.status(result.status ?? 200).headers(result.headers ?? {});
      return reply.type('text/html; charset=utf-8').send(tools.render(result.view));
    case 'redirect':
      for (const { name, value, maxAge } of result.cookies ?? []) {
        void reply.setCookie(name, value, {
          ...cookieOptions(tools.secure),
          ...(maxAge === undefined ? {} : { maxAge }),
        });
      }
      if (result.flash) {
        const mark = result.flash.kind === 'warning' ? 'w' : 's';
        void reply.setCookie(tools.flashCookie, mark + result.flash.text, {
          ...cookieOptions(tools.secure),
          maxAge: 60,
        });
      }
      return reply.redirect(result.location, 303);
    case 'json':
      void reply.status(result.status ?? 200).headers(result.headers ?? {});
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(result.body));
    case 'file':
      if (result.download) void reply.header('content-disposition', contentDisposition(result.download));
      void reply
        .status(result.status ?? 200)
        .headers(result.headers ?? {})
        .type(result.contentType);
      return reply.send(typeof result.content === 'string' ? result.content : asSendable(result.content));
    case 'events':
      return sendEvents(reply, result.subscribe, tools.streams);
  }
}

function cookieOptions(secure: boolean): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure };
}

function asSendable<T>(content: Uint8Array | T): Buffer | T {
  return content instanceof Uint8Array ? Buffer.from(content.buffer, content.byteOffset, content.byteLength) : content;
}

/** RFC 6266: an ASCII name for old programs and the real one, with accents, beside it. */
function contentDisposition(name: string): string {
  const plain = name.normalize('NFD').replace(/[^\x20-\x7e]|["\\]/g, '');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

function sendEvents(
  reply: FastifyReply,
  subscribe: (send: (event: string, data: string) => void) => () => void,
  streams: ReplyTools['streams'],
): FastifyReply {
  reply.hijack();
  const { raw } = reply;
  // Whoever left while the answer was being made closes nothing any more: its heartbeat would beat for ever.
  if (raw.destroyed) return reply;
  // The headers that the gates have set (CSP, nosniff, request id) go along: a hijacked answer skips Fastify's own hooks.
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  raw.write('retry: 2000\n\n');
  const send = (event: string, data: string) => {
    const lines = data.split('\n').map((line) => `data: ${line}\n`);
    // A reader that stopped reading is dropped rather than kept in memory; the browser comes back by itself.
    if (!raw.write(`event: ${event}\n${lines.join('')}\n`) && raw.writableLength > 1_000_000) raw.destroy();
  };
  const unsubscribe = subscribe(send);
  const heartbeat = setInterval(() => raw.write(':\n\n'), HEARTBEAT_MS);
  streams.add(raw);
  raw.on('close', () => {
    streams.delete(raw);
    clearInterval(heartbeat);
    unsubscribe();
  });
  return reply;
}
