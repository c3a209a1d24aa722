/**
 * Whether the browser itself says that one of our pages sent this. A page of others cannot make it say so (Fetch Metadata),
 * which is why a token that is bound to no session is good enough then, and only then.
 */
export function saysSameOrigin(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  return headers['sec-fetch-site'] === 'same-origin';
}

/**
 * Whether a changing request may come from our own pages. Browsers say where a request comes from in Sec-Fetch-Site or
 * Origin; privacy settings may remove Origin, so its absence alone refuses nobody (the form token still decides).
 */
export function isSameSite(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = headers.origin;
  if (typeof origin !== 'string' || origin === 'null') return true;
  try {
    return new URL(origin).host === headers.host;
  } catch {
    return false;
  }
}
