/**
 * A second, slow and naive reading of the same standards, for tests only: it shares no line with what it checks. It cuts
 * a flat list of units at the room and steps back while the cut is inside a character.
 */
const ONE = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const TWO = new Set('\f^{}\\[~]|€');
const SPANISH_TWO = new Set('\f^{}\\[~]|€çÁÍÓÚáíóú');

export type NaiveEncoding = 'gsm7' | 'gsm7-spanish' | 'ucs2';

/** The encoding that holds the text unchanged, as a carrier's manual would tell it. */
export function naiveEncoding(text: string, mayShift: boolean): NaiveEncoding {
  const characters = Array.from(text);
  if (characters.every((c) => ONE.has(c) || TWO.has(c))) return 'gsm7';
  if (mayShift && characters.every((c) => ONE.has(c) || SPANISH_TWO.has(c))) return 'gsm7-spanish';
  return 'ucs2';
}

/** The parts of a text; `single` and `each` are the rooms that the manuals print (160/153, 70/67, ...). */
export function naiveParts(text: string, encoding: NaiveEncoding, single: number, each: number): string[] {
  const owner: number[] = [];
  const characters = Array.from(text);
  characters.forEach((character, index) => {
    const size = encoding === 'ucs2' ? character.length : ONE.has(character) ? 1 : 2;
    for (let i = 0; i < size; i += 1) owner.push(index);
  });
  if (owner.length <= single) return [text];
  const parts: string[] = [];
  let from = 0;
  while (from < owner.length) {
    let to = Math.min(from + each, owner.length);
    while (to < owner.length && owner[to] === owner[to - 1]) to -= 1;
    parts.push([...new Set(owner.slice(from, to))].map((index) => characters[index]).join(''));
    from = to;
  }
  return parts;
}
