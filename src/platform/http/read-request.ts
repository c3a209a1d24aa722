import type { FastifyRequest } from 'fastify';
import { Refusal } from '../errors.ts';
import { isAllWritable } from '../writable.ts';
import { httpRefusals } from './refusals.ts';
import type { Route, RouteRequest, UploadedFile, UploadLimits } from './routes.ts';

const MEGABYTE = 1024 * 1024;
const UPLOAD: UploadLimits = { maxFiles: 1, maxMegabytes: 10 };
/** Room for the other fields of a form with files. */
const FIELDS_BYTES = 1 * MEGABYTE;
const FIELD_BYTES = 64 * 1024;
const MAX_FIELDS = 200;

/**
 * What stands in the head of a request, bounded. A query key that comes twice is refused (ASVS 15.3.7), and so are signs
 * that no text holds.
 */
export function readHead(request: FastifyRequest): RouteRequest {
  refuseUnwritable([request.params, request.query]);
  return {
    method: request.method,
    path: request.url.split('?', 1)[0] ?? '/',
    params: request.params as Record<string, string>,
    query: queryOf(request.query as Record<string, unknown>),
    form: {},
    files: [],
    json: undefined,
    headers: request.headers,
    ip: request.ip,
    cookies: request.cookies,
  };
}

type Body = Pick<RouteRequest, 'form' | 'files' | 'json'>;

/**
 * What the request carries, of the one kind that the route takes. Read after the caller was let in, so that files of
 * strangers are never held in memory. Signs that no text holds are refused, but for those inside files: each kind of
 * file is judged by its reader.
 */
export async function readBody(route: Route, request: FastifyRequest): Promise<Body> {
  const body = await readKind(route, request);
  refuseUnwritable([body.form, body.json]);
  return body;
}

async function readKind(route: Route, request: FastifyRequest): Promise<Body> {
  if (route.body === 'json') return { form: {}, files: [], json: request.body };
  if (!request.isMultipart()) return { form: formOf(request.body), files: [], json: undefined };
  if (route.body !== 'multipart') throw new Refusal(httpRefusals.badRequest);
  return { ...(await readMultipart(request, route.upload ?? UPLOAD)), json: undefined };
}

/** The one place for all that comes by HTTP: forms, query strings, parts of an address, JSON. */
function refuseUnwritable(sent: unknown): void {
  if (!isAllWritable(sent)) throw new Refusal(httpRefusals.unwritable);
}

function queryOf(query: Record<string, unknown>): Record<string, string> {
  for (const value of Object.values(query)) if (typeof value !== 'string') throw new Refusal(httpRefusals.badRequest);
  return query as Record<string, string>;
}

/** Fields are texts: JSON sent to a form, with its numbers and objects, is refused. */
function formOf(body: unknown): Record<string, string | string[]> {
  if (body === null || body === undefined) return {};
  const isText = (value: unknown) => typeof value === 'string';
  const isField = (value: unknown) => isText(value) || (Array.isArray(value) && value.every(isText));
  if (typeof body !== 'object' || !Object.values(body).every(isField)) throw new Refusal(httpRefusals.badRequest);
  return body as Record<string, string | string[]>;
}

async function readMultipart(
  request: FastifyRequest,
  { maxFiles, maxMegabytes }: UploadLimits,
): Promise<{ form: Record<string, string | string[]>; files: UploadedFile[] }> {
  const maxBytes = maxMegabytes * MEGABYTE;
  // Browsers always say how much comes. Twice the limit is still read to its end, so that the page can say what is wrong;
  // a browser that is cut off while it sends shows its own error instead.
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  if (!Number.isFinite(announced)) throw new Refusal(httpRefusals.badRequest);
  if (announced > 2 * maxFiles * maxBytes + FIELDS_BYTES) throw new Refusal(httpRefusals.tooLarge);

  const form = Object.create(null) as Record<string, string | string[]>;
  const files: UploadedFile[] = [];
  const limits = { files: maxFiles, fileSize: maxBytes, fields: MAX_FIELDS, fieldSize: FIELD_BYTES };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') {
      const content = await part.toBuffer();
      if (content.length === 0 && !part.filename) continue;
      const file = { field: part.fieldname, name: part.filename, contentType: part.mimetype };
      if (part.file.truncated) files.push({ ...file, content: new Uint8Array(), overLimitBytes: maxBytes });
      else files.push({ ...file, content });
      continue;
    }
    // A field that says it is JSON would arrive parsed; one that was cut would be taken for the whole.
    if (typeof part.value !== 'string') throw new Refusal(httpRefusals.badRequest);
    if (part.valueTruncated || part.fieldnameTruncated) throw new Refusal(httpRefusals.tooLarge);
    const known = form[part.fieldname];
    form[part.fieldname] = known === undefined ? part.value : [known, part.value].flat();
  }
  return { form, files };
}
