import { correction, generate } from 'lean-qr';

/** Modules of empty margin that a reader needs around the code (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code as SVG for a document; a quarter of it may be damaged (level Q): paper is folded. */
export function qrDrawing(content: string): string {
  const code = generate(content, { minCorrectionLevel: correction.Q });
  const size = code.size + 2 * QUIET;
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
}
