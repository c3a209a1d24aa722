import type { Ctx } from '../context.ts';
import type { StoredFile } from '../files/files.ts';
import type { UploadedFile } from '../http/routes.ts';
import { detectType } from './detect-type.ts';
import { extensionOf, safeFileName } from './safe-name.ts';
import { uploadTexts } from './texts.ts';
import { typeWords, UPLOAD_TYPES, type UploadType } from './types.ts';
import { unpacksWithin } from './unpack.ts';

/** A file that passed every check. */
export interface Upload {
  /** Safe to show and to save under. */
  readonly name: string;
  /** Told by the content. */
  readonly type: UploadType;
  readonly content: Uint8Array;
}

/** `problem` is for the field, in the language of the page: `refusedForm(form, { archivo: problem })`. */
export type ReadUpload =
  | { readonly ok: true; readonly upload: Upload }
  | { readonly ok: false; readonly problem: string };

type Reader = Pick<Ctx, 'locale' | 'log' | 'scanner'> & {
  readonly request: { readonly files: readonly UploadedFile[] };
};

/**
 * Takes the file of one field of a multipart form: its size (the route's `upload` limits), its type by content against
 * `types`, its name against its type, what it unpacks to, and the virus scanner if there is one. Nothing is stored yet:
 * `keepUpload` does that. For several files in a field see `readUploads`.
 */
export async function readUpload(ctx: Reader, field: string, types: readonly UploadType[]): Promise<ReadUpload> {
  const sent = ctx.request.files.find((file) => file.field === field);
  if (!sent) return { ok: false, problem: uploadTexts(ctx.locale)('missing') };
  return checkUpload(ctx, sent, types);
}

/** All files of one field, in the order in which they were sent; none is an empty list. */
export async function readUploads(ctx: Reader, field: string, types: readonly UploadType[]): Promise<ReadUpload[]> {
  const read: ReadUpload[] = [];
  for (const sent of ctx.request.files) if (sent.field === field) read.push(await checkUpload(ctx, sent, types));
  return read;
}

async function checkUpload(ctx: Reader, sent: UploadedFile, types: readonly UploadType[]): Promise<ReadUpload> {
  const t = uploadTexts(ctx.locale);
  const refuse = (problem: string): ReadUpload => ({ ok: false, problem });
  if (sent.overLimitBytes !== undefined) {
    return refuse(t('tooLarge', { megabytes: Math.floor(sent.overLimitBytes / 1024 / 1024) }));
  }
  const { content } = sent;
  if (content.byteLength === 0) return refuse(t('empty'));
  const type = await detectType(content);
  if (!type || !types.includes(type)) return refuse(t('wrongType', { types: typeWords(types) }));
  const name = safeFileName(sent.name);
  if (!(UPLOAD_TYPES[type].extensions as readonly string[]).includes(extensionOf(name))) {
    return refuse(t('wrongName', { found: UPLOAD_TYPES[type].words }));
  }
  if (type === 'xlsx' && !(await unpacksWithin(content))) return refuse(t('unpacksTooLarge'));
  if (ctx.scanner) {
    try {
      const verdict = await ctx.scanner.scan(content);
      if (!verdict.clean) {
        ctx.log.warn({ threat: verdict.threat }, 'an infected file was refused');
        return refuse(t('infected'));
      }
    } catch (error) {
      ctx.log.error({ err: error }, 'a file could not be scanned and was refused');
      return refuse(t('notScanned'));
    }
  }
  return { ok: true, upload: { name, type, content } };
}

/**
 * Stores a checked file by its content (on disk when this returns) and gives its address. A full disk refuses the
 * request with 507 and leaves nothing half-written.
 */
export function keepUpload(ctx: Pick<Ctx, 'files'>, upload: Upload): Promise<StoredFile> {
  return ctx.files.put(upload.content);
}
