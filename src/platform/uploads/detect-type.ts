import { fileTypeFromBuffer } from 'file-type';
import { UPLOAD_TYPES, type UploadType } from './types.ts';

/** What a file is, told by its bytes alone (ASVS 5.2.2): the name and the type that a browser claims prove nothing. */
export async function detectType(content: Uint8Array): Promise<UploadType | undefined> {
  // Text is looked for first: "MZ,LOTE" (block, plot) is a fair head of a CSV and also how an .exe begins; an .exe is no text.
  if (isPlainText(content)) return isTable(content) ? 'csv' : undefined;
  const found = await fileTypeFromBuffer(content);
  const known = Object.entries(UPLOAD_TYPES).find(([, type]) => type.mime === found?.mime);
  return known?.[0] as UploadType | undefined;
}

/** Text in UTF-8 or in the Windows-1252 of older Excel: no control characters but tab and line ends. */
function isPlainText(content: Uint8Array): boolean {
  if (startsWith(content, '%PDF')) return false;
  return content.every((byte) => (byte >= 0x20 ? byte !== 0x7f : byte === 0x09 || byte === 0x0a || byte === 0x0d));
}

/** Text that a program would run or a browser would draw is no table. */
function isTable(content: Uint8Array): boolean {
  const head = new TextDecoder()
    .decode(content.subarray(0, 256))
    .replace(/^\uFEFF/, '')
    .trimStart();
  return !/^(?:<|#!|\{\\rtf)/.test(head);
}

function startsWith(content: Uint8Array, text: string): boolean {
  return new TextDecoder('latin1').decode(content.subarray(0, text.length)) === text;
}
