/**
 * The second datum of the public status page: the first surname, which everybody who lodged a procedure knows and which
 * is also there for people who gave no telephone. Accents and capitals do not matter.
 */
export function sameFirstSurname(written: string, surnames: string): boolean {
  const given = plain(written);
  return given !== '' && (given === plain(firstSurname(surnames)) || given === plain(surnames));
}

/** `de la Cruz Gómez` -> `de la Cruz`: particles belong to the word after them. */
function firstSurname(surnames: string): string {
  return /^(?:(?:de|del|la|las|los|y)\s+)*\S+/i.exec(surnames.trim())?.[0] ?? '';
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
