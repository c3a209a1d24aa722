import { findSeptets, type Shift } from './gsm7.ts';

/** What typewriters wrote for what word processors write. Only where Unicode's own decomposition has no answer. */
const PLAIN: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '´': "'",
  '`': "'",
  ʼ: "'",
  '‹': "'",
  '›': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '•': '-',
  '·': '-',
  '‧': '-',
  '⁄': '/',
  '∕': '/',
  '÷': '/',
  '×': 'x',
  º: 'o',
  ª: 'a',
  '°': 'o',
  '©': '(c)',
  '®': '(R)',
  '¢': 'c',
  '≤': '<=',
  '≥': '>=',
  '→': '->',
  '←': '<-',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  '²': '2',
  '³': '3',
  '\t': ' ',
  '\u2028': '\n',
  '\u2029': '\n',
  '\u00ad': '',
  '\u200b': '',
  '\u200c': '',
  '\u200d': '',
  '\u2060': '',
  '\ufeff': '',
  '\u200e': '',
  '\u200f': '',
  '\ufe0e': '',
  '\ufe0f': '',
};

const MARKS = /\p{M}/gu;
const NUMBER_FORM = /\p{No}/u;

/**
 * The spelling of one character within the 7-bit alphabet: itself when it is there (ñ Ñ ü ¿ ¡ é É stay), else its
 * typewriter form or its base letter (á -> a, “ -> "). Undefined when there is no honest spelling: a "?" in a notice
 * would look like a fault of the office, and a dropped word could turn its sense round.
 */
export function findFolded(character: string, shift: Shift): string | undefined {
  if (findSeptets(character, shift)) return character;
  const plain = PLAIN[character];
  if (plain !== undefined) return plain;
  // 3½ would become 31/2 and 10⁴ 104: a wrong figure is worse than a blocked template. ² and ³ stand in m² and m³.
  if (NUMBER_FORM.test(character)) return undefined;
  let folded = '';
  for (const part of character.normalize('NFKD').replace(MARKS, '')) {
    const spelling = findSeptets(part, shift) ? part : PLAIN[part];
    if (spelling === undefined) return undefined;
    folded += spelling;
  }
  return folded;
}
