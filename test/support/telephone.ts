import { parseHTML } from 'linkedom';
import { until } from './until.ts';

/**
 * The texts that a telephone of the demonstration has got, oldest first. Asked for without a browser: a window of its own
 * would take more work than most tests.
 *
 * @param number with the country: `525550001301`.
 */
export async function textsAt(address: string, number: string): Promise<string[]> {
  const answer = await fetch(`${address}/demo/telefono/${number}`);
  const { document } = parseHTML(await answer.text());
  return [...document.querySelectorAll('.bubble')].map((bubble) => bubble.textContent);
}

/** The code that the telephone shows last, once it is another one than `before`. */
export function codeAt(address: string, number: string, before?: string): Promise<string> {
  return until(`a code at ${number}`, async () => {
    const codes = (await textsAt(address, number)).map((text) => /es (\d{6})\./.exec(text)?.[1]);
    const last = codes.findLast(Boolean);
    return last !== before && last;
  });
}
