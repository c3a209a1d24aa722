import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../errors.ts';
import { httpRefusals } from './refusals.ts';
import type { Route, RouteRequest, UploadedFile } from './routes.ts';

/** Reads and bounds what a request brought. A query key that comes twice is refused (ASVS 15.3.7). */
export async function readRequest(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<RouteRequest> {
  const body = request.isMultipart() ? await readMultipart(request) : { form: formOf(request.body), files: [] };
  return {
    method: request.method,
    path: request.url.split('?', 1)[0] ?? '/',
    params: request.params as Record<string, string>,
    query: queryOf(request.query as Record<string, unknown>),
    form: body.form,
    files: body.files,
    json: route.body === 'json' ? request.body : undefined,
    headers: request.headers,
    ip: request.ip,
    cookies: request.cookies,
    signal: callerGone(reply),
  };
}

function queryOf(query: Record<string, unknown>): Record<string, string> {
  for (const value of Object.values(query)) if (typeof value !== 'string') throw new Refusal(httpRefusals.badRequest);
  return query as Record<string, string>;
}

function formOf(body: unknown): Record<string, string | string[]> {
  return body !== null && typeof body === 'object' && !Array.isArray(body)
    ? (body as Record<string, string | string[]>)
    : {};
}

async function readMultipart(
  request: FastifyRequest,
): Promise<{ form: Record<string, string | string[]>; files: UploadedFile[] }> {
  const form: Record<string, string | string[]> = Object.create(null);
  const files: UploadedFile[] = [];
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const content = await part.toBuffer();
      if (content.length === 0 && !part.filename) continue;
      files.push({ field: part.fieldname, name: part.filename, contentType: part.mimetype, content });
      continue;
    }
    const value = String(part.value);
    const known = form[part.fieldname];
    form[part.fieldname] = known === undefined ? value : [known, value].flat();
  }
  return { form, files };
}

function callerGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
