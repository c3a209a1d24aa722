import { correction, generate } from 'lean-qr';

/** A QR code as inline SVG, so that a page needs no second request and prints sharp. */
export function QrCode({ content, title }: { content: string; title: string }) {
  const code = generate(content, { minCorrectionLevel: correction.M });
  const margin = 4;
  const size = code.size + 2 * margin;
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + margin} ${y + margin}h1v1h-1z`;
  }
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={title} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
