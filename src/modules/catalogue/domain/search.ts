/**
 * Search over a short list that forgives accents and typing errors ("sertificado de gravamen"): each word of the query
 * is compared with the words of the text by the share of letter pairs they have in common (Dice).
 */
const GOOD_ENOUGH = 0.5;
const STOP_WORDS = new Set([
  'de',
  'del',
  'la',
  'el',
  'los',
  'las',
  'un',
  'una',
  'por',
  'para',
  'o',
  'y',
  'en',
  'mi',
  'the',
  'of',
  'a',
]);

/** Items that match, best first. An empty query matches everything, in the given order. */
export function searchByText<Item>(items: readonly Item[], query: string, textOf: (item: Item) => string): Item[] {
  const wanted = words(query);
  if (wanted.length === 0) return [...items];
  return items
    .map((item) => ({ item, score: score(wanted, words(textOf(item))) }))
    .filter(({ score: value }) => value >= GOOD_ENOUGH)
    .toSorted((one, other) => other.score - one.score)
    .map(({ item }) => item);
}

/** Mean over the wanted words of the best likeness in the text. */
function score(wanted: readonly string[], present: readonly string[]): number {
  const best = wanted.map((word) => Math.max(0, ...present.map((other) => likeness(word, other))));
  return best.reduce((sum, value) => sum + value, 0) / wanted.length;
}

function likeness(one: string, other: string): number {
  if (other.startsWith(one) && one.length > 3) return 1;
  const [a, b] = [pairs(one), pairs(other)];
  const shared = a.filter((pair) => b.includes(pair)).length;
  return (2 * shared) / (a.length + b.length);
}

function pairs(word: string): string[] {
  const padded = ` ${word} `;
  return Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2));
}

function words(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^a-z0-9]+/).filter((word) => word && !STOP_WORDS.has(word));
}
