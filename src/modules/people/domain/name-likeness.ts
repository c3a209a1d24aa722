import { formalName, isKnownName } from './known-names.ts';
import { nameWords } from './name-key.ts';
import { soundOf } from './name-sound.ts';
import { isOneSlip } from './one-slip.ts';

/**
 * From here on two names are worth a question. On the labelled pairs of `labelled-names.testing.ts` (the test prints the
 * figures): one word of three or four that is another name brings a pair below, everything that a pen does stays above.
 */
export const ALIKE = 0.86;

/** A word that sounds the same is written differently, no more. */
const SAME_SOUND = 0.97;
const SLIP = 0.9;
/** `Juan A.` may be Juan Antonio. */
const INITIAL = 0.9;
/** Shorter words have too many neighbours. */
const SLIP_FROM = 4;
/** A second given name or surname that only one of the two gives. */
const EXTRA_WORD = 0.03;
const MOST_EXTRA = 0.09;
/** The same words in another order: the surnames of a cousin, or of the same person taken down the other way round. */
const OTHER_ORDER = 0.02;

/**
 * How alike two full names are, 0 to 1. The words of the shorter one each look for their partner in the other, in any
 * order (surnames are given in either). Word by word, and by what people here are called: libraries of string distance
 * (`natural`, `talisman`) take Raúl for Saúl and Juan for Juana.
 */
export function nameLikeness(one: string, other: string): number {
  const [short, long] = [wordsOf(one, other), wordsOf(other, one)].toSorted((a, b) => a.length - b.length);
  if (!short || !long || short.length === 0) return 0;
  if (short.length === 1) return long.length === 1 ? wordLikeness(short[0] ?? '', long[0] ?? '') : 0;
  const partners = new Map<number, number>();
  let sum = 0;
  // The surest partners first: a near word must not take the place of the same one.
  const candidates = short
    .flatMap((word, at) => long.map((mate, place) => ({ at, place, score: placed(word, mate, at === place) })))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || Math.abs(a.at - a.place) - Math.abs(b.at - b.place));
  const taken = new Set<number>();
  for (const { at, place, score } of candidates) {
    if (partners.has(at) || taken.has(place)) continue;
    partners.set(at, place);
    taken.add(place);
    sum += score;
  }
  const places = short.flatMap((_, at) => partners.get(at) ?? []);
  const inOrder = places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
  const extra = Math.min(MOST_EXTRA, (long.length - short.length) * EXTRA_WORD);
  return Math.max(0, sum / short.length - extra - (inOrder ? 0 : OTHER_ORDER));
}

/** The words of a name, with two written as one word where the other name does so: `Juan Pablo`, `Juanpablo`. */
function wordsOf(name: string, other: string): string[] {
  const words = nameWords(name).map(formalName);
  const theirs = new Set(nameWords(other).map(soundOf));
  for (let at = 0; at < words.length - 1; at += 1) {
    const joined = `${words[at]}${words[at + 1]}`;
    if (theirs.has(soundOf(joined))) words.splice(at, 2, joined);
  }
  return words;
}

/** An initial says something only where the other name has its word: `Ana L.` is not Luis. */
function placed(one: string, other: string, samePlace: boolean): number {
  return samePlace || (one.length > 1 && other.length > 1) ? wordLikeness(one, other) : 0;
}

function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  if (one.length === 1 || other.length === 1) return one[0] === other[0] ? INITIAL : 0;
  if (soundOf(one) === soundOf(other)) return SAME_SOUND;
  if ((isKnownName(one) && isKnownName(other)) || isOtherGender(one, other)) return 0;
  if (Math.min(one.length, other.length) < SLIP_FROM) return 0;
  return isOneSlip(one, other) || isOneSlip(soundOf(one), soundOf(other)) ? SLIP : 0;
}

/** `Mario` and `María`, `Martín` and `Martina`: brother and sister, not a slip. */
function isOtherGender(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long === `${short}a`) return true;
  return /[ao]$/.test(one) && /[ao]$/.test(other) && one.slice(0, -1) === other.slice(0, -1);
}
