import { Metadata, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Why a telephone number cannot be used, for the message beside the field. */
export type MobileProblem = 'too-short' | 'too-long' | 'not-a-number' | 'foreign' | 'no-such-number' | 'no-messages';

export type MobileResult =
  | { readonly ok: true; readonly e164: string }
  | { readonly ok: false; readonly problem: MobileProblem };

/** What stands between digits; the unseen marks (Cf) come along when a telephone copies a contact. */
const SEPARATORS = /[\s().\-/\p{Pd}\p{Cf}]/gu;
/** Prefixes that ended on 2019-08-03 and that people still write: 044, 045, 01, and the 1 after +52. */
const OLD_PREFIX = /^(?:04[45]|01)(?=\d{10}$)/;
/** Of the rest (800, 900, 300 and their like) no person has one. */
const TAKES_MESSAGES: readonly (string | undefined)[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE', 'PERSONAL_NUMBER'];

/**
 * Ten digits that the library's plan of Mexico knows as a mobile: nearly all that ever comes. To have the library look at
 * the whole number costs ten microseconds, a quarter of what a notice in a batch costs this program.
 */
const isMexicanMobile = mexicanMobiles();

function mexicanMobiles(): (national: string) => boolean {
  const metadata = new Metadata();
  metadata.selectNumberingPlan('MX');
  // In the library's own words; its types leave the patterns out.
  const plan = metadata.numberingPlan as unknown as MobilePlan;
  const patterns = [plan.nationalNumberPattern(), plan.type('MOBILE').pattern()];
  const [general, mobile] = patterns.map((pattern) => new RegExp(`^(?:${pattern})$`));
  return (national) => general?.test(national) === true && mobile?.test(national) === true;
}

interface MobilePlan {
  nationalNumberPattern(): string;
  type(name: 'MOBILE'): { pattern(): string };
}

/**
 * Normalises a number as people write it to E.164 (`+52` and ten digits). The old prefixes are taken off here, for
 * libphonenumber-js refuses them; whether the area code and the range exist is its word (the numbering plan of the IFT).
 * It cannot tell mobile from fixed in Mexico (docs/acceptance/notifications.md, 12): only a code that comes back can. Numbers of the
 * United States and Canada are taken when written with +1: migrants follow their procedures from there (X5); the other
 * countries of +1 are not, for messages there are dear and a known fraud.
 */
export function normaliseMobile(written: string): MobileResult {
  const compact = written.replace(SEPARATORS, '');
  if (!/^\+?\d+$/.test(compact)) return { ok: false, problem: 'not-a-number' };
  if (compact.startsWith('+1')) return existing(compact, ['US', 'CA']);
  if (compact.startsWith('+') && !compact.startsWith('+52')) return { ok: false, problem: 'foreign' };
  let digits = compact.replace(/^\+/, '').replace(OLD_PREFIX, '');
  if (digits.length > 10 && digits.startsWith('52')) digits = digits.slice(2).replace(/^1(?=\d{10}$)/, '');
  digits = digits.replace(OLD_PREFIX, '');
  if (digits.length < 10) return { ok: false, problem: 'too-short' };
  if (digits.length > 10) return { ok: false, problem: 'too-long' };
  return isMexicanMobile(digits) ? { ok: true, e164: `+52${digits}` } : existing(`+52${digits}`, ['MX']);
}

function existing(e164: string, countries: readonly string[]): MobileResult {
  const number = parsePhoneNumberFromString(e164);
  if (!number?.isValid()) return { ok: false, problem: 'no-such-number' };
  if (!number.country || !countries.includes(number.country)) return { ok: false, problem: 'foreign' };
  return TAKES_MESSAGES.includes(number.getType())
    ? { ok: true, e164: number.number }
    : { ok: false, problem: 'no-messages' };
}
