/** Words that come and go in Spanish names and say nothing about who it is. */
const PARTICLES = new Set(['de', 'del', 'la', 'las', 'los', 'y', 'e']);
const ABBREVIATIONS = new Map([
  ['ma', 'maria'],
  ['jse', 'jose'],
  ['fco', 'francisco'],
  ['gpe', 'guadalupe'],
]);

/**
 * The words of a name that say who it is, however it is written: accents, capitals, particles and usual abbreviations
 * do not matter. In the order written.
 */
export function nameWords(fullName: string): string[] {
  return fullName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word && !PARTICLES.has(word))
    .map((word) => ABBREVIATIONS.get(word) ?? word);
}

/** A key under which the same name is found again, in whatever order its words stand. */
export function nameKey(fullName: string): string {
  return nameWords(fullName).toSorted().join(' ');
}
