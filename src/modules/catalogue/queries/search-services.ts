import { likeness, plainText, wordsOf } from '#platform/search/spelling.ts';

/** What a search looks at. */
export interface Searchable {
  readonly name: string;
  readonly description: string;
  /** Other words by which people look for it. */
  readonly synonyms: readonly string[];
}

/** A query is answered when its words are found this well on the whole. */
const GOOD_ENOUGH = 0.5;
/** Worth asking "did you mean this?" */
const NEAR_ENOUGH = 0.25;
/** Below this a word of the query counts as not found. */
const ALIKE = 0.6;
const WEIGHT = { synonym: 1, name: 1, description: 0.6 } as const;

/** Words that say nothing about the matter; questions are asked in whole sentences. */
const STOP_WORDS = new Set(
  (
    'a al ante con como cual cuando cuanto de del desde donde el ella en es esta este hacer hago para por que quien quiero ' +
    'necesito puedo tengo se si sobre soy su sus un una unas uno unos la las le lo los me mi mis y o u ya hay ser fue ' +
    'va voy tiene tienen dio son estan tramite tramites tramitar sacar obtener solicitar pedir saber the of and to for my how do i want an in is'
  ).split(' '),
);

/**
 * Items that match, best first. Forgives accents, typing errors and spelling by ear. An empty query matches everything
 * in the given order; one of stop words alone matches nothing.
 */
export function searchServices<Item extends Searchable>(items: readonly Item[], query: string): Item[] {
  if (plainText(query) === '') return [...items];
  return scored(items, query)
    .filter((found) => found.score >= GOOD_ENOUGH)
    .map(({ item }) => item);
}

/** At most three items that share something with a query which found nothing, best first. */
export function nearestServices<Item extends Searchable>(items: readonly Item[], query: string): Item[] {
  return scored(items, query)
    .filter((found) => found.score >= NEAR_ENOUGH)
    .slice(0, 3)
    .map(({ item }) => item);
}

function scored<Item extends Searchable>(items: readonly Item[], query: string): { item: Item; score: number }[] {
  const wanted = wordsOf(query).filter((word) => !STOP_WORDS.has(word));
  if (wanted.length === 0) return [];
  const entries = items.map((item) => ({ item, words: indexed(item) }));
  const rare = rarity(entries.map(({ words }) => words));
  const phrase = wanted.join(' ');
  return entries
    .map(({ item, words }) => ({ item, score: score(wanted, words, rare) + phraseBonus(item, phrase) }))
    .toSorted((one, other) => other.score - one.score);
}

type Words = ReadonlyMap<string, number>;

/** Word -> weight of the best place where it stands. */
function indexed(item: Searchable): Words {
  const words = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of wordsOf(text)) {
      if (!STOP_WORDS.has(word)) words.set(word, Math.max(weight, words.get(word) ?? 0));
    }
  };
  add(item.description, WEIGHT.description);
  add(item.name, WEIGHT.name);
  for (const synonym of item.synonyms) add(synonym, WEIGHT.synonym);
  return words;
}

/** A word that stands in many services ("certificado") tells less than one that stands in one ("testamento"). */
function rarity(all: readonly Words[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const words of all) for (const word of words.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => 1 / Math.sqrt(counts.get(word) ?? 1);
}

/** 0 to 1: how well the wanted words are found, rare ones counting more. */
function score(wanted: readonly string[], words: Words, rare: (word: string) => number): number {
  // People who tell what happened use words that no catalogue has: in a sentence those count less than in two words.
  const unknown = wanted.length > 2 ? 0.5 : 1;
  let found = 0;
  let total = 0;
  for (const word of wanted) {
    let best = 0;
    let weight = unknown;
    for (const [known, place] of words) {
      const alike = likeness(word, known);
      if (alike < ALIKE || alike * place < best) continue;
      best = alike * place;
      weight = rare(known);
    }
    found += best * weight;
    total += weight;
  }
  return found / total;
}

/** The whole query as a synonym or in the name is what the editor meant. */
function phraseBonus(item: Searchable, phrase: string): number {
  const plain = (text: string) =>
    wordsOf(text)
      .filter((word) => !STOP_WORDS.has(word))
      .join(' ');
  if (item.synonyms.some((synonym) => plain(synonym) === phrase)) return 0.5;
  return plain(item.name).startsWith(phrase) ? 0.3 : 0;
}
