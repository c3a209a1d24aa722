/**
 * How alike words are to somebody who writes Spanish by ear and in a hurry: "sertificado", "erencia", "hipotceca".
 * Considered: MiniSearch and Fuse.js. Both count wrong letters only, so that b/v, c/s/z and a silent h cost as much as
 * any letter and short words drown in noise; neither folds Spanish spelling.
 */

/** The words of a text, without accents and capitals, in order. */
export function wordsOf(text: string): string[] {
  return plainText(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

/** Without accents and capitals, single spaces. Ñ counts as N: many keyboards have none. */
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Letters that sound alike become one, plurals lose their end: "vienes" and "bienes" have the same key. */
export function spellingKey(word: string): string {
  const sound = word
    .replace(/ch/g, '#')
    .replace(/h/g, '')
    .replace(/v/g, 'b')
    .replace(/ll/g, 'y')
    .replace(/qu|k/g, 'c')
    .replace(/c(?=[ei])|z/g, 's')
    .replace(/gu(?=[ei])/g, 'g')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/x/g, 's')
    .replace(/([a-z])\1+/g, '$1');
  return sound.length > 4 ? sound.replace(/e?s$/, '') : sound;
}

/**
 * 0 (nothing in common) to 1 (the same). `one` is what was typed, `other` what is known: a known word that begins with
 * the typed one counts nearly whole, because people stop typing early.
 */
export function likeness(one: string, other: string): number {
  return likenessOfKeyed({ word: one, key: spellingKey(one) }, { word: other, key: spellingKey(other) });
}

/** A word with its spelling key: whoever compares one with many makes each key once. */
export interface KeyedWord {
  readonly word: string;
  readonly key: string;
}

/** As `likeness`, of words whose keys are known. */
export function likenessOfKeyed({ word: one, key: a }: KeyedWord, { word: other, key: b }: KeyedWord): number {
  if (one === other) return 1;
  if (a === b) return 0.95;
  if ((a.length >= 3 && b.startsWith(a)) || (one.length >= 3 && other.startsWith(one))) return 0.9;
  const stem = sharedStart(a, b);
  // "cancelar" and "cancelacion", "heredar" and "herencia" are one thing to a person.
  if (stem >= 5 && stem >= Math.min(a.length, b.length) - 3) return 0.85;
  const longest = Math.max(a.length, b.length);
  const allowed = longest >= 8 ? 2 : longest >= 4 ? 1 : 0;
  // A lost letter can change the sound of its neighbours ("Tllnepantla"): the letters as they stand count too.
  const errors = Math.min(distance(a, b, allowed), distance(one, other, allowed));
  return errors <= allowed ? 0.9 - errors * 0.12 : 0;
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** Letters wrong, missing, extra, or swapped with their neighbour (Damerau-Levenshtein, optimal string alignment). */
function distance(a: string, b: string, allowed: number): number {
  if (Math.abs(a.length - b.length) > allowed) return allowed + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
