/**
 * The 7-bit alphabets of short messages: default and extension table (3GPP TS 23.038 sections 6.2.1 and 6.2.1.1) and the
 * Spanish single shift table (annex A.2.2). One septet per octet, as SMPP carries them: the carrier packs.
 *
 * Libraries considered: `gsm` and `@sadams/gsm7` know no Spanish single shift, write "?" for what they cannot map and
 * carry no types. Ours answers which characters it cannot map, and never replaces one.
 */
const DEFAULT =
  '@£$¥èéùìòÇ\nØø\rÅå' +
  'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ' +
  ' !"#¤%&\'()*+,-./' +
  '0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNO' +
  'PQRSTUVWXYZÄÖÑÜ§' +
  '¿abcdefghijklmno' +
  'pqrstuvwxyzäöñüà';

const EXTENSION: Readonly<Record<number, string>> = {
  0x0a: '\f',
  0x14: '^',
  0x28: '{',
  0x29: '}',
  0x2f: '\\',
  0x3c: '[',
  0x3d: '~',
  0x3e: ']',
  0x40: '|',
  0x65: '€',
};

const SPANISH_SHIFT: Readonly<Record<number, string>> = {
  ...EXTENSION,
  0x09: 'ç',
  0x41: 'Á',
  0x49: 'Í',
  0x4f: 'Ó',
  0x55: 'Ú',
  0x61: 'á',
  0x69: 'í',
  0x6f: 'ó',
  0x75: 'ú',
};

const PLAIN = RegExp.escape(DEFAULT.replace('\u001b', ''));
const ALL_PLAIN = new RegExp(`^[${PLAIN}]*$`);

/** One character, whole, that the default table does not hold. */
export const NOT_PLAIN = new RegExp(`[^${PLAIN}]`, 'gu');

/** Whether the default table alone holds all of a text: one septet for each character, as nearly every notice is. */
export const isPlain = (text: string): boolean => ALL_PLAIN.test(text);

/** Which table stands behind the escape septet. */
export type Shift = 'none' | 'spanish';

export const ESCAPE = 0x1b;

function tableOf(extension: Readonly<Record<number, string>>): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  for (const [code, character] of Object.entries(extension)) table.set(character, [ESCAPE, Number(code)]);
  for (const [code, character] of [...DEFAULT].entries()) if (code !== ESCAPE) table.set(character, [code]);
  return table;
}

const SEPTETS = { none: tableOf(EXTENSION), spanish: tableOf(SPANISH_SHIFT) } as const;
const SHIFTED = { none: EXTENSION, spanish: SPANISH_SHIFT } as const;

/** The one or two septets of a character, or undefined when the alphabet does not hold it. */
export function findSeptets(character: string, shift: Shift): readonly number[] | undefined {
  return SEPTETS[shift].get(character);
}

/**
 * Reads unpacked septets as a telephone does: an escape before a code that the table does not hold shows the character
 * of the default alphabet (TS 23.038 section 6.2.1, note 1), and a lone escape shows a space.
 */
export function decodeGsm7(octets: Uint8Array, shift: Shift = 'none'): string {
  let text = '';
  for (let i = 0; i < octets.length; i += 1) {
    const code = (octets[i] ?? 0) & 0x7f;
    if (code !== ESCAPE) {
      text += DEFAULT[code];
      continue;
    }
    i += 1;
    if (i >= octets.length) return `${text} `;
    const shifted = (octets[i] ?? 0) & 0x7f;
    text += shifted === ESCAPE ? ' ' : (SHIFTED[shift][shifted] ?? DEFAULT[shifted]);
  }
  return text;
}
