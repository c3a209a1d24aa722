/** A line of a mail in pieces: words, and addresses that can be followed. */
export type MailPiece = { readonly text: string } | { readonly link: string };
/** Lines that stand together. */
export type MailParagraph = readonly (readonly MailPiece[])[];

const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)»])/;

/** A plain text as paragraphs (divided by empty lines), lines and links: for the HTML part and for its preview. */
export function mailParagraphs(text: string): readonly MailParagraph[] {
  return text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n').map(piecesOf));
}

function piecesOf(line: string): MailPiece[] {
  return line
    .split(LINK)
    .map((piece, index) => (index % 2 === 1 ? { link: piece } : { text: piece }))
    .filter((piece) => 'link' in piece || piece.text !== '');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/**
 * The HTML part of a mail, made from its plain text: the same words, nothing loaded from anywhere, readable at any width.
 * Written by hand, for mail programs understand little and a template engine would bring a language of its own.
 */
export function mailHtml(text: string, language: string): string {
  const paragraphs = mailParagraphs(text).map(
    (lines) => `<p style="margin:0 0 1em">${lines.map((pieces) => pieces.map(pieceHtml).join('')).join('<br>\n')}</p>`,
  );
  return `<!doctype html>
<html lang="${escape(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;font:16px/1.5 sans-serif;color:#1c2b2d;background:#ffffff">
<div style="max-width:38em;margin:0 auto">
${paragraphs.join('\n')}
</div></body></html>
`;
}

function pieceHtml(piece: MailPiece): string {
  if ('text' in piece) return escape(piece.text);
  const address = escape(piece.link);
  return `<a href="${address}" style="color:#0b5f66">${address}</a>`;
}
