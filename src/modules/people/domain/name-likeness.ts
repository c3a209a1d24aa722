import { nameWords } from './name-key.ts';
import { soundOf } from './name-sound.ts';

/** From here on two names are worth a question. Found by the cases of the test, to be measured on real data. */
export const ALIKE = 0.86;

/** A word that sounds the same is written differently, no more. */
const SAME_SOUND = 0.97;
/** `Mario` and `María`: brother and sister, not a slip. */
const OTHER_GENDER = 0.5;
/** Below this two words have nothing to do with each other. */
const NOTHING = 0.8;
/** A second given name or surname that only one of the two gives. */
const EXTRA_WORD = 0.03;

/**
 * How alike two full names are, 0 to 1. The words of the shorter one each look for their partner in the other, in any
 * order (surnames are given in either), by Jaro-Winkler, which forgives slips most at the end of a word.
 */
export function nameLikeness(one: string, other: string): number {
  const [short, long] = [nameWords(one), nameWords(other)].toSorted((a, b) => a.length - b.length);
  if (!short || !long || short.length === 0) return 0;
  if (short.length === 1) return long.length === 1 ? wordLikeness(short[0] ?? '', long[0] ?? '') : 0;
  const left = [...long];
  let sum = 0;
  // Words that are the same first: a near one must not take their place.
  for (const word of short.toSorted((a, b) => Number(long.includes(b)) - Number(long.includes(a)))) {
    const scores = left.map((candidate) => wordLikeness(word, candidate));
    const best = Math.max(...scores);
    left.splice(scores.indexOf(best), 1);
    sum += best;
  }
  return Math.max(0, sum / short.length - Math.min(0.09, left.length * EXTRA_WORD));
}

function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  if (/[ao]$/.test(one) && /[ao]$/.test(other) && one.slice(0, -1) === other.slice(0, -1)) return OTHER_GENDER;
  if (soundOf(one) === soundOf(other)) return SAME_SOUND;
  const score = jaroWinkler(one, other);
  return score < NOTHING ? 0 : score;
}

/**
 * Jaro-Winkler (Winkler 1990), 0 to 1. By hand in twenty lines: `natural` brings a whole language kit and
 * `jaro-winkler` has had no release since 2015.
 */
export function jaroWinkler(one: string, other: string): number {
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Set<number>();
  const common = [...one].filter((letter, index) => {
    for (let at = Math.max(0, index - reach); at <= Math.min(other.length - 1, index + reach); at += 1) {
      if (other[at] === letter && !taken.has(at)) return taken.add(at);
    }
    return false;
  });
  if (common.length === 0) return 0;
  const theirs = [...taken].toSorted((a, b) => a - b).map((at) => other[at]);
  const swaps = common.filter((letter, index) => letter !== theirs[index]).length / 2;
  const m = common.length;
  const jaro = (m / one.length + m / other.length + (m - swaps) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < one.length && one[prefix] === other[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}
