/** Why a telephone number cannot be used, for the message beside the field. */
export type MobileProblem = 'too-short' | 'too-long' | 'not-a-number' | 'foreign';

export type MobileResult =
  | { readonly ok: true; readonly e164: string }
  | { readonly ok: false; readonly problem: MobileProblem };

/** Prefixes that ended on 2019-08-03 and that people still write: 044, 045, 01, and the 1 after +52. */
const OLD_PREFIX = /^(?:04[45]|01)(?=\d{10}$)/;

/**
 * Normalises a Mexican number as people write it to E.164 (`+52` and ten digits). libphonenumber-js refuses the old
 * prefixes and cannot tell mobile from fixed in Mexico (research, criterion 12), so the rule stands here. Numbers of
 * the United States and Canada are taken when written with +1: migrants follow their procedures from there (X5).
 */
export function normaliseMobile(written: string): MobileResult {
  const compact = written.replace(/[\s().\-/]/g, '');
  if (!/^\+?\d+$/.test(compact)) return { ok: false, problem: 'not-a-number' };
  if (/^\+1\d{10}$/.test(compact)) return { ok: true, e164: compact };
  if (compact.startsWith('+') && !compact.startsWith('+52')) return { ok: false, problem: 'foreign' };
  let digits = compact.replace(/^\+/, '').replace(OLD_PREFIX, '');
  if (digits.length > 10 && digits.startsWith('52')) digits = digits.slice(2).replace(/^1(?=\d{10}$)/, '');
  digits = digits.replace(OLD_PREFIX, '');
  if (digits.length < 10) return { ok: false, problem: 'too-short' };
  if (digits.length > 10) return { ok: false, problem: 'too-long' };
  // No area code begins with 0 or 1 (IFT, Plan Técnico Fundamental de Numeración).
  if (/^[01]/.test(digits)) return { ok: false, problem: 'not-a-number' };
  return { ok: true, e164: `+52${digits}` };
}
