import { likeness, plainText, wordsOf } from '#platform/search/spelling.ts';

/** What people write a municipality by: its name, or that of its head town. */
export interface Named {
  readonly code: string;
  readonly name: string;
  readonly seat: string;
}

/** Each word that was typed is found this well, or the municipality is not what was meant. */
const ALIKE = 0.6;
/** Found well enough to be the one that was meant, if no other is. */
const SURE = 0.75;
/** A head town that is called so counts a little less than a municipality that is. */
const OF_SEAT = 0.9;
/** For each word of the name that was not typed: the shorter name wins. */
const UNSAID = 0.02;

const STOP_WORDS = new Set('de del el la las los y municipio estado mexico edomex'.split(' '));

export interface Match<Item> {
  readonly item: Item;
  /** 0 to 1; 1 is the name as it is. */
  readonly score: number;
}

/**
 * What a person may have meant, best first; empty when nothing is like it. Forgives accents, typing errors, spelling by
 * ear, a name that is cut short ("Ecatepec") and the name of the head town ("Ciudad López Mateos").
 */
export function matchNames<Item extends Named>(all: readonly Item[], written: string): Match<Item>[] {
  const plain = plainText(written);
  if (plain === '') return [];
  const exact = all.find(({ code, name }) => code === plain || plainText(name) === plain);
  const words = significant(plain);
  const matches = all.flatMap((item) => {
    const score = item === exact ? 1 : Math.max(scoreOf(words, item.name), OF_SEAT * scoreOf(words, item.seat));
    return score >= ALIKE ? [{ item, score }] : [];
  });
  return matches.toSorted((one, other) => other.score - one.score);
}

/** The one that was meant; undefined when it could be several ("Villa", "Atizapan de") or none. */
export function surest<Item>(matches: readonly Match<Item>[]): Item | undefined {
  const [first, second] = matches;
  if (!first || first.score < SURE) return undefined;
  if (first.score === 1) return first.item;
  return second && first.score - second.score < UNSAID * 2 ? undefined : first.item;
}

const significant = (plain: string): string[] => {
  const words = wordsOf(plain);
  // Two letters are a connecting word, perhaps misspelt ("dl"), or say nothing.
  const told = words.filter((word) => !STOP_WORDS.has(word) && word.length > 2);
  return told.length > 0 ? told : words;
};

function scoreOf(words: readonly string[], name: string): number {
  const known = significant(plainText(name));
  let sum = 0;
  for (const word of words) {
    const best = Math.max(...known.map((one) => likeness(word, one)));
    // "Villa" alone must not make "Villa Victoria" out of "Villa Guadalupe".
    if (best < ALIKE) return 0;
    sum += best;
  }
  return Math.max(0, Math.min(0.99, sum / words.length) - UNSAID * Math.max(0, known.length - words.length));
}
