/** Words that come and go in Spanish names and say nothing about who it is. */
const PARTICLES = new Set(['de', 'del', 'la', 'las', 'los', 'y', 'e']);
const ABBREVIATIONS = new Map([
  ['ma', 'maria'],
  ['jse', 'jose'],
  ['fco', 'francisco'],
  ['gpe', 'guadalupe'],
]);

/**
 * A key under which the same name is found again however it is written: accents, capitals, particles, usual
 * abbreviations and the order of the words do not matter.
 */
export function nameKey(fullName: string): string {
  return fullName
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word && !PARTICLES.has(word))
    .map((word) => ABBREVIATIONS.get(word) ?? word)
    .toSorted()
    .join(' ');
}
