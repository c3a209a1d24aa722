/**
 * An array as PostgreSQL reads it, or undefined where `pg` must write it itself (dates, instants, octets, arrays of arrays).
 * Ours and not the driver's: that one runs two replacements and a chain of additions for each element, which was the
 * dearest part of sending a thousand rows.
 */
export function arrayLiteral(elements: readonly unknown[]): string | undefined {
  const written: string[] = [];
  for (const element of elements) {
    if (typeof element === 'string') written.push(quoted(element));
    else if (element === null || element === undefined) written.push('NULL');
    else if (typeof element === 'number' || typeof element === 'boolean') written.push(String(element));
    else return undefined;
  }
  return `{${written.join(',')}}`;
}

const SPECIAL = /["\\]/;

const quoted = (text: string): string => `"${SPECIAL.test(text) ? text.replaceAll(/["\\]/g, String.raw`\$&`) : text}"`;
