import { render } from './render.ts';
import { describeSms } from './sms/describe.ts';

/** As long as every code is. */
const SAMPLE = { codigo: '000000' };

/**
 * The words of a code with the last line from which telephones fill in the form by themselves ("origin-bound one-time
 * codes", WICG): `@host #code`. Left out where it would cost a second segment.
 *
 * @param words text with `((codigo))` where the code goes.
 */
export function codeSms(words: string, publicUrl: string): string {
  const bound = `${words}\n\n@${new URL(publicUrl).hostname} #((codigo))`;
  return sizeOfCode(bound).parts === 1 ? bound : words;
}

/** What the text takes once the code stands in it. */
export const sizeOfCode = (text: string) => describeSms(render(text, SAMPLE), 'fold');
