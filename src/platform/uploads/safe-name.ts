/** Longer names break old archive programs; the end with the extension is what must stay. */
const MAX_LENGTH = 100;

/**
 * A name under which a sent file may be shown and saved: no folders, no control or direction marks (U+202E makes
 * "gpj.exe" read as "exe.jpg"), nothing that Windows forbids, not hidden. Files are stored by their content, never by this.
 */
export function safeFileName(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = withoutEdges(
    base
      .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '')
      .replace(/[<>:"|?*]/g, '_')
      .replace(/\s+/g, ' '),
  );
  const allowed = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(clean) ? `_${clean}` : clean;
  if (allowed === '') return 'archivo';
  const letters = [...allowed];
  if (letters.length <= MAX_LENGTH) return allowed;
  const extension = [...extensionOf(allowed)].slice(0, 10);
  const dotted = extension.length > 0 ? ['.', ...extension] : [];
  return [...letters.slice(0, MAX_LENGTH - dotted.length), ...dotted].join('');
}

/** Without dots and spaces at both ends. From behind step by step: an expression would look again from each dot of a long row. */
function withoutEdges(name: string): string {
  let end = name.length;
  while (end > 0 && /[.\s]/.test(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end).replace(/^[.\s]+/, '');
}

/** What stands after the last dot, in lower case; empty without one. */
export function extensionOf(name: string): string {
  const at = name.lastIndexOf('.');
  return at > 0 ? name.slice(at + 1).toLowerCase() : '';
}
