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
