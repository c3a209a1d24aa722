/**
 * Folios that people read, type and dictate: `TOL-2026-000123-K` is series (three letters), year, number and a check
 * character over all of them by ISO 7064 MOD 37,36, which finds every single wrong character and nearly every swap of
 * two neighbours (MOD 37-2 would find all, but needs a 37th character, and an asterisk cannot be dictated).
 */
export interface Folio {
  readonly series: string;
  readonly year: number;
  readonly number: number;
}

export type FolioResult =
  | { readonly ok: true; readonly folio: Folio; readonly text: string }
  | { readonly ok: false; readonly reason: 'format' | 'check' };

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export function formatFolio({ series, year, number }: Folio): string {
  const digits = String(number).padStart(6, '0');
  return `${series}-${year}-${digits}-${checkCharacter(`${series}${year}${digits}`)}`;
}

/** Reads a folio as people write it: lower case, spaces or nothing for the dashes, O for 0 and I for 1 among digits. */
export function parseFolio(written: string): FolioResult {
  const compact = written.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const parts = /^([A-Z]{3})([0-9OIL]{4})([0-9OIL]{6,9})([A-Z0-9])$/.exec(compact);
  if (!parts) return { ok: false, reason: 'format' };
  const [, series = '', year = '', number = '', check = ''] = parts;
  const folio = { series, year: Number(asDigits(year)), number: Number(asDigits(number)) };
  const text = formatFolio(folio);
  return text.endsWith(`-${check}`) ? { ok: true, folio, text } : { ok: false, reason: 'check' };
}

function asDigits(text: string): string {
  return text.replaceAll('O', '0').replace(/[IL]/g, '1');
}

function checkCharacter(text: string): string {
  let product = 36;
  for (const character of text) {
    const sum = (product + ALPHABET.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return ALPHABET.charAt((37 - product) % 36);
}
