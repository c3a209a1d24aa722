import type { FieldCrypt } from './field-crypt.ts';

/** The key id in front of a sealed value. */
function keyOf(sealed: string): string {
  return sealed.slice(0, sealed.indexOf('.'));
}

/**
 * Moves a sealed value to the current key of the ring, for the rotation of keys. A value that is there already comes
 * back unchanged, so a run that was cut off may start again. Throws when the value does not open at `place`.
 */
export function reseal(crypt: FieldCrypt, sealed: string, place: string): string {
  const plain = crypt.open(sealed, place);
  const renewed = crypt.seal(plain, place);
  return keyOf(renewed) === keyOf(sealed) ? sealed : renewed;
}
