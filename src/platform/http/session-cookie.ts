/** Over https the cookie is bound to the host by its name (RFC 6265bis); plain http is for this machine only. */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-ventanilla' : 'ventanilla';
}
