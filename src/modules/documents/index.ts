/**
 * Documents: what the program writes on paper.
 *
 * template: a text in Typst that lays out facts · facts: what it lays out, as JSON, never as part of the template · qr
 * drawing: a QR code as SVG, with its content in words beside it.
 */
export { renderPdf } from './pdf/render-pdf.ts';
export { qrDrawing } from './pdf/qr-drawing.ts';
