/**
 * What no text holds that people read: control characters other than tab and line ends. PostgreSQL refuses U+0000 (a 500
 * from every page that stores or seeks it), XML and so Excel the others; they come along when text is copied out of a
 * PDF or sent by an older program.
 */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** Whether a text can be stored, found again and shown. Half a surrogate pair can not: `jsonb` refuses it. */
export function isWritable(text: string): boolean {
  return !UNWRITABLE.test(text) && text.isWellFormed();
}

/** The text with a space for each sign that cannot be written: for what machines send, who would send it again for ever. */
export function writable(text: string): string {
  return text.toWellFormed().replace(new RegExp(UNWRITABLE, 'g'), ' ');
}

/** Whether every text in there is writable, names of fields too. Not recursive: JSON may be nested as deep as it is long. */
export function isAllWritable(sent: unknown): boolean {
  const waiting: unknown[] = [sent];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string') {
      if (!isWritable(value)) return false;
    } else if (Array.isArray(value)) {
      for (const one of value) waiting.push(one);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, one] of Object.entries(value)) waiting.push(name, one);
    }
  }
  return true;
}
