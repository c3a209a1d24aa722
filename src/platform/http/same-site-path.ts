/**
 * Only a page of ours: the address is resolved as a browser would, so `//elsewhere` or `/\t/elsewhere` leads nowhere. What
 * comes out is looked at too: `/a/..//elsewhere` is ours before it is resolved and `//elsewhere` after. Anything else
 * gives `otherwise` (an open redirect lends our name to a forged log-in page).
 */
export function sameSitePath(path: string | undefined, otherwise: string): string {
  const here = 'https://ventanilla.invalid';
  const target = path?.startsWith('/') && URL.canParse(path, here) ? new URL(path, here) : undefined;
  return target?.origin === here && !target.pathname.startsWith('//') ? target.pathname + target.search : otherwise;
}
