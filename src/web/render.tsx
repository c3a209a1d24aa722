import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A whole page: the element must be one of the layouts. Returns the HTML document with its doctype. */
export function renderDocument(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
