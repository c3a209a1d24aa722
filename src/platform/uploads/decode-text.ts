export const TEXT_ENCODINGS = ['utf-8', 'utf-8-sig', 'windows-1252'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

const BOM = '\uFEFF';

/**
 * The text of a CSV: UTF-8 (with or without its mark), else Windows-1252, which Excel in Spanish still writes. In
 * Windows-1252 every byte is a letter, so a file that is valid UTF-8 is never taken for it.
 */
export function decodeText(content: Uint8Array): string {
  return readText(content).text;
}

/** The same with the encoding that was found (`utf-8-sig` had the mark), to tell the person how the file was read. */
export function readText(content: Uint8Array): { readonly text: string; readonly encoding: TextEncoding } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    return text.startsWith(BOM) ? { text: text.slice(1), encoding: 'utf-8-sig' } : { text, encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(content), encoding: 'windows-1252' };
  }
}
