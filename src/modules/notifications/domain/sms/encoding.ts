import { findFolded } from './fold.ts';
import { findSeptets, isPlain, NOT_PLAIN, type Shift } from './gsm7.ts';

/**
 * What a template does with characters outside the 7-bit alphabet:
 * `fold` writes the base letter (the default: cheapest, and every carrier takes it), `keep` changes nothing and pays for
 * UCS-2, `shift` keeps á í ó ú by the Spanish single shift table (the carrier must be asked whether it passes it on).
 */
export const ENCODING_POLICIES = ['fold', 'keep', 'shift'] as const;
export type EncodingPolicy = (typeof ENCODING_POLICIES)[number];

export type SmsEncoding = 'gsm7' | 'gsm7-spanish' | 'ucs2';

export interface EncodedText {
  readonly encoding: SmsEncoding;
  /** The text as the telephone will show it, when `unsendable` is empty. */
  readonly text: string;
  /** Characters with no honest spelling in this encoding, each once, in order of appearance. */
  readonly unsendable: readonly string[];
}

const LONE_SURROGATE = /^[\ud800-\udfff]$/;

/** Chooses the encoding and rewrites the text as the policy says. Composed characters first (NFC): "a" + accent is "á". */
export function encodeText(text: string, policy: EncodingPolicy): EncodedText {
  const composed = text.normalize('NFC');
  if (isPlain(composed)) return { encoding: 'gsm7', text: composed, unsendable: [] };
  if (policy === 'keep') return kept(composed);
  if (policy === 'fold') return rewritten(composed, 'none');
  const plain = rewritten(composed, 'spanish');
  const needsShift = [...plain.text].some((character) => !findSeptets(character, 'none'));
  return { ...plain, encoding: needsShift ? 'gsm7-spanish' : 'gsm7' };
}

function kept(text: string): EncodedText {
  const characters = [...text];
  if (characters.every((character) => findSeptets(character, 'none')))
    return { encoding: 'gsm7', text, unsendable: [] };
  return {
    encoding: 'ucs2',
    text,
    unsendable: unique(characters.filter((character) => LONE_SURROGATE.test(character))),
  };
}

function rewritten(given: string, shift: Shift): EncodedText {
  const unsendable: string[] = [];
  const text = given.replace(NOT_PLAIN, (character) => {
    const folded = findFolded(character, shift);
    if (folded === undefined) unsendable.push(character);
    return folded ?? '';
  });
  return { encoding: 'gsm7', text, unsendable: unique(unsendable) };
}

const unique = (characters: readonly string[]): readonly string[] => [...new Set(characters)];
