/**
 * The text of a CSV: UTF-8 (with or without its mark), else Windows-1252, which Excel in Spanish still writes. In
 * Windows-1252 every byte is a letter, so a file that is valid UTF-8 is never taken for it.
 */
export function decodeText(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}
