import { formalName } from './known-names.ts';
import { nameWords } from './name-key.ts';

/** More words than anybody signs with; it bounds the pairs at fifteen. */
const MOST_WORDS = 6;

/** Raised when the rules below change: names stored under older ones are indexed again. */
export const SOUND_VERSION = 3;

/** What sounds alike in Mexican Spanish and is therefore written in two ways. In this order. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/ch/g, '+'],
  [/ph/g, 'f'],
  [/h/g, ''],
  [/ll|y/g, 'i'],
  [/v|w/g, 'b'],
  [/qu(?=[ei])|q|c(?![ei])|k/g, 'k'],
  [/c|z/g, 's'],
  [/x|g(?=[ei])/g, 'j'],
  [/gu(?=[ei])/g, 'g'],
  [/n(?=[bp])/g, 'm'],
  [/(.)\1+/g, '$1'],
];

/** How a word of a name sounds: `Vázquez`, `Basques` and `Vasquez` give the same. Expects a word of `nameWords`. */
export function soundOf(word: string): string {
  return SPELLINGS.reduce((sound, [spelling, letter]) => sound.replace(spelling, letter), word);
}

/**
 * The consonants of a word as it sounds, each once and in the order of the alphabet: what most slips leave as it is, for
 * neighbours change places, vowels are mistyped and doubled letters lost. `Guadalupe` and `Gudalupe` give the same. A word
 * with fewer than two keeps its sound.
 */
export function frameOf(word: string): string {
  const sound = soundOf(word);
  const consonants = [...new Set(sound.replace(/[aeiou]/g, ''))].toSorted().join('');
  return consonants.length < 2 ? sound : consonants;
}

/**
 * Every two words of a name by their frames, for an index in which a name is found again with another word missing, added
 * or mistyped. Pairs and not words: how often a word occurs gives it away (one in nine is `Hernández`), a pair hides in
 * the crowd (ADR 0008).
 */
export function soundPairs(fullName: string): string[] {
  const frames = nameWords(fullName).map((word) => frameOf(formalName(word)));
  const words = [...new Set(frames)].slice(0, MOST_WORDS).toSorted();
  return words.flatMap((one, index) => words.slice(index + 1).map((other) => `${one} ${other}`));
}
