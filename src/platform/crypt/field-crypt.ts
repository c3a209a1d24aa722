/**
 * Encryption of single personal data fields at rest: AES-256-GCM with a key id, bound to its
 * place, and a blind index (HMAC) so that equal values can be found without being readable.
 */
export interface FieldCrypt {
  /** `place` is table, column and row id: a value moved to another row no longer opens. */
  seal(plain: string, place: string): string;
  open(sealed: string, place: string): string;
  /** Deterministic index of a normalised value for one purpose, e.g. `people.mobile`. 32 hex digits. */
  blindIndex(normalised: string, purpose: string): string;
}
