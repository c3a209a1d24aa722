import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { PageContext } from './page-context.ts';
import { PageProvider } from './page.tsx';

/** A whole page: the element must be one of the layouts. Returns the HTML document with its doctype. */
export function renderDocument(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}

/** A piece of a page for a live region: the same components, without a layout around them. */
export function renderFragment(context: PageContext, fragment: VNode): string {
  return renderToString(<PageProvider context={context}>{fragment}</PageProvider>);
}
